"""A newsroom's own words: one TOML file whose tables are those of `claims/data/en/`, with the file's name in front.

    [changes.verbs]                     # claims/data/en/changes.toml, [verbs]
    up = ["zoom zooms zoomed zooming"]

    [numerals.scales]
    zillion = "1000000000000000000000"

Lists grow, strings of words too, new keys are new words; a number that is given again replaces the old one.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

# Tables whose keys are the words themselves, so that any key may be new; in all others the keys are the program's.
_OPEN = re.compile(
    r"""numerals\.(?!marks|compounds)\w+ | units\.[^.]+ | units\.[^.]+\.[^.]+
      | periods\.(?:months|weekdays|seasons|units|ordinals|numbers|decades|days_from_now|named|change_over)
      | quantities\.(?:scaled_units|short_units|whose) | not_claims\.labels | places\.(?:names|demonyms|short)
      | rankings\.ordinals\.words | rankings\.trends\.units | changes\.links | populations\.population\.dimensions""",
    re.VERBOSE,
)
_UNIT = {"factor": "1", "words": [], "symbols": [], "plurals": []}


class WordFileError(ValueError):
    """A word file that cannot be used; the message names the file, the line, the key and what to write instead."""


def read_word_file(path: Path, shapes: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of a word file, each held against the shape of its namesake in `shapes`.

    Raises WordFileError where the file is no TOML or has a key or value that its namesake could not have, OSError where it
    cannot be read.
    """
    text = path.read_bytes().decode("utf-8", errors="replace")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WordFileError(f"{path} is no TOML file: {error}. See the word files in claims/data/en/ for the form.") from error
    _compare(data, shapes, "", f"{path}", text)
    return data


def _compare(data: Mapping[str, Any], shape: Mapping[str, Any], where: str, path: str, text: str) -> None:
    """Raise a WordFileError at the first key whose value the table `where` could not hold."""
    for key, value in data.items():
        name = f"{where}.{key}" if where else key
        model = _model(shape, key, where)
        if model is None:
            near = difflib.get_close_matches(key, shape, 3) or list(shape)[:8]
            _refuse(path, text, key, f"the key {name!r} is not known here. Known are {', '.join(near)}.")
        if _sort_of(model) != _sort_of(value):
            _refuse(path, text, key, f"{name!r} is {_sort_of(value)}, but must be {_sort_of(model)}.")
        if isinstance(value, dict):
            _compare(value, model, name, path, text)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for row in value:
                _compare(row, model[0], name, path, text)
                _compare_choices(row, model, name, path, text)
        elif _is_number(model) and not _is_number(value):
            _refuse(path, text, key, f"{name!r} is {value!r}, but must be a number such as {model!r}.")


def _compare_choices(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], name: str, path: str, text: str) -> None:
    """Raise a WordFileError where a string of a row is none of those that the rows there have, or is missing."""
    for key in (key for key, value in rows[0].items() if isinstance(value, str)):
        choices = sorted({str(known[key]) for known in rows})
        if row.get(key) not in choices:
            _refuse(path, text, key, f"each {name!r} must say {key} = one of {', '.join(choices)}.")


def _model(shape: Mapping[str, Any], key: str, where: str) -> Any:
    """The value that shows what the key's must look like; of a new word in an open table that of the first word there."""
    if where.startswith("units.") and where.count(".") == 1:
        return _UNIT
    return shape.get(key, next(iter(shape.values()), None) if where and _OPEN.fullmatch(where) else None)


def _refuse(path: str, text: str, key: str, what: str) -> None:
    word = re.escape(key)
    opens = re.compile(rf"""^\s*["']?{word}["']?\s*[=.]|^\s*\[[^\]\n]*\b{word}\b|[{{,]\s*["']?{word}["']?\s*=""", re.MULTILINE)
    found = opens.search(text)
    line = text.count("\n", 0, found.end()) + 1 if found else 1
    raise WordFileError(f"{path}, line {line}: {what}")


def _sort_of(value: Any) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        first = value[0] if value else ""
        return "a list of " + ("tables" if isinstance(first, dict) else "words" if isinstance(first, str) else "values")
    return "a string" if isinstance(value, str) else "a whole number" if isinstance(value, int) else f"a {type(value).__name__}"


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9]{1,30}(?:\.[0-9]{1,20})?", value) is not None


def merged(base: Any, added: Any, where: str) -> Any:
    """The tables `base` with those of `added` laid over: tables key by key, lists and strings of words one behind the other."""
    if not added:
        return base
    if isinstance(base, dict) and isinstance(added, dict):
        kept = dict(base)
        for key, value in added.items():
            kept[key] = merged(kept[key], value, f"{where}.{key}") if key in kept else value
        return kept
    if isinstance(base, list) and isinstance(added, list):
        is_open = _OPEN.fullmatch(where.rpartition(".")[0]) is not None and not (base and isinstance(base[0], str))
        return added if is_open else [*base, *added]
    if isinstance(base, str) and isinstance(added, str) and not _OPEN.fullmatch(where.rpartition(".")[0]):
        return f"{base} {added}" if base else added
    return added


def blank(tables: Any, where: str) -> Any:
    """The same tables without their words: what a language has that says nothing of them."""
    if isinstance(tables, dict):
        return {} if _OPEN.fullmatch(where) else {key: blank(value, f"{where}.{key}") for key, value in tables.items()}
    return [] if isinstance(tables, list) else "" if isinstance(tables, str) else tables
