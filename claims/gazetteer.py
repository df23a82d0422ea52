"""The places of the world by code, name and demonym, and which lies in which.

Codes are ISO 3166-1 alpha-3 for countries ("GBR"), ISO 3166-2 for their parts ("GB-ENG", "US-CA"), and speaking names for
regions and groups that have no standard code ("AFRICA", "EURO_AREA"). Standard library only: CLDR's names in other languages
come from babel, which is imported when a name is not in our own table and not before.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from claims.lexicon import current_language, per_lexicon, table
from claims.sentences import scan_words

_TOKEN = re.compile(r"[^\W_]+")
_MINOR = frozenset({"the", "of", "and"})
# No name of a place is longer; whatever is cannot be one and is not worth folding.
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a place in a text: its words in lower case, the spelling itself, and what it may mean."""

    words: tuple[str, ...]
    text: str
    codes: tuple[str, ...]
    demonym: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its code, the name it is shown by, and its kind (country, part, state, region, group, world)."""

    code: str
    name: str
    kind: str


def resolve_place(name: str, language: str | None = None) -> Place | None:
    """The place of that name or code, `None` where it is unknown; the first where several bear the name.

    Official names, CLDR's, the World Bank's and the UN's spellings and news style are understood, whatever the case and accents;
    codes only in capitals, because "us" and "it" are words.

    >>> resolve_place("Korea, Rep.")
    Place(code='KOR', name='South Korea', kind='country')
    >>> resolve_place("us") is None
    True
    """
    places = resolve_places(name, language)
    return places[0] if places else None


def resolve_places(name: str, language: str | None = None) -> tuple[Place, ...]:
    """All places of that name, the likeliest first ("Georgia": the country, then the American state)."""
    name = name.strip().removeprefix("the ")
    if not name or len(name) > _LONGEST:
        return ()
    if code := _codes().get(name):
        return (_place(code),)
    if name.isupper() and len(name) <= 3:  # "US", "UAE": these are names in our table, but "us" is not
        return tuple(map(_place, _abbreviations(language).get(name, ())))
    key = _key(name, language)
    codes = _by_key(language).get(key) or _cldr_names(language).get(key, ())
    return tuple(map(_place, codes))


def resolve_demonym(word: str, language: str | None = None) -> Place | None:
    """The place whose people or things the word names ("Kenyans", "Dutch"), `None` where it is none; case matters ("Polish").

    >>> resolve_demonym("Brits").code, resolve_demonym("polish")
    ('GBR', None)
    """
    codes = _demonyms(language).get(word.strip())
    return _place(codes[0]) if codes else None


def place(code: str) -> Place | None:
    """The place of one of our codes."""
    return _place(code) if code in _kinds() else None


def display_name(code: str) -> str:
    """The name that a reader knows; the code itself where it is unknown.

    >>> display_name("GB-ENG")
    'England'
    """
    names = table("places", "en")["names"].get(code)
    return str(names[0]) if names else code


def parents(code: str) -> tuple[str, ...]:
    """What the place lies in, the nearest first.

    >>> parents("GB-ENG")
    ('GBR', 'EUROPE', 'WORLD')
    """
    found: list[str] = []
    while code := _parent(code):
        found.append(code)
    return tuple(found)


@cache
def members(code: str) -> frozenset[str]:
    """The countries of a region or group, or the parts of a country; empty for anything else.

    >>> sorted(members("BALTICS"))
    ['EST', 'LTU', 'LVA']
    """
    data = table("places", "mul")
    if code in data["groups"]:
        return frozenset(data["groups"][code].split())
    if code in data["countries"]:
        return frozenset(part for part, (_, whole) in data["parts"].items() if whole == code)
    return frozenset(country for country in data["countries"] if code in parents(country))


def is_territory(code: str) -> bool:
    """Whether a part of a country is a district or territory and no state or province, though tables list it with them.

    >>> is_territory("US-DC"), is_territory("US-MD")
    (True, False)
    """
    return code in table("places", "mul")["territories"]


def groups(code: str) -> tuple[str, ...]:
    """The groups that a country belongs to ("EU", "G7"), in the order of the table."""
    return tuple(group for group, countries in table("places", "mul")["groups"].items() if code in countries.split())


def is_sibling(code: str, other: str) -> bool:
    """Whether one could be taken for the other: two countries, two parts of one country, two regions or groups.

    >>> is_sibling("GB-ENG", "GB-WLS"), is_sibling("GB-ENG", "GBR")
    (True, False)
    """
    kinds = _kinds()
    if code == other or kinds.get(code) is None or kinds.get(code) != kinds.get(other):
        return False
    return kinds[code] not in ("part", "state") or _parent(code) == _parent(other)


@per_lexicon
def spellings(language: str | None = None) -> dict[str, list[Spelling]]:
    """What may begin with a word (in lower case), the longest first: the index that reading a sentence rests on."""
    index: dict[str, list[Spelling]] = {}
    for demonym, named in ((False, _spelled(_names(language))), (True, _demonyms(language))):
        for name, codes in named.items():
            for text in {name, _unaccented(name)}:
                words = tuple(word.lower for word in scan_words(text))
                index.setdefault(words[0], []).append(Spelling(words, text, codes, demonym))
    for entries in index.values():
        entries.sort(key=lambda entry: (-len(entry.words), entry.demonym))
    return index


@cache
def _kinds() -> dict[str, str]:
    data = table("places", "mul")
    kinds = dict.fromkeys(data["countries"], "country")
    kinds |= {code: kind for code, (kind, _) in data["parts"].items()}
    kinds |= {code: "region" if lies_in else "world" for code, lies_in in data["regions"].items()}
    return kinds | dict.fromkeys(data["groups"], "group")


def _parent(code: str) -> str:
    data = table("places", "mul")
    if code in data["groups"]:
        return "WORLD"
    if code in data["regions"]:
        return str(data["regions"][code])
    entry = data["countries"].get(code) or data["parts"].get(code)
    return str(entry[1]) if entry else ""


@cache
def _place(code: str) -> Place:
    return Place(code, display_name(code), _kinds()[code])


@cache
def _codes() -> dict[str, str]:
    data = table("places", "mul")
    alpha2 = {two: three for three, (two, _) in data["countries"].items()}
    codes: dict[str, str] = {code: code for code in _kinds()} | alpha2 | data["codes"]
    return codes


@per_lexicon
def place_words(language: str | None) -> dict[str, Any]:
    """The table of place words of a language; where its folder has none, CLDR's names and no demonyms."""
    try:
        words = table("places", language)
    except FileNotFoundError:
        words = {}
    return words if words.get("names") else {"names": _cldr_table(language), "demonyms": {}, "words": {}}


def _names(language: str | None) -> dict[str, list[str]]:
    names: dict[str, list[str]] = place_words(language)["names"]
    return names


def _cldr_table(language: str | None) -> dict[str, list[str]]:
    from babel import Locale  # 0.1 s and only for names that our own tables do not have

    codes, territories = _codes(), Locale.parse(language or current_language()).territories
    return {codes[two]: [name] for two, name in territories.items() if len(two) == 2 and two in codes}


@per_lexicon
def _abbreviations(language: str | None) -> dict[str, tuple[str, ...]]:
    return _gather((name, code) for code, names in _names(language).items() for name in names if name.isupper())


@per_lexicon
def _by_key(language: str | None) -> dict[str, tuple[str, ...]]:
    named = [(_key(name, language), code) for code, names in _names(language).items() for name in names if not _is_short(name)]
    return _gather(named)


@per_lexicon
def _demonyms(language: str | None) -> dict[str, tuple[str, ...]]:
    return _gather((word, code) for code, words in place_words(language)["demonyms"].items() for word in words)


@per_lexicon
def _cldr_names(language: str | None) -> dict[str, tuple[str, ...]]:
    return _gather((_key(name, language), code) for code, (name,) in _cldr_table(language).items())


def _spelled(names: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    # "the" is left to the sentence before a name, so that "the UK" and "the whole UK" are one; it must stand in "the world".
    pairs = ((name, code) for code, spelled in names.items() for name in spelled)
    return _gather((name[4:] if name.startswith("the ") and name[4:5].isupper() else name, code) for name, code in pairs)


def _gather(pairs: Any) -> dict[str, tuple[str, ...]]:
    gathered: dict[str, tuple[str, ...]] = {}
    for name, code in pairs:
        if code not in gathered.get(name, ()):
            gathered[name] = (*gathered.get(name, ()), code)
    return gathered


def _is_short(name: str) -> bool:
    return name.isupper() and len(name) <= 3


def _unaccented(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


@per_lexicon
def _short(language: str | None) -> dict[str, str]:
    short: dict[str, str] = place_words(language).get("short", {})
    return short


def _key(name: str, language: str | None) -> str:
    """The words of a name without order, accents, case and small words: "Bahamas, The" and "Egypt, Arab Rep." are inverted."""
    tokens = _TOKEN.findall(_unaccented(name).casefold().replace("'", "").replace("’", ""))
    short = _short(language)
    return " ".join(sorted(short.get(token, token) for token in tokens if token not in _MINOR))
