"""`factcheck lesson`: a worksheet with slips in it, made from an article that the figures bear out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands import options, tell
from factcheck.commands.inputs import read_inputs
from factcheck.errors import InputError, UsageError
from factcheck.settings import store_path

if TYPE_CHECKING:
    from factcheck.finding import Cause
    from factcheck.lessons.task import Lesson


def command(
    article: Annotated[str, typer.Argument(metavar="ARTICLE|-", help="Plain text or Markdown; - is standard input.")],
    store: options.StoreOption = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Draws the slips; the same number makes the same worksheet.")] = 1,
    tasks: Annotated[int, typer.Option(min=1, max=40, metavar="N", help="At most so many tasks.")] = 8,
    causes: Annotated[
        str | None, typer.Option(metavar="A,B", help="Only these classes of slip, such as scale,wrong_period.")
    ] = None,
    published: options.Published = None,
    place: options.Place = None,
    format: Annotated[str, typer.Option(metavar="html|markdown|json", help="How to write it.")] = "html",  # noqa: A002
    out: Annotated[str, typer.Option(metavar="DIR|-", help="Where to; - prints the worksheet alone.")] = "lesson",
) -> None:
    """Make a worksheet from a true article: find the slips in it.

        factcheck lesson article.md
        factcheck lesson article.md --seed 7 --tasks 6 --causes scale,percent_vs_points
        factcheck lesson article.md --format markdown --out -

    Writes the worksheet, the answer key with the working, key.json for factcheck mark, and answers.json to fill in.
    """
    from factcheck.lesson import forge
    from factcheck.store import Store

    chosen = _causes(causes)
    form = options.one_of(format, ["html", "markdown", "json"])
    text = next(iter(read_inputs([article], jsonl=False, published=options.day(published, "--published"), place=place)))
    if isinstance(text, InputError):
        raise text
    for warning in text.warnings:
        tell(warning)
    with Store.open_readonly(store_path(store)) as figures:
        lesson = forge(text, figures, seed=seed, tasks=tasks, causes=chosen, place=place)
    pages = _pages(lesson, form)
    if out == "-":
        sys.stdout.write(next(iter(pages.values())))
    else:
        _write(Path(out), pages)


def _causes(text: str | None) -> tuple[Cause, ...]:
    """The classes named. Raises UsageError with all of them where one is not known."""
    from factcheck.lessons.slips import seeded_classes

    known = {cause.value: cause for cause in seeded_classes()}
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise UsageError(f"--causes {name!r} is no class of slip: choose from {', '.join(known)}.")
    return tuple(known[name] for name in names)


def _pages(lesson: Lesson, form: str) -> dict[str, str]:
    """The files of a lesson by name, the worksheet first."""
    from factcheck.reports.worksheet import key_page, worksheet_page
    from factcheck.reports.worksheet_markdown import key_text, worksheet_text

    key = {"key.json": _json(lesson.answer_key()), "answers.json": _json(lesson.blank_answers())}
    if form == "html":
        return {"worksheet.html": worksheet_page(lesson), "answer-key.html": key_page(lesson), **key}
    if form == "markdown":
        return {"worksheet.md": worksheet_text(lesson), "answer-key.md": key_text(lesson), **key}
    return {"worksheet.json": _json(lesson.worksheet()), **key}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write(folder: Path, pages: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (folder / name).write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        reason = (error.strerror or "unknown").lower()
        raise InputError(f"The lesson cannot be written to {folder} ({reason}): name another folder with --out.") from None
    sys.stdout.write("".join(f"{folder / name}\n" for name in pages))
