"""One finding with every choice behind it: what was read, which series were weighed, which figures and assumptions decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, TextIO

from factcheck.errors import InputError
from factcheck.explanation import explain
from factcheck.finding import Verdict
from factcheck.reports.claim_list import understood
from factcheck.reports.cleaning import visible
from factcheck.reports.figures import figure, observed
from factcheck.reports.terminal import console, draw_claim, draw_heading, pairs, review_lines, sum_of, summary

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from claims.quantity import Interval
    from factcheck.checking import Checked
    from factcheck.fairness import Fairness
    from factcheck.finding import Candidate, Finding

_SHOWN = 5

Lines = Iterator[tuple[str, "Text"]]


def report_choices(checked: Checked, at: int, out: TextIO, window: Fairness | None = None) -> None:
    """Draw the finding at a place, from 0: one heading a step of the road, and below it what was chosen there."""
    from rich.padding import Padding
    from rich.text import Text

    page, finding = console(out), checked.findings[at]
    draw_claim(finding, checked.article.text, page, at + 1)
    page.print(Padding(Text(visible(explain(finding))), (1, 0, 0, 3), expand=False))
    _section(page, "What was read", _reading(finding))
    _section(page, "Series weighed", _candidates(finding))
    _section(page, "Figures used", _observations(finding))
    _section(page, "The sum", _sum(finding))
    _section(page, "Held up against the words", _comparison(finding))
    _section(page, "What may have gone wrong", _diagnoses(finding))
    _section(page, "Had other years been chosen", _window(window))
    _section(page, "What people said of it", review_lines(checked, at))


def report_verbose(answers: Iterable[Checked | InputError], out: TextIO) -> None:
    """Draw each article with every choice behind each of its findings, then the line that counts the verdicts."""
    page, total = console(out), Counter[Verdict]()
    for answer in answers:
        if isinstance(answer, InputError):
            continue
        draw_heading(answer.article, page)
        for at in range(len(answer.findings)):
            report_choices(answer, at, out)
        total.update(finding.verdict for finding in answer.findings)
        page.print(summary(total))


def _section(page: Console, title: str, lines: Iterable[tuple[str, Text]]) -> None:
    from rich.padding import Padding

    found = list(lines)
    if found:
        page.print()
        page.print(title, style="bold")
        page.print(Padding(pairs(found), (0, 0, 0, 3), expand=False))


def _reading(finding: Finding) -> Lines:
    claim = finding.claim
    yield "claim", _text(understood(claim))
    if claim.quantity:
        yield "as written", _text(f"the words hold for {_interval(claim.quantity.as_written)}")
        yield "as rounded", _text(f"read as a round number, for {_interval(claim.quantity.as_rounded)}")
    yield "place in text", _text(f"characters {claim.start} to {claim.end}")
    yield "rule", _text(claim.rule or "not named")


def _candidates(finding: Finding) -> Lines:
    if finding.candidate:
        yield from _candidate("chosen", finding.candidate)
    for candidate in finding.others[:_SHOWN]:
        yield from _candidate("passed over", candidate)
    if len(finding.others) > _SHOWN:
        yield "", _text(f"and {len(finding.others) - _SHOWN} more, each less likely", style="dim")
    if finding.missing:
        yield "missing", _text(finding.missing)


def _candidate(role: str, candidate: Candidate) -> Lines:
    publisher = candidate.series.indicator.source.publisher
    yield role, _text(f"{candidate.series.title} ({publisher})" if publisher else candidate.series.title)
    yield "", _text(f"score {round(candidate.score, 2)} · {candidate.series.id}", style="dim")
    for reason in candidate.reasons:
        yield "", _text(f"+ {reason}")
    for missing in candidate.missing:
        yield "", _text(f"− {missing}")


def _observations(finding: Finding) -> Lines:
    for observation, unit, multiplier in finding.cells():
        vintage = f", as said on {observation.vintage}" if observation.vintage else ""
        status = "" if observation.status.name == "NORMAL" else f", {observation.status.name.lower()}"
        shown = observed(observation, unit, multiplier)
        yield observation.period.code, _text(f"{shown}{status}{vintage} ({observation.locator})")


def _sum(finding: Finding) -> Lines:
    if finding.computation:
        yield "formula", _text(sum_of(finding))
        for assumption in finding.computation.assumptions:
            yield "assumed", _text(assumption)


def _comparison(finding: Finding) -> Lines:
    if finding.comparison:
        gap = finding.comparison.gap
        unit = finding.claim.quantity.unit if finding.claim.quantity else ""
        unit = "percentage_points" if unit == "percent" else unit
        yield "fit", _text(finding.comparison.fit.value)
        if gap:
            yield "gap", _text(f"the figure is {figure(abs(gap), unit)} {'above' if gap > 0 else 'below'} what is claimed")


def _diagnoses(finding: Finding) -> Lines:
    for diagnosis in finding.diagnoses:
        odds = "" if diagnosis.odds is None else f" (chance of a hit by luck: {_chance(diagnosis.odds)})"
        yield diagnosis.cause.value.replace("_", " "), _text(diagnosis.text + odds)
        if diagnosis.correction:
            yield "", _text(diagnosis.correction)


def _window(window: Fairness | None) -> Lines:
    if window:
        yield "windows", _text(window.text)
        if window.caution:
            yield "caution", _text(window.caution)


def _chance(odds: Decimal) -> str:
    return f"{odds:.1%}" if odds >= Decimal("0.001") else "under 0.1%"


def _interval(interval: Interval) -> str:
    low, high = interval.low, interval.high
    if low is None or high is None:
        bound = low if high is None else high
        return "any number" if bound is None else f"{'more' if high is None else 'less'} than {bound}"
    return f"{low} to {high}"


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(visible(words), style=style)
