"""Whether verdicts stand when an article is told in other dress, and fall when it says something else (`make evaluate-rewrites`).

    python tests/evaluate_rewrites.py [--errors] [--only NAME]

The articles are those of ../shared/examples (or of EVALUATION_DATA), the rewrites those of `tests/rewrites.py`; sources in the
other order, and with rows that no claim asks for, count as rewrites, too. A flip is a match that becomes a mismatch, or the other
way round.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from evaluate import material  # noqa: E402
from rewrites import BASE_YEARS_BACK, HARMLESS, MATTERING, YEARS_BACK, Told, elsewhere  # noqa: E402
from rewritten_truth import at_place, years_apart  # noqa: E402

from claims.places import display_name, resolve_place  # noqa: E402
from claims.quantity import Modifier  # noqa: E402
from factcheck.article import read_article  # noqa: E402
from factcheck.checking import check_article  # noqa: E402
from factcheck.finding import Finding  # noqa: E402
from factcheck.importers import read_source  # noqa: E402
from factcheck.manifest import SourceEntry, entry_for, read_manifest  # noqa: E402
from factcheck.store import Store  # noqa: E402

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_SILENT = "no_source"
_UNUSED = "place,year,pebbles counted on beaches\n" + "".join(f"Norway,{year},{year % 17}\n" for year in range(1990, 2020))


class Change(NamedTuple):
    """A claim before and after a rewrite; `now` is empty where it is no longer read."""

    claim: str
    was: str
    now: str

    @property
    def flips(self) -> bool:
        return {self.was, self.now} == {"match", "mismatch"}


def main() -> int:
    arguments = _arguments()
    data = material("examples")
    if data is None:
        return 0
    articles = sorted((data / "examples").glob("*/article.md"))
    with tempfile.TemporaryDirectory() as folder:
        entries = read_manifest(data / "sources" / "sources.toml")
        with filled(Path(folder) / "figures.db", entries) as store:
            told = [(path, path.read_text(encoding="utf-8")) for path in articles]
            before = {path: findings(text, store, Path(folder)) for path, text in told}
            _harmless(told, before, store, Path(folder), entries, arguments)
            _mattering(told, before, store, Path(folder), arguments)
    return 0


def _harmless(told, before, store, folder, entries, arguments) -> None:  # type: ignore[no-untyped-def]
    print(f"{'harmless':52} claims   flips  silent  speaks    lost")
    total: Counter[str] = Counter()
    rewrites: list[tuple[str, Callable[[str], str], Store]] = [(name, rewrite, store) for name, rewrite in HARMLESS.items()]
    unused = folder / "pebbles.csv"
    unused.write_text(_UNUSED, encoding="utf-8")
    others = {"sources in the other order": entries[::-1], "rows that nobody asks for": (*entries, entry_for(unused))}
    for number, (name, order) in enumerate(others.items()):
        rewrites.append((name, lambda text: text, filled(folder / f"other{number}.db", order)))
    for name, rewrite, of in rewrites:
        if arguments.only and arguments.only not in name:
            continue
        counts: Counter[str] = Counter()
        for path, text in told:
            front = _FRONT.match(text)
            body = front.end() if front else 0
            after = findings(text[:body] + rewrite(text[body:]), of, folder)
            for change in changes(before[path], after):
                counts.update(_sort_of(change))
                if arguments.errors and change.was != change.now:
                    print(f"    {path.parent.name}: {change.was} -> {change.now or 'not read'}: {change.claim}")
        print(_row(name, counts, "flips", "silent", "speaks", "lost"))
        total += counts
    print(_row("all", total, "flips", "silent", "speaks", "lost"))


def _sort_of(change: Change) -> Iterator[str]:
    yield "claims"
    if change.flips:
        yield "flips"
    elif not change.now:
        yield "lost"
    elif change.was != change.now:
        yield "silent" if change.now == _SILENT else "speaks"


def _mattering(told, before, store, folder, arguments) -> None:  # type: ignore[no-untyped-def]
    print(f"\n{'what matters, done to claims that are borne out':52} claims   flips  silent  stands  true still")
    total: Counter[str] = Counter()
    places = {"another place": _another_place}
    for name in [*MATTERING, *places]:
        if arguments.only and arguments.only not in name:
            continue
        counts: Counter[str] = Counter()
        for path, text in told:
            for finding in before[path]:
                rewrite = MATTERING[name] if name in MATTERING else _another_place(finding, store)
                altered = rewrite(text, told_of(finding)) if finding.verdict == "match" else None
                if altered is None:
                    continue
                now = verdict_near(finding, text, altered, findings(altered, store, folder))
                true = _true_still(name, finding, store)
                counts.update(["true still"] if true else ["claims", {"match": "stands", "mismatch": "flips"}.get(now, "silent")])
                if arguments.errors and now == ("mismatch" if true else "match"):
                    at = next(n for n, (a, b) in enumerate(zip(text, altered, strict=False)) if a != b)
                    print(f"    {path.parent.name}: {altered[max(0, at - 70) : at + 60]!r}{' true, and called wrong' * true}")
        print(_row(name, counts, "flips", "silent", "stands", "true still"))
        total += counts
    print(_row("all", total, "flips", "silent", "stands", "true still"))
    if total["claims"]:
        print(f"flip or fall silent: {1 - total['stands'] / total['claims']:.1%}")


def _true_still(name: str, finding: Finding, store: Store) -> bool:
    """Whether the rewritten claim is true as well, by the cells of the other year or place."""
    if name == "another place":
        other = _other_place(finding, store)
        return other is not None and at_place(store, finding, other)
    if name == "another year":
        return years_apart(store, finding, YEARS_BACK, base=False)
    return name == "another base year" and years_apart(store, finding, BASE_YEARS_BACK, base=True)


def _another_place(finding: Finding, store: Store) -> Callable[[str, Told], str | None]:
    """Puts a place that the same indicator has into the sentence; nothing where the claim's place is not named there."""
    other, series = _other_place(finding, store), finding.candidate.series if finding.candidate else None
    if other is None or series is None or series.place is None:
        return lambda text, told: None
    return elsewhere(display_name(series.place), display_name(other))


def _other_place(finding: Finding, store: Store) -> str | None:
    series = finding.candidate.series if finding.candidate else None
    known = resolve_place(series.place) if series is not None and series.place else None
    if series is None or known is None:
        return None
    held = [code for _, code in store.places_of(series.indicator.id) if code and code != known.code]
    return next((code for code in held if resolve_place(code) and resolve_place(code).kind == known.kind), None)  # type: ignore[union-attr]


def filled(path: Path, entries: tuple[SourceEntry, ...]) -> Store:
    """A store with these sources, in this order."""
    store = Store.open(path)
    for entry in entries:
        store.add(read_source(entry, retrieved=date(2026, 1, 1)), retrieved=date(2026, 1, 1))
    return store


def findings(text: str, store: Store, folder: Path) -> tuple[Finding, ...]:
    """What the check says of a text, read as a file."""
    path = folder / "article.md"
    path.write_bytes(text.encode())
    return check_article(read_article(path), store).findings


def changes(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> Iterator[Change]:
    """Each claim of before with its verdict then and now; claims are the same where kind and number are, in their order."""
    alike = SequenceMatcher(None, list(map(_key, before)), list(map(_key, after)), False)
    for tag, first, last, start, end in alike.get_opcodes():
        later = [str(after[at].verdict) for at in range(start, end)] if tag == "equal" else [""] * (last - first)
        for finding, now in zip(before[first:last], later, strict=True):
            yield Change(finding.claim.text, str(finding.verdict), now)


def _key(finding: Finding) -> tuple[str, str, str]:
    quantity = finding.claim.quantity
    number = quantity and (quantity.value if quantity.value is not None else quantity.low)
    return finding.claim.kind.value, str(number and number.normalize()), quantity.unit if quantity else ""


def told_of(finding: Finding) -> Told:
    claim, quantity = finding.claim, finding.claim.quantity
    return Told(
        start=claim.start, end=claim.end, text=claim.text, sentence=claim.sentence, kind=claim.kind.value,
        value=quantity.value if quantity else None, figure=(quantity.start, quantity.end) if quantity else None,
        direction=claim.direction.value if claim.direction else None, base=claim.baseline.text if claim.baseline else "",
        period=claim.period.text if claim.period else "",
        bound=quantity is not None and quantity.modifier not in (None, Modifier.APPROXIMATE),
        base_figure=claim.baseline is not None and claim.baseline.quantity is not None,
    )  # fmt: skip


def verdict_near(finding: Finding, text: str, altered: str, after: tuple[Finding, ...]) -> str:
    """The verdict of the claim whose figure now stands where the altered one stood; "" where none does."""
    slack = abs(len(altered) - len(text)) + 3
    near = [one for one in after if abs(_place(one) - _place(finding)) <= slack]
    alike = [one for one in near if one.claim.kind is finding.claim.kind] or near
    best = min(alike, key=lambda one: abs(_place(one) - _place(finding)), default=None)
    return str(best.verdict) if best else ""


def _place(finding: Finding) -> int:
    return finding.claim.quantity.start if finding.claim.quantity else finding.claim.start


def _row(name: str, counts: Counter[str], *columns: str) -> str:
    return f"{name:52} {counts['claims']:6}" + "".join(f"{counts[column]:8}" for column in columns)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="list what changed or stood and should not have")
    parser.add_argument("--only", default="", help="rewrites whose name has these words")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
