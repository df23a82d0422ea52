"""Reading in a process of its own, which ends when it takes too long: the parent never hangs and never dies of a file."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from typing import Any

from factcheck import apart
from factcheck.errors import InputError

SECONDS = 25.0  # by the clock; the worker itself has 20 s of processor time


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the worker said, an object a line, and whether it came to its end."""

    answers: tuple[dict[str, Any], ...]
    is_whole: bool


def read_apart(form: str, data: bytes, name: str, *, seconds: float = SECONDS) -> Heard:
    """What `factcheck.articles.worker` says of a file. Raises InputError where it refuses it, or says nothing at all."""
    command = apart.command("factcheck.articles.worker", form)
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
        out, is_whole = done.stdout, done.returncode == 0
    except subprocess.TimeoutExpired as late:
        out, is_whole = late.stdout or b"", False
    answers = tuple(_lines(out))
    for answer in answers:
        if "refused" in answer:
            raise InputError(f"{name} {answer['refused']}")
    if not answers:
        raise InputError(
            f"{name} could not be read within the time and memory that a file may take: "
            "open it in its own program, and save it as plain text."
        )
    return Heard(answers=answers, is_whole=is_whole)


def _lines(out: bytes) -> list[dict[str, Any]]:
    """The whole lines; the last one may have been cut by the end of the worker."""
    return [json.loads(line) for line in out.splitlines(keepends=True) if line.endswith(b"\n")]
