"""`factcheck batch`: an archive in, parts of results out."""

from __future__ import annotations

import hashlib
import os
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands import installed, options, tell
from factcheck.commands.progress import drawn_progress
from factcheck.errors import InputError, UsageError
from factcheck.reports.cleaning import visible
from factcheck.settings import store_path

if TYPE_CHECKING:
    from factcheck.archive.record import Terms
    from factcheck.batch import Run
    from factcheck.batch.run import Workers
    from factcheck.batch.work import Tally

_STOPPED = 130  # what a shell gives a program that Ctrl-C ended


def command(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders, patterns; .jsonl, .csv, .parquet hold many texts.")
    ],
    out: Annotated[str, typer.Option(metavar="DIR", help="The folder for the results; name it again to go on.")],
    store: options.StoreOption = None,
    jobs: Annotated[
        int, typer.Option(min=0, metavar="N", help="Worker processes; as many as there are cores, if not given.")
    ] = 0,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Work on this Dask cluster instead: tcp://host:8786.")
    ] = None,
    scheduler_file: Annotated[
        str | None, typer.Option("--scheduler-file", metavar="FILE", help="The cluster whose scheduler wrote this file.")
    ] = None,
    format: Annotated[str, typer.Option(metavar="NAME", help="Of the parts: jsonl, jsonl.gz or parquet.")] = "jsonl",  # noqa: A002
    text_column: Annotated[
        str | None, typer.Option("--text-column", metavar="NAME", help="The column of a table that holds the texts.")
    ] = None,
    published: options.Published = None,
    as_of: options.AsOf = None,
    place: options.Place = None,
    words: options.Words = None,
    model: options.Model = None,
    min_score: options.MinScore = None,
    part_size: Annotated[int, typer.Option("--part-size", min=1, metavar="N", help="Texts in a part.")] = 100,
    keep: Annotated[bool, typer.Option(help="Keep the findings in the store, for recheck, similar and replay.")] = True,
) -> None:
    """Check an archive: folders, JSON Lines, tables, on every core or on a cluster.

        factcheck batch archive/ --out results
        factcheck batch 'archive/**/*.html' news.jsonl.gz --out results --jobs 8
        factcheck batch statements.csv --text-column quote --out results
        factcheck batch archive/ --out results --cluster tcp://10.0.0.5:8786

    Results are parts of JSON Lines, one line a text, and summary.csv. A run that
    was stopped goes on when it is called again; a text that fails is a result
    that says why. Findings are kept in the store for recheck, similar, replay.
    """
    from factcheck.batch import Run, Settings
    from factcheck.batch.documents import find_inputs
    from factcheck.batch.tables import FORMATS

    folder, at = Path(out), store_path(store)
    found = find_inputs(inputs, folder)
    if found.left_out:
        tell(f"{found.left_out} files of other kinds are left out.")
    options.wording(words, model)
    settings = Settings(
        store=str(at.resolve()),
        terms=_terms(at, options.day(as_of, "--as-of"), min_score, words, model),
        published=options.day(published, "--published"),
        place=place,
        keep=_may_be_kept(at) if keep else False,
    )
    run = Run(
        files=found.files,
        settings=settings,
        folder=folder,
        format=options.one_of(format, list(FORMATS)),
        part_size=part_size,
        text_column=text_column,
    )
    raise typer.Exit(_told(_done(run, _workers(jobs, cluster, scheduler_file)), folder))


def _terms(store: Path, as_of: date | None, min_score: float | None, words: str | None, model: str | None) -> Terms:
    """On what the texts are checked. Raises StoreError where there is no store."""
    from factcheck.archive.record import Terms
    from factcheck.checking import SPEAK
    from factcheck.store_kept import Archive

    with Archive.open_readonly(store) as figures:
        return Terms(
            program=installed(),
            figures=figures.digest(),
            min_score=SPEAK if min_score is None else Decimal(str(min_score)),
            as_of=as_of,
            words=None if words is None else str(Path(words).resolve()),
            worded="" if words is None else hashlib.sha256(Path(words).read_bytes()).hexdigest(),
            model=model,
        )


def _may_be_kept(store: Path) -> bool:
    """Raises UsageError where findings could not be kept: better now than when all is checked."""
    if not os.access(store, os.W_OK) or not os.access(store.parent, os.W_OK):
        raise UsageError(f"{store} may not be written to, so that no findings can be kept in it: add --no-keep.")
    return True


def _workers(jobs: int, cluster: str | None, scheduler_file: str | None) -> Workers:
    from factcheck.batch.local import cores, in_processes

    if cluster is None and scheduler_file is None:
        return lambda settings, documents: in_processes(settings, documents, jobs or cores())
    if jobs:
        raise UsageError("--jobs is for this machine alone: a cluster has the workers that were started for it.")
    from factcheck.batch.cluster import on_cluster

    return lambda settings, documents: on_cluster(settings, documents, address=cluster, scheduler_file=scheduler_file)


def _done(run: Run, workers: Workers) -> Tally:
    from factcheck.batch import run_batch

    try:
        with drawn_progress() as draw:
            return run_batch(run, workers, draw)
    except KeyboardInterrupt:
        tell(f"Stopped; what is done is in {run.folder}, and the same command goes on from there.")
        raise typer.Exit(_STOPPED) from None


def _told(tally: Tally, folder: Path) -> int:
    """Show the summary; gives the exit code."""
    from factcheck.batch.summary import COLUMNS, rows
    from factcheck.commands.listing import draw_table

    draw_table((dict(zip(COLUMNS, row, strict=True)) for row in rows(tally)), COLUMNS, sys.stdout)
    sys.stdout.write(f"The results are in {visible(str(folder))}.\n")
    if any(name == "failed" for _, name, _ in tally):
        return InputError.exit_code
    return int(any(verdict == "mismatch" for _, _, verdict in tally))
