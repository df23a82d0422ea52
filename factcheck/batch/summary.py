"""What a run found in all, counted: articles, and findings by kind of claim, source and likely slip."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from factcheck.batch.work import Tally
from factcheck.finding import Verdict

COLUMNS = ("table", "name", "count", *(verdict.value for verdict in Verdict))
_ORDER = ("articles", "findings", "kind", "source", "cause")


def tally_lists(tally: Tally) -> list[list[object]]:
    """The tally as plain values."""
    return [[*key, count] for key, count in sorted(tally.items())]


def tally_from(lists: Iterable[Iterable[object]]) -> Tally:
    """The tally that `tally_lists` wrote."""
    tally = Tally()
    for table, name, verdict, count in lists:
        tally[str(table), str(name), str(verdict)] = int(str(count))
    return tally


def rows(tally: Mapping[tuple[str, str, str], int]) -> list[tuple[str, ...]]:
    """The rows of the summary, below `COLUMNS`: within a table by name, the articles first."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for (table, name, verdict), count in tally.items():
        found.setdefault((table, name), {})[verdict] = count
    ordered = sorted(found.items(), key=lambda item: (_ORDER.index(item[0][0]), item[0][1]))
    return [
        (*key, str(sum(counts.values())), *(str(counts.get(verdict.value, 0)) for verdict in Verdict)) for key, counts in ordered
    ]


def from_csv(data: bytes) -> Tally:
    """The counts in a file that `as_csv` wrote."""
    tally = Tally()
    for table, name, count, *counts in list(csv.reader(io.StringIO(data.decode())))[1:]:
        found = dict(zip((verdict.value for verdict in Verdict), map(int, counts), strict=True))
        tally.update({(table, name, verdict): number for verdict, number in found.items() if number})
        if int(count) > sum(found.values()):  # what failed has no verdict
            tally[table, name, ""] = int(count) - sum(found.values())
    return tally


def as_csv(tally: Mapping[tuple[str, str, str], int]) -> bytes:
    """The summary as a file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(tally))
    return out.getvalue().encode()
