"""Work on this machine's cores: processes that load the pipeline once, take documents and give results.

Each worker has a pipe of its own and answers document by document, so when one dies it is known on which; another takes over
behind what was answered. Results come out in the order of the documents, and only so many are under way that the memory stays
flat. A worker whose run is gone finds its pipe closed and ends, so that a killed run leaves nothing behind. Processes are
spawned, as on every system they can be, and ignore Ctrl-C, which is the run's to answer.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from factcheck.batch.documents import Document
from factcheck.batch.work import Desk, Result, Settings, failure, shown
from factcheck.errors import FactcheckError

TASK = 10  # documents a worker is given at a time
AHEAD = 4  # tasks for each worker that may be under way or wait for an earlier one
_TRIES = 3  # workers that may die on one document before it is given up
_STARTS = 10  # workers that may die one after the other before any of them was ready


class WorkerError(FactcheckError):
    """Worker processes do not start."""


def cores() -> int:
    """How many processes this machine runs at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(settings: Settings, documents: Iterable[Document], jobs: int) -> Iterator[Result]:
    """The results of documents in their order, by `jobs` processes.

    Raises what stops every document (StoreError), and WorkerError where no worker starts.
    """
    crew = Crew(settings, jobs)
    try:
        yield from crew.results(documents)
    finally:
        crew.dismiss()


@dataclass(slots=True)
class _Task:
    """Documents in order with the results so far; `deaths` counts the workers that died on the next of them."""

    documents: tuple[Document, ...]
    results: list[Result] = field(default_factory=list)
    deaths: int = 0

    @property
    def done(self) -> bool:
        return len(self.results) == len(self.documents)

    def take(self, result: Result) -> None:
        self.results.append(result)
        self.deaths = 0

    def bury(self) -> None:
        """A worker died on the next document: after several, that document is given up."""
        self.deaths += 1
        if self.deaths >= _TRIES:
            document = self.documents[len(self.results)]
            self.take(failure(document, f"{shown(document.where)} ended the process that checked it, {_TRIES} times."))


@dataclass(slots=True)
class _Worker:
    """A process and the pipe to it; `task` is what it is at, `ready` whether it has begun."""

    process: SpawnProcess
    pipe: Connection
    task: _Task | None = None
    ready: bool = False


class Crew:
    """Workers, and the tasks under way."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        self._settings = settings
        self._ahead = AHEAD * jobs
        self._failed_starts = 0
        self._waiting: deque[_Task] = deque()  # to be given out before new ones
        self._window: deque[_Task] = deque()  # in the order of the documents
        self._workers = [self._hire() for _ in range(jobs)]

    def results(self, documents: Iterable[Document]) -> Iterator[Result]:
        """The results in the order of the documents."""
        tasks = _tasks(documents)
        while self._fill(tasks):
            self._give_out()
            self._listen()
            while self._window and self._window[0].done:
                yield from self._window.popleft().results

    def dismiss(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()

    def _fill(self, tasks: Iterator[_Task]) -> bool:
        while len(self._window) < self._ahead and (task := next(tasks, None)):
            self._window.append(task)
            self._waiting.append(task)
        return bool(self._window)

    def _give_out(self) -> None:
        for number, worker in enumerate(self._workers):
            if worker.ready and worker.task is None and self._waiting:
                worker.task = self._waiting.popleft()
                try:
                    worker.pipe.send(worker.task.documents[len(worker.task.results) :])
                except OSError:
                    self._replace(number)

    def _listen(self) -> None:
        pipes = {worker.pipe: number for number, worker in enumerate(self._workers)}
        for pipe in wait(list(pipes)):
            assert isinstance(pipe, Connection)
            try:
                self._hear(self._workers[pipes[pipe]], pipe.recv())
            except (EOFError, OSError):
                self._replace(pipes[pipe])

    def _hear(self, worker: _Worker, said: object) -> None:
        if isinstance(said, FactcheckError):
            raise said
        if isinstance(said, Result) and worker.task is not None:
            worker.task.take(said)
            worker.task = None if worker.task.done else worker.task
        else:
            worker.ready, self._failed_starts = True, 0

    def _replace(self, number: int) -> None:
        """A worker died: what it was at goes first to the next that is free."""
        dead = self._workers[number]
        dead.pipe.close()
        dead.process.join()
        self._failed_starts += 0 if dead.ready else 1
        if self._failed_starts >= _STARTS:
            raise WorkerError(f"The worker processes end before they begin (exit code {dead.process.exitcode}): try --jobs 1.")
        if dead.task is not None:
            dead.task.bury()
            if not dead.task.done:
                self._waiting.appendleft(dead.task)
        self._workers[number] = self._hire()

    def _hire(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(self._settings, theirs), daemon=True)
        process.start()
        theirs.close()  # the worker's end is then its own, and its death is heard as the end of the pipe
        return _Worker(process, ours)


def _tasks(documents: Iterable[Document]) -> Iterator[_Task]:
    held: list[Document] = []
    for document in documents:
        held.append(document)
        if len(held) == TASK:
            yield _Task(tuple(held))
            held = []
    if held:
        yield _Task(tuple(held))


def _work(settings: Settings, pipe: Connection) -> None:
    """What a worker does until its pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        try:
            with Desk.opened(settings) as desk:
                pipe.send("ready")
                while True:
                    for document in pipe.recv():
                        pipe.send(desk.check(document))
        except FactcheckError as error:
            pipe.send(error)
