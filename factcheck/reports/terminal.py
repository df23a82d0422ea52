"""Findings for a person at a terminal: each claim in its sentence, the source's figure, the sum and the verdict.

A verdict is told by a sign and a word, so that it reads the same without colour; piped into a file, the page is plain text.
rich is imported when a page is drawn, never before: it costs more than the rest of a start.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from factcheck.consistency.flag import Flag, Weight
from factcheck.errors import InputError
from factcheck.explanation import how_near
from factcheck.finding import Verdict
from factcheck.reports.cleaning import visible
from factcheck.reports.figures import figure, observed
from factcheck.reports.reviews import review_said
from factcheck.wording import say_period

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from claims.claim import Claim
    from factcheck.article import Article
    from factcheck.checking import Checked
    from factcheck.finding import Finding
    from factcheck.series import Observation, Source
    from factcheck.whence import Origin

# Red and green are the two that most colour-blind readers confuse: the sign and the word carry the meaning.
SIGNS = {
    Verdict.MATCH: ("✔", "match", "green"),
    Verdict.MISMATCH: ("✘", "mismatch", "red"),
    Verdict.CONFLICTING: ("≠", "conflicting", "magenta"),
    Verdict.NO_SOURCE: ("?", "no source", "blue"),
}
# Longer lines are hard to read (typography asks for 45 to 90 characters), however wide the window.
WIDEST = 92
_SENTENCE = 260
_SHOWN = 4


def report(answers: Iterable[Checked | InputError], out: TextIO) -> None:
    """Draw each article with its findings, then one line that counts the verdicts."""
    page = console(out)
    total: Counter[Verdict] = Counter()
    read = 0
    for answer in answers:
        if not isinstance(answer, InputError):
            _draw_article(answer, page)
            _draw_unread(answer, page)
            total.update(finding.verdict for finding in answer.findings)
            read += 1
    if read:
        page.print(summary(total))


def report_quiet(answers: Iterable[Checked | InputError], out: TextIO) -> None:
    """Draw what a person has to look at, mismatches and what conflicts, under its number; nothing where there is nothing."""
    page = console(out)
    for answer in answers:
        if not isinstance(answer, InputError):
            _draw_article(answer, page, frozenset((Verdict.MISMATCH, Verdict.CONFLICTING)))


def console(out: TextIO) -> Console:
    """A page to draw on: no wider than reads well, and nothing in a text is taken for markup."""
    from rich.console import Console

    page = Console(file=out if out.isatty() else Trimmed(out), highlight=False, markup=False, emoji=False, soft_wrap=False)
    page.width = min(page.width, WIDEST)
    return page


class Trimmed(io.StringIO):
    r"""Passes on what is written, without the blanks with which rich fills its lines: a kept page is compared and pasted.

    >>> import sys
    >>> print("a   \n  b  ", file=Trimmed(sys.stdout))
    a
      b
    """

    def __init__(self, out: TextIO) -> None:
        super().__init__()
        self._out = out

    def write(self, text: str) -> int:
        """Write the text, each line to its last sign."""
        self._out.write("\n".join(line.rstrip(" ") for line in text.split("\n")))
        return len(text)

    def flush(self) -> None:
        """Pass on what waits."""
        self._out.flush()


def draw_heading(article: Article, page: Console) -> None:
    """The article's title and day above a line."""
    from rich.text import Text

    days = "".join(f" · {day}" for day in days_of(article))
    name = "standard input" if article.id == "-" else str(article.id or "")
    page.print()
    page.print(Text(visible(article.title or name), style="bold").append(days, style="not bold dim"))
    page.rule(style="dim")


def days_of(article: Article) -> Iterator[str]:
    """The day it came out and, where that is another, the day of its last change, in words."""
    if article.published:
        yield f"{article.published.day} {article.published:%B %Y}"
    if article.modified and article.modified != article.published:
        yield f"updated {article.modified.day} {article.modified:%B %Y}"


def draw_claim(finding: Finding, text: str, page: Console, number: int) -> None:
    """The verdict on a claim, and the claim in its sentence."""
    from rich.padding import Padding

    page.print()
    page.print(badge(finding, number))
    sentence = marked_sentence(finding.claim, text, plain=not page.is_terminal, colour=SIGNS[finding.verdict][2])
    page.print(Padding(sentence, (0, 0, 0, 3), expand=False))


def badge(finding: Finding, number: int) -> Text:
    """The verdict as a sign and a word, the claim it is about, and the number that `factcheck explain` takes."""
    from rich.text import Text

    sign, word, colour = SIGNS[finding.verdict]
    line = Text(f"{number:>2} ", style="dim").append(f" {sign} {word.upper()} ", style=f"not dim bold reverse {colour}")
    return line.append("  ").append(visible(finding.claim.text), style="not dim bold")


def marked_sentence(claim: Claim, text: str, *, plain: bool, colour: str = "default") -> Text:
    """The claim's sentence out of `text`, in quotation marks, with the number marked: by » « where there is no bold."""
    from rich.text import Text

    span = claim.quantity or claim
    at = _where(claim, text)
    before, number, after = claim.sentence[:at], claim.sentence[at : at + len(span.text)], claim.sentence[at + len(span.text) :]
    room = max(40, (_SENTENCE - len(number)) // 2)
    before = "… " + before[-room:].partition(" ")[2] if len(before) > room else before
    after = after[:room].rpartition(" ")[0] + " …" if len(after) > room else after
    number = f"»{visible(number)}«" if plain else visible(number)
    # What is a quotation already needs no marks of ours.
    opening, closing = ("", "") if claim.sentence[:1] in '“"' else ("“", "”")
    line = Text(opening + visible(before)).append(number, style=f"bold underline {colour}")
    return line.append(visible(after) + closing)


def pairs(lines: Iterable[tuple[str, Text]]) -> Table:
    """Labels in a narrow column, what they say beside them."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True, min_width=8)
    grid.add_column(ratio=1)
    for label, content in lines:
        grid.add_row(label, content)
    return grid


def summary(counts: Counter[Verdict]) -> Text:
    """One line that counts the verdicts, also those that did not occur among others that did."""
    from rich.text import Text

    if not counts:
        return Text("\nNo claim with a number was found.")
    parts = [Text(f"{SIGNS[v][0]} {counts[v]} {SIGNS[v][1]}", style=SIGNS[v][2] if counts[v] else "dim") for v in Verdict]
    claims = counts.total()
    head = Text(f"\n{claims} claim{'s' if claims != 1 else ''}: ", style="bold")
    return head.append_text(Text("   ", style="not bold").join(parts))


def _draw_article(checked: Checked, page: Console, shown: frozenset[Verdict] = frozenset(Verdict)) -> None:
    from rich.padding import Padding

    chosen = [(at + 1, each) for at, each in enumerate(checked.findings) if checked.standing(at) in shown]
    leads = dict(checked.leads)
    if chosen or shown == frozenset(Verdict):
        draw_heading(checked.article, page)
    for number, finding in chosen:
        draw_claim(finding, checked.article.text, page, number)
        lines = (*_lines(finding), *_place(checked.article, finding), *_origins(leads.get(number - 1, ())))
        lines += tuple(review_lines(checked, number - 1))
        page.print(Padding(pairs(lines), (0, 0, 0, 3), expand=False))
    _draw_flags(checked.flags, page)


def _draw_unread(checked: Checked, page: Console) -> None:
    from rich.text import Text

    if checked.unread:
        shown = visible(unread_reasons(checked))
        count = len(checked.unread)
        page.print(Text(f"\n{count} number{'s' if count != 1 else ''} read as no claim: {shown}", style="dim"))


def unread_reasons(checked: Checked) -> str:
    """Why numbers are no claims, the commonest reasons; first what tables left open, which look as if they had been read."""
    counts = Counter(unread.reason for unread in checked.unread).most_common()
    first = [each for each in counts if each[0].startswith("in a table")][:_SHOWN]
    others = [each for each in counts if each not in first][:3]
    return ", ".join(f"{reason} ({count})" for reason, count in (*first, *others))


def _place(article: Article, finding: Finding) -> Iterator[tuple[str, Text]]:
    """Where the claim stands in the page or file that the text was taken from."""
    from rich.text import Text

    where = article.locator(finding.claim.start)
    if where:
        yield "in text", Text(visible(where), style="dim")


def review_lines(checked: Checked, at: int) -> Iterator[tuple[str, Text]]:
    """What people said of the finding at this place, the oldest first."""
    from rich.text import Text

    for place, review in enumerate(checked.reviews_on(at)):
        yield "" if place else "review", Text(visible(review_said(review)), style="bold")


def _origins(origins: Iterable[Origin]) -> Iterator[tuple[str, Text]]:
    from rich.text import Text

    for at, origin in enumerate(origins):
        yield "" if at else "perhaps", Text(visible(origin.text), style="dim")


def _draw_flags(flags: Iterable[Flag], page: Console) -> None:
    """What the text says against itself, below its findings."""
    from rich.padding import Padding
    from rich.text import Text

    for at, flag in enumerate(flags):
        if not at:
            page.print(Text("\nThe text against itself", style="bold"))
        label = Text("contradiction" if flag.weight is Weight.FLAG else "to look up", style="dim")
        lines = [("", label.append("  ").append(visible(flag.message), style="not dim"))]
        page.print(Padding(pairs(lines), (0, 0, 0, 3), expand=False))


def _where(claim: Claim, text: str) -> int:
    """Where the number stands in the sentence: by its offset in the whole text, else the first such word."""
    span = claim.quantity or claim
    begins = text.rfind(claim.sentence, max(0, span.start - len(claim.sentence)), span.start + len(claim.sentence))
    if begins >= 0 and claim.sentence.startswith(span.text, max(0, span.start - begins)):
        return max(0, span.start - begins)
    whole = re.search(rf"(?<!\w){re.escape(span.text)}(?!\w)", claim.sentence)
    return whole.start() if whole else max(0, claim.sentence.find(span.text))


def _lines(finding: Finding) -> Iterator[tuple[str, Text]]:
    from rich.text import Text

    yield from _source_lines(finding)
    if finding.computation and (finding.computation.result is None or not _is_single(finding)):
        yield "sum", Text(visible(sum_of(finding)))
    if near := how_near(finding):
        yield "nearly", Text(visible(near))
    if finding.computation:
        yield from (("assumed", Text(visible(each), style="dim")) for each in finding.computation.assumptions[:_SHOWN])
    for diagnosis in finding.diagnoses[:1]:
        yield "likely", Text(visible(diagnosis.text), style="bold")
        if diagnosis.correction:
            yield "correct", Text(visible(diagnosis.correction), style="green")
    if finding.missing:
        yield "missing", Text(visible(finding.missing))


def _source_lines(finding: Finding) -> Iterator[tuple[str, Text]]:
    from rich.text import Text

    if finding.candidate is None:
        return
    series = finding.candidate.series
    yield ("nearest" if finding.verdict is Verdict.NO_SOURCE else "source"), Text(visible(series.title), style="bold")
    source = series.indicator.source
    said = [source.publisher or source.title or source.name, day_of(source), source.url]
    yield (
        "",
        Text(visible(" · ".join(part for part in said if part)), style=f"dim link {source.url}" if _leads(source.url) else "dim"),
    )
    for at, cell in enumerate(finding.cells()[:_SHOWN]):
        yield "" if at else "figure", _figure_line(*cell)
    if len(finding.observations) > _SHOWN:
        more = len(finding.observations) - _SHOWN
        yield "", Text(f"and {more} more figure{'s' if more > 1 else ''}", style="dim")


def day_of(source: Source) -> str:
    """The day the source spoke, where it is known, else the day it was got, which is said."""
    day, got = (source.published, "") if source.published else (source.retrieved, "retrieved ")
    return f"{got}{day.day} {day:%B %Y}" if day else ""


def _leads(address: str) -> bool:
    """Whether a terminal may be given this address to open (OSC 8): one of the web's own, without a sign that could end it."""
    return re.fullmatch(r"https?://[\x21-\x7e]{1,2000}", address) is not None


def _figure_line(observation: Observation, unit: str, multiplier: int) -> Text:
    from rich.text import Text

    line = Text(observed(observation, unit, multiplier), style="bold")
    line.append(f"  in {visible(observation.period.text) or say_period(observation.period)}", style="not bold")
    return line.append(f"  {visible(observation.locator)}", style="not bold dim")


def _is_single(finding: Finding) -> bool:
    """Whether the sum is no more than one figure read off, which stands there already."""
    done = finding.computation
    return done is not None and len(done.observations) == 1 and done.observations[0].value == done.result


def sum_of(finding: Finding) -> str:
    """The sum with its numbers and its result, or the reason why there is none."""
    done = finding.computation
    if done is None or done.result is None or "=" in done.formula or done.holds is not None:
        return "" if done is None else done.formula
    if _is_single(finding):
        return f"{figure(done.result, done.unit)}, as the source has it"
    return f"{done.formula} = {figure(done.result, done.unit)}"
