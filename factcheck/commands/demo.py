"""`factcheck demo`: an article with wrong numbers, checked against packaged figures, and what to do next."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

from factcheck.finding import Verdict
from factcheck.settings import cache_folder, today

DEMO = Path(__file__).resolve().parent.parent / "data" / "demo"
ARTICLE = DEMO / "article.md"


def command() -> None:
    """See it work: an article with wrong numbers against packaged figures.

        factcheck demo

    The store of the demonstration lies in the cache folder and is made anew each time; your own store is left alone.
    """
    from factcheck.article import read_article
    from factcheck.checking import check_article
    from factcheck.reports.terminal import report
    from factcheck.store import Store

    path = _folder() / "demo.db"
    fill_store(path)
    with Store.open_readonly(path) as store:
        article = read_article(ARTICLE)
        checked = check_article(article, store, place=article.place)
    report([checked], sys.stdout)
    wrong = [number for number, finding in enumerate(checked.findings, start=1) if finding.verdict is Verdict.MISMATCH]
    sys.stdout.write(_next_steps(path, wrong[0] if wrong else 1))


def fill_store(path: Path) -> None:
    """Make a store at `path` with the packaged figures, in place of what was there."""
    from factcheck.importers import read_source
    from factcheck.manifest import read_manifest
    from factcheck.store import Store

    for old in (path, path.with_name(path.name + "-journal")):
        old.unlink(missing_ok=True)
    with Store.open(path) as store:
        for entry in read_manifest(DEMO / "sources.toml"):
            store.add(read_source(entry, retrieved=today()), retrieved=today())


def _folder() -> Path:
    """A folder that can be written to: the cache folder, else a temporary one."""
    folder = cache_folder()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="factcheck-"))


def _next_steps(store: Path, wrong: int) -> str:
    activate = [] if shutil.which("factcheck") else [f". {_shown(Path(sys.prefix))}/bin/activate"]
    steps = [
        ("What to type next", activate),
        ("Every choice behind the first mismatch:", [f"factcheck explain {_shown(ARTICLE)} {wrong} --store {_shown(store)}"]),
        ("Your own figures (CSV, a data package, or a list of sources), then your own article:", []),
        ("", ["factcheck add your-figures.csv", "factcheck check your-article.md"]),
    ]
    lines = [line for title, commands in steps for line in ([title] if title else []) + [f"  {command}" for command in commands]]
    return "\n" + "\n".join(lines) + "\n"


def _shown(path: Path) -> str:
    """The path as short as it can be typed from here."""
    with contextlib.suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    with contextlib.suppress(ValueError, RuntimeError):
        return f"~/{path.relative_to(Path.home())}"
    return str(path)
