"""`factcheck serve`: the local page, for a browser on this machine."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from factcheck.commands import options
from factcheck.errors import UsageError
from factcheck.settings import now, store_path

PORT = 8765


def command(
    store: options.StoreOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Of this machine; 0 takes any that is free.")] = PORT,
    allow_host: options.AllowHost = None,
) -> None:
    """Open the local page: check texts in a browser, review findings, look through the figures.

        factcheck serve
        factcheck serve --port 9000

    Only this machine can reach it, with the address that is printed: its key
    keeps other accounts out. What is checked is kept in the store. Ctrl-C ends it.
    """
    from factcheck.store import Store

    try:
        from factcheck.web.guard import Keys
        from factcheck.web.server import address, bound, serve
    except ImportError as error:
        raise UsageError(
            f"the local page needs parts that are not installed ({error.name}): pip install 'claims-factcheck[serve]'"
        ) from None

    path = store_path(store)
    Store.open_readonly(path).close()
    keys, listening = Keys(), bound(port)
    sys.stdout.write(f"The page is at\n\n  {address(listening, keys)}\n\nOpen it in a browser on this machine. Ctrl-C ends it.\n")
    sys.stdout.flush()
    serve(path, listening, keys, now=now, hosts=allow_host or ())
