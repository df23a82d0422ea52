"""Taking a source out of the store, with all that only it had said."""

from __future__ import annotations

import sqlite3

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


def removal(connection: sqlite3.Connection, name: str) -> int:
    """Take a source out, inside the caller's transaction; gives the number of figures taken out."""
    (source,) = connection.execute("SELECT id FROM sources WHERE name = ?", (name,)).fetchone()
    counts = [connection.execute(statement, {"source": source}).rowcount for statement in _REMOVAL]
    return counts[0]
