"""`factcheck add`: source figures into the store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands import options, tell
from factcheck.commands.fetching import Fetching, entry_at, is_address, to_fetch
from factcheck.errors import InputError
from factcheck.reports.cleaning import visible
from factcheck.settings import store_path, today

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.importers import Import
    from factcheck.manifest import SourceEntry
    from factcheck.series import Figure
    from factcheck.store import Added, Store

Paths = Annotated[
    list[str], typer.Argument(metavar="PATH|URL|sources.toml ...", help="Tables, data packages, addresses, or lists of sources.")
]


def command(paths: Paths, store: options.StoreOption = None, allow_host: options.AllowHost = None) -> None:
    r"""Put source figures into the store: tables, data packages, or a list of sources.

    \b
      factcheck add deaths.csv                 one table; its name becomes the source's
      factcheck add data/gdp                   a folder with a datapackage.json
      factcheck add sources.toml               a list that says who published what, and when
      factcheck add https://office.example/a.csv    fetched now, and again by: factcheck refresh

    Adding a file again changes nothing. Where a file has changed since, its new figures stand beside the old ones as a later
    release, so that a check can ask what was known on a day (--as-of). What is left out is counted, with the reason.
    An entry of the list with a url and no path is fetched. Only addresses that are named so are, and only public ones.
    """
    from factcheck.fetch import Fetcher
    from factcheck.store import Store

    entries, failed = _entries(paths)
    place = store_path(store)
    if store is None and entries:
        place.parent.mkdir(parents=True, exist_ok=True)
    if entries:
        with Store.open(place) as figures, progress(len(entries)) as ticked:
            fetching = Fetching(
                store=figures,
                fetcher=Fetcher(allowed=frozenset(host.lower() for host in allow_host or ())),
                add=lambda entry: add_source(figures, entry, ticked),
            )
            failed += sum([not _add_one(fetching, entry) for entry in entries])
    if failed:
        raise typer.Exit(InputError.exit_code)


def _entries(paths: list[str]) -> tuple[list[SourceEntry], int]:
    """The sources that the paths name, and how many paths could not be read."""
    from factcheck.manifest import entry_for, read_manifest

    entries: list[SourceEntry] = []
    failed = 0
    for path in paths:
        try:
            if is_address(path):
                entries.append(entry_at(path))
            else:
                entries += read_manifest(Path(path)) if path.lower().endswith(".toml") else [entry_for(Path(path))]
        except InputError as error:
            tell(error)
            failed += 1
    return entries, failed


def _add_one(fetching: Fetching, entry: SourceEntry) -> bool:
    """Add one source; one that cannot be read is told, and the next one goes on."""
    if to_fetch(entry):
        return fetching.run(entry)
    try:
        fetching.add(entry)
    except InputError as error:
        tell(error)
        return False
    return True


def add_source(store: Store, entry: SourceEntry, ticked: Callable[[Import], Import]) -> bool:
    """Add what the files of an entry say, and say what came of it; gives whether the store is another now. Raises InputError."""
    from factcheck.importers import read_source

    imported = read_source(entry, retrieved=today())
    added = store.add(ticked(imported), retrieved=today())
    for line in summary(added, imported.left_out.counts, imported.left_out.examples):
        sys.stdout.write(visible(line) + "\n")
    got = store.undated(entry.name)
    if added.altered and entry.published and got and got > entry.published:
        tell(
            f"{entry.name}: the figures got on {got} without a day of their own stay the newest, "
            f"above these of {entry.published}; where that is wrong: factcheck remove {entry.name}, and add again."
        )
    return added.altered


def summary(added: Added, left_out: dict[str, int], examples: dict[str, str]) -> Iterator[str]:
    r"""What an import did, in lines.

    >>> from factcheck.store import Added
    >>> added = Added(source="lakes", new=0, changed=2, unchanged=40, series=1, indicators=1)
    >>> print(*summary(added, {"empty cell": 3}, {"empty cell": "lakes.csv, line 4"}), sep="\n")
    lakes: 1 indicator, 1 series; 0 figures new, 2 changed since, 40 already there
      left out: 3 × empty cell (the first: lakes.csv, line 4)
    """
    stored = f"{_many(added.new, 'figure')} new"
    if added.changed:
        stored += f", {added.changed:,} changed since"
    if added.unchanged:
        stored += f", {added.unchanged:,} already there"
    if not added.altered:
        stored = f"nothing new, all {_many(added.unchanged, 'figure')} already there"
    yield f"{added.source}: {_many(added.indicators, 'indicator')}, {added.series:,} series; {stored}"
    for reason, count in left_out.items():
        yield f"  left out: {count:,} × {reason} (the first: {examples.get(reason, 'unknown')})"
    if added.repeated:
        yield f"  left out: {added.repeated:,} × a figure that the file had given before"
    if added.contradicted:
        yield (
            f"  careful: {added.contradicted:,} of those differ from the one before, which was kept "
            f"(the first: {added.contradiction}); the file may need a dimension that tells the rows apart"
        )


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


@contextmanager
def progress(sources: int) -> Iterator[Callable[[Import], Import]]:
    """Draws a bar on standard error while figures stream through, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda imported: imported
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[seen]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("sources", total=sources, seen="")

        def ticked(imported: Import) -> Import:
            bar.update(task, advance=1, description=visible(imported.source.name))
            return replace(imported, figures=_counted(imported, lambda count: bar.update(task, seen=f"{count:,} figures")))

        yield ticked


def _counted(imported: Import, tell_count: Callable[[int], None]) -> Iterator[Figure]:
    for count, figure in enumerate(imported.figures):
        if count % 10_000 == 0:
            tell_count(count)
        yield figure
