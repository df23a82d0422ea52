"""Every figure of a store and what is usually worked out of it, sorted, in one file beside the store.

Five sorted columns: level, change and change in percent on a year earlier, share of the world, per head of population. A
figure is looked up by bisection in the mapped file, so that a look-up costs microseconds and nothing has to be loaded. It is
kept as a whole number, its power of ten and twelve significant digits, which sort as the figures do. Signs are left out, as a
text says "fell by 5". The file carries the store's mark (size, time of writing, SQLite's change counter): another mark, and
it is made anew.
"""

from __future__ import annotations

import contextlib
import json
import math
import mmap
import os
import re
import sys
import tempfile
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate, compress
from pathlib import Path
from typing import Any

from claims.period import Frequency
from factcheck.arithmetic import EXACT, HUNDRED, minus, over, significant, times
from factcheck.computations.amounts import cell
from factcheck.series import History
from factcheck.store import Store

COLUMNS = ("level", "change", "percent_change", "share", "per_head")
_MAGIC = b"factcheck whence 2\n"
_DIGITS, _OFFSET = 12, 200
_WORLD = "WORLD"
_CUT = "\x1f"  # between the parts of a series' text: the sign that ASCII has for it
_WORD = re.compile(r"[^\W\d_]{3,30}")
_EMPTY = frozenset(
    ("the", "and", "for", "were", "was", "that", "with", "has", "have", "had", "from", "than", "who", "per", "number")
)


def key_of(number: Decimal) -> int:
    """A whole number that sorts as the size of `number` does, to twelve significant digits; 0 for zero.

    >>> key_of(Decimal("9.99")) < key_of(Decimal(10)) < key_of(Decimal("-10.1"))
    True
    """
    short = significant(abs(number), _DIGITS)
    if not short or abs(short.adjusted()) >= _OFFSET:
        return 0
    power: int = 10**_DIGITS
    return (short.adjusted() + _OFFSET) * power + int(short.scaleb(_DIGITS - 1 - short.adjusted(), EXACT))


def value_of(key: int) -> Decimal:
    """The figure that a key stands for."""
    power, digits = divmod(key, 10**_DIGITS)
    return Decimal(digits).scaleb(power - _OFFSET - _DIGITS + 1)


def words_of(text: str) -> frozenset[str]:
    """The words by which a sentence and a series are compared, without their plural.

    >>> sorted(words_of("The number of swans counted"))
    ['counted', 'swan']
    """
    return frozenset(word.removesuffix("s") for word in _WORD.findall(text.casefold()) if word not in _EMPTY)


@dataclass(frozen=True, slots=True)
class Listed:
    """A series as the index keeps it."""

    id: str
    title: str
    words: frozenset[str]


class WhenceIndex:
    """An index over the bytes that `built` gives."""

    def __init__(self, data: mmap.mmap | bytes) -> None:
        at = len(_MAGIC)
        length = int.from_bytes(data[at : at + 8], "little")
        header = json.loads(data[at + 8 : at + 8 + length])
        self.mark: str = header["mark"]
        self._periods: list[str] = header["periods"]
        self._places: list[str] = header["places"]
        self._words: dict[str, int] = {word: at for at, word in enumerate(header["words"])}
        self._parts: dict[str, memoryview] = {}
        self._listed: dict[int, Listed] = {}
        base = at + 8 + length
        base += -base % 8
        for name, kind, start, end in header["parts"]:
            self._parts[name] = memoryview(data)[base + start : base + end].cast(kind)

    def __len__(self) -> int:
        return len(self._parts["level keys"])

    def places(self, column: str, low: Decimal, high: Decimal) -> range:
        """Where in a column the figures from `low` to `high`, both above zero, stand; in order of size."""
        keys = self._parts[f"{column} keys"]
        return range(bisect_left(keys, key_of(low)), bisect_right(keys, key_of(high)))

    def value(self, column: str, at: int) -> Decimal:
        """The figure at that place of a column."""
        return value_of(self._parts[f"{column} keys"][at])

    def sources(self, column: str, places: range) -> Iterator[tuple[int, int, str]]:
        """Of the figures at those places: the place, the number of the series, and the code of the period."""
        series_of, period_of, periods = self._parts["series of"], self._parts["period of"], self._periods
        for at, ref in zip(places, self._parts[f"{column} refs"][places.start : places.stop], strict=True):
            yield at, series_of[ref], periods[period_of[ref]]

    def sources_among(self, column: str, places: range, wanted: Collection[int]) -> Iterator[tuple[int, int, str]]:
        """The same for those of the wanted series alone; of very many places quicker than to look at each."""
        period_of, periods = self._parts["period of"], self._periods
        refs = self._parts[f"{column} refs"][places.start : places.stop]
        series = list(map(self._parts["series of"].__getitem__, refs))
        for at, number, ref in compress(zip(places, series, refs, strict=True), map(wanted.__contains__, series)):
            yield at, number, periods[period_of[ref]]

    def sharing(self, words: frozenset[str]) -> dict[int, float]:
        """The series that have words of these in their titles, each with what those words say.

        Rare words say most, and those of a short title more than those of a long one.
        """
        ends, listed, lengths = self._parts["word ends"], self._parts["word series"], self._parts["lengths"]
        found: dict[int, float] = {}
        for word in words & self._words.keys():
            at = self._words[word]
            own = listed[ends[at - 1] if at else 0 : ends[at]]
            weight = 1 + math.log((1 + len(lengths)) / len(own))
            for series in own:
                found[series] = found.get(series, 0.0) + weight
        return {series: weight / (1 + 0.03 * lengths[series]) for series, weight in found.items()}

    def place(self, series: int) -> str:
        """The code of the series' place, "" where it has none."""
        return self._places[self._parts["place of"][series]]

    def listed(self, series: int) -> Listed:
        """The series of that number; kept once read."""
        known = self._listed.get(series)
        if known is None:
            ends = self._parts["text ends"]
            start = ends[series - 1] if series else 0
            name, title, words = str(self._parts["texts"][start : ends[series]], "utf-8").split(_CUT)
            known = self._listed[series] = Listed(name, title, frozenset(words.split()))
        return known


@dataclass(slots=True)
class _Builder:
    """What is gathered while the store is read through."""

    columns: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in COLUMNS})
    series_of: array[int] = field(default_factory=lambda: array("I"))
    period_of: array[int] = field(default_factory=lambda: array("I"))
    periods: dict[str, int] = field(default_factory=dict)
    texts: bytearray = field(default_factory=bytearray)
    ends: array[int] = field(default_factory=lambda: array("Q"))
    words: dict[str, array[int]] = field(default_factory=dict)
    lengths: array[int] = field(default_factory=lambda: array("B"))
    places: dict[str, int] = field(default_factory=dict)
    place_of: array[int] = field(default_factory=lambda: array("I"))

    def take(self, column: str, value: Decimal | None, ref: int) -> None:
        if value:
            self.columns[column].append(key_of(value) << 32 | ref)

    def add(self, history: History, whole: dict[str, Decimal], people: dict[str, Decimal]) -> None:
        """All figures of one series, each with what is worked out of it."""
        series, values = history.series, {}
        number = len(self.ends)
        words = sorted(words_of(" ".join([series.title, *series.indicator.aliases])))
        for word in words:
            self.words.setdefault(word, array("I")).append(number)
        self.lengths.append(min(len(words), 255))
        self.place_of.append(self.places.setdefault(series.place or "", len(self.places)))
        self.texts += _CUT.join(each.replace(_CUT, " ") for each in (series.id, series.title, " ".join(words))).encode()
        self.ends.append(len(self.texts))
        yearly = series.indicator.frequency is Frequency.ANNUAL
        for observation in history.known():
            ref, code = len(self.series_of), observation.period.code
            self.series_of.append(number)
            self.period_of.append(self.periods.setdefault(code, len(self.periods)))
            value = values[code] = cell(history, observation)
            before = (
                str(observation.period.start.year - 1) if yearly and len(code) == 4 else observation.period.a_year_earlier().code
            )
            self._work_out(value, values.get(before), whole.get(code), people.get(code), ref)

    def _work_out(self, value: Decimal, old: Decimal | None, whole: Decimal | None, people: Decimal | None, ref: int) -> None:
        self.take("level", value, ref)
        if old is not None:
            self.take("change", minus(value, old), ref)
            if old > 0:
                self.take("percent_change", over(times(minus(value, old), HUNDRED), old), ref)
        if whole and whole != value:
            self.take("share", over(times(value, HUNDRED), whole), ref)
        if people and people != value:
            self.take("per_head", over(value, people), ref)

    def bytes(self, mark: str) -> bytes:
        """The index as one string of bytes."""
        parts: list[tuple[str, str, bytes]] = []
        for name in COLUMNS:
            both = sorted(self.columns[name])
            parts.append((f"{name} keys", "Q", array("Q", (each >> 32 for each in both)).tobytes()))
            parts.append((f"{name} refs", "I", array("I", (each & 0xFFFFFFFF for each in both)).tobytes()))
        parts += [("series of", "I", self.series_of.tobytes()), ("period of", "I", self.period_of.tobytes())]
        parts += [("text ends", "Q", self.ends.tobytes()), ("texts", "B", bytes(self.texts))]
        parts += [("place of", "I", self.place_of.tobytes()), ("lengths", "B", self.lengths.tobytes())]
        parts += [("word ends", "Q", array("Q", accumulate(map(len, self.words.values()))).tobytes())]
        parts += [("word series", "I", b"".join(each.tobytes() for each in self.words.values()))]
        names = {"periods": list(self.periods), "places": list(self.places), "words": list(self.words)}
        return _joined({"mark": mark, **names}, parts)


def _joined(names: dict[str, Any], parts: list[tuple[str, str, bytes]]) -> bytes:
    listed, body = [], bytearray()
    for name, kind, data in parts:
        listed.append((name, kind, len(body), len(body) + len(data)))
        body += data + bytes(-len(data) % 8)
    header = json.dumps({**names, "parts": listed}).encode()
    front = _MAGIC + len(header).to_bytes(8, "little") + header
    return front + bytes(-len(front) % 8) + bytes(body)


def built(store: Store, tell: Callable[[int, int], None] = lambda done, all_: None) -> bytes:
    """The index of all that is now in the store; `tell` hears how many of all indicators are done."""
    builder, people = _Builder(), _populations(store)
    indicators = store.indicators()
    for done, indicator in enumerate(indicators, start=1):
        tell(done, len(indicators))
        histories = store.histories(indicator.id)
        wholes = {_breakdown(h): _by_period(h) for h in histories if h.series.place == _WORLD}
        for history in histories:
            own_people = people.get(history.series.place or "", {})
            builder.add(history, wholes.get(_breakdown(history), {}), own_people)
    return builder.bytes(mark_of(store.path))


def _populations(store: Store) -> dict[str, dict[str, Decimal]]:
    """By place, how many people lived there, of the first indicator that counts the population and nothing else."""
    for indicator in store.indicators():
        if indicator.title.casefold().startswith(("population", "total population")) and indicator.unit in (
            "",
            "count",
            "people",
        ):
            histories = [h for h in store.histories(indicator.id) if h.series.place and not _breakdown(h)]
            if histories:
                return {h.series.place or "": _by_period(h) for h in histories}
    return {}


def _by_period(history: History) -> dict[str, Decimal]:
    return {o.period.code: cell(history, o) for o in history.known()}


def _breakdown(history: History) -> tuple[tuple[str, str], ...]:
    return tuple(each for each in history.series.dimensions if each[0] != "place")


def mark_of(path: Path) -> str:
    """What changes whenever the store does: its size and time of writing, its journal's, and SQLite's change counter."""
    found = []
    for file in (path, path.with_name(path.name + "-wal")):
        with contextlib.suppress(OSError):
            state = file.stat()
            if state.st_size:
                found.append(f"{state.st_size}.{state.st_mtime_ns}")
    with path.open("rb") as file_bytes:
        found.append(file_bytes.read(28)[24:28].hex())
    return f"{sys.byteorder} " + " ".join(found)


def ready_index(store: Store) -> WhenceIndex | None:
    """The index of a store from its file, where that is there and still true."""
    kept = _kept(_file_of(store))
    return kept if kept is not None and kept.mark == mark_of(store.path) else None


def open_index(store: Store, tell: Callable[[int, int], None] = lambda done, all_: None) -> WhenceIndex:
    """The index of a store: from its file where that is still true, else made anew and kept, where the folder can be written."""
    kept = ready_index(store)
    if kept is None:
        data = built(store, tell)
        with contextlib.suppress(OSError):
            _keep(data, _file_of(store))
        kept = WhenceIndex(data)
    return kept


def _file_of(store: Store) -> Path:
    return store.path.with_name(store.path.name + ".whence")


def _kept(path: Path) -> WhenceIndex | None:
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                return None
            return WhenceIndex(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(data: bytes, path: Path) -> None:
    """Written beside and moved into place, so that nobody reads half of it."""
    handle, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except OSError:
        os.unlink(name)
        raise
