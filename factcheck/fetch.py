"""The only door to the network: one named address is asked for, with every step checked, and nothing else ever is.

What holds: http and https; public addresses alone (a host of the intranet when it was named); the address that was judged is
the one dialled; a redirect is judged like a first address; no proxy, cookie, password or referrer; an end on size and time.
Nothing here runs unless a person named a URL, in a list of sources or on the command line.
"""

from __future__ import annotations

import random
import re
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from factcheck.errors import FetchError
from factcheck.fetch_addresses import Address, Url, choose, read_url, refusal
from factcheck.fetch_body import BodyError, Limits, read_body

if TYPE_CHECKING:
    from requests import Response

    from factcheck.fetch_dialling import Deadline, Dial

__all__ = ["Fetched", "Fetcher", "Limits"]

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_TRY_AGAIN = frozenset((429, 502, 503, 504))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HEADERS = {
    "User-Agent": "claims-factcheck (checks numbers against published figures)",
    "Accept": "*/*",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave.

    Attributes:
        url: as it was asked for; `final` is the address that answered, after redirects.
        content: the body, unpacked; `None` where the server said that it is unchanged since the fetch of that `etag`.
        etag: the server's mark of this state; `modified` its day, both as the server wrote them, for the next time.
        media_type: what the server calls it, such as "text/csv"; `charset` the encoding it claims.
    """

    url: str
    final: str
    content: bytes | None
    etag: str = ""
    modified: str = ""
    media_type: str = ""
    charset: str = ""


class _BusyError(Exception):
    """The server asked for patience: after `seconds`, where it said so."""

    def __init__(self, status: int, seconds: float | None) -> None:
        self.status, self.seconds = status, seconds


def resolve(host: str) -> tuple[Address, ...]:
    """Every address that this machine knows for a name. Raises OSError."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(ip_address(str(where[0]).partition("%")[0]) for *_, where in found))


def _dial(address: Address, port: int, seconds: float) -> socket.socket:
    from factcheck.fetch_dialling import dial

    return dial(address, port, seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Fetches addresses; `allowed` are hosts of the intranet that a person named.

    The rest is how it reaches the world, and is given otherwise in tests alone: no option of the command line leads here.
    """

    allowed: frozenset[str] = frozenset()
    limits: Limits = field(default_factory=Limits)
    resolve: Callable[[str], tuple[Address, ...]] = resolve
    dial: Dial = _dial
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.time
    jitter: Callable[[], float] = random.random

    def fetch(self, url: str, *, etag: str = "", modified: str = "") -> Fetched:
        """What the address gives now, unless it is unchanged since the state of `etag` and `modified`.

        Raises FetchError, in one sentence: refused before a connection is made, no answer, an error of the server, too large.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = _HEADERS | {name: value for name, value in conditions.items() if value and value.isprintable()}
        first = read_url(url)
        found = replace(self._patiently(first, headers), url=url)
        if found.content is None and headers.keys() == _HEADERS.keys():
            raise FetchError(f"{first} answered that nothing changed, though nothing was known before; try again later.")
        return found

    def _patiently(self, first: Url, headers: Mapping[str, str]) -> Fetched:
        for wait in (*self.limits.waits, None):
            try:
                return self._followed(first, headers)
            except _BusyError as busy:
                self._wait(first, busy, wait)
        raise AssertionError("the last try always ends")

    def _wait(self, url: Url, busy: _BusyError, wait: float | None) -> None:
        said = f"{url} answered {busy.status} (busy)"
        if wait is None:
            raise FetchError(f"{said} {len(self.limits.waits) + 1} times; try again later.")
        if busy.seconds is not None and busy.seconds > self.limits.longest_wait:
            raise FetchError(f"{said} and asks for patience: try again in {busy.seconds:,.0f} seconds.")
        self.sleep(wait + self.jitter() if busy.seconds is None else busy.seconds)

    def _followed(self, url: Url, headers: Mapping[str, str]) -> Fetched:
        """One try: the address and where it sends us, all within the time."""
        from factcheck.fetch_dialling import Deadline

        deadline = Deadline(self.limits.total)
        ends = time.monotonic() + self.limits.total
        named = True
        try:
            for _ in range(self.limits.redirects + 1):
                # A public server must not lead into the intranet, whatever was named.
                named = named and url.host in self.allowed
                answer = self._asked(url, headers, named, deadline, ends)
                if isinstance(answer, Fetched):
                    return answer
                url = answer
        finally:
            deadline.close()
        raise FetchError(f"{url} is where more than {self.limits.redirects} redirects lead; give the last address itself.")

    def _asked(self, url: Url, headers: Mapping[str, str], named: bool, deadline: Deadline, ends: float) -> Fetched | Url:
        import requests
        import urllib3

        from factcheck.fetch_dialling import asked

        address = choose(url, self._answers(url, ends - time.monotonic()), named=named)
        connect = partial(self._connected, url, address, deadline)
        try:
            with asked(url, headers, connect, self.limits.total) as answer:
                return self._read(url, answer, deadline)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise FetchError(self._failure(url, error, deadline)) from error

    def _connected(self, url: Url, address: Address, deadline: Deadline) -> socket.socket:
        try:
            connection = deadline.watch(self.dial(address, url.port, self.limits.connect))
        except OSError as error:
            raise FetchError(f"{url} cannot be reached ({error.strerror or error}); try again later.") from error
        connection.settimeout(self.limits.total)
        return connection

    def _failure(self, url: Url, error: Exception, deadline: Deadline) -> str:
        if deadline.is_over or "timed out" in str(error):
            return f"{url} took longer than {self.limits.total:g} seconds; try again later."
        if "certificate" in str(error).lower():
            return f"{url} could not prove that it is {url.host} (its certificate is not good); nothing was read."
        return f"{url} broke off or gave no answer of the web; try again later."

    def _answers(self, url: Url, seconds: float) -> tuple[Address, ...]:
        """Every address of the host; the system's own search may take minutes, so it is waited for only so long."""
        if url.number is not None:
            return (url.number,)
        found: list[tuple[Address, ...] | Exception] = []

        def search() -> None:
            try:
                found.append(self.resolve(url.host))
            except (OSError, ValueError) as error:
                found.append(error)

        thread = threading.Thread(target=search, daemon=True)
        thread.start()
        thread.join(max(seconds, 0))
        if not found or isinstance(found[0], Exception):
            raise refusal(str(url), f"no address is known for {url.host}; check the name, and whether there is a network.")
        return found[0]

    def _read(self, url: Url, answer: Response, deadline: Deadline) -> Fetched | Url:
        status, headers = answer.status_code, answer.headers
        if status in _REDIRECTS and headers.get("Location"):
            return read_url(urljoin(str(url), _as_utf8(headers["Location"])))
        if status in _TRY_AGAIN:
            raise _BusyError(status, _patience(headers.get("Retry-After", ""), self.clock()))
        if status not in (200, 203, 304):
            raise FetchError(f"{url} answered {status} {(answer.reason or '')[:60]}".rstrip() + "; check the address.")
        content = None if status == 304 else self._body(url, answer, deadline)
        return _fetched(url, headers, content)

    def _body(self, url: Url, answer: Response, deadline: Deadline) -> bytes:
        try:
            content = read_body(partial(_next_bytes, answer.raw), answer.headers.get("Content-Encoding", ""), self.limits)
        except BodyError as error:
            if deadline.is_over:
                raise OSError("timed out") from error
            raise FetchError(f"{url} {error}") from None
        if deadline.is_over:
            # Shutting the line looks like an end to whoever reads it.
            raise OSError("timed out")
        return content


def _next_bytes(raw: Any, size: int) -> bytes:
    return raw.read1(size, decode_content=False) or b""


def _fetched(url: Url, headers: Mapping[str, str], content: bytes | None) -> Fetched:
    kind = headers.get("Content-Type", "")
    charset = _CHARSET.search(kind)
    return Fetched(
        url=str(url),
        final=str(url),
        content=content,
        etag=headers.get("ETag", "")[:200],
        modified=headers.get("Last-Modified", "")[:100],
        media_type=kind.partition(";")[0].strip().lower()[:100],
        charset=charset[1].lower() if charset else "",
    )


def _as_utf8(location: str) -> str:
    """A Location that holds more than ASCII, which http.client has read as Latin-1, as browsers read it."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _patience(text: str, now: float) -> float | None:
    """The seconds that a Retry-After asks for: a number of them, or a day and time (RFC 9110, 10.2.3); `None` for neither.

    >>> _patience("12", 0), _patience("Thu, 01 Jan 1970 00:00:20 GMT", 5), _patience("soon", 0)
    (12.0, 15.0, None)
    """
    if re.fullmatch(r"[0-9]{1,9}", text.strip()):
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None
