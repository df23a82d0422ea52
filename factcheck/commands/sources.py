"""`factcheck sources`: who published what is in the store."""

from __future__ import annotations

from factcheck.commands import options
from factcheck.commands.listing import Format, list_rows
from factcheck.settings import store_path

NAMES = ("name", "title", "publisher", "published", "retrieved", "indicators")


def command(store: options.StoreOption = None, format_: Format = "text") -> None:
    r"""List the sources in the store: name, title, publisher, and the day each was published and retrieved.

    \b
      factcheck sources
      factcheck sources --format json          with licence, address and fingerprint of the file
    """
    from factcheck.store import Store

    with Store.open_readonly(store_path(store)) as figures:
        owners = [indicator.source.name for indicator in figures.indicators()]
        rows = [source.to_dict() | {"indicators": owners.count(source.name)} for source in figures.sources()]
    list_rows(rows, NAMES, format_)
