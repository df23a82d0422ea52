"""What of an article comes through the reading: `python tests/evaluate_articles.py`, over what `made_articles.py` makes.

Counted are the numbers of the story that are in the text that was read, the title and the day; and, of what stands around the
story, the numbers that came in.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from made_articles import Made, all_made

from factcheck.article import Article, read_article
from factcheck.articles.feed import read_feed

NUMBER = re.compile(r"\d+(?:[.,/\u202f\u00a0]\d+)*")


@dataclass(frozen=True)
class Judged:
    """What came through of one article."""

    made: Made
    article: Article

    @property
    def lost(self) -> list[str]:
        """The numbers that are not in the text."""
        there = set(NUMBER.findall(self.article.text))
        return [number for number in parted(self.made.numbers) if number not in there]

    @property
    def strays(self) -> list[str]:
        """The numbers of what stands around the story that came in."""
        there = set(NUMBER.findall(self.article.text))
        return [number for number in parted(self.made.strays) if number in there]

    @property
    def title_is_right(self) -> bool:
        """Whether the title is the one of the story."""
        return " ".join(self.article.title.split()) == " ".join(self.made.title.split())

    @property
    def day_is_right(self) -> bool:
        """Whether the day is the one that it came out."""
        return self.article.published == self.made.day


def judged(made: Made) -> Judged:
    """An article read, and held against what must come through."""
    if made.feed:
        article = next(iter(read_feed(made.data, made.name)))
        assert isinstance(article, Article)
    else:
        article = read_article(made.data, name=made.name)
    return Judged(made, article)


def main() -> int:
    all_judged = [judged(made) for made in all_made()]
    for each in all_judged:
        told = [f"lost {' '.join(each.lost)}"] if each.lost else []
        told += [f"strays {' '.join(each.strays)}"] if each.strays else []
        told += [] if each.title_is_right else [f"title {each.article.title!r}"]
        told += [] if each.day_is_right else [f"day {each.article.published}"]
        told += [f"warned: {warning}" for warning in each.article.warnings]
        print(f"{each.made.name:26} {'; '.join(told) or 'all came through'}")
    numbers = sum(len(parted(each.made.numbers)) for each in all_judged)
    kept = numbers - sum(len(each.lost) for each in all_judged)
    facts = sum(each.title_is_right + each.day_is_right for each in all_judged)
    strays = sum(len(parted(each.made.strays)) for each in all_judged)
    print(f"{len(all_judged)} articles: numbers kept {kept} of {numbers} ({kept / numbers:.1%}, goal 99%)")
    print(f"title and day right {facts} of {2 * len(all_judged)} ({facts / 2 / len(all_judged):.1%}, goal 95%)")
    print(f"numbers from around the story that came in: {sum(len(each.strays) for each in all_judged)} of {strays}")
    return int(kept < 0.99 * numbers or facts < 0.95 * 2 * len(all_judged))


def parted(numbers: str) -> list[str]:
    """The numbers of a line; no-break and thin spaces belong to a number."""
    return [number for number in re.split(r"[ \n]+", numbers) if number]


if __name__ == "__main__":
    raise SystemExit(main())
