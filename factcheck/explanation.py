"""A finding in plain sentences: what the text says, what the source says and where, the sum, the verdict, the likely slip.

The verdict is the arithmetic's ("the figures do not bear this out"); whether somebody lied is not for a program to say. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator

from claims.claim import Claim, ClaimKind
from factcheck.comparison import is_signed, sign_of
from factcheck.finding import Cause, Comparison, Computation, Finding, Fit, Verdict
from factcheck.series import Observation, Series
from factcheck.wording import say, say_period

_VERDICTS = {
    Verdict.MATCH: "match: the figures bear the text out",
    Verdict.MISMATCH: "mismatch: the figures do not bear the text out",
    Verdict.CONFLICTING: "conflicting: too far off to bear the text out, too near to contradict it",
    Verdict.NO_SOURCE: "no source: nothing stored can settle this",
}
_FITS = {
    Fit.EXACT: "to the digit printed",
    Fit.ROUNDED: "as a round number",
    Fit.NEAR: "nearly",
}
_CLOSED = frozenset((ClaimKind.RANK, ClaimKind.RECORD, ClaimKind.TREND, ClaimKind.COMPARISON))


def explain(finding: Finding) -> str:
    """The finding for a reader, a sentence or two a step, separated by spaces; deterministic.

    Takes a finding of any verdict and raises nothing. The order is always: text, source, sum, verdict, slip, assumptions.
    """
    return " ".join(_sentences(finding))


def _sentences(finding: Finding) -> Iterator[str]:
    yield f"The text says “{_clipped(finding.claim.text)}”."
    if finding.candidate is None or finding.computation is None:
        yield _no_source(finding)
        return
    yield _source(finding, finding.candidate.series)
    yield from _sum(finding.claim, finding.computation)
    yield _verdict(finding.claim, finding.verdict, finding.comparison)
    yield from _slip(finding)
    if finding.computation.assumptions:
        yield "Assumed: " + "; ".join(finding.computation.assumptions) + "."


def how_near(finding: Finding) -> str:
    """How far the figure lies from what the text says, where it is borne out, or left open, though only nearly; else ""."""
    comparison = finding.comparison
    told = finding.verdict in (Verdict.MATCH, Verdict.CONFLICTING) and comparison is not None and comparison.fit is Fit.NEAR
    return _gap(finding.claim, comparison) if told and comparison is not None else ""


def _clipped(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 200 else flat[:199] + "…"


def _no_source(finding: Finding) -> str:
    missing = finding.missing or "no series in the store speaks of it"
    return f"Verdict: {_VERDICTS[finding.verdict]}; {missing.rstrip('.')}."


def _source(finding: Finding, series: Series) -> str:
    source = series.indicator.source
    publisher = source.publisher or source.title or source.name
    cells = finding.cells()
    if not cells:
        return f"{publisher} publishes {series.title}."
    shown = [_figure(*cell) for cell in cells[:3]]
    more = f"; and {len(cells) - 3} more" if len(cells) > 3 else ""
    return f"{publisher}, {series.title}: {'; '.join(shown)}{more}."


def _figure(observation: Observation, unit: str, multiplier: int) -> str:
    if observation.value is None:
        return f"{say_period(observation.period)}: no figure"
    where = f" ({observation.locator})" if observation.locator else ""
    return f"{say_period(observation.period)}: {say(observation.value.scaleb(multiplier), unit, 6)}{where}"


def _sum(claim: Claim, computation: Computation) -> Iterator[str]:
    if computation.result is None:
        reason = computation.formula.removeprefix("cannot tell: ")
        yield f"It cannot be told from this: {reason}."
    elif claim.kind in _CLOSED:
        yield f"In order: {computation.formula}."
    elif " " in computation.formula:
        yield f"The sum: {computation.formula} = {say(computation.result, computation.unit)}."


def _verdict(claim: Claim, verdict: Verdict, comparison: Comparison | None) -> str:
    how = _FITS.get(comparison.fit, "") if comparison is not None and claim.kind not in _CLOSED else ""
    close = verdict is Verdict.MATCH and (comparison is None or comparison.fit is not Fit.NEAR)
    off = "" if comparison is None or close else _gap(claim, comparison)
    details = ": ".join(each for each in (how if verdict is Verdict.MATCH else "", off) if each)
    return f"Verdict: {_VERDICTS[verdict]}{f' ({details})' if details else ''}."


def _gap(claim: Claim, comparison: Comparison) -> str:
    if comparison.fit is Fit.OPPOSITE:
        return "the figure goes the other way"
    if comparison.gap is None or claim.quantity is None or not comparison.gap:
        return ""
    unit = "percentage_points" if claim.quantity.unit == "percent" else claim.quantity.unit
    if is_signed(claim):
        side = "larger" if comparison.gap * sign_of(claim) > 0 else "smaller"
        return f"the change is {say(abs(comparison.gap), unit, 3)} {side} than the text says"
    side = "above" if comparison.gap > 0 else "below"
    return f"the figure lies {say(abs(comparison.gap), unit, 3)} {side} what the text says"


def _slip(finding: Finding) -> Iterator[str]:
    if not finding.diagnoses or finding.verdict is Verdict.MATCH:
        return
    first = finding.diagnoses[0]
    lead = "" if first.cause is Cause.UNEXPLAINED else "Likely slip: "
    yield f"{lead}{first.text}"
    if first.correction:
        yield f"Correct would be: {first.correction}"
