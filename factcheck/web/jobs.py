"""Checks on their way: a line of jobs, a few processes that work it off, and a clock that stops what takes too long.

The work is arithmetic in Python, so that threads would only take turns; each process has the language and the store open, and one
that was stopped is replaced.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import secrets
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factcheck.apart import command

SECONDS = 20.0
_START = 60.0  # a process reads its word lists first, on a machine that may be busy with all the others
_WAITING = 300  # a class of thirty, each with ten texts
_LONGEST_LINE = 1 << 28
_KEPT = 200
NO_STORE = "The store could not be opened: look whether it is still in its place, and start factcheck serve again."
CRASHED = "The check broke off. Try a part of the text, to find what it cannot bear."


def late(seconds: float) -> str:
    """The sentence for a check that was stopped."""
    return f"The check took more than {seconds:.0f} seconds and was stopped. Check the text in parts."


class Busy(Exception):  # noqa: N818 - it is an answer, not a fault
    """More checks are waiting than can be answered in sensible time."""


@dataclass(eq=False)
class Job:
    """One piece of work: what is asked, how far it is, and what came of it."""

    request: Mapping[str, Any]
    given: str = ""
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    stages: list[str] = field(default_factory=lambda: ["Waiting for its turn"])
    answer: Any = None
    error: str = ""
    kept: bool = True
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_done(self) -> bool:
        """Whether there is an answer or an error."""
        return self.answer is not None or bool(self.error)

    def tell(self, stage: str) -> None:
        """The next stage has begun."""
        self.stages.append(stage)
        self._ring()

    def end(self, *, answer: Any = None, error: str = "") -> None:
        """It is over."""
        self.answer, self.error = answer, error
        self._ring()

    def _ring(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def told(self) -> AsyncIterator[str]:
        """Each stage as it begins, until the job is over."""
        shown = 0
        while True:
            news = self._news
            for stage in self.stages[shown:]:
                yield stage
            shown = len(self.stages)
            if self.is_done:
                return
            await news.wait()

    async def over(self) -> None:
        """Wait for its end."""
        async for _ in self.told():
            pass


Keeper = Callable[[Job, Any], Awaitable[None]]
"""What is done with an answer before anybody is told that it is there."""


class Workers:
    """The processes, and the jobs that wait for one."""

    def __init__(
        self, store: Path, hosts: Iterable[str] = (), *, keep: Keeper, count: int | None = None, seconds: float = SECONDS
    ) -> None:
        self.seconds, self._keep = seconds, keep
        self._command = command("factcheck.web.worker", str(store), *sorted(hosts))
        self._count = count or max(2, min(4, os.cpu_count() or 2))
        self._waiting: asyncio.Queue[Job] = asyncio.Queue(_WAITING)
        self._tasks: list[asyncio.Task[None]] = []
        self._jobs: dict[str, Job] = {}
        self._closing: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Workers:
        self._tasks = [asyncio.create_task(self._work()) for _ in range(self._count)]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, *self._closing, return_exceptions=True)

    def submit(self, job: Job) -> None:
        """Put a job into the line. Raises Busy where the line is full."""
        try:
            self._waiting.put_nowait(job)
        except asyncio.QueueFull:
            raise Busy from None
        self._jobs[job.id] = job
        for old in [each for each in self._jobs.values() if each.is_done][: max(0, len(self._jobs) - _KEPT)]:
            del self._jobs[old.id]

    def find(self, identity: str) -> Job | None:
        """A job of this session that is still in mind."""
        return self._jobs.get(identity)

    def forget(self, identity: str) -> None:
        """Take a job out of mind."""
        self._jobs.pop(identity, None)

    async def _work(self) -> None:
        process: _Process | None = None
        try:
            while True:
                process = process if process is not None and process.is_alive else await self._started()
                job = await self._waiting.get()
                if process is None or not process.is_alive:
                    process = await self._started()
                await self._do(job, process)
        finally:
            if process is not None:
                await process.end()

    async def _started(self) -> _Process | None:
        process = await _Process.start(self._command)
        try:
            async with asyncio.timeout(_START):
                if "ready" in await process.hear():
                    return process
        except (TimeoutError, EOFError, ValueError):
            pass
        except asyncio.CancelledError:
            await process.end()
            raise
        await process.end()
        return None

    async def _do(self, job: Job, process: _Process | None) -> None:
        said = {"error": NO_STORE} if process is None else await self._asked(job, process)
        if "error" in said:
            job.end(error=str(said["error"]))
            return
        # The disk takes as long as a short check: the process goes on with the next one meanwhile.
        closing = asyncio.create_task(self._close(job, said["answer"]))
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)

    async def _close(self, job: Job, answer: Any) -> None:
        try:
            await self._keep(job, answer)
        except Exception:  # an answer that cannot be kept or read must not leave its page waiting
            job.end(error=CRASHED)
            raise
        job.end(answer=answer)

    async def _asked(self, job: Job, process: _Process) -> Mapping[str, Any]:
        """The last line of the process' answer, the stages before it told; an error where it is late or breaks off."""
        try:
            async with asyncio.timeout(self.seconds):
                await process.ask(job.request)
                while "stage" in (said := await process.hear()):
                    job.tell(str(said["stage"]))
                return said
        except TimeoutError:
            await process.end()
            return {"error": late(self.seconds)}
        except (EOFError, ValueError, OSError):
            await process.end()
            return {"error": CRASHED}


class _Process:
    """A worker process, spoken with a line at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, words: list[str]) -> _Process:
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *words,
            stdin=pipe,
            stdout=pipe,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_LONGEST_LINE,
            start_new_session=True,
        )
        return cls(process)

    @property
    def is_alive(self) -> bool:
        return self._process.returncode is None

    async def ask(self, request: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        await self._process.stdin.drain()

    async def hear(self) -> Mapping[str, Any]:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise EOFError
        said: dict[str, Any] = json.loads(line)
        return said

    async def end(self) -> None:
        """End it, with the processes that it began itself (a PDF being read)."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()
