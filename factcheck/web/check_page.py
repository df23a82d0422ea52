"""From a text to its report: the form, what is shown while the check runs, and the report with what people said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from factcheck.checking import Checked
from factcheck.reports import reports
from factcheck.reports.markup import Markup, element
from factcheck.reports.page import Beside, Histories, article_part
from factcheck.store_reviews import CheckHead
from factcheck.web.frame import field, form, framed, heading, moment, problem
from factcheck.web.history_page import check_list

LONGEST_TEXT = 1_000_000  # characters that may be pasted: a long book has as many
# What a format is called on the page, and the ending of its file; a plugin's goes by its own name.
FORMATS = {
    "html": ("Report page", "html"),
    "corrections": ("Corrections note", "txt"),
    "csv": ("Spreadsheet (CSV)", "csv"),
    "markdown": ("Markdown, for a pull request", "md"),
    "json": ("JSON", "json"),
    "claim-review": ("ClaimReview (JSON-LD)", "json"),
    "annotations": ("Web annotations", "json"),
    "sarif": ("SARIF, for a repository", "sarif"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """How much the store holds."""

    indicators: int
    series: int
    figures: int
    sources: int


def start_page(
    token: str, stock: Stock, recent: Sequence[CheckHead], *, given: Mapping[str, str] | None = None, wrong: Sequence[str] = ()
) -> Markup:
    """The form for a text, a file or an address; beside it what the store holds and the last checks."""
    said = given or {}
    return framed(
        "Check a text",
        heading("Check", "Do the numbers hold?"),
        problem(wrong),
        element("div", _form(token, said), _beside(stock, recent), class_="two-columns"),
        at="/",
    )


def _form(token: str, said: Mapping[str, str]) -> Markup:
    box = element(
        "textarea",
        said.get("text", ""),
        id="field-text",
        name="text",
        rows="12",
        maxlength=LONGEST_TEXT,
        placeholder="Paste an article, a press release, a speech …",
        aria_describedby="field-text-hint",
    )
    hint = "Every claim that some statistic could settle is held up against the figures in the store."
    return form(
        "/checks",
        token,
        element(
            "p", element("label", "The text", for_="field-text"), box, element("span", hint, id="field-text-hint", class_="hint")
        ),
        element(
            "fieldset",
            element("legend", "or, instead of a text"),
            element(
                "p",
                element("label", "A file", for_="field-file"),
                element(
                    "input",
                    type="file",
                    id="field-file",
                    name="file",
                    accept=".txt,.md,.html,.htm,.pdf,.docx",
                    aria_describedby="h-f",
                ),
                element("span", "Text, Markdown, a saved page, PDF or DOCX", id="h-f", class_="hint"),
                class_="field",
            ),
            field(
                "An address", "url", value=said.get("url", ""), hint="It is fetched by this machine", inputmode="url", type="text"
            ),
            class_="instead",
        ),
        element(
            "div",
            field(
                "Published on", "published", value=said.get("published", ""), hint="2018-09-03, where the text does not say it"
            ),
            field("Place", "place", value=said.get("place", ""), hint="Where it speaks of when it names no other"),
            class_="side-by-side",
        ),
        element("p", element("button", "Check the figures", type="submit")),
        enctype="multipart/form-data",
        class_="sheet",
    )


def _beside(stock: Stock, recent: Sequence[CheckHead]) -> Markup:
    if stock.figures:
        holds = f"{stock.figures:,} figures in {stock.series:,} series, from {stock.sources:,} source{'s'[: stock.sources != 1]}."
        store = element("p", holds, " ", element("a", "Look through them", href="/series"))
    else:
        store = element("p", "Nothing yet. In a terminal: ", element("code", "factcheck add figures.csv"))
    last = check_list(recent) if recent else element("p", "None yet. Each check is kept here, with what people said of it.")
    return element(
        "aside",
        element("h2", "In the store"),
        store,
        element("h2", "Last checks"),
        last,
        class_="beside",
        aria_label="Store and history",
    )


def progress_page(title: str, mark: Markup) -> Markup:
    """The page of a check that still runs; stages and the way on are put in at `mark`, as they come."""
    return framed(
        "Checking",
        heading("Check", title or "Checking the figures"),
        element("ol", mark, class_="stages", role="log", aria_label="Progress"),
        at="/",
    )


def stage(words: str) -> Markup:
    """One stage of a check."""
    return element("li", words)


def way_on(address: str) -> Markup:
    """The end of the progress page: the browser goes on by itself, and where it does not, there is a link."""
    onward = element("meta", http_equiv="refresh", content=f"0; url={address}")
    return element("li", element("a", "The report is ready", href=address), onward, class_="ready")


def failed_page(sentence: str) -> Markup:
    """The page of a check that came to nothing."""
    again = element("p", element("a", "Check another text", href="/"))
    return framed("Not checked", heading("Check", "This could not be checked"), problem([sentence]), again, at="/")


def report_page(head: CheckHead, checked: Checked, history: Histories, token: str) -> Markup:
    """The report, each card with what people said and the way to say more."""
    beside = Beside(history=history, more=partial(_more, head.id))
    tools = element("nav", _save(head.id), _about(head), class_="tools", aria_label="This check")
    return framed(head.title or "Checked", tools, article_part(checked, "a1f", beside), _forget(head.id, token), at="/checks")


def _more(check: str, number: int) -> Markup:
    way = element("a", f"Review finding {number}", href=f"/checks/{check}/findings/{number}", class_="button quiet")
    return element("p", way, class_="review-way")


def _about(head: CheckHead) -> Markup:
    return element("p", "Checked ", moment(head.at), f" from {head.given}", class_="hint")


def formats() -> tuple[str, ...]:
    """The formats to save a report in: those for a screen or for many texts are left out, those of plugins are among them."""
    there = [name for name in reports() if name not in ("text", "jsonl")]
    return (*(name for name in FORMATS if name in there), *(name for name in there if name not in FORMATS))


def _save(check: str) -> Markup:
    named = [(FORMATS.get(name, (name,))[0], name) for name in formats()]
    links = [element("li", element("a", words, href=f"/checks/{check}/save/{name}")) for words, name in named]
    return element("details", element("summary", "Save as …"), element("ul", *links, class_="formats"), class_="save")


def _forget(check: str, token: str) -> Markup:
    button = element("button", "Take this check out of the history", type="submit", class_="quiet")
    return form(f"/checks/{check}/forget", token, button, class_="forget")
