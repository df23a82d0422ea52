"""One finding on the page: a line that says the verdict, and inside it all that led there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from factcheck.explanation import how_near
from factcheck.finding import Cause, Diagnosis, Finding, Verdict
from factcheck.reports.chart import allowed_words, claimed_interval, evidence
from factcheck.reports.figures import observed
from factcheck.reports.markup import NOTHING, Markup, element, joined, link
from factcheck.reports.terminal import SIGNS, sum_of
from factcheck.series import History, Observation, Source
from factcheck.wording import VERDICTS, say, say_period

if TYPE_CHECKING:
    from factcheck.whence import Origin

_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a card says besides the finding.

    Where the claim stands in a page or file, where a number that no slip explains may have come from, a line in its head, more at
    its end.
    """

    where: str = ""
    leads: tuple[Origin, ...] = ()
    stamp: Markup = NOTHING
    more: Markup = NOTHING


def card(
    finding: Finding, number: int, history: History | None = None, *, name: str = "f", around: Around | None = None
) -> Markup:
    """The finding as `<details>`, the likely slip in its first lines; `name` and `number` make its id unique on the page."""
    around = around or Around()
    inside = contents(finding, history, name=f"{name}{number}", where=around.where, leads=around.leads)
    return element(
        "details",
        element("summary", *_summary(finding, number), around.stamp),
        # The anchor lies inside, because browsers open a closed <details> when a link leads into it.
        element("div", inside, around.more, id=f"{name}{number}", class_="inside", tabindex="-1"),
        class_=f"card {finding.verdict.value}",
    )


def contents(finding: Finding, history: History | None, *, name: str, where: str = "", leads: tuple[Origin, ...] = ()) -> Markup:
    """All that led to the verdict: charts, figures, the sum, what the words allow, what was assumed, its likely origin."""
    told = (*_facts(finding, where), *_leads(leads))
    facts = (part for label, said in told for part in (element("dt", label), *_said(said)))
    verdict = element("p", VERDICTS[finding.verdict], *_luck(finding.diagnoses), class_="verdict")
    return joined(verdict, evidence(finding, history, name), element("dl", *facts))


def badge(verdict: Verdict) -> Markup:
    """The verdict as a sign and a word, so that it reads the same without colour."""
    sign, word, _ = SIGNS[verdict]
    return element("span", element("span", sign, aria_hidden="true"), f" {word}", class_=f"badge {verdict.value}")


def in_short(finding: Finding) -> Markup:
    """What the source has, in a line, where the verdict is a number's."""
    done = finding.computation
    if done is None or done.result is None or done.holds is not None:
        return Markup()
    nearly = " · nearly" if how_near(finding) else ""
    return element("span", "source: ", element("b", say(done.result, done.unit)), nearly, class_="short")


def clipped(text: str, most: int = 160) -> str:
    """The words on one line, cut where they are very many."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _summary(finding: Finding, number: int) -> Iterator[Markup]:
    yield element("span", f"{number} ", class_="number")
    yield joined(
        badge(finding.verdict), " ", element("span", clipped(finding.claim.text), class_="claim"), " ", in_short(finding)
    )
    for diagnosis in finding.diagnoses[:1]:
        yield _slip(diagnosis)


def _leads(leads: tuple[Origin, ...]) -> Iterator[tuple[str, list[Markup]]]:
    if leads:
        yield "May come from", [joined(origin.text) for origin in leads]


def _luck(diagnoses: tuple[Diagnosis, ...]) -> Iterator[str]:
    for odds in (diagnosis.odds for diagnosis in diagnoses[:1] if diagnosis.odds is not None):
        chance = f"{odds:.1%}" if odds >= Decimal("0.001") else "under 0.1%"
        yield f" The chance that a slip fits so well by luck: {chance}."


def _said(said: list[Markup]) -> Iterator[Markup]:
    for each in said:
        yield element("dd", each)


def _slip(diagnosis: Diagnosis) -> Markup:
    lead = "" if diagnosis.cause is Cause.UNEXPLAINED else "Likely slip: "
    slip = element("span", element("b", lead), diagnosis.text, class_="slip")
    if not diagnosis.correction:
        return slip
    return joined(slip, element("span", element("b", "Corrected: "), diagnosis.correction, class_="correction"))


def _facts(finding: Finding, where: str) -> Iterator[tuple[str, list[Markup]]]:
    if where:
        yield "In the text", [joined(where)]
    yield from _figures(finding)
    done = finding.computation
    if done and " " in done.formula:
        yield "The sum", [element("span", sum_of(finding), class_="sum")]
    allowed = claimed_interval(finding.claim)
    if allowed and finding.claim.quantity and finding.claim.quantity.unit != "position":
        yield "The words allow", [joined(allowed_words(allowed, finding.claim.quantity.unit))]
    if near := how_near(finding):
        yield "Nearly", [joined(near)]
    if done and done.assumptions:
        yield "Assumed", [joined(each) for each in done.assumptions]
    if finding.missing:
        yield "Missing", [joined(finding.missing)]
    if finding.candidate:
        yield ("Nearest series" if finding.verdict is Verdict.NO_SOURCE else "Series"), [joined(finding.candidate.series.title)]
        yield "Published by", [released(finding.candidate.series.indicator.source)]


def _figures(finding: Finding) -> Iterator[tuple[str, list[Markup]]]:
    if finding.candidate and finding.observations:
        shown = [_figure(*cell) for cell in finding.cells()[:_SHOWN]]
        more = len(finding.observations) - _SHOWN
        yield "The source has", shown + ([joined(f"and {more} more figures")] if more > 0 else [])


def _figure(observation: Observation, unit: str, multiplier: int) -> Markup:
    status = "" if observation.status.name == "NORMAL" else f" ({observation.status.name.lower()})"
    vintage = f", as said on {_day(observation.vintage)}" if observation.vintage else ""
    return joined(
        element("b", observed(observation, unit, multiplier)),
        f" in {observation.period.text or say_period(observation.period)}{status}{vintage}",
        element("span", observation.locator, class_="cell"),
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def released(source: Source) -> Markup:
    """The publisher, the release and the day; the title leads to the source where it has an address on the web."""
    publisher = source.publisher or source.title or source.name
    title = source.title if source.title != publisher else ""
    day = source.published or source.retrieved
    how = "released" if source.published else "retrieved"
    parts = [joined(publisher), link(title or "source", source.url) if source.url else joined(title)]
    parts += [joined(f"{how} {_day(day)}")] if day else []
    return joined(*(piece for part in parts if part for piece in ((", ", part) if part is not parts[0] else (part,))))
