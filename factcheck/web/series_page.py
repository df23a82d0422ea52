"""What is in the store: searched by words, looked through, and each series with its chart and every figure's cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from factcheck.reports.card import released
from factcheck.reports.figures import observed
from factcheck.reports.markup import Markup, element, joined
from factcheck.reports.timeline import spark, timeline
from factcheck.series import History, Indicator, Observation, Series
from factcheck.web.frame import framed, heading
from factcheck.web.history_page import searching, turned
from factcheck.wording import say_period

PAGE = 25
_FIGURES = 400
# SDMX's letters, in words; a normal figure needs none.
_STATUS = {"B": "break in series", "E": "estimated", "F": "forecast", "M": "missing", "P": "provisional"}
_STATUS |= {"Q": "suppressed", "U": "unreliable"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the list: an indicator, or a series that was found, with what draws its line."""

    title: str
    indicator: Indicator
    address: str
    known: tuple[Observation, ...]
    about: str = ""


def series_address(identity: str) -> str:
    """Where a series or an indicator is shown."""
    return f"/series/one?{urlencode({'id': identity})}"


def list_page(entries: Sequence[Entry], words: str, number: int, *, has_more: bool) -> Markup:
    """What was found, or all there is."""
    none = "Nothing in the store answers to these words." if words else "The store is empty: fill it with factcheck add."
    listed = element("ul", *map(_entry, entries), class_="series-list") if entries else element("p", none)
    title = "What was found" if words else "What is in the store"
    return framed(
        "Series",
        heading("Series", title),
        searching("/series", words, "Search series"),
        listed,
        turned("/series", words, number, has_more=has_more),
        at="/series",
    )


def indicator_page(indicator: Indicator, entries: Sequence[Entry], words: str, number: int, *, has_more: bool) -> Markup:
    """An indicator that has several series: which places and breakdowns there are."""
    listed = element("ul", *map(_entry, entries), class_="series-list") if entries else element("p", "No series has these words.")
    ways = element("nav", *_ways(indicator.id, words, number, has_more=has_more), class_="turning", aria_label="Pages")
    narrow = element(
        "form",
        element("input", type="hidden", name="id", value=indicator.id),
        element("label", "Places and breakdowns with", for_="field-q"),
        element("input", id="field-q", name="q", value=words, type="search", maxlength="300"),
        element("button", "Show", type="submit"),
        action="/series/one",
        method="get",
        class_="searching",
    )
    return framed(indicator.title, _head(indicator, indicator.title), narrow, listed, ways, at="/series")


def one_page(series: Series, history: History, sisters: int = 0) -> Markup:
    """A series: what it measures, who says so, its chart, and every figure with the cell it stands in.

    `sisters` is how many more series its indicator has.
    """
    indicator = series.indicator
    known = history.observations[-_FIGURES:]
    left = len(history.observations) - len(known)
    more = element("p", f"The {left:,} earlier figures: factcheck show '{series.id}'", class_="hint") if left else Markup()
    return framed(
        series.title,
        _head(indicator, series.title),
        timeline(history),
        _facts(series, sisters),
        element("h2", "Every figure, and where it stands"),
        _table(known, indicator),
        more,
        at="/series",
    )


def _ways(identity: str, words: str, number: int, *, has_more: bool) -> list[Markup]:
    ways = [(number - 1, "← Back", number > 1), (number + 1, "More →", has_more)]
    return [
        element("a", label, href=f"/series/one?{urlencode({'id': identity, 'q': words, 'page': page})}", class_="button quiet")
        for page, label, is_there in ways
        if is_there
    ]


def _head(indicator: Indicator, title: str) -> Markup:
    about = element("p", element("span", released(indicator.source)), class_="about")
    return heading("Series", title, about)


def _entry(entry: Entry) -> Markup:
    source = entry.indicator.source
    said = [source.publisher or source.title or source.name, entry.indicator.unit, *_reach(entry.known), entry.about]
    return element(
        "li",
        element(
            "span",
            element("a", entry.title, href=entry.address),
            element("span", " · ".join(part for part in said if part), class_="hint block"),
        ),
        spark(entry.known),
    )


def _reach(known: Sequence[Observation]) -> list[str]:
    if not known:
        return []
    ends = list(dict.fromkeys((say_period(known[0].period), say_period(known[-1].period))))
    return [" to ".join(ends)]


def _facts(series: Series, sisters: int) -> Markup:
    indicator = series.indicator
    facts = [
        ("Name", element("code", series.id)),
        ("Says the source", joined(indicator.description) if indicator.description != indicator.title else joined("")),
        ("Unit", joined(_unit(indicator))),
        ("Also called", joined(", ".join(indicator.aliases))),
        ("Licence", joined(indicator.source.licence)),
        ("Beside it", element("a", f"{sisters:,} more", href=series_address(indicator.id)) if sisters else joined("")),
    ]
    told = [part for label, said in facts if said for part in (element("dt", label), element("dd", said))]
    return element("dl", *told, class_="about-series")


def _unit(indicator: Indicator) -> str:
    scale = f", cells count in tens to the power {indicator.unit_multiplier}" if indicator.unit_multiplier else ""
    return (indicator.unit or "no unit said") + scale + (f"; {indicator.adjustment}" if indicator.adjustment else "")


def _table(known: Sequence[Observation], indicator: Indicator) -> Markup:
    names = ("Period", "Figure", "As said on", "Cell")
    head = element("thead", element("tr", *(element("th", name, scope="col") for name in names)))
    rows = [_row(each, indicator) for each in reversed(known)]
    table = element("table", head, element("tbody", *rows), class_="figures")
    return element("div", table, class_="wide", tabindex="0", role="group", aria_label="Figures")


def _row(observation: Observation, indicator: Indicator) -> Markup:
    status = _STATUS.get(observation.status.value, "")
    figure = observed(observation, indicator.unit, indicator.unit_multiplier) if observation.value is not None else "no figure"
    return element(
        "tr",
        element("th", say_period(observation.period), scope="row"),
        element(
            "td", element("b", figure), element("span", f" {status}", class_="hint") if status else Markup(), class_="amount"
        ),
        element("td", observation.vintage.isoformat() if observation.vintage else "–"),
        element("td", observation.locator, class_="cell"),
    )
