"""How often measure, period, base and entity of a figure are read right, on `../shared/roles/roles.tsv`.

Call the file with the parts to read and `--errors` to see the wrong ones; without the folder it says so and ends with 0.
Each row is a sentence with one figure in braces; a role is right where one of the gold's answers is among what was read: the
head noun among the words of the measure, the time in the words or the days of the period, the base in its words or figure.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from claims import Claim, read_claims
from claims.periods import read_periods
from claims.places import resolve_place
from claims.sentences import split_sentences

ROLES = Path(__file__).parents[2] / "shared" / "roles" / "roles.tsv"
MODEL = ROLES.parents[1] / "pipeline" / "model"
PUBLISHED = date(2024, 6, 3)  # any day serves: rows say no day, and both sides are read from the same one
NAMES = ("measure", "period", "base", "entity")


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence without its braces, the offsets of the figure in it, and the answers to each role."""

    part: str
    text: str
    start: int
    end: int
    gold: dict[str, tuple[str, ...]]


def read_rows(path: Path = ROLES) -> Iterator[Row]:
    """The rows of the file in order."""
    with path.open(encoding="utf-8", newline="") as file:
        for cells in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]:
            part, marked, *answers = cells + [""] * (6 - len(cells))
            start, end = marked.index("{"), marked.index("}") - 1
            text = marked.replace("{", "").replace("}", "")
            gold = {name: tuple(filter(None, answer.split("|"))) for name, answer in zip(NAMES, answers, strict=False)}
            yield Row(part, text, start, end, gold)


def claim_at(row: Row, model: Path | None = None) -> Claim | None:
    """The claim whose figure overlaps the braces, read by the parse of a trained pipeline where one is given."""
    for claim in read_claims(row.text, published=PUBLISHED, model=model).claims:
        at = claim.quantity or claim
        if at.start < row.end and row.start < at.end and claim.kind.value not in ("rank", "record", "trend", "comparison"):
            return claim
    return None


def is_right(name: str, row: Row, claim: Claim | None) -> bool:
    """Whether the role was read as the gold says; a claim not found is wrong in each role that the gold names."""
    if claim is None:
        return False
    found = {"measure": _measure, "period": _period, "base": _base, "entity": _entity}[name]
    return any(found(answer, row, claim) for answer in row.gold[name])


def _measure(answer: str, row: Row, claim: Claim) -> bool:
    return answer.lower() in re.findall(r"[\w-]+", claim.measure.lower())


def _period(answer: str, row: Row, claim: Claim) -> bool:
    if claim.period is None:
        return answer == "now"  # no period means the latest figure
    said = claim.period.text.lower()
    return (bool(said) and said in answer.lower()) or claim.period.code == _days(answer, row)


def _days(answer: str, row: Row) -> str | None:
    """The period that the words mean where they stand in the sentence: with its neighbours, "this month" and all."""
    at = row.text.find(answer)
    for sentence in split_sentences(row.text):
        for mention in read_periods(sentence, PUBLISHED):
            if mention.start < at + len(answer) and at < mention.end and mention.period is not None:
                return mention.period.code
    return None


def _base(answer: str, row: Row, claim: Claim) -> bool:
    base = claim.baseline
    if base is None:
        return False
    said = [base.text, base.quantity.text if base.quantity else "", base.entity or ""]
    return any(answer.lower() in words.lower() for words in said) or (base.period is not None and base.period.code == answer)


def _entity(answer: str, row: Row, claim: Claim) -> bool:
    place = resolve_place(answer)
    said = [value.lower() for name, value in claim.dimensions if name in ("place", "entity")]
    if place is not None and place.code.lower() in said:
        return True
    return any(answer.lower() in value for value in said) or (place is None and answer.lower() in claim.measure.lower())


def main(arguments: list[str]) -> int:
    """Print the share of right roles, and with `--errors` each wrong one."""
    if not ROLES.exists():
        print(f"{ROLES.name} is not here: nothing measured")
        return 0
    parts = {a for a in arguments if not a.startswith("-")}
    rows = [row for row in read_rows() if not parts or row.part in parts]
    claims = [claim_at(row) for row in rows]
    print("by rules on the words")
    _count(rows, claims)
    if MODEL.exists():
        print("with the parse of a trained pipeline")
        _count(rows, [claim_at(row, MODEL) for row in rows])
    if "--errors" in arguments:
        _show(rows, claims)
    return 0


def _count(rows: list[Row], claims: list[Claim | None]) -> None:
    for name in NAMES:
        pairs = [(row, claim) for row, claim in zip(rows, claims, strict=True) if row.gold[name]]
        right = sum(is_right(name, row, claim) for row, claim in pairs)
        print(f"{name:8} {right:3} of {len(pairs):3}  {100 * right / len(pairs):.1f} %")


def _show(rows: list[Row], claims: list[Claim | None]) -> None:
    for row, claim in zip(rows, claims, strict=True):
        wrong = [name for name in NAMES if row.gold[name] and not is_right(name, row, claim)]
        if wrong:
            print(f"{row.text[: row.start]}{{{row.text[row.start : row.end]}}}{row.text[row.end :]}")
            print("   ", {name: row.gold[name] for name in wrong}, "read:", claim and _said(claim))


def _said(claim: Claim) -> tuple[object, ...]:
    base = claim.baseline
    return claim.kind.value, claim.measure, claim.period and claim.period.code, base and base.text, claim.dimensions


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
