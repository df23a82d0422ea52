"""Word lists as data: `data/<language>/*.toml`, read once, and a newsroom's own file of the same shapes laid over them.

A text is read with one `Lexicon`, from `with reading_with(lexicon):` on, as sums are made in a `decimal.localcontext`: the
readers ask `table` for their words, and what they work out of them (`@per_lexicon`) is kept with the lexicon it came from.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from importlib.resources import files
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from claims.word_files import blank, merged, read_word_file

_P = ParamSpec("_P")
_R = TypeVar("_R")
_MODEL = "en"  # the language whose tables show the shapes; what another folder leaves out is empty


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Lexicon:
    """The words of a language, and those that a newsroom adds: file name → tables, as in `data/<language>/`."""

    language: str = _MODEL
    added: Mapping[str, Any]


@lru_cache(maxsize=64)
def _lexicon(language: str, words: Path | None, changed: int) -> Lexicon:
    if not files("claims").joinpath("data", language).is_dir():
        raise LookupError(f"there are no words for the language {language!r}: claims/data/ has no folder of that name")
    shapes = {name: table(name, _MODEL) for name in _names()}
    return Lexicon(language=language, added={} if words is None else read_word_file(words, shapes))


def lexicon(language: str = _MODEL, words: Path | str | None = None) -> Lexicon:
    """The lexicon of a language, with a newsroom's own word file; read once as long as the file stays as it is.

    Raises WordFileError for a file that is not of the shapes of `data/en/`, OSError where it cannot be read, LookupError for a
    language without a folder.
    """
    path = None if words is None else Path(words).resolve()
    return _lexicon(language, path, 0 if path is None else path.stat().st_mtime_ns)


def spoken_by(lang: str | None) -> str:
    """The language of a spaCy pipeline's `lang`; where that is "xx", for many languages, English."""
    return _MODEL if lang in (None, "", "xx") else str(lang)


_CURRENT: ContextVar[Lexicon] = ContextVar("lexicon", default=Lexicon(language=_MODEL, added={}))  # noqa: B039 - frozen


@contextmanager
def reading_with(given: Lexicon) -> Iterator[None]:
    """Read with these words inside the `with` block, in this thread or task only."""
    token = _CURRENT.set(given)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def current_language() -> str:
    """The language that is being read."""
    return _CURRENT.get().language


def per_lexicon(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Like `functools.cache`, with answers of their own for each lexicon."""
    # Asked a hundred times for each claim, answered for the first time once: arguments are packed only where there are several.
    code, defaults = function.__code__, function.__defaults__
    ways = {0: _per_lexicon, 1: _per_lexicon_and_word}
    way = _per_lexicon_and_arguments if defaults else ways.get(code.co_argcount, _per_lexicon_and_arguments)
    return wraps(function)(way(function))


def _per_lexicon(function: Callable[..., _R]) -> Callable[..., _R]:
    current, answers = _CURRENT.get, dict[Lexicon, _R]()

    def ask() -> _R:
        try:
            return answers[current()]
        except KeyError:
            return answers.setdefault(current(), function())

    return ask


def _per_lexicon_and_word(function: Callable[..., _R]) -> Callable[..., _R]:
    current, answers = _CURRENT.get, dict[Lexicon, dict[Any, _R]]()

    def ask(word: Any) -> _R:
        try:
            return answers[current()][word]
        except KeyError:
            answer = function(word)
            return answers.setdefault(current(), {}).setdefault(word, answer)

    return ask


def _per_lexicon_and_arguments(function: Callable[..., _R]) -> Callable[..., _R]:
    current, answers = _CURRENT.get, dict[Lexicon, dict[tuple[Any, ...], _R]]()

    def ask(*arguments: Any) -> _R:
        try:
            return answers[current()][arguments]
        except KeyError:
            answer = function(*arguments)
            return answers.setdefault(current(), {}).setdefault(arguments, answer)

    return ask


def table(name: str, language: str | None = None) -> dict[str, Any]:
    """The tables of one file: of the lexicon that is being read with, or of a language's own folder.

    Raises FileNotFoundError where a language that is asked for has no such file.
    """
    return _shipped(name, language) if language is not None else _worked_out(name)


@cache
def _shipped(name: str, language: str) -> dict[str, Any]:
    return tomllib.loads(files("claims").joinpath("data", language, f"{name}.toml").read_text(encoding="utf-8"))


@per_lexicon
def _worked_out(name: str) -> dict[str, Any]:
    given = _CURRENT.get()
    if given.language == _MODEL:
        tables = _shipped(name, _MODEL)
    else:
        own = files("claims").joinpath("data", given.language, f"{name}.toml").is_file()
        tables = merged(blank(_shipped(name, _MODEL), name), _shipped(name, given.language) if own else {}, name)
    laid: dict[str, Any] = merged(tables, given.added.get(name, {}), name)
    return laid


@cache
def _names() -> tuple[str, ...]:
    folder = files("claims").joinpath("data", _MODEL)
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))
