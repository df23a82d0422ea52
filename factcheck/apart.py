"""Work that may be killed at any time, in a process of its own: how it is started, what bounds it, how it answers.

The parent keeps the clock, the process its memory and processor time; it answers in JSON Lines, so that what was said before a
kill is kept. `articles.apart` runs one for a file, `importers.workbook_sheets` one for an old workbook, `web.jobs` keeps some for
checks. The workers of a batch are the run's own cores and not its guard: they take and give values (`batch.local`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any


def command(module: str, *arguments: str) -> list[str]:
    """What starts a module of this program with this Python; the working folder is no place to import from."""
    return [sys.executable, "-P", "-m", module, *arguments]


class Answers:
    """The answers of this process, a line each; whatever a library prints goes to standard error and is none of them."""

    def __init__(self) -> None:
        self._out, sys.stdout = sys.stdout, sys.stderr

    def say(self, answer: Mapping[str, Any]) -> None:
        """Say it at once."""
        self._out.write(json.dumps(answer) + "\n")
        self._out.flush()


def limit(memory: int, seconds: int | None = None) -> None:
    """Bound this process for good: bytes of memory, seconds of processor time; it leaves no core file."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
