"""The checks that were kept: a list to look through, the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from factcheck.finding import Verdict
from factcheck.reports.card import badge
from factcheck.reports.markup import Markup, element, joined
from factcheck.store_reviews import CheckHead
from factcheck.web.frame import framed, heading, moment

PAGE = 30
_ORDER = (Verdict.MISMATCH, Verdict.CONFLICTING, Verdict.MATCH, Verdict.NO_SOURCE)


def history_page(heads: Sequence[CheckHead], reviewed: Mapping[str, int], words: str, number: int) -> Markup:
    """One page of the history; `number` counts from 1, and one head more than a page holds says that there is another."""
    shown = heads[:PAGE]
    none = "No check has these words in its title." if words else "Nothing was checked yet."
    body = _table(shown, reviewed) if shown else element("p", none, element("a", " Check a text", href="/"))
    turning = turned("/checks", words, number, has_more=len(heads) > PAGE)
    return framed(
        "History",
        heading("History", "What was checked"),
        searching("/checks", words, "Search titles"),
        body,
        turning,
        at="/checks",
    )


def check_list(heads: Sequence[CheckHead]) -> Markup:
    """A few checks with their verdicts, as a list of links."""
    return element("ul", *(_item(head) for head in heads), class_="last-checks")


def searching(action: str, words: str, label: str) -> Markup:
    """A line to search by; what is looked for stands in the address, so that it can be kept."""
    return element(
        "form",
        element("label", label, for_="field-q"),
        element("input", id="field-q", name="q", value=words, type="search", maxlength="300"),
        element("button", "Search", type="submit"),
        action=action,
        method="get",
        role="search",
        class_="searching",
    )


def turned(address: str, words: str, number: int, *, has_more: bool) -> Markup:
    """The ways to the page before and the page after."""
    ways = [(number - 1, "← Newer" if address == "/checks" else "← Back", number > 1), (number + 1, "More →", has_more)]
    links = [
        element("a", label, href=f"{address}?{urlencode({'q': words, 'page': page})}", class_="button quiet")
        for page, label, is_there in ways
        if is_there
    ]
    return element("nav", *links, class_="turning", aria_label="Pages") if links else Markup()


def counted(counts: Mapping[str, int]) -> Markup:
    """How many findings have which verdict, those that there are."""
    parts = [joined(element("b", f"{counts[each.value]} "), badge(each)) for each in _ORDER if counts.get(each.value)]
    listed = [element("span", part, class_="one") for part in parts]
    return element("span", *listed, class_="counted") if listed else element("span", "no claim with a number", class_="hint")


def _item(head: CheckHead) -> Markup:
    link = element("a", head.title or head.given, href=f"/checks/{head.id}")
    return element("li", link, element("span", moment(head.at), class_="hint"), counted(head.counts))


def _table(heads: Sequence[CheckHead], reviewed: Mapping[str, int]) -> Markup:
    names = ("Text", "Findings", "Reviewed")
    head = element("thead", element("tr", *(element("th", name, scope="col") for name in names)))
    rows = [_row(each, reviewed.get(each.id, 0)) for each in heads]
    return element(
        "div", element("table", head, element("tbody", *rows)), class_="wide", tabindex="0", role="group", aria_label="History"
    )


def _row(head: CheckHead, reviewed: int) -> Markup:
    link = element("a", head.title or head.given, href=f"/checks/{head.id}")
    return element(
        "tr",
        element("th", link, element("span", moment(head.at), f" · {head.given}", class_="hint block"), scope="row"),
        element("td", counted(head.counts)),
        element("td", str(reviewed) if reviewed else "–"),
    )
