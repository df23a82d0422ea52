"""The report page: one HTML file with the article, its claims marked by verdict, and the findings in the margin.

It loads nothing, runs nothing and sends nothing: the only style is its own, named by its hash in the Content-Security-Policy,
and findings open by `<details>`. What it shows of the article and of the sources is text, never markup.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from claims.rows import is_row, is_ruler
from claims.sentences import Block, paragraphs
from factcheck.consistency.flag import Flag, Weight
from factcheck.errors import InputError
from factcheck.finding import Verdict
from factcheck.reports.card import Around, badge, card
from factcheck.reports.markup import NOTHING, Markup, element, joined, link, policy
from factcheck.reports.prose import Placed, as_paragraph, as_table
from factcheck.reports.review_card import all_told, stamp
from factcheck.reports.reviews import review_counts
from factcheck.reports.terminal import days_of, unread_reasons
from factcheck.wording import VERDICTS

if TYPE_CHECKING:
    from factcheck.article import Article
    from factcheck.checking import Checked
    from factcheck.finding import Finding
    from factcheck.series import History

Histories = Callable[["Finding"], "History | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside a finding: the whole series for its chart, and more at the end of its card."""

    history: Histories = lambda _: None
    more: Callable[[int], Markup] = lambda _: Markup()


def report(answers: Iterable[Checked | InputError], out: TextIO, *, history: Histories = lambda _: None) -> None:
    """Write the page of all answers; `history` gives the whole series behind a finding, for its chart."""
    given = list(answers)
    parts = [_answer(answer, number, Beside(history=history)) for number, answer in enumerate(given, start=1)]
    first = next((answer.article for answer in given if not isinstance(answer, InputError)), None)
    title = f"{_name(first)} – checked" if first and len(given) == 1 else f"{len(given)} texts checked"
    out.write(_portable(document(title, *parts), out))


def document(title: str, *parts: Markup) -> Markup:
    """A whole page around what is in it, with its style and its Content-Security-Policy."""
    css = style()
    head = element(
        "head",
        element("meta", charset="utf-8"),
        policy(css),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("style", Markup(css)),
    )
    foot = element("footer", element("p", "The verdicts are the sums’. Whether somebody misled is for people to judge."))
    return whole(head, element("main", *parts), foot)


def whole(head: Markup, *body: Markup) -> Markup:
    """Head and body as a page of HTML."""
    return Markup("<!DOCTYPE html>\n" + element("html", head, element("body", *body), lang="en") + "\n")


@cache
def style() -> str:
    """The packaged style sheet of the page."""
    return (files("factcheck.reports") / "templates" / "page.css").read_text(encoding="utf-8")


def article_part(checked: Checked, name: str = "a1f", beside: Beside | None = None) -> Markup:
    """One checked article: heading, summary, and each paragraph with the findings on it beside it.

    `name` begins its ids, so that several articles share a page.
    """
    numbered = list(enumerate(checked.findings, start=1))
    beside = beside or Beside()
    rows = [_row(checked, group, name, beside) for group in _grouped(checked.article.text, _placed(checked.article, numbered))]
    return element(
        "article",
        _heading(checked.article, name),
        _summary(checked),
        element("div", *rows, class_="rows"),
        _flags(checked.flags),
        aria_labelledby=name,
    )


def _flags(flags: tuple[Flag, ...]) -> Markup:
    """What the text says against itself, below the article."""
    if not flags:
        return Markup()
    items = [element("li", "" if flag.weight is Weight.FLAG else element("b", "To look up: "), flag.message) for flag in flags]
    return element("section", element("h2", "The text against itself"), element("ul", *items), class_="flags")


def _answer(answer: Checked | InputError, number: int, beside: Beside) -> Markup:
    if isinstance(answer, InputError):
        return element("p", element("b", "Not read: "), str(answer), class_="notread")
    return article_part(answer, f"a{number}f", beside)


def _name(article: Article) -> str:
    return article.title or ("Standard input" if article.id == "-" else str(article.id or "Text"))


def _heading(article: Article, name: str) -> Markup:
    where = link(article.url, article.url) if article.url else joined(str(article.id or "") if article.id != "-" else "")
    about = [element("span", part) for part in (*map(joined, days_of(article)), where) if part]
    warnings = [element("p", warning, class_="notread") for warning in article.warnings]
    return element(
        "header",
        element("p", "Figures checked", class_="kicker"),
        element("h1", _name(article), id=name),
        element("p", *about, class_="about"),
        *warnings,
    )


def _summary(checked: Checked) -> Markup:
    counts = Counter(finding.verdict for finding in checked.findings)
    order = (Verdict.MISMATCH, Verdict.CONFLICTING, Verdict.MATCH, Verdict.NO_SOURCE)
    cells = [_count(counts[each], badge(each), VERDICTS[each]) for each in order]
    reasons = unread_reasons(checked)
    cells.append(
        _count(
            len(checked.unread),
            element("span", "not read", class_="badge unread"),
            "Numbers that are no claims" + (f": {reasons}." if reasons else "."),
        )
    )
    if checked.reviews:
        cells.append(_count(len(checked.reviews), element("span", "reviewed", class_="badge unread"), review_counts(checked)))
    return element("section", element("h2", "Summary", class_="hidden"), element("ul", *cells, class_="summary"))


def _count(number: int, label: Markup, words: str) -> Markup:
    return element("li", element("b", f"{number:,}"), " ", label, element("span", words, class_="words"))


def _placed(article: Article, numbered: list[tuple[int, Finding]]) -> Iterator[Placed]:
    """Each block with the findings that begin in it; what lies in no block is shown with the block before."""
    blocks = sorted(article.blocks if article.blocks is not None else paragraphs(article.text), key=lambda block: block.start)
    waiting = sorted(numbered, key=lambda each: (each[1].claim.start, each[0]))
    at = [finding.claim.start for _, finding in waiting]
    first = 0
    for place, block in enumerate(blocks):
        last = len(waiting) if place == len(blocks) - 1 else bisect_left(at, blocks[place + 1].start)
        if first < last or not (_is_title(article, block) or is_ruler(article.text, block)):
            yield block, waiting[first:last]
        first = last
    if waiting and not blocks:
        yield Block(0, len(article.text)), waiting


def _is_title(article: Article, block: Block) -> bool:
    """Whether a block is the title, which stands above the page already."""
    return block.heading and article.text[block.start : block.end].lstrip("# ").strip() == article.title.strip()


def _grouped(text: str, placed: Iterable[Placed]) -> Iterator[list[Placed]]:
    """Each block by itself; the rows of a table together, so that all findings on them stand beside it."""
    for is_table, run in groupby(placed, key=lambda each: is_row(text, each[0])):
        blocks = list(run)
        yield from [blocks] if is_table else ([each] for each in blocks)


def _row(checked: Checked, group: list[Placed], name: str, beside: Beside) -> Markup:
    text = checked.article.text
    words = as_table(text, group, name) if is_row(text, group[0][0]) else as_paragraph(text, group[0], name)
    cards = [_card(checked, finding, number, name, beside) for _, findings in group for number, finding in findings]
    margin = element("div", *cards, class_="margin", role="group", aria_label="Findings on this paragraph") if cards else Markup()
    return element("section", element("div", words, class_="prose"), margin, class_="row")


def _card(checked: Checked, finding: Finding, number: int, name: str, beside: Beside) -> Markup:
    reviews = checked.reviews_on(number - 1)
    around = Around(
        where=checked.article.locator(finding.claim.start),
        leads=dict(checked.leads).get(number - 1, ()),
        stamp=stamp(reviews[-1]) if reviews else NOTHING,
        more=joined(all_told(reviews), beside.more(number)),
    )
    return card(finding, number, beside.history(finding), name=name, around=around)


def _portable(page: str, out: TextIO) -> str:
    """The page for a stream: where the stream cannot write every character, as character references."""
    if (out.encoding or "utf-8").lower().replace("-", "") == "utf8":
        return page
    return page.encode("ascii", "xmlcharrefreplace").decode("ascii")
