"""Sources that lie at an address: asked for, kept as they came, read like any file, and written into the journal of fetches."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from factcheck.commands import tell
from factcheck.errors import FetchError, InputError
from factcheck.manifest import SourceEntry, slug
from factcheck.reports.cleaning import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from factcheck.fetch import Fetched, Fetcher
    from factcheck.store import Fetch, Store

_DESCRIBED = ("name", "title", "publisher", "licence", "url", "codebook", "places", "vintage_of")
# How a file is to be read shows in its name; an address need not have one.
_ENDINGS = {
    "text/csv": ".csv",
    "application/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/zip": ".zip",
    "application/gzip": ".gz",
}


def is_address(text: str) -> bool:
    """Whether a word of the command line is an address, not a file; one that begins otherwise than the web's is refused later.

    >>> is_address("https://office.example/a.csv"), is_address("file:///etc/hosts"), is_address("C:/figures/a.csv")
    (True, True, False)
    """
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://", text) is not None


def entry_at(url: str) -> SourceEntry:
    """The entry of a bare address, named after its file.

    >>> entry_at("https://figures.example/data/Deaths%20by%20age.csv?v=2").name
    'deaths-by-age'
    """
    parts = urlsplit(url)
    name = slug(PurePosixPath(unquote(parts.path)).stem) or slug(parts.hostname or "")
    return SourceEntry(name=name or "source", base=Path(), url=url)


def to_fetch(entry: SourceEntry) -> bool:
    """Whether an entry lies at its address; where a path is given, the address only says where the file is from."""
    return bool(entry.url) and not entry.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """Fetches entries for one store: `add` reads what came into it, and gives whether it is another since."""

    store: Store
    fetcher: Fetcher
    add: Callable[[SourceEntry], bool]

    def run(self, entry: SourceEntry) -> bool:
        """Fetch one entry, say what came of it and write it down; gives whether it succeeded."""
        before = self._before(entry)
        try:
            entry = self._with_newer(entry)
            found = self.fetcher.fetch(entry.url, **_marks(before))
            fetch = self._taken(entry, found, before)
        except InputError as error:
            tell(error)
            self.store.enter_fetch(_fetch(entry, outcome=f"failed: {error}"))
            return False
        self.store.enter_fetch(fetch)
        return True

    def _before(self, entry: SourceEntry) -> Fetch | None:
        """The last fetch that brought something, as long as it is still in the store and the list says the same of it."""
        if entry.name not in {source.name for source in self.store.sources()}:
            return None
        good = [fetch for fetch in self.store.fetches(entry.name) if not fetch.has_failed]
        return good[-1] if good and good[-1].url == entry.url and good[-1].entry == described(entry) else None

    def _taken(self, entry: SourceEntry, found: Fetched, before: Fetch | None) -> Fetch:
        if before is not None and (found.content is None or _digest(found.content) == before.sha256):
            sys.stdout.write(visible(f"{entry.name}: unchanged since {before.at:%Y-%m-%d}.") + "\n")
            etag, modified = found.etag or before.etag, found.modified or before.modified
            return replace(before, at=_now(), outcome="unchanged", etag=etag, modified=modified)
        content = found.content or b""
        kept = keep(self.store.path, content, name_of(found))
        altered = self.add(replace(entry, path=(str(kept.resolve()),)))
        return _fetch(
            entry,
            outcome="new release" if altered else "unchanged",
            etag=found.etag,
            modified=found.modified,
            sha256=_digest(content),
            size=len(content),
            kept=str(kept),
        )

    def _with_newer(self, entry: SourceEntry) -> SourceEntry:
        """An older state is read with the newest beside it, which may lie at an address of its own."""
        newer = entry.revised
        if newer is None or not to_fetch(newer):
            return entry
        kept = [fetch.kept for fetch in self.store.fetches(newer.name) if fetch.kept]
        if not kept:
            raise FetchError(
                f'{entry.name}: its newest state "{newer.name}" is not in the store yet; list and add that one first.'
            )
        return replace(entry, revised=replace(newer, path=(str(Path(kept[-1]).resolve()),)))


def described(entry: SourceEntry) -> dict[str, Any]:
    """What the list says of an entry, for the journal of fetches."""
    plain: dict[str, Any] = {key: getattr(entry, key) for key in _DESCRIBED}
    plain["base"] = str(entry.base.resolve())
    plain["published"] = entry.published.isoformat() if entry.published else None
    plain["dimensions"] = [list(pair) for pair in entry.dimensions]
    return plain


def entry_of(said: Mapping[str, Any]) -> SourceEntry:
    """The entry that `described` wrote down."""
    return SourceEntry(
        **{key: said[key] for key in _DESCRIBED},
        base=Path(said["base"]),
        published=date.fromisoformat(said["published"]) if said["published"] else None,
        dimensions=tuple((name, value) for name, value in said["dimensions"]),
    )


def entries_of(fetches: Iterable[Fetch]) -> dict[str, SourceEntry]:
    """The sources that were ever fetched, as their last fetch described them, those that others are older states of joined on."""
    entries = {fetch.source: entry_of(fetch.entry) for fetch in fetches}
    return {name: replace(entry, revised=entries.get(entry.vintage_of)) for name, entry in entries.items()}


def keep(store: Path, content: bytes, name: str) -> Path:
    """Keep bytes beside the store under their own hash, so that every figure leads back to its cell; gives the file."""
    folder = store.with_name(store.name + ".files") / _digest(content)[:16]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = folder / name
    if not kept.exists():
        # Written aside first: a file of that name is whole, whenever the program is stopped.
        half = folder / f".{name}.part"
        half.write_bytes(content)
        half.chmod(0o600)
        half.replace(kept)
    return kept


def name_of(found: Fetched) -> str:
    """A file name made of the address: plain, short, with the ending of what the server says it is where it has none.

    >>> from factcheck.fetch import Fetched
    >>> name_of(Fetched(url="", final="https://a.example/x/../GDP%2Fper head?f=csv", content=b"", media_type="text/csv"))
    'gdp-per-head.csv'
    """
    path = PurePosixPath(urlsplit(found.final).path)
    plain = slug(unquote(path.name))[-80:].strip("-.") or "figures"
    ending = _ENDINGS.get(found.media_type, "")
    return plain if not ending or "." in plain[-6:] else plain + ending


def _marks(before: Fetch | None) -> dict[str, str]:
    return {"etag": before.etag, "modified": before.modified} if before else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _fetch(entry: SourceEntry, outcome: str, **more: Any) -> Fetch:
    from factcheck.store import Fetch

    return Fetch(source=entry.name, url=entry.url, at=_now(), outcome=outcome, entry=described(entry), **more)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
