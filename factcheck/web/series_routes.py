"""The store looked through: what there is, what words find, and one series with its figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from factcheck.errors import UnknownSeriesError
from factcheck.reports.markup import Markup
from factcheck.store import Store
from factcheck.web import desk, series_page
from factcheck.web.room import Room, page_number, shown, words_of


def routes(room: Room) -> list[BaseRoute]:
    """The addresses of series and their handlers."""
    handlers = _Series(room)
    return [Route("/series", handlers.listed), Route("/series/one", handlers.one)]


@dataclass(frozen=True, slots=True)
class _Series:
    room: Room

    async def listed(self, request: Request) -> Response:
        return shown(await self.room.desk.ask(partial(_listed, words_of(request), page_number(request))))

    async def one(self, request: Request) -> Response:
        identity = request.query_params.get("id", "")
        try:
            return shown(await self.room.desk.ask(partial(_one, identity, words_of(request), page_number(request))))
        except UnknownSeriesError:
            raise HTTPException(404, "The store holds no series of this name. Search for it.") from None


def _listed(words: str, number: int, store: Store) -> Markup:
    entries, has_more = desk.found(store, words, number)
    return series_page.list_page(entries, words, number, has_more=has_more)


def _one(identity: str, words: str, number: int, store: Store) -> Markup:
    indicator = next((each for each in store.indicators() if each.id == identity), None)
    if indicator is not None and store.series_counts().get(identity, 0) != 1:
        entries, has_more = desk.inside(store, indicator, words, number)
        return series_page.indicator_page(indicator, entries, words, number, has_more=has_more)
    series = store.series_of(identity)[0] if indicator is not None else store.series(identity)
    sisters = store.series_counts().get(series.indicator.id, 1) - 1
    return series_page.one_page(series, store.history(series), sisters)
