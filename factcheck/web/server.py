"""The server: bound to this machine alone, with a socket that is open before the address is told."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from factcheck.errors import UsageError
from factcheck.web.app import application
from factcheck.web.guard import Keys
from factcheck.web.jobs import SECONDS

HOST = "127.0.0.1"


def bound(port: int) -> socket.socket:
    """A listening place on this machine; port 0 takes any that is free. Raises UsageError where it is taken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(256)  # who calls before the page is ready waits, and is not turned away
    except OSError:
        listening.close()
        raise UsageError(f"port {port} is taken, by another factcheck serve perhaps: name another with --port.") from None
    return listening


def serve(
    store: Path,
    listening: socket.socket,
    keys: Keys,
    *,
    now: Callable[[], datetime],
    hosts: Iterable[str] = (),
    seconds: float = SECONDS,
) -> None:
    """Answer until the program is stopped."""
    import uvicorn

    port = listening.getsockname()[1]
    app = application(store, port, keys, now=now, hosts=hosts, seconds=seconds)
    # No log of requests: addresses hold what people look for. No forwarded headers: nobody stands between.
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=2,
        limit_concurrency=400,
    )
    uvicorn.Server(config).run(sockets=[listening])


def address(listening: socket.socket, keys: Keys) -> str:
    """The start address, with its key."""
    return f"http://{HOST}:{listening.getsockname()[1]}/?key={keys.token}"
