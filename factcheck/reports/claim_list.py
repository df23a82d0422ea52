"""The claims of a text, listed: for a person, or as records for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from factcheck.errors import InputError
from factcheck.reports.cleaning import visible
from factcheck.reports.records import error_record, write_json, write_jsonl
from factcheck.reports.terminal import console, draw_heading, marked_sentence

if TYPE_CHECKING:
    from claims.claim import Claim
    from factcheck.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A text and the claims that were read in it."""

    article: Article
    claims: tuple[Claim, ...]


def report_text(answers: Iterable[Read | InputError], out: TextIO) -> None:
    """Draw each claim in its sentence, with what was understood below it."""
    from rich.padding import Padding

    page = console(out)
    total = read = 0
    for answer in answers:
        if not isinstance(answer, InputError):
            draw_heading(answer.article, page)
            for number, claim in enumerate(answer.claims, start=1):
                page.print()
                page.print(f"{number:>2}  {visible(claim.text)}", style="bold")
                page.print(
                    Padding(marked_sentence(claim, answer.article.text, plain=not page.is_terminal), (0, 0, 0, 4), expand=False)
                )
                page.print(Padding(visible(understood(claim)), (0, 0, 0, 4), expand=False), style="dim")
            total += len(answer.claims)
            read += 1
    if read:
        page.print(f"\n{total} claim{'s' if total != 1 else ''}" if total else "\nNo claim with a number was found.")


def report_json(answers: Iterable[Read | InputError], out: TextIO) -> None:
    """One object for one text, a list for several."""
    write_json(map(_record, answers), out)


def report_jsonl(answers: Iterable[Read | InputError], out: TextIO) -> None:
    """One object a line, each written as soon as it is known."""
    write_jsonl(map(_record, answers), out)


def understood(claim: Claim) -> str:
    """What was read in a claim, in one line: kind, value, measure, dimensions, period, baseline, claimant."""
    quantity, baseline = claim.quantity, claim.baseline
    value = ""
    if quantity:
        number = f"{quantity.low} to {quantity.high}" if quantity.value is None else str(quantity.value)
        modifier = quantity.modifier.replace("_", " ") + " " if quantity.modifier else ""
        value = f"{modifier}{number} {quantity.counted or quantity.unit}"
    parts = [
        claim.kind.replace("_", " ") + (f" {claim.direction}" if claim.direction else ""),
        value,
        claim.measure,
        *(value for _, value in claim.dimensions),
        claim.period.code if claim.period else "",
        baseline.text if baseline else "",
        f"said by {claim.claimant}" if claim.claimant else "",
        "" if claim.checkable else "no statistic could check it",
    ]
    return " · ".join(part for part in parts if part)


def _record(answer: Read | InputError) -> dict[str, Any]:
    if isinstance(answer, InputError):
        return error_record(answer)
    return {"id": answer.article.id, "claims": [claim.to_dict() for claim in answer.claims]}


CLAIM_REPORTS: dict[str, Callable[[Iterable[Read | InputError], TextIO], None]] = {
    "text": report_text,
    "json": report_json,
    "jsonl": report_jsonl,
}
