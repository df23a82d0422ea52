"""The newsroom's list of sources, `sources.toml`: one `[[source]]` an entry, read into frozen values.

[[source]]
name = "harbour-traffic"
path = ["2023.csv", "2024.csv"]       # a file, several, a glob, or a folder with a datapackage.json
title = "Ships calling at the harbour"
publisher = "Harbour Authority"
published = 2024-03-01                # the day the publisher gave it out: the vintage of its figures
dimensions = { place = "Norway" }     # said for the whole file where the file does not say it
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from factcheck.errors import SourceFileError

_TEXTS = ("name", "title", "publisher", "licence", "url", "codebook", "places", "vintage_of")
_KEYS = (*_TEXTS, "path", "published", "dimensions")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One entry of the list, as a person wrote it.

    Attributes:
        name: the short name that every series of it begins with.
        base: the folder that paths are relative to.
        path: files, globs or folders, as written; empty where only a `url` is given.
        codebook: a file of column or file names with titles, descriptions and units.
        places: a file of codes with the names they stand for.
        dimensions: (name, value) pairs that hold for every figure; `period` is the period of a table that has none.
        vintage_of: the name of the entry whose older state this is; `revised` is that entry.
    """

    name: str
    base: Path
    path: tuple[str, ...] = ()
    title: str = ""
    publisher: str = ""
    licence: str = ""
    url: str = ""
    published: date | None = None
    codebook: str = ""
    places: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    vintage_of: str = ""
    revised: SourceEntry | None = None

    def dimension(self, name: str) -> str | None:
        """What the entry says of one dimension for the whole file."""
        return dict(self.dimensions).get(name)


def read_manifest(path: Path) -> tuple[SourceEntry, ...]:
    """The entries of a list of sources, in its order.

    Raises:
        SourceFileError: the file cannot be read, is not TOML, or an entry says something that is not understood;
            the message names the entry and the key.
    """
    tables = _load(path).get("source")
    if not isinstance(tables, list) or not tables:
        raise SourceFileError(str(path), "lists no sources; write one [[source]] table an entry, with a name and a path.")
    entries: dict[str, SourceEntry] = {}
    for number, table in enumerate(tables, start=1):
        entry = _entry(table, number, path)
        if entry.name in entries:
            raise SourceFileError(str(path), f'two sources are called "{entry.name}"; give each a name of its own.')
        entries[entry.name] = entry
    return tuple(_with_revised(entry, entries, path) for entry in entries.values())


def entry_for(path: Path) -> SourceEntry:
    """The entry of a bare file or folder: its name is the file's stem, everything else is left to the file.

    >>> entry_for(Path("figures/Deaths by age (2019).csv")).name
    'deaths-by-age-2019'
    """
    if path.name == "datapackage.json":
        return entry_for(path.resolve().parent)  # the descriptor stands for its folder, which has a name of its own
    if not path.name and path.resolve().name:
        return entry_for(path.resolve())  # "." is a folder with a name as well
    return SourceEntry(name=slug(path.stem) or "source", base=path.parent, path=(path.name or str(path),))


def slug(text: str) -> str:
    """Letters, digits, dots and underscores in lower case, all else a hyphen: a name that a person can type.

    >>> slug("FP.CPI.TOTL.ZG"), slug("A&E visits, by month")
    ('fp.cpi.totl.zg', 'a-e-visits-by-month')
    """
    return re.sub(r"[^\w.]+", "-", text.lower()).strip("-.")


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise SourceFileError(str(path), f"cannot be read ({error.strerror or error}).") from error
    except UnicodeDecodeError as error:
        raise SourceFileError(str(path), "is not text in UTF-8; save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceFileError(str(path), f"is not a TOML file: {error}. Correct that place and try again.") from error


def _entry(table: object, number: int, path: Path) -> SourceEntry:
    if not isinstance(table, dict):
        raise SourceFileError(str(path), f"source {number} is not a table; write [[source]] above its keys.")
    name = table.get("name")
    label = f'source "{name}"' if isinstance(name, str) and name else f"source {number}"

    def wrong(what: str) -> SourceFileError:
        return SourceFileError(str(path), f"{label}: {what}")

    if unknown := sorted(set(table) - set(_KEYS)):
        raise wrong(f'does not know the key "{unknown[0]}"; the keys are {", ".join(_KEYS)}.')
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise wrong("needs a name of letters, digits, dots, hyphens or underscores.")
    for key in _TEXTS:
        if not isinstance(table.get(key, ""), str):
            raise wrong(f'the key "{key}" must be text in quotes.')
    if not table.get("path") and not table.get("url"):
        raise wrong("says neither path nor url; give the file, folder or address to read.")
    try:
        return SourceEntry(
            **{key: table.get(key, "") for key in _TEXTS},
            base=path.parent,
            path=_paths(table.get("path", ())),
            published=_day(table.get("published")),
            dimensions=_dimensions(table.get("dimensions", {})),
        )
    except ValueError as error:
        raise wrong(str(error)) from None


def _paths(value: object) -> tuple[str, ...]:
    paths = [value] if isinstance(value, str) else value
    if not isinstance(paths, list | tuple) or not all(isinstance(path, str) and path for path in paths):
        raise ValueError('the key "path" must be one file name in quotes or a list of them.')
    return tuple(paths)


def _day(value: object) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, datetime):
        return value.date()
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError('the key "published" must be a day, written 2024-03-01.') from None


def _dimensions(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, Mapping) or not all(isinstance(item, str | int) for item in value.values()):
        raise ValueError('the key "dimensions" must be a table such as { place = "Norway", period = "2012" }.')
    return tuple((str(key).strip().lower(), str(item)) for key, item in value.items())


def _with_revised(entry: SourceEntry, entries: Mapping[str, SourceEntry], path: Path) -> SourceEntry:
    if not entry.vintage_of:
        return entry
    newer = entries.get(entry.vintage_of)
    if newer is None or newer is entry or newer.vintage_of:
        raise SourceFileError(
            str(path),
            f'source "{entry.name}": the key "vintage_of" names "{entry.vintage_of}", which is no other source of this list '
            "in its newest state; name the entry that replaced it.",
        )
    return replace(entry, revised=newer)
