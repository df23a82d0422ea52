"""The local page put together: addresses, the workers beside them, Datasette where it is installed, the guard around all."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from factcheck.errors import FactcheckError
from factcheck.reports.markup import element
from factcheck.web import check_routes, review_routes, series_routes
from factcheck.web.browse import PREFIX, tables
from factcheck.web.desk import Desk
from factcheck.web.frame import framed, heading, refusal_page
from factcheck.web.guard import Guard, Keys
from factcheck.web.jobs import SECONDS, Busy, Workers
from factcheck.web.room import Room, keep, shown


def application(
    store: Path,
    port: int,
    keys: Keys,
    *,
    now: Callable[[], datetime],
    hosts: Iterable[str] = (),
    seconds: float = SECONDS,
) -> Guard:
    """The page over a store, reached at a port of this machine; `hosts` are those of the intranet that may be asked."""
    desk = Desk(store)
    workers = Workers(store, hosts, keep=partial(keep, desk, now), seconds=seconds)
    room = Room(desk, workers, keys, now)

    @contextlib.asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        async with workers:
            yield
        desk.close()

    routes = [*check_routes.routes(room), *review_routes.routes(room), *series_routes.routes(room), *_tables(store)]
    handlers = {HTTPException: _refused, FactcheckError: _failed, Busy: _busy}
    return Guard(Starlette(routes=routes, exception_handlers=handlers, lifespan=running), keys, port)


def _tables(store: Path) -> list[BaseRoute]:
    app = tables(store)
    if app is None:
        return [Route(PREFIX, _no_tables), Route(PREFIX + "/", _no_tables)]
    return [Mount(PREFIX, app)]


async def _no_tables(_: Request) -> Response:
    words = "The tables are shown by Datasette, which is not installed. To see them here, install it and start again:"
    install = element("p", element("code", "pip install 'claims-factcheck[browse]'"))
    series = element("p", "Without it, ", element("a", "every series", href="/series"), " is shown with its figures.")
    return shown(framed("Tables", heading("Tables", "The store’s tables"), element("p", words), install, series, at="/browse/"))


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    known = {404: "There is nothing at this address.", 405: "This cannot be done here."}
    said = error.detail if error.detail.endswith(".") else known.get(error.status_code, "The request cannot be understood.")
    return shown(refusal_page(error.status_code, said), error.status_code)


async def _failed(_: Request, error: Exception) -> Response:
    return shown(refusal_page(409, str(error)), 409)


async def _busy(_: Request, error: Exception) -> Response:
    return shown(refusal_page(503, "Very many checks are waiting. Try again in a minute."), 503)
