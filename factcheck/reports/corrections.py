"""A corrections note: what was said, what the source says, and a wording to put in its place; plain text, for an editor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from factcheck.errors import InputError
from factcheck.finding import Verdict
from factcheck.reports.cleaning import visible
from factcheck.reports.markdown import source_says
from factcheck.reports.reviews import last_said
from factcheck.wording import say_period

if TYPE_CHECKING:
    from factcheck.checking import Checked
    from factcheck.finding import Finding


def report(answers: Iterable[Checked | InputError], out: TextIO) -> None:
    """Write a note for each text; one without a mismatch says so, with what could not be settled."""
    for answer in answers:
        lines = [f"Not read: {answer}"] if isinstance(answer, InputError) else _note(answer)
        out.write("\n".join(visible(line) for line in lines) + "\n\n")


def _note(checked: Checked) -> Iterator[str]:
    article = checked.article
    day = f" ({article.published.day} {article.published:%B %Y})" if article.published else ""
    name = article.title or ("standard input" if article.id == "-" else str(article.id or "the text"))
    yield f"CORRECTIONS, a draft for an editor: {name}{day}"
    stands = [checked.standing(at) for at in range(len(checked.findings))]
    wrong = [at for at, verdict in enumerate(stands) if verdict is Verdict.MISMATCH]
    for number, at in enumerate(wrong, start=1):
        yield ""
        yield from _correction(checked.findings[at], number, last_said(checked, at))
    yield ""
    yield _rest(stands)
    for at, finding in enumerate(checked.findings):
        if finding.verdict is Verdict.MISMATCH and at not in wrong:
            yield f"Left as it is: “{finding.claim.text}”. {last_said(checked, at)}"


def _correction(finding: Finding, number: int, reviewed: str) -> Iterator[str]:
    yield f"{number}. We said: “{finding.claim.sentence.strip() or finding.claim.text}”"
    if reviewed:
        yield f"   {reviewed}"
    yield f"   The source says: {source_says(finding)}{_where(finding)}"
    for diagnosis in finding.diagnoses[:1]:
        yield f"   Likely slip: {diagnosis.text}"
        if diagnosis.correction:
            yield f"   Suggested wording: {diagnosis.correction}"


def _where(finding: Finding) -> str:
    if finding.candidate is None:
        return ""
    series, figures = finding.candidate.series, finding.observations
    source = series.indicator.source
    said = [source.publisher or source.title or source.name, series.title]
    said += [", ".join(f"{each.locator} ({say_period(each.period)})" for each in figures[:4])] if figures else []
    return f" ({'; '.join(said)})" + (f" <{source.url}>" if source.url else "")


def _rest(stands: Sequence[Verdict]) -> str:
    open_ = sum(verdict in (Verdict.NO_SOURCE, Verdict.CONFLICTING) for verdict in stands)
    head = "" if Verdict.MISMATCH in stands else "No figure was found to be wrong. "
    return f"{head}{open_} of {len(stands)} claims could not be settled; they are neither confirmed nor refuted."
