"""Taking a source out of the store, with all that only it had said."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

_OWN = "(SELECT id FROM indicators WHERE source = :source)"
_REMOVAL = (
    f"""DELETE FROM observations WHERE release IN (SELECT id FROM releases WHERE source = :source)
        OR series IN (SELECT id FROM series WHERE indicator IN {_OWN})""",
    f"DELETE FROM series WHERE indicator IN {_OWN} OR id NOT IN (SELECT series FROM observations)",
    f"DELETE FROM aliases WHERE indicator IN (SELECT name FROM indicators WHERE id IN {_OWN})",
    f"DELETE FROM indicators WHERE id IN {_OWN} OR id NOT IN (SELECT indicator FROM series)",
    "DELETE FROM places WHERE id NOT IN (SELECT place FROM series)",
    "DELETE FROM breakdowns WHERE id NOT IN (SELECT breakdown FROM series)",
    """DELETE FROM locators WHERE id NOT IN (SELECT locator FROM series)
        AND id NOT IN (SELECT locator FROM observations WHERE locator IS NOT NULL)""",
    "DELETE FROM texts WHERE id NOT IN (SELECT before FROM locators) AND id NOT IN (SELECT after FROM locators)",
    "DELETE FROM periods WHERE id NOT IN (SELECT period FROM observations)",
    "DELETE FROM fetches WHERE source = (SELECT name FROM sources WHERE id = :source)",
    "DELETE FROM sources WHERE id = :source",
)


# An older state (`vintage_of`) is a source whose figures are of the newer one's series: they go with these.
_BESIDE = f"""SELECT id, name FROM sources WHERE id <> :source AND id IN (SELECT source FROM releases WHERE id IN
    (SELECT release FROM observations WHERE series IN (SELECT id FROM series WHERE indicator IN {_OWN}))) ORDER BY name"""
_SPEAKS = "SELECT 1 FROM observations WHERE release IN (SELECT id FROM releases WHERE source = ?) LIMIT 1"


class Removed(NamedTuple):
    """What left the store with a source: how many figures, and the sources that had said nothing else."""

    figures: int
    beside: tuple[str, ...]


def removal(connection: sqlite3.Connection, name: str) -> Removed:
    """Take a source out, inside the caller's transaction, and with it the older states of it that are left empty."""
    (source,) = connection.execute("SELECT id FROM sources WHERE name = ?", (name,)).fetchone()
    beside = connection.execute(_BESIDE, {"source": source}).fetchall()
    figures = _take_out(connection, source)
    emptied = [(row, other) for row, other in beside if not connection.execute(_SPEAKS, (row,)).fetchone()]
    for row, _ in emptied:
        _take_out(connection, row)
    return Removed(figures, tuple(other for _, other in emptied))


def _take_out(connection: sqlite3.Connection, source: int) -> int:
    counts = [connection.execute(statement, {"source": source}).rowcount for statement in _REMOVAL]
    return counts[0]
