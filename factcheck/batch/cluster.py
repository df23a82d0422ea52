"""The same work on a Dask cluster that exists already: tasks of a few documents go out, their results come back in order.

Every worker opens the store read-only: under the path of the run where it finds the same figures there, else the copy that is
shipped to it once and known by its hash. A worker that dies loses its task to another; a task that kills several is tried again
document by document. When the cluster itself is gone, the run says so and goes on from its parts when it is called again.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import threading
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from factcheck.batch.documents import Document
from factcheck.batch.work import Desk, Result, Settings, check_all, failure, shown
from factcheck.errors import FactcheckError, UsageError

if TYPE_CHECKING:
    from distributed import Client, Future

TASK = 10  # documents in a task
AHEAD = 3  # tasks under way for each thread of the cluster
_WAIT = 60  # seconds for the first worker to be there
_LARGEST = 1_000_000_000  # bytes of a store that is shipped; a larger one is better laid beside the workers


class ClusterError(FactcheckError):
    """The cluster cannot be used, or is gone."""


def on_cluster(
    settings: Settings, documents: Iterable[Document], *, address: str | None = None, scheduler_file: str | None = None
) -> Iterator[Result]:
    """The results of documents in their order, by the cluster at an address or of a scheduler's file.

    Raises UsageError where Dask is not installed, ClusterError where the cluster is not there or goes away.
    """
    named = address or scheduler_file or ""
    with _connected(address, scheduler_file) as client:
        try:
            shipped = _ship(client, settings)
            yield from _Window(client, settings, shipped).results(documents)
        except _gone() as error:
            raise ClusterError(
                f"The cluster {named} went away ({type(error).__name__}): start it again and call the same command to go on."
            ) from None


@contextmanager
def _connected(address: str | None, scheduler_file: str | None) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("A cluster needs Dask distributed: pip install distributed, or use --jobs.") from None
    _hush()
    if scheduler_file is not None and not Path(scheduler_file).is_file():
        raise UsageError(f"--scheduler-file {scheduler_file} is not there: it is written by dask scheduler --scheduler-file.")
    try:
        client = Client(address, scheduler_file=scheduler_file, set_as_default=False, timeout=20)
        client.wait_for_workers(1, timeout=_WAIT)
    except (OSError, TimeoutError, ValueError) as error:
        named = address or scheduler_file
        raise ClusterError(f"There is no cluster with workers at {named} ({str(error).splitlines()[0][:200]}).") from None
    try:
        yield client
    finally:
        with suppress(Exception):  # a scheduler that is gone cannot be told goodbye
            client.close(timeout=5)


def _hush() -> None:
    """What the connection goes through is told in one sentence of ours, not in the library's log on the terminal."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("asyncio", "distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _gone() -> tuple[type[BaseException], ...]:
    from concurrent.futures import CancelledError

    from distributed import CancelledError as Cancelled
    from distributed.client import FutureCancelledError
    from distributed.comm import CommClosedError

    return (CancelledError, Cancelled, FutureCancelledError, CommClosedError, OSError, TimeoutError)


class _Sent(NamedTuple):
    documents: tuple[Document, ...]
    future: Future


class _Window:
    """The tasks under way, the first sent first; only so many that the memory stays flat."""

    def __init__(self, client: Client, settings: Settings, shipped: str) -> None:
        self._client, self._settings, self._shipped = client, settings, shipped
        self._sent: deque[_Sent] = deque()

    def results(self, documents: Iterable[Document]) -> Iterator[Result]:
        """The results in the order of the documents."""
        left = iter(documents)
        for _ in range(AHEAD * max(1, sum(self._client.nthreads().values()))):
            self._send(tuple(islice(left, TASK)))
        while self._sent:
            yield from self._next()
            self._send(tuple(islice(left, TASK)))

    def _send(self, documents: tuple[Document, ...]) -> None:
        if documents:
            self._sent.append(_Sent(documents, self._submit(documents)))

    def _submit(self, documents: tuple[Document, ...]) -> Future:
        return self._client.submit(work, self._settings, self._shipped, documents, pure=False)

    def _next(self) -> tuple[Result, ...]:
        from distributed.scheduler import KilledWorker

        sent = self._sent.popleft()
        try:
            results: tuple[Result, ...] = sent.future.result()
        except KilledWorker:
            return self._one_by_one(sent.documents)
        sent.future.release()
        return results

    def _one_by_one(self, documents: tuple[Document, ...]) -> tuple[Result, ...]:
        """Dask suspects every task that lay with a worker when it died: with nothing else under way, it is known which did it."""
        others = [sent.documents for sent in self._sent]
        self._client.cancel([sent.future for sent in self._sent], force=True)
        self._sent.clear()
        results = tuple(map(self._alone, documents))
        for other in others:
            self._send(other)
        return results

    def _alone(self, document: Document) -> Result:
        from distributed.scheduler import KilledWorker

        try:
            [result] = self._submit((document,)).result()
        except KilledWorker:
            return failure(document, f"{shown(document.where)} ended the process that checked it, several times.")
        found: Result = result
        return found


# What runs on the workers. A desk is a thread's own, as its connection to the store is; one thread works at a time, because the
# pipeline is one a process and Python runs one at a time in any case.

_DESKS = threading.local()
_ONE_AT_A_TIME = threading.Lock()


def work(settings: Settings, shipped: str, documents: tuple[Document, ...]) -> tuple[Result, ...]:
    """The results of documents, on a worker."""
    with _ONE_AT_A_TIME:
        return check_all(_desk(settings, shipped), documents)


def _desk(settings: Settings, shipped: str) -> Desk:
    if getattr(_DESKS, "of", None) != (settings, shipped):
        if hasattr(_DESKS, "open"):
            _DESKS.open.close()
        _DESKS.open = ExitStack()
        path = _copy(shipped) if shipped else Path(settings.store)
        _DESKS.desk = _DESKS.open.enter_context(Desk.opened(settings, path))
        _DESKS.of = (settings, shipped)
    desk: Desk = _DESKS.desk
    return desk


def _has_figures(settings: Settings) -> bool:
    """Whether the store lies under its path on this worker, with the figures of the run."""
    try:
        with Desk.opened(settings):
            return True
    except FactcheckError:
        return False


def _ship(client: Client, settings: Settings) -> str:
    """Give every worker, and those that come later, the store where one has not got it; gives the hash it is known by, or ""."""
    if all(client.run(_has_figures, settings).values()):
        return ""
    data = _bytes_of(settings.store)
    sha256 = hashlib.sha256(data).hexdigest()
    client.register_plugin(_plugin(sha256, zlib.compress(data, 1)), name=f"factcheck-store-{sha256[:12]}")
    return sha256


def _bytes_of(store: str) -> bytes:
    """A sound copy of the store, taken by SQLite while others may write."""
    from factcheck.store_kept import Archive

    if (size := Path(store).stat().st_size) > _LARGEST:
        raise UsageError(
            f"{store} has {size:,} bytes, too many to ship: copy it to the same path on every worker, or onto a shared drive."
        )
    with closing(Archive.open_readonly(store)) as archive:
        return archive.image()


def _plugin(sha256: str, packed: bytes) -> Any:
    from distributed import WorkerPlugin

    class StorePlugin(WorkerPlugin):  # type: ignore[misc]
        """Lays the store beside a worker when it begins."""

        def setup(self, worker: Any) -> None:
            lay_down(sha256, packed)

    return StorePlugin()


def lay_down(sha256: str, packed: bytes) -> None:
    """Write the shipped store where `_copy` finds it, once a machine. Raises ClusterError where it did not arrive whole."""
    place = _copy(sha256)
    if place.exists():
        return
    data = zlib.decompress(packed)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ClusterError("The store that was shipped did not arrive whole: call the command again.")
    place.parent.mkdir(mode=0o700, exist_ok=True)
    half = place.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
    half.touch(0o600)
    half.write_bytes(data)
    half.replace(place)


def _copy(sha256: str) -> Path:
    """Where a shipped store lies on a worker: a folder of this account alone, under the hash of the file."""
    account = str(os.getuid()) if hasattr(os, "getuid") else "user"
    return Path(tempfile.gettempdir()) / f"factcheck-{account}" / f"{sha256}.db"
