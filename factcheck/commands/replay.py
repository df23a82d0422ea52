"""`factcheck replay`: a kept finding found again, byte for byte."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from factcheck.commands import installed, options, tell
from factcheck.settings import store_path


def command(
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="The name of a kept finding: 3fa9c04e1b77d2a0-3.")],
    store: options.StoreOption = None,
) -> None:
    """Find a kept finding again from its record, byte for byte.

        factcheck replay 3fa9c04e1b77d2a0-3

    Writes the finding as it stands in the results of the batch. Where it comes
    out otherwise, what differs is said on standard error, with exit code 1.
    """
    from factcheck.archive.replay import replay
    from factcheck.store_kept import Archive

    with Archive.open_readonly(store_path(store)) as archive:
        found = replay(finding, archive, installed())
    sys.stdout.buffer.write(found.line + b"\n")
    sys.stdout.flush()
    for difference in found.differences:
        tell(difference)
    raise typer.Exit(int(not found.same))
