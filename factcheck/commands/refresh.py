"""`factcheck refresh`: the sources that were fetched, asked for again."""

from __future__ import annotations

from typing import Annotated

import typer

from factcheck.commands import options, tell
from factcheck.commands.add import add_source, progress
from factcheck.commands.fetching import Fetching, entries_of
from factcheck.errors import InputError, UnknownSeriesError
from factcheck.settings import store_path


def command(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME ...]", help="Sources, as `factcheck sources` lists them; all, when left out."),
    ] = None,
    store: options.StoreOption = None,
    allow_host: options.AllowHost = None,
) -> None:
    r"""Fetch sources again: each is said to be unchanged, to have a new release, or to have failed, with the reason.

    \b
      factcheck refresh                        every source that was fetched
      factcheck refresh deaths gdp             these two

    Asks the server only for what has changed since (ETag, Last-Modified). Changed figures stand beside the old ones, with this
    day as their vintage; `factcheck revisions SERIES` shows them. Sources added from files are read again by `factcheck add`.
    """
    from factcheck.fetch import Fetcher
    from factcheck.store import Store

    failed = 0
    with Store.open(store_path(store)) as figures:
        entries = entries_of(figures.fetches())
        for name in names or ():
            if name not in entries:
                raise UnknownSeriesError(f"no source {name!r} was ever fetched{_known(list(entries))}")
        if not entries:
            tell("no source was ever fetched: name an address, or list one with a url, for factcheck add.")
        with progress(len(entries)) as ticked:
            fetching = Fetching(
                store=figures,
                fetcher=Fetcher(allowed=frozenset(host.lower() for host in allow_host or ())),
                add=lambda entry: add_source(figures, entry, ticked),
            )
            failed = sum([not fetching.run(entry) for name, entry in entries.items() if not names or name in names])
    if failed:
        raise typer.Exit(InputError.exit_code)


def _known(names: list[str]) -> str:
    return f"; those that were are {', '.join(sorted(names)[:10])}." if names else "; factcheck add fetches an address."
