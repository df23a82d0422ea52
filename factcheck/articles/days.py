"""Days as front matter, pages and files write them, in several languages: "2018-09-03", "21 avril 2022 à 6h30"."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
# The spellings of a day that front matter really has; the first is ISO 8601, with or without a time behind it.
_DAYS = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%A, %d %B %Y", "%A %d %B %Y", "%Y/%m/%d")
_SPELLED = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:\.|er|º|ª)?\s+(?:de\s+)?(?P<month>[^\W\d_]{3,15})\.?\s+(?:de\s+)?(?P<year>(?:19|20)\d\d)(?!\d)"
)
# With points the day comes first wherever it is written so; with strokes it may be either.
_POINTED = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)(?![\d.])")
_LANGUAGES = ("de", "fr", "es", "it", "nl", "pt", "da", "nb", "sv", "fi", "pl")


def read_day(text: str) -> date | None:
    """The day that front matter or an option writes, `None` where it is no day.

    >>> read_day("3 September 2018") == read_day("2018-09-03T10:00:00Z") == read_day("September 3, 2018")
    True
    """
    written = text.strip()
    try:
        return date.fromisoformat(written[:10]) if _ISO_DAY.match(written) else _spelled(written)
    except ValueError:
        return None


def _spelled(written: str) -> date | None:
    for form in _DAYS:
        try:
            return datetime.strptime(written, form).date()
        except ValueError:
            continue
    return None


def read_written_day(text: str) -> date | None:
    """The day that a short text says, in English or another language; `None` where it says none.

    >>> read_written_day("Veröffentlicht am 3. März 2023").isoformat(), read_written_day("Up 3 percent 2023")
    ('2023-03-03', None)
    """
    return read_day(text) or _foreign(text)


def _foreign(text: str) -> date | None:
    spelled, pointed = _SPELLED.search(text), _POINTED.search(text)
    found = spelled or pointed
    if found is None:
        return None
    month = int(found["month"]) if found is pointed else _months().get(found["month"].casefold())
    try:
        return date(int(found["year"]), month, int(found["day"])) if month else None
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """The names of the months, long and short; no two languages give a name to different months."""
    from babel import Locale

    forms = (
        months[width] for code in _LANGUAGES for months in [Locale(code).months["format"]] for width in ("wide", "abbreviated")
    )
    return {name.rstrip(".").casefold(): number for names in forms for number, name in names.items()}
