"""The store's tables under /browse: Datasette over the same file, where it is installed, and reading alone.

It answers to no SQL of a visitor's own and gives no file away; what the desk checked is not among its tables. A plain mount
doubles its links ("/browse/browse/..."), so it is told its own prefix and gets the path without it (Datasette 0.65).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from factcheck.store_rows import number_sql

PREFIX = "/browse"
_SETTINGS = {
    "base_url": f"{PREFIX}/",
    "default_allow_sql": False,
    "allow_download": False,
    "allow_csv_stream": False,
    "suggest_facets": False,
    "sql_time_limit_ms": 1000,
    "max_returned_rows": 1000,
}
_FIGURES = f"""SELECT i.title AS measure, p.label AS place, (SELECT group_concat(json_extract(value, '$[1]'), ', ')
    FROM json_each(b.dimensions) WHERE json_extract(value, '$[1]') IS NOT NULL) AS breakdown, t.code AS period,
    {number_sql("o", "e")} AS figure, i.unit AS unit, i.unit_multiplier AS power_of_ten, r.vintage AS said_on,
    s.publisher AS publisher
    FROM observations o JOIN series e ON e.id = o.series JOIN indicators i ON i.id = e.indicator JOIN sources s ON s.id = i.source
    JOIN places p ON p.id = e.place JOIN breakdowns b ON b.id = e.breakdown JOIN periods t ON t.id = o.period
    JOIN releases r ON r.id = o.release
    WHERE i.title LIKE '%' || :measure || '%' AND p.label LIKE '%' || :place || '%' AND t.code LIKE :period || '%'
    ORDER BY i.title, p.label, t.start LIMIT 1000"""
_SOURCES = """SELECT s.name, s.publisher, s.title, s.published, s.licence, count(DISTINCT i.id) AS indicators
    FROM sources s LEFT JOIN indicators i ON i.source = s.id GROUP BY s.id ORDER BY s.name"""

App = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]


def tables(store: Path) -> App | None:
    """Datasette over the store as an application under /browse; `None` where it is not installed."""
    try:
        from datasette.app import Datasette
    except ImportError:
        return None
    served = Datasette(files=[str(store)], settings=_SETTINGS, metadata=_metadata(store))
    _name_keys(served.get_database(store.stem))
    app: App = served.app()
    return _Mounted(app)


def _name_keys(database: Any) -> None:
    """Say the column that each foreign key leads to: where a schema leaves it out, Datasette 0.65 has no page for the table."""
    known = database.foreign_keys_for_table

    async def named(table: str) -> list[dict[str, Any]]:
        return [key | {"other_column": key["other_column"] or "id"} for key in await known(table)]

    database.foreign_keys_for_table = named


def _metadata(store: Path) -> dict[str, Any]:
    queries = {
        "figures": {
            "sql": _FIGURES,
            "title": "Figures, with their words",
            "params": ["measure", "place", "period"],
            "hide_sql": True,
        },
        "sources": {"sql": _SOURCES, "title": "Sources, and what they measure", "hide_sql": True},
    }
    shut = {name: {"allow": False} for name in ("check_history", "review")}
    ways = (
        f'<p><a href="/">Back to the page</a> · <a href="{PREFIX}/{quote(store.stem)}/figures">Figures, with their words</a></p>'
    )
    return {
        "title": "The store's tables",
        "description_html": ways,
        "databases": {store.stem: {"queries": queries, "tables": shut}},
    }


class _Mounted:
    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        raw = scope.get("raw_path") or scope["path"].encode()
        inner = {**scope, "path": _below(scope["path"]), "raw_path": _below(raw.decode("latin-1")).encode("latin-1")}
        await self._app({**inner, "root_path": ""}, receive, send)


def _below(path: str) -> str:
    return path.removeprefix(PREFIX) or "/"
