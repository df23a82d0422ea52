"""One request to one checked address: the socket is made here, from the number that was judged, and closed at the deadline.

A name is never resolved a second time, so that what was checked is what is dialled; TLS still proves the name, because urllib3 is
given the host as it was written and the socket ready-made. A timer shuts the socket when the time is over: timeouts of single
reads do not end a server that sends one byte a second.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Mapping

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from factcheck.fetch_addresses import Address, Url

Dial = Callable[[Address, int, float], socket.socket]


def dial(address: Address, port: int, seconds: float) -> socket.socket:
    """A connection to that number and port. Raises OSError."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds)
        connection.connect((str(address), port))
    except BaseException:
        connection.close()
        raise
    return connection


class Deadline:
    """Shuts the sockets it watches when the time is over."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._lock = threading.Lock()
        self._watched: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, connection: socket.socket) -> socket.socket:
        """Watch a connection; the duplicate reaches the same line after TLS has taken the socket over."""
        with self._lock:
            self._watched.append(connection.dup())
            over = self.is_over
        if over:
            self._shut()
        return connection

    def close(self) -> None:
        """No longer watch."""
        self._timer.cancel()
        with self._lock:
            for watched in self._watched:
                watched.close()
            self._watched.clear()

    def _end(self) -> None:
        self.is_over = True
        self._shut()

    def _shut(self) -> None:
        with self._lock:
            for watched in self._watched:
                with contextlib.suppress(OSError):
                    watched.shutdown(socket.SHUT_RDWR)


class _Adapter(HTTPAdapter):
    """Gives every connection the socket that `connect` makes."""

    def __init__(self, connect: Callable[[], socket.socket]) -> None:
        self._connect = connect
        super().__init__(max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: object) -> None:
        """The pools of urllib3, with connections of our own."""
        manager = urllib3.PoolManager(num_pools=connections, maxsize=maxsize, block=block)
        manager.pool_classes_by_scheme = _pools(self._connect)
        self.poolmanager = manager


def _pools(connect: Callable[[], socket.socket]) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connect()

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect()

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(urllib3.HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


@contextlib.contextmanager
def asked(
    url: Url, headers: Mapping[str, str], connect: Callable[[], socket.socket], seconds: float
) -> Iterator[requests.Response]:
    """The answer to one GET, its body unread. Raises requests' errors and OSError."""
    with requests.Session() as session:
        # No proxy, no .netrc, no certificates from the environment: the address that was judged is the one that is reached.
        session.trust_env = False
        session.headers.clear()
        session.mount(f"{url.scheme}://", _Adapter(connect))
        request = requests.Request("GET", str(url), headers=dict(headers)).prepare()
        # What requests would make of the text is not trusted; this is what was read and judged.
        request.url = str(url)
        with session.send(request, stream=True, allow_redirects=False, timeout=seconds, proxies={}) as answer:
            yield answer
