"""`factcheck remove`: a source out of the store."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from factcheck.commands import options
from factcheck.settings import store_path


def command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The source's name, as `factcheck sources` lists it.")],
    store: options.StoreOption = None,
) -> None:
    r"""Take a source out of the store, with every figure and every release of it.

    \b
      factcheck remove deaths-2019
    """
    from factcheck.reports.cleaning import visible
    from factcheck.store import Store

    with Store.open(store_path(store)) as figures:
        removed = figures.remove(name)
    number = "1 figure" if removed.figures == 1 else f"{removed.figures:,} figures"
    beside = f", and with it {' and '.join(removed.beside)}, which said nothing else" if removed.beside else ""
    sys.stdout.write(visible(f"{name}: {number} taken out{beside}.") + "\n")
