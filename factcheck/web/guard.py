"""What stands between the page and everybody else: other machines, other sites in the same browser, other accounts.

Only this machine can connect; the Host header must be ours (DNS rebinding); another site's request is refused by Origin and
Sec-Fetch-Site (W3C Fetch Metadata); and nothing is shown without the key that the start address holds, which another account on a
shared machine does not know. The key becomes a cookie that scripts cannot read and other sites cannot send. A header that is
there must be right; the token of the form is needed in any case, for browsers that send neither.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from factcheck.reports.markup import allowed
from factcheck.web.frame import refusal_page, style

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LARGEST = 10_000_000  # bytes of a request: the longest text that may be pasted in any encoding, and a PDF with its pictures
_LONGEST_ADDRESS = 4_000
_SECONDS = 30.0  # for a request to arrive whole
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
BROWSE = "/browse"


class Keys:
    """The secrets of one run: the token in the start address, and what is made of it for the cookie and for forms."""

    def __init__(self, token: str = "") -> None:
        self.token = token or secrets.token_urlsafe(24)
        self.cookie, self.form = (hmac.new(self.token.encode(), use, hashlib.sha256).hexdigest() for use in (b"cookie", b"form"))


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """Why a request is not answered: an HTTP status and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


class Guard:
    """Wraps the application; `port` is the one it is reached at."""

    def __init__(self, app: App, keys: Keys, port: int) -> None:
        self._app, self._keys = app, keys
        self._name = f"factcheck-{port}"
        self._hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it; no error leads to a page with a traceback."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        else:
            await self._answer(scope, receive, _Closing(send, scope["path"]))

    async def _answer(self, scope: Scope, receive: Receive, send: _Closing) -> None:
        try:
            headers = _headers(scope["headers"])
            self._admit(scope, headers)
            if self._starts(scope):
                await send.page(200, refusal_page(200, ""), self._cookie())
                return
            self._know(headers)
            await self._app(scope, await _whole(scope, receive, headers), send)
        except Refusal as refusal:
            await send.page(refusal.status, refusal_page(refusal.status, refusal.sentence))
        except Exception as error:  # whatever it is, its words may hold an article's: they go nowhere
            _note(error)
            await send.page(500, refusal_page(500, "Something went wrong here, and nothing was changed. Go back and try again."))

    def _admit(self, scope: Scope, headers: dict[str, str]) -> None:
        """Refuse what no browser of ours asks."""
        if headers.get("host", "").lower() not in self._hosts:
            raise Refusal(400, "This page answers to its own address alone, the one that factcheck serve printed.")
        if scope["method"] not in ("GET", "HEAD", "POST") or (scope["method"] == "POST" and _in_browse(scope["path"])):
            raise Refusal(405, "This cannot be done here.")
        if len(scope["raw_path"] or b"") + len(scope["query_string"]) > _LONGEST_ADDRESS:
            raise Refusal(414, "The address is too long.")
        self._refuse_other_sites(scope, headers)

    def _refuse_other_sites(self, scope: Scope, headers: dict[str, str]) -> None:
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        writes = scope["method"] == "POST"
        # A person may click the start address wherever it stands; what it opens is decided by its key.
        own = {"same-origin"} if writes else {"same-origin", "none"}
        if site is not None and site not in own and not (self._starts(scope) and headers.get("sec-fetch-mode") == "navigate"):
            raise Refusal(403, "Another site asked for this page, and was refused.")
        if origin is not None and origin.lower() != f"http://{headers['host'].lower()}":
            raise Refusal(403, "Another site asked for this page, and was refused.")
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if writes and kind not in _FORMS:
            raise Refusal(415, "Only the forms of this page can be sent here.")

    def _starts(self, scope: Scope) -> bool:
        """Whether this is the start address with the right key."""
        given = parse_qs(scope["query_string"].decode("latin-1")).get("key", [])
        right = len(given) == 1 and hmac.compare_digest(given[0].encode(), self._keys.token.encode())
        return right and scope["path"] == "/" and scope["method"] == "GET"

    def _know(self, headers: dict[str, str]) -> None:
        cookie: SimpleCookie = SimpleCookie()
        try:
            cookie.load(headers.get("cookie", ""))
        except CookieError:
            cookie.clear()
        given = cookie[self._name].value if self._name in cookie else ""
        if not hmac.compare_digest(given.encode(), self._keys.cookie.encode()):
            raise Refusal(403, "This page opens with the whole address that factcheck serve printed: it ends with a key.")

    def _cookie(self) -> tuple[bytes, bytes]:
        value = f"{self._name}={self._keys.cookie}; Path=/; HttpOnly; SameSite=Strict"
        return b"set-cookie", value.encode()


def _headers(given: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The headers by name. Raises Refusal where one that decides is there twice."""
    found: dict[str, str] = {}
    for raw, value in given:
        name = raw.decode("latin-1").lower()
        if name in found and name in ("host", "origin", "content-length", "content-type", "sec-fetch-site"):
            raise Refusal(400, "The request says one thing twice.")
        found[name] = f"{found[name]}; {value.decode('latin-1')}" if name in found else value.decode("latin-1")
    return found


async def _whole(scope: Scope, receive: Receive, headers: dict[str, str]) -> Receive:
    """The body, read whole before anything is done with it. Raises Refusal where it is too large, or does not come."""
    if scope["method"] != "POST":
        return receive
    said = headers.get("content-length", "0")
    if not said.isascii() or not said.isdigit() or len(said) > 12 or int(said) > LARGEST:
        raise Refusal(413, f"That is more than {LARGEST // 1_000_000} megabytes. Check a part of it.")
    try:
        async with asyncio.timeout(_SECONDS):
            body = await _body(receive)
    except TimeoutError:
        raise Refusal(408, "The request did not arrive whole. Try again.") from None
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return messages.pop() if messages else await receive()

    return again


async def _body(receive: Receive) -> bytes:
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal(400, "The request broke off.")
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST:
            raise Refusal(413, f"That is more than {LARGEST // 1_000_000} megabytes. Check a part of it.")
        if not message.get("more_body"):
            return b"".join(parts)


def _in_browse(path: str) -> bool:
    return path == BROWSE or path.startswith(BROWSE + "/")


def _note(error: Exception) -> None:
    """Which kind of error, and where in the program, on the terminal: never its words, which may be an article's."""
    import logging
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    logging.getLogger("factcheck").error("a page failed: %s in %s, line %s", type(error).__name__, last.name, last.lineno)


class _Closing:
    """Sends an answer with the headers that close the page; a page can follow only where nothing was sent yet."""

    def __init__(self, send: Send, path: str) -> None:
        self._send, self._browse, self._begun = send, _in_browse(path), False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if self._browse and message["status"] >= 500:
                raise Refusal(500, "Datasette could not show this. The series are shown under Series as well.")
            self._begun = True
            kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in _CLOSED]
            message = {**message, "headers": [*kept, *_closed(self._browse)]}
        await self._send(message)

    async def page(self, status: int, page: str, *headers: tuple[bytes, bytes]) -> None:
        """A whole page as the answer."""
        if self._begun:
            return
        body = page.encode()
        about = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode()), *headers]
        await self({"type": "http.response.start", "status": status, "headers": about})
        await self({"type": "http.response.body", "body": body})


# Datasette's pages bring styles of their own in the page; its scripts are left out, with which alone they would be a danger.
_TABLES = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
_CLOSED = frozenset(
    (b"content-security-policy", b"cache-control", b"referrer-policy", b"x-content-type-options", b"access-control-allow-origin")
)


def _closed(browse: bool) -> list[tuple[bytes, bytes]]:
    rules = _TABLES if browse else allowed(style(), "'self'")
    return [
        (b"content-security-policy", f"{rules}; frame-ancestors 'none'".encode()),
        (b"cache-control", b"no-store"),
        # Not "no-referrer": with it a browser sends "Origin: null" along with our own forms.
        (b"referrer-policy", b"same-origin"),
        (b"x-content-type-options", b"nosniff"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
    ]
