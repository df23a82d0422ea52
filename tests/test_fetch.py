"""Fetching from a server on this machine that plays the public one, and plays it badly: each fetch ends, in words.

Names and numbers are the fakes of `Fetcher`'s own fields: the name server knows `NAMES`, and a connection to the public number is
led to the local server. Whatever is dialled is written down, so that a test can say that nothing else was.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

import pytest

from factcheck.errors import FetchError
from factcheck.fetch import Fetcher, Limits
from factcheck.fetch_body import BodyError, read_body

pytestmark = pytest.mark.loopback

PUBLIC = "93.184.216.34"
NAMES = {
    "figures.example": [PUBLIC],
    "six.example": ["2606:4700::1111"],
    "inside.example": ["10.1.2.3"],
    "mixed.example": [PUBLIC, "127.0.0.1"],
    "cloud.example": ["169.254.169.254"],
    "localhost": ["127.0.0.1"],
}
TABLE = b"year,value\n2019,4\n"
Script = Callable[[socket.socket, bytes], None]


def answer(body: bytes = TABLE, status: str = "200 OK", *headers: str) -> Script:
    lines = [f"HTTP/1.1 {status}", *(headers or (f"Content-Length: {len(body)}",)), "Connection: close"]

    def play(connection: socket.socket, _: bytes) -> None:
        connection.sendall("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    return play


def moved(to: str, status: str = "302 Found") -> Script:
    return answer(b"", status, f"Location: {to}", "Content-Length: 0")


@dataclass
class Server:
    """One script an asked path, or a list of them, one a request."""

    port: int = 0
    scripts: dict[str, Any] = field(default_factory=dict)
    requests: list[bytes] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    silent: threading.Event = field(default_factory=threading.Event)

    def fetcher(self, allowed: tuple[str, ...] = (), **limits: Any) -> Fetcher:
        return Fetcher(
            allowed=frozenset(allowed),
            limits=Limits(**{"total": 5.0, "connect": 1.0} | limits),
            resolve=lambda host: tuple(map(ip_address, NAMES[host])) if host in NAMES else (),
            dial=self._dial,
            sleep=self.slept.append,
            jitter=lambda: 0.25,
            clock=lambda: 0.0,
        )

    def _dial(self, address: object, port: int, seconds: float) -> socket.socket:
        self.dialled.append(f"{address}:{port}")
        return socket.create_connection(("127.0.0.1", self.port), seconds)

    def serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request:
                request += connection.recv(65536)
            self.requests.append(request)
            path = request.split()[1].decode()
            script = self.scripts[path]
            (script.pop(0) if isinstance(script, list) else script)(connection, request)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    listening = socket.create_server(("127.0.0.1", 0))
    made.port = listening.getsockname()[1]

    def run() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=made.serve, args=(connection,), daemon=True).start()

    threading.Thread(target=run, daemon=True).start()
    yield made
    made.silent.set()
    listening.close()


def test_a_table_comes_with_its_marks(server: Server) -> None:
    kind = "Content-Type: Text/CSV; Charset='ISO-8859-1'"
    server.scripts["/a.csv?b=1"] = answer(TABLE, "200 OK", kind, 'ETag: "v1"', "Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT")

    found = server.fetcher().fetch("http://figures.example/a.csv?b=1#part")

    assert (found.content, found.media_type, found.charset) == (TABLE, "text/csv", "iso-8859-1")
    assert (found.etag, found.modified) == ('"v1"', "Mon, 01 Jan 2024 00:00:00 GMT")
    assert server.dialled == [f"{PUBLIC}:80"]
    assert b"Host: figures.example\r\n" in server.requests[0]


def test_public_controls_pass(server: Server) -> None:
    server.scripts["/"] = answer()
    for url, dialled in (
        ("http://figures.example", f"{PUBLIC}:80"),
        ("http://figures.example:8080/", f"{PUBLIC}:8080"),
        (f"http://{PUBLIC}/", f"{PUBLIC}:80"),
        ("http://six.example/", "2606:4700::1111:80"),
        ("http://[2606:4700::1111]:8000/", "2606:4700::1111:8000"),
    ):
        assert server.fetcher().fetch(url).content == TABLE
        assert server.dialled[-1] == dialled


def test_nothing_but_the_request_is_told(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    server.scripts["/"] = answer(TABLE, "200 OK", "Set-Cookie: spy=1")
    fetcher = server.fetcher()
    for _ in range(2):
        fetcher.fetch("http://figures.example/")

    names = {line.partition(b":")[0] for line in server.requests[1].splitlines()[1:-1]}
    assert names == {b"Host", b"User-Agent", b"Accept", b"Accept-Encoding", b"Connection"}


def test_unchanged_is_asked_for_and_told(server: Server) -> None:
    server.scripts["/"] = answer(b"", "304 Not Modified", 'ETag: "v1"')

    found = server.fetcher().fetch("http://figures.example/", etag='"v1"', modified="Mon, 01 Jan 2024 00:00:00 GMT")

    assert found.content is None
    assert b'If-None-Match: "v1"\r\n' in server.requests[0]
    assert b"If-Modified-Since: Mon, 01 Jan 2024 00:00:00 GMT\r\n" in server.requests[0]
    with pytest.raises(FetchError, match="nothing was known before"):
        server.fetcher().fetch("http://figures.example/")


def test_a_mark_cannot_add_a_header(server: Server) -> None:
    server.scripts["/"] = answer()
    server.fetcher().fetch("http://figures.example/", etag='"v1"\r\nX-Evil: 1')
    assert b"Evil" not in server.requests[0]


def test_redirects_are_followed_to_the_end(server: Server) -> None:
    server.scripts |= {
        "/1": moved("/2", "301 Moved"),
        "/2": moved("//six.example:8001/3"),
        "/3": moved("4", "307 Again"),
        "/4": answer(),
    }

    assert server.fetcher().fetch("http://figures.example/1").final == "http://six.example:8001/4"
    assert server.dialled == [f"{PUBLIC}:80"] * 2 + ["2606:4700::1111:8001"] * 2


FORBIDDEN = [
    "http://127.0.0.1/",
    "http://localhost/",
    "//localhost/",
    "http://[::1]/",
    "http://2130706433/",
    "http://inside.example/",
    "http://mixed.example/",
    "http://cloud.example/latest/meta-data/",
    "http://169.254.169.254/",
    "file:///etc/passwd",
    "ftp://figures.example/",
    "http://user:word@figures.example/",
    "http://127.0.0.1\\@figures.example/",
    "\\\\127.0.0.1\\",
    "http://figures.example:22/",
    "gopher://figures.example/",
    "http://①②⑦.0.0.1/",
]


@pytest.mark.parametrize("to", FORBIDDEN)
@pytest.mark.parametrize("allowed", [(), ("localhost", "inside.example", "127.0.0.1")])
def test_a_redirect_is_judged_like_a_first_address(server: Server, to: str, allowed: tuple[str, ...]) -> None:
    server.scripts["/"] = answer(b"", "302 Found", f"Location: {to}".encode().decode("latin-1"), "Content-Length: 0")

    with pytest.raises(FetchError, match="is not fetched"):
        server.fetcher(allowed).fetch("http://figures.example/")
    assert server.dialled == [f"{PUBLIC}:80"]


def test_a_name_is_asked_for_once_and_the_answer_is_dialled(server: Server) -> None:
    """Rebinding: the second answer would be loopback, but there is no second question."""
    answers = iter([PUBLIC, "127.0.0.1"])
    server.scripts["/"] = answer()
    fetcher = server.fetcher()
    object.__setattr__(fetcher, "resolve", lambda _: (ip_address(next(answers)),))

    assert fetcher.fetch("http://rebinding.example/").content == TABLE
    assert server.dialled == [f"{PUBLIC}:80"]
    with pytest.raises(FetchError, match="no public address"):
        fetcher.fetch("http://rebinding.example/")


def test_an_intranet_host_is_asked_only_when_it_is_named(server: Server) -> None:
    server.scripts["/"] = answer()
    with pytest.raises(FetchError, match="name it with --allow-host"):
        server.fetcher().fetch("http://inside.example/")
    assert server.dialled == []

    assert server.fetcher(("inside.example",)).fetch("http://inside.example/").content == TABLE
    assert server.dialled == ["10.1.2.3:80"]
    for other in ("http://cloud.example/", "http://localhost/", "http://10.1.2.3/"):
        with pytest.raises(FetchError, match="is not fetched"):
            server.fetcher(("inside.example", "cloud.example")).fetch(other)


# Servers that misbehave.


def drip(what: bytes, first: bytes = b"") -> Script:
    def play(connection: socket.socket, _: bytes) -> None:
        connection.sendall(first)
        for _ in range(400):
            connection.sendall(what)
            time.sleep(0.02)

    return play


def flood(what: bytes, first: bytes) -> Script:
    def play(connection: socket.socket, _: bytes) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(what)

    return play


HEAD = b"HTTP/1.1 200 OK\r\n"
ZEROS = gzip.compress(b"0" * 30_000_000)
GZIP = ("Content-Encoding: gzip", f"Content-Length: {len(ZEROS)}")
BAD: dict[str, tuple[Script, str]] = {
    "never ends": (flood(b"1" * 60_000, HEAD + b"\r\n"), "larger than"),
    "never ends, in chunks": (
        flood(b"4000\r\n" + b"1" * 0x4000 + b"\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\n"),
        "larger than",
    ),
    "a length of a chunk without an end": (flood(b"1" * 60_000, HEAD + b"Transfer-Encoding: chunked\r\n\r\n"), "broke off"),
    "packs a bomb": (answer(ZEROS, "200 OK", *GZIP), "unpacks to more"),
    "packs twice": (answer(gzip.compress(ZEROS), "200 OK", "Content-Encoding: gzip, gzip"), "packed as"),
    "packs in a way not asked for": (answer(b"x", "200 OK", "Content-Encoding: br"), "packed as"),
    "damages the packing": (answer(b"no gzip at all", "200 OK", "Content-Encoding: gzip"), "damaged"),
    "cuts the packed text": (answer(gzip.compress(TABLE, mtime=0)[:-9], "200 OK", "Content-Encoding: gzip"), "ends before"),
    "cuts the text": (answer(TABLE, "200 OK", "Content-Length: 900"), "broke off"),
    "drips the body": (drip(b"1", HEAD + b"\r\n"), "took longer"),
    "drips the headers": (drip(b"A: 1\r\n", HEAD), "took longer|broke off"),
    "drips the first line": (drip(b"H"), "took longer"),
    "says nothing": (lambda connection, _: time.sleep(3), "took longer"),
    "closes at once": (lambda connection, _: None, "broke off"),
    "speaks no HTTP": (answer(b""[:0], "so\x00so"), "broke off|answered"),
    "headers without an end": (flood(b"A" * 60_000, HEAD), "broke off"),
    "leads in a circle": (moved("/"), "more than 5 redirects"),
    "is not there": (answer(b"", "404 Not Found", "Content-Length: 0"), "answered 404 Not Found"),
}


@pytest.mark.parametrize("behaviour", BAD)
def test_a_bad_server_ends_in_words(server: Server, behaviour: str) -> None:
    script, words = BAD[behaviour]
    server.scripts["/"] = script
    tracemalloc.start()
    started = time.monotonic()

    with pytest.raises(FetchError, match=words):
        server.fetcher(raw=2_000_000, total=0.6).fetch("http://figures.example/")

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - started < 2
    assert peak < 40_000_000
    assert set(server.dialled) == {f"{PUBLIC}:80"}


def test_the_limits_are_those_that_were_promised() -> None:
    limits = Limits()
    assert (limits.raw, limits.decoded, limits.ratio, limits.redirects) == (20_000_000, 50_000_000, 100, 5)
    assert (limits.connect, limits.total, limits.waits, limits.longest_wait) == (5, 30, (1, 2, 4), 30)


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (TABLE, ""),
        (TABLE, "identity"),
        (gzip.compress(TABLE, mtime=0), "gzip"),
        (gzip.compress(TABLE[:5], mtime=0) + gzip.compress(TABLE[5:], mtime=0), "x-gzip"),
        (zlib.compress(TABLE), "deflate"),
        (zlib.compress(TABLE)[2:-4], "deflate"),
    ],
)
def test_packed_texts_are_unpacked(server: Server, body: bytes, coding: str) -> None:
    server.scripts["/"] = answer(body, "200 OK", f"Content-Encoding: {coding}")
    assert server.fetcher().fetch("http://figures.example/").content == TABLE


def test_the_largest_text_allowed_comes_through_and_one_byte_more_does_not() -> None:
    limits = Limits(raw=300_000)

    def reading(size: int) -> Callable[[int], bytes]:
        parts = [b"1" * 100_000] * (size // 100_000) + [b"1" * (size % 100_000), b""]
        return lambda _: parts.pop(0)

    assert len(read_body(reading(299_999), "", limits)) == 299_999
    with pytest.raises(BodyError):
        read_body(reading(300_001), "", limits)


BUSY = "503 Service Unavailable"


def busy(after: str = "") -> Script:
    return answer(b"", BUSY, "Content-Length: 0", *([f"Retry-After: {after}"] if after else []))


@pytest.mark.parametrize(
    ("scripts", "slept"),
    [
        ([answer()], []),
        ([busy(), answer()], [1.25]),
        ([busy(), busy(), answer()], [1.25, 2.25]),
        ([busy(), busy(), busy(), answer()], [1.25, 2.25, 4.25]),
        ([busy("7"), answer()], [7.0]),
        ([busy("0"), answer()], [0.0]),
        ([busy("30"), busy(), answer()], [30.0, 2.25]),
        ([busy("Thu, 01 Jan 1970 00:00:09 GMT"), answer()], [9.0]),
        ([busy("Wed, 31 Dec 1969 00:00:00 GMT"), answer()], [0.0]),
        ([busy("soon"), answer()], [1.25]),
        ([answer(b"", "429 Too Many Requests", "Content-Length: 0"), answer()], [1.25]),
        ([moved("/"), busy(), moved("/"), answer()], [1.25]),
    ],
)
def test_a_busy_server_is_asked_again_after_the_time_it_names(server: Server, scripts: list[Script], slept: list[float]) -> None:
    server.scripts["/"] = list(scripts)
    assert server.fetcher().fetch("http://figures.example/").content == TABLE
    assert server.slept == slept


@pytest.mark.parametrize(
    ("scripts", "slept", "words"),
    [
        ([busy()] * 4, [1.25, 2.25, 4.25], "answered 503 .busy. 4 times"),
        ([busy("31")], [], "try again in 31 seconds"),
        ([busy("Thu, 01 Jan 1970 01:00:00 GMT")], [], "try again in 3,600 seconds"),
        ([answer(b"", "500 Oops", "Content-Length: 0")], [], "answered 500 Oops"),
    ],
)
def test_patience_ends(server: Server, scripts: list[Script], slept: list[float], words: str) -> None:
    server.scripts["/"] = list(scripts)
    with pytest.raises(FetchError, match=words):
        server.fetcher().fetch("http://figures.example/")
    assert server.slept == slept


def test_a_name_server_that_is_silent_is_not_waited_for_for_ever(server: Server) -> None:
    fetcher = server.fetcher(total=0.3)
    object.__setattr__(fetcher, "resolve", lambda _: server.silent.wait(5) and ())
    with pytest.raises(FetchError, match="no address is known"):
        fetcher.fetch("http://figures.example/")


def test_no_answer_at_the_door(server: Server) -> None:
    def refused(*_: object) -> socket.socket:
        raise ConnectionRefusedError(111, "Connection refused")

    fetcher = server.fetcher()
    object.__setattr__(fetcher, "dial", refused)
    with pytest.raises(FetchError, match=r"cannot be reached \(Connection refused\)"):
        fetcher.fetch("https://figures.example/")


def test_tls_asks_for_the_name_and_reads_nothing_without_proof(server: Server) -> None:
    ours, theirs = socket.socketpair()
    heard: list[bytes] = []

    def greet() -> None:
        heard.append(theirs.recv(65536))
        theirs.sendall(b"HTTP/1.1 200 OK\r\n\r\nyear,value\n")
        theirs.close()

    threading.Thread(target=greet, daemon=True).start()
    fetcher = server.fetcher()
    object.__setattr__(fetcher, "dial", lambda address, port, _: server.dialled.append(f"{address}:{port}") or ours)
    with pytest.raises(FetchError, match="broke off"):
        fetcher.fetch("https://figures.example/")
    assert server.dialled == [f"{PUBLIC}:443"]
    assert b"figures.example" in heard[0]
