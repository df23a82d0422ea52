"""One figure back to its cell: release, import, file with the hash of its bytes, address and time of the fetch."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from claims.period import Period
from factcheck.errors import UnknownSeriesError, UsageError

if TYPE_CHECKING:
    from factcheck.series import Series
    from factcheck.store import Store, Trace


def show_trace(store: Store, series: Series, code: str, as_of: date | None, form: str) -> None:
    """Write where the figure of a period comes from, as it was known on `as_of`. Raises UsageError, UnknownSeriesError."""
    from factcheck.reports.cleaning import visible

    trace = trace_of(store, series, _period(code), as_of)
    if form == "text":
        for line in _lines(series, trace):
            sys.stdout.write(visible(line) + "\n")
    else:
        sys.stdout.write(json.dumps({"series": series.id} | trace.to_dict(), ensure_ascii=False, indent=2) + "\n")


def trace_of(store: Store, series: Series, period: Period, as_of: date | None) -> Trace:
    """The trace of the figure that a check would use. Raises UnknownSeriesError where there is none of that period."""
    known = store.history(series, as_of=as_of).observations
    used = [seen for seen in known if seen.period.same_days(period)]
    if not used:
        raise UnknownSeriesError(
            f"{series.id} has no figure of {period.code}; see which it has with: factcheck show '{series.id}'."
        )
    # Two releases may say the same in the same cell: the latest of them is the one used.
    return [trace for trace in store.traces(series) if trace.observation == used[0]][-1]


def _period(code: str) -> Period:
    try:
        return Period.parse(code)
    except ValueError:
        raise UsageError(f"--trace {code!r} is no period: write it as 2017, 2017-Q3, 2017-05 or 2017-05-31.") from None


def _lines(series: Series, trace: Trace) -> Iterator[str]:
    seen = trace.observation
    yield f"{series.title}, {seen.period.code}: " + ("no figure" if seen.value is None else f"{seen.value:,f}")
    yield f"  cell       {seen.locator}"
    yield f"  release    {f'of {seen.vintage}' if seen.vintage else 'of a day not stated'}, got on {trace.seen}"
    for file in trace.files:
        yield f"  file       {file.path}, {file.size:,} bytes, SHA-256 {file.sha256}"
    if trace.fetch:
        yield f"  fetched    {trace.fetch.url} at {trace.fetch.at:%Y-%m-%d %H:%M:%S} UTC"
        yield f"  kept in    {trace.fetch.kept}"
    source = series.indicator.source
    yield "  source     " + ", ".join(filter(None, (source.publisher, source.title or source.name, source.licence, source.url)))
