"""The text cut into sentences, and a sentence into words, with offsets into the whole text.

Words are ours and not spaCy's tokens because a figure must keep its exact characters: spaCy cuts "£13.9bn" into two, leaves
"2012–13" whole and "21%" differently by language, so we match on characters and lay spans over the Doc's tokens afterwards.
Both scanners are single passes without nested repeats, so time grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from string import ascii_letters
from typing import NamedTuple

from claims.word_sets import word_set

# A number keeps its own separators ("45,755", "10.30"); a dotted abbreviation is one word ("U.S."); a possessive is cut off
# ("Africa" + "'s"), any other apostrophe stays inside ("don't"); everything else is a word of one character. The space before
# each is taken along: its length and the word's say where the word stands, with no object for each match.
_WORDS = re.compile(
    r"""(\s*+ (?: \*\* \s*+ (?=\S) )*+) (                       # the stars of bold type part words as a blank does
      [^\W\d_]{2,}+ (?! ['’] )                             # most words
    | \d+ (?: [.,] \d+ )*                                  # 45,755  10.30  1.234,56
    | (?: [^\W\d_] \. ){2,}                                # U.S.  p.m.  e.g.
    | ['’] [sS] (?! \w )                                   # the possessive
    | [^\W\d_]+ (?: ['’] (?! [sS] (?! \w ) ) [^\W\d_]+ )*  # don't  O'Brien
    | \S
    )""",
    re.VERBOSE,
)
_AND = re.compile(r"\s+[^\sA-Z]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_LINE_START = re.compile(r"\s*(?:#{1,6}\s|[-*•>]\s|\d{1,3}[./)]\s|\|)")
_END = re.compile(r"[.!?…](?<![.!?…][.!?…])[.!?…]*+[\"'”’)\]]*+(?=\s)")
_OPENER = re.compile(r"\s+[\"'“‘(\[]*(?:[A-Z]|[^\W_a-z]|[$£€@#])")
_FIRST_WORD = re.compile(r"\s+[\"'“‘(\[]*([^\W\d_]+)")
_LAST_WORD = re.compile(r"([^\W\d_]+)$")
_SPACES = re.compile(r"\s*+")

# Words of a sentence. The longest that we have seen printed has 136; what is longer is a list or a table without its lines, and
# the time to read a sentence grows with the square of the figures in it.
_LONGEST = 200


class Word(NamedTuple):
    """A word with its place in the whole text.

    `glued` says that no space stands before it, `is_number` that it is written in digits, `is_capitalised` that it begins with a
    capital letter.
    """

    text: str
    lower: str
    start: int
    end: int
    glued: bool
    is_number: bool
    is_capitalised: bool


_LOWER = itemgetter(1)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its characters, where they start in the whole text, its words, and whether it is a title or heading.

    `lowers` are its words in small letters, `said` the same as a set: a rule that hangs on a word asks there before it looks for
    the place.
    """

    text: str
    start: int
    words: tuple[Word, ...]
    heading: bool = False
    lowers: tuple[str, ...] = field(init=False, repr=False, compare=False)
    said: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lowers = tuple(map(_LOWER, self.words))
        object.__setattr__(self, "lowers", lowers)
        object.__setattr__(self, "said", frozenset(lowers))

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)

    def between(self, first: int, last: int) -> str:
        """The text from word `first` to word `last`, both included, as printed."""
        return self.text[self.words[first].start - self.start : self.words[last].end - self.start]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text to read: offsets, end exclusive, and whether it is a title or heading."""

    start: int
    end: int
    heading: bool = False


def scan_words(text: str, offset: int = 0) -> tuple[Word, ...]:
    """The words of `text`, whose first character stands at `offset` of the whole text.

    >>> [word.text for word in scan_words("Africa's £13.9bn, up 5–10%")]
    ['Africa', "'s", '£', '13.9', 'bn', ',', 'up', '5', '–', '10', '%']
    """
    words: list[Word] = []
    end = offset
    for space, spelled in _WORDS.findall(text.rstrip()):  # from each blank of an end it would look ahead anew
        start = end + len(space)
        end = start + len(spelled)
        lower, is_number, is_capitalised = _shape(spelled)
        if spelled == "&" and _AND.match(text, end - offset):
            lower = min(word_set("sentences.ampersand"), default=lower)  # "15% of girls & 5% of boys", but not "R&D"
        glued = not space and start > offset
        words.append(_made(Word, (spelled, lower, start, end, glued, is_number, is_capitalised)))
    return tuple(words)


_made = tuple.__new__  # `Word(...)` without the Python function in between: there are thirty words to a claim


@lru_cache(maxsize=2048)  # the words of a language come again and again; a worker over a whole archive keeps no more
def _shape(spelled: str) -> tuple[str, bool, bool]:
    """The word in small letters, whether it begins with a digit, whether with a capital."""
    return spelled.lower().replace("’", "'"), spelled[0].isdigit(), spelled[0].isupper()


def split_sentences(text: str, blocks: Iterable[Block] | None = None) -> Iterator[Sentence]:
    r"""The sentences of `text` in order, or of its `blocks` where they are known.

    A block that is short and ends without a stop is a heading. Line breaks inside a paragraph are spaces, unless the next line
    opens a list item, a heading or a table row.

    >>> [s.text for s in split_sentences("Up 5%\n\nMr. Jones saw 3. In the U.S. the rate is 4%.")]
    ['Up 5%', 'Mr. Jones saw 3.', 'In the U.S. the rate is 4%.']
    """
    return (sentence for place in cut_sentences(text, blocks) for sentence in sentences_at(text, place))


def cut_sentences(text: str, blocks: Iterable[Block] | None = None) -> Iterator[Block]:
    """Where the sentences of `split_sentences` stand, without a look at their words."""
    for block in blocks if blocks is not None else paragraphs(text):
        for start, end in _cut(text, block.start, block.end):
            yield Block(start, end, block.heading)


def sentences_at(text: str, place: Block) -> Iterator[Sentence]:
    """The sentence at a place of the text, cut into its words; in pieces where it is a table or a list and no sentence."""
    words = scan_words(text[place.start : place.end], place.start)
    for first in range(0, len(words), _LONGEST):
        piece = words[first : first + _LONGEST]
        start = piece[0].start if first else place.start
        end = piece[-1].end if first + _LONGEST < len(words) else place.end
        yield Sentence(text[start:end], start, piece, place.heading)


def paragraphs(text: str) -> Iterator[Block]:
    """The paragraphs of plain text or Markdown, cut at blank lines and at lines that open a list item, a heading or a row."""
    start = 0
    for gap in [*(match.span() for match in _BLANK_LINE.finditer(text)), (len(text), len(text))]:
        yield from _lines(text, start, gap[0])
        start = gap[1]


def _lines(text: str, start: int, end: int) -> Iterator[Block]:
    lines: list[tuple[int, int]] = []
    cursor = start
    for line in text[start:end].split("\n"):
        lines.append((cursor, cursor + len(line)))
        cursor += len(line) + 1
    widest = max(b - a for a, b in lines)
    begin = start
    for (a, b), (c, d) in pairwise(lines):
        if _is_break(text[a:b], text[c:d], widest):
            yield from _block(text, begin, b)
            begin = c
    yield from _block(text, begin, end)


def _is_break(line: str, following: str, widest: int) -> bool:
    if _LINE_START.match(following) or line.lstrip().startswith("#"):
        return True
    short = len(line.strip()) < 0.6 * widest
    return short and not line.rstrip().endswith((".", "!", "?", ",", ";", ":", "-")) and following.lstrip()[:1].isupper()


def _block(text: str, start: int, end: int) -> Iterator[Block]:
    stripped = text[start:end].strip()
    if stripped:
        heading = stripped.startswith("#") or (len(stripped) < 120 and stripped[-1] not in ".!?…:;,\"”')" and "|" not in stripped)
        begin = start + text[start:end].index(stripped[0])
        yield Block(begin, begin + len(stripped), heading)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and _ends_here(text, begin, match, end):
            yield begin, match.end()
            spaces = _SPACES.match(text, match.end(), end)
            begin = end if spaces is None else spaces.end()
    if begin < end:
        yield begin, end


def _ends_here(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    # 40 characters hold any word that a stop can belong to; looking no further keeps the pass linear.
    opener = _OPENER.match(text, match.end(), min(end, match.end() + 40))
    if opener is None:
        return False
    if match[0][0] != ".":
        return True
    if match[0] == "." and _is_spaced_point(text, match.start()):
        return False
    before = text[max(begin, match.start() - 40) : match.start()]
    if _is_initial(before):
        following = _FIRST_WORD.match(text, match.end(), match.end() + 40)
        return bool(following and following[1] in word_set("sentences.starters"))
    return _last_word(before).lower() not in word_set("sentences.abbreviations")


def _is_initial(before: str) -> bool:
    """Whether a letter that stands alone is the last character: the last of "the U.S" and of "by J"."""
    last, earlier = before[-1:], before[-2:-1]
    return last.isalnum() and not last.isdecimal() and not (earlier.isalnum() or earlier == "_")


def _last_word(before: str) -> str:
    """The letters that it ends with."""
    rest = before.rstrip(ascii_letters)
    if rest.isascii():
        return before[len(rest) :]
    last = _LAST_WORD.search(before)
    return last[1] if last else ""


def _is_spaced_point(text: str, at: int) -> bool:
    """As in "a deficit of 1 . 6 billion": digits on both sides of a point between spaces, and no year before it."""
    before, behind = text[max(0, at - 5) : at], text[at + 1 : at + 3]
    digits = len(before) - len(before.rstrip(" ").rstrip("0123456789")) - 1
    return before[-1:] == " " and 1 <= digits <= 3 and behind[:1] == " " and behind[1:].isdigit()
