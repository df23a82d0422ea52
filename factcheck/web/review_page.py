"""One finding, and what a person says of it: it is confirmed, overruled, or held up against another series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from factcheck.article import Article
from factcheck.finding import Finding, Verdict
from factcheck.reports.card import badge, contents
from factcheck.reports.markup import Markup, element, joined
from factcheck.reports.review_card import told
from factcheck.reports.terminal import SIGNS
from factcheck.review import Review
from factcheck.series import History, Series
from factcheck.web.frame import field, form, framed, heading, problem
from factcheck.wording import VERDICTS

LONGEST_NAME, LONGEST_NOTE, LONGEST_ALIAS = 80, 2_000, 200


def review_page(
    check: str,
    number: int,
    article: Article,
    finding: Finding,
    history: History | None,
    reviews: Sequence[Review],
    series: Sequence[Series],
    token: str,
    *,
    given: Mapping[str, str],
    wrong: Sequence[str] = (),
) -> Markup:
    """The finding with all that led there, what was said of it so far, and the form to say more."""
    about = element("p", element("a", "← Back to the report", href=f"/checks/{check}#a1f{number}"), class_="hint")
    facts = element(
        "section",
        element("h2", "The finding"),
        element("p", badge(finding.verdict), " ", element("b", finding.claim.text, class_="claim")),
        element("blockquote", finding.claim.sentence),
        *([element("p", element("b", "Likely slip: "), finding.diagnoses[0].text)] if finding.diagnoses else []),
        contents(finding, history, name="finding", where=article.locator(finding.claim.start)),
        class_="sheet card-like",
        aria_label="The finding",
    )
    form_side = element("section", _said(reviews), _form(check, number, finding, series, token, given), aria_label="Review")
    return framed(
        f"Finding {number}",
        heading(f"Finding {number}", article.title or "Review", about),
        problem(wrong),
        element("div", facts, form_side, class_="two-halves"),
        at="/checks",
    )


def _said(reviews: Sequence[Review]) -> Markup:
    if not reviews:
        return Markup()
    listed = [element("li", told(review), _against(review)) for review in reviews]
    return joined(element("h2", "What was said so far"), element("ol", *listed, class_="reviews"))


def _against(review: Review) -> Markup:
    if review.finding is None or review.finding.candidate is None:
        return Markup()
    return element("span", "now: ", review.finding.candidate.series.title, " ", badge(review.finding.verdict), class_="hint")


def _form(check: str, number: int, finding: Finding, series: Sequence[Series], token: str, given: Mapping[str, str]) -> Markup:
    here = f"/checks/{check}/findings/{number}"
    return joined(
        form(
            here,
            token,
            element("h2", "Your review"),
            field(
                "Your name",
                "name",
                value=given.get("name", ""),
                hint="It is kept with the time",
                maxlength=LONGEST_NAME,
                required="required",
                autocomplete="name",
            ),
            _note(given.get("note", "")),
            _choice("It is right", element("button", "Confirm", type="submit", name="decision", value="confirmed")),
            _choice(
                "It is wrong",
                element(
                    "p", element("label", "What the figures say", for_="field-verdict"), _verdicts(finding, given), class_="field"
                ),
                element("button", "Overrule", type="submit", name="decision", value="overruled"),
            ),
            _choice("It is about another series", *_series(finding, series, given)),
            class_="sheet",
            id="review",
        ),
        _search(here, given),
    )


def _choice(legend: str, *inside: Markup) -> Markup:
    return element("fieldset", element("legend", legend), *inside)


def _note(said: str) -> Markup:
    hint = element("span", "Why; needed to overrule", id="field-note-hint", class_="hint")
    box = element(
        "textarea", said, id="field-note", name="note", rows="3", maxlength=LONGEST_NOTE, aria_describedby="field-note-hint"
    )
    return element("p", element("label", "Note", for_="field-note"), box, hint, class_="field")


def _verdicts(finding: Finding, given: Mapping[str, str]) -> Markup:
    chosen = given.get("verdict") or next(each for each in Verdict if each is not finding.verdict).value
    options = [
        element(
            "option",
            f"{SIGNS[each][1]}: {VERDICTS[each][0].lower()}{VERDICTS[each][1:]}",
            value=each.value,
            selected="selected" if each.value == chosen else None,
        )
        for each in Verdict
        if each is not finding.verdict
    ]
    return element("select", *options, id="field-verdict", name="verdict")


def _series(finding: Finding, series: Sequence[Series], given: Mapping[str, str]) -> list[Markup]:
    if not series:
        return [element("p", "No series was found by these words; search for another below.", class_="hint")]
    chosen = given.get("series", "")
    options = [_option(each, place, is_chosen=each.id == chosen) for place, each in enumerate(series)]
    taught = given.get("alias", finding.claim.measure)
    hint = "These words will find it from now on; empty them to teach nothing"
    return [
        element("div", *options, class_="options", role="radiogroup", aria_label="Series"),
        field("Teach the store", "alias", value=taught, hint=hint, maxlength=LONGEST_ALIAS),
        element("button", "Hold it up against this series", type="submit", name="decision", value="series changed"),
    ]


def _option(series: Series, place: int, *, is_chosen: bool) -> Markup:
    identity = f"field-series-{place}"
    source = series.indicator.source
    radio = element("input", type="radio", name="series", value=series.id, id=identity, checked="checked" if is_chosen else None)
    about = element("span", source.publisher or source.title or source.name, class_="hint block")
    return element("p", radio, element("label", series.title, about, for_=identity), class_="option")


def _search(here: str, given: Mapping[str, str]) -> Markup:
    return element(
        "form",
        element("label", "Search for another series", for_="field-q"),
        element("input", id="field-q", name="q", value=given.get("q", ""), type="search", maxlength="300"),
        element("button", "Search", type="submit", class_="quiet"),
        action=f"{here}#review",
        method="get",
        class_="searching",
    )


def address(check: str, number: int, words: str = "") -> str:
    """Where a finding is reviewed."""
    query = f"?{urlencode({'q': words})}" if words else ""
    return f"/checks/{check}/findings/{number}{query}"
