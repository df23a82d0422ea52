"""What all pages share: the head, the bar on top with the ways through, the foot, and forms' parts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files

from factcheck.reports import page
from factcheck.reports.markup import NOTHING, Markup, allowed, element, joined

WAYS = (("/", "Check"), ("/checks", "History"), ("/series", "Series"), ("/browse/", "Tables"))
FOOT = (
    "This page is served by this machine to itself. The verdicts are the sums’; whether somebody misled is for people to judge."
)
_TITLES = {403: "Not here", 404: "There is no such page", 413: "Too large", 500: "That did not work"}


@cache
def style() -> str:
    """The style of the report page, and below it what the local page adds."""
    return page.style() + (files("factcheck.reports") / "templates" / "desk.css").read_text(encoding="utf-8")


def framed(title: str, *parts: str, at: str = "", extra: Markup = NOTHING) -> Markup:
    """A whole page; `at` is the way that it belongs to, `extra` what else its head says."""
    css = style()
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=allowed(css, "'self'")),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        extra,
        element("title", f"{title} – factcheck"),
        element("style", Markup(css)),
    )
    main = element("main", *parts, id="main", tabindex="-1")
    return page.whole(head, _bar(at), main, element("footer", element("p", FOOT)))


def _bar(at: str) -> Markup:
    links = [element("li", element("a", word, href=way, aria_current="page" if way == at else None)) for way, word in WAYS]
    return joined(
        element("a", "Skip to the content", href="#main", class_="skip"),
        element(
            "header",
            element("a", element("span", "✓", aria_hidden="true", class_="tick-mark"), "factcheck", href="/", class_="word-mark"),
            element("nav", element("ul", *links), aria_label="Main"),
            class_="bar",
        ),
    )


def heading(kicker: str, title: str, *more: str) -> Markup:
    """The head of a page's content."""
    return element("header", element("p", kicker, class_="kicker"), element("h1", title), *more, class_="page-head")


def refusal_page(status: int, sentence: str) -> Markup:
    """The page for a request that is not answered; with status 200, the one that leads on from the start address."""
    if status == 200:
        # Not a redirect: after a click on another site's page the browser would follow it without our strict cookie.
        onward = element("meta", http_equiv="refresh", content="0; url=/")
        return framed(
            "Welcome", heading("Welcome", "Opening the page"), element("p", element("a", "Go on", href="/")), extra=onward
        )
    title = _TITLES.get(status, "That cannot be done")
    way = element("p", element("a", "To the start", href="/"))
    return framed(title, heading(f"Answer {status}", title), element("p", sentence, class_="notread", role="alert"), way)


def form(action: str, token: str, *inside: Markup, **attributes: object) -> Markup:
    """A form that changes something: sent by POST, with the token that only our own pages know."""
    hidden = element("input", type="hidden", name="token", value=token)
    return element("form", hidden, *inside, method="post", action=action, **attributes)


def field(label: str, name: str, *, value: str = "", hint: str = "", id_: str = "", **attributes: object) -> Markup:
    """A line to fill in, with its label and a hint that is read out with it."""
    identity = id_ or f"field-{name}"
    described = f"{identity}-hint" if hint else None
    return element(
        "p",
        element("label", label, for_=identity),
        element("input", id=identity, name=name, value=value, aria_describedby=described, **attributes),
        element("span", hint, id=described, class_="hint") if hint else Markup(),
        class_="field",
    )


def problem(sentences: Iterable[str]) -> Markup:
    """What has to be mended before a form can be taken, read out at once."""
    listed = [element("p", sentence) for sentence in sentences]
    return element("div", *listed, role="alert", class_="notread problem") if listed else Markup()


def moment(at: datetime) -> Markup:
    """A time by this machine's clock for people, and in UTC for machines."""
    here = at.astimezone()
    return element("time", f"{here.day} {here:%B %Y, %H:%M}", datetime=at.isoformat(timespec="seconds"))
