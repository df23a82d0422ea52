"""Findings as Markdown, for a comment under a pull request or a wiki page.

What comes from outside stays text: no link, mention, formula, picture or markup of an article or a cell is live in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from factcheck.consistency.flag import Weight
from factcheck.errors import InputError
from factcheck.explanation import explain, how_near
from factcheck.finding import Verdict
from factcheck.reports.card import clipped
from factcheck.reports.cleaning import visible
from factcheck.reports.reviews import last_said
from factcheck.reports.terminal import SIGNS, days_of, sum_of
from factcheck.wording import say

if TYPE_CHECKING:
    from factcheck.checking import Checked
    from factcheck.finding import Finding
    from factcheck.whence import Origin

# CommonMark 0.31, section 2.4: a backslash before any ASCII punctuation makes it a plain character; `$` is GitHub's for formulas.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#|~!$&+=^-]")
# GitHub links bare addresses, mentions people and refers to issues in plain words; an empty comment parts them unseen.
_LIVE = re.compile(r"(?<=[@#])(?=\S)|(?<=:)(?=//)|(?<=[Ww]{3})(?=\.)")


def report(answers: Iterable[Checked | InputError], out: TextIO) -> None:
    """Write a table of the claims of each text, and below it each finding in sentences."""
    for answer in answers:
        lines = [f"**Not read:** {plain(str(answer))}"] if isinstance(answer, InputError) else _article(answer)
        out.write("\n".join(lines) + "\n\n")


def plain(text: str) -> str:
    r"""The text on one line, so that Markdown shows it as it is.

    >>> plain("*so* <b> @me")
    '\\*so\\* \\<b\\> @<!-- -->me'
    """
    return _SPECIAL.sub(r"\\\g<0>", _LIVE.sub("\0", visible(text))).replace("\0", "<!-- -->")


def _article(checked: Checked) -> Iterator[str]:
    article = checked.article
    name = article.title or ("Standard input" if article.id == "-" else str(article.id or "Text"))
    yield f"## {plain(clipped(name))}"
    yield ""
    counts = Counter(finding.verdict for finding in checked.findings)
    said = ", ".join(f"{counts[verdict]} {SIGNS[verdict][1]}" for verdict in Verdict)
    yield f"{_counted(len(checked.findings), 'claim')}: {said}; {_counted(len(checked.unread), 'number')} read as no claim."
    if days := ", ".join(days_of(article)):
        yield f"Published {days}."
    if checked.findings:
        yield from ("", "| | Verdict | The text says | The source says |", "|-:|:-|:-|:-|")
        yield from (_row(finding, number) for number, finding in enumerate(checked.findings, start=1))
        yield from (line for number, each in enumerate(checked.findings, start=1) for line in _details(each, number))
        yield from (line for at, _ in checked.reviews for line in ("", f"**{at + 1}.** {plain(last_said(checked, at))}"))
        yield from (line for at, origins in checked.leads for line in _leads(at + 1, origins))
    yield from _flags(checked)


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _leads(number: int, origins: Iterable[Origin]) -> Iterator[str]:
    yield ""
    yield f"**{number}.** The number may come from: {plain(' '.join(origin.text for origin in origins))}"


def _flags(checked: Checked) -> Iterator[str]:
    """What the text says against itself."""
    if checked.flags:
        yield from ("", "**The text against itself**", "")
        yield from (f"- {'' if flag.weight is Weight.FLAG else 'To look up: '}{plain(flag.message)}" for flag in checked.flags)


def _row(finding: Finding, number: int) -> str:
    sign, word, _ = SIGNS[finding.verdict]
    near = how_near(finding)
    said = f"{source_says(finding)}; nearly: {near}" if near else source_says(finding)
    return f"| {number} | {sign} {word} | {plain(clipped(finding.claim.text))} | {plain(said)} |"


def source_says(finding: Finding) -> str:
    """The source's answer in a few words: the result, or what is missing."""
    done = finding.computation
    if done is None or finding.verdict is Verdict.NO_SOURCE:
        return finding.missing or "nothing stored speaks of it"
    return sum_of(finding) if done.result is None or done.holds is not None else say(done.result, done.unit)


def _details(finding: Finding, number: int) -> Iterator[str]:
    if finding.verdict in (Verdict.MISMATCH, Verdict.CONFLICTING):
        yield ""
        yield f"**{number}.** {plain(explain(finding))}"
