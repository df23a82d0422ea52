"""The store's tables, as named steps that are only ever added to: a store of any earlier step can be brought up to date.

`user_version` of the file counts the steps it has, so that a reader tells in microseconds whether it understands the file,
without importing sqlite-utils. Each step and its count are written in one transaction: a kill between two steps leaves a store
of the earlier step, which the next opening completes.
"""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x46614374
"""Written into the file's header: tells a store from any other SQLite database ("FaCt")."""

TABLES = frozenset(
    {"_sqlite_migrations", "aliases", "breakdowns", "fetches", "files", "imports", "indicators", "locators"}
    | {"observations", "periods", "places", "releases", "series", "sources", "texts"}
    | {"change_count", "check_history", "review"}
    | {"kept_finding", "kept_series", "kept_terms", "kept_text"}
)

# Why these shapes: indicators x places x breakdowns are factorised, so that search walks indicators and reaches a series by key;
# observations lie without rowid under (series, period, release), which keeps them near 25 bytes and a history in one page or two.
# A locator is the text before and after the number of the line; NULL means that of the series, as a whole column has the same.
# How a number is written in `observations`, see the sixth step.
_FIGURES = (
    """CREATE TABLE sources (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, title TEXT NOT NULL, publisher TEXT NOT NULL, url TEXT NOT NULL,
        licence TEXT NOT NULL, published TEXT, retrieved TEXT, sha256 TEXT NOT NULL) STRICT""",
    """CREATE TABLE imports (
        id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE, retrieved TEXT NOT NULL,
        new INTEGER NOT NULL, changed INTEGER NOT NULL, unchanged INTEGER NOT NULL) STRICT""",
    """CREATE TABLE files (
        import INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE, path TEXT NOT NULL, sha256 TEXT NOT NULL,
        size INTEGER NOT NULL, PRIMARY KEY (import, path)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE releases (
        id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE, stated TEXT, vintage TEXT,
        retrieved TEXT NOT NULL, base INTEGER NOT NULL) STRICT""",
    "CREATE INDEX releases_by_base ON releases (base)",
    "CREATE INDEX releases_by_source ON releases (source)",
    """CREATE TABLE indicators (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, source INTEGER NOT NULL REFERENCES sources, title TEXT NOT NULL,
        description TEXT NOT NULL, unit TEXT NOT NULL, unit_multiplier INTEGER NOT NULL, frequency TEXT, adjustment TEXT NOT NULL,
        aliases TEXT NOT NULL, file TEXT NOT NULL, "column" TEXT NOT NULL) STRICT""",
    "CREATE INDEX indicators_by_source ON indicators (source)",
    """CREATE TABLE places (
        id INTEGER PRIMARY KEY, label TEXT NOT NULL, code TEXT NOT NULL, UNIQUE (label, code)) STRICT""",
    "CREATE INDEX places_by_code ON places (code)",
    "CREATE TABLE breakdowns (id INTEGER PRIMARY KEY, dimensions TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE series (
        id INTEGER PRIMARY KEY, indicator INTEGER NOT NULL REFERENCES indicators, place INTEGER NOT NULL REFERENCES places,
        breakdown INTEGER NOT NULL REFERENCES breakdowns, locator INTEGER NOT NULL REFERENCES locators,
        UNIQUE (indicator, place, breakdown)) STRICT""",
    """CREATE TABLE periods (
        id INTEGER PRIMARY KEY, code TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL, frequency TEXT NOT NULL,
        UNIQUE (start, "end", frequency)) STRICT""",
    "CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE locators (
        id INTEGER PRIMARY KEY, before INTEGER NOT NULL REFERENCES texts, after INTEGER NOT NULL REFERENCES texts,
        UNIQUE (before, after)) STRICT""",
    """CREATE TABLE observations (
        series INTEGER NOT NULL, period INTEGER NOT NULL, release INTEGER NOT NULL,
        value ANY CHECK (typeof(value) IN ('integer', 'text', 'null')), decimals INTEGER, status TEXT,
        locator INTEGER, line INTEGER, PRIMARY KEY (series, period, release)) STRICT, WITHOUT ROWID""",
)

_ALIASES = (
    """CREATE TABLE aliases (
        indicator TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (indicator, words)) STRICT, WITHOUT ROWID""",
)

# Which import a release came with, and what was fetched: they lead from a figure to the bytes it was read from. A source is named
# rather than numbered in `fetches`, because a fetch may fail before there is anything to store. Times are UTC, to the second.
_TRACES = (
    "ALTER TABLE releases ADD COLUMN import INTEGER REFERENCES imports ON DELETE SET NULL",
    """UPDATE releases SET import = (SELECT min(i.id) FROM imports i
        WHERE i.source = releases.source AND i.retrieved = releases.retrieved)""",
    "CREATE INDEX releases_by_import ON releases (import)",
    "CREATE INDEX imports_by_source ON imports (source)",
    """CREATE TABLE fetches (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL, url TEXT NOT NULL, at TEXT NOT NULL, outcome TEXT NOT NULL,
        etag TEXT NOT NULL, modified TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, kept TEXT NOT NULL,
        entry TEXT NOT NULL) STRICT""",
    "CREATE INDEX fetches_by_source ON fetches (source)",
    "CREATE INDEX fetches_by_content ON fetches (sha256)",
)

# What the local page keeps: checks with all that was found, and what people said of each finding, added and never changed.
# `change_count` rises with the figures and their words alone: keeping a check must not make every reader learn its index anew.
_REVIEWS = (
    """CREATE TABLE check_history (
        id TEXT PRIMARY KEY, at TEXT NOT NULL, title TEXT NOT NULL, given TEXT NOT NULL, verdict TEXT NOT NULL,
        counts TEXT NOT NULL, answer TEXT NOT NULL) STRICT""",
    "CREATE INDEX check_history_by_time ON check_history (at)",
    """CREATE TABLE review (
        id INTEGER PRIMARY KEY, check_id TEXT NOT NULL REFERENCES check_history ON DELETE CASCADE, finding INTEGER NOT NULL,
        at TEXT NOT NULL, name TEXT NOT NULL, decision TEXT NOT NULL, note TEXT NOT NULL, verdict TEXT, changed TEXT) STRICT""",
    "CREATE INDEX review_by_check ON review (check_id)",
    "CREATE TABLE change_count (changes INTEGER NOT NULL) STRICT",
    "INSERT INTO change_count VALUES (0)",
)

# The findings of archives. A series is named by what it is in every store, not by its row: a source may be taken out and added
# again, and the findings about it outlive both. `record` and `basis` are zlib-compressed JSON (`archive/keeping.py`), `sha256` is
# of the finding as it was written, candidates and all.
_FINDINGS_KEPT = (
    "CREATE TABLE kept_terms (id INTEGER PRIMARY KEY, terms TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE kept_text (
        id INTEGER PRIMARY KEY, input TEXT NOT NULL, sha256 TEXT NOT NULL, title TEXT NOT NULL, published TEXT, url TEXT NOT NULL,
        article BLOB NOT NULL, UNIQUE (sha256, input)) STRICT""",
    """CREATE TABLE kept_series (
        id INTEGER PRIMARY KEY, indicator TEXT NOT NULL, dimensions TEXT NOT NULL, place TEXT NOT NULL,
        UNIQUE (indicator, dimensions, place)) STRICT""",
    """CREATE TABLE kept_finding (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, terms INTEGER NOT NULL REFERENCES kept_terms,
        text INTEGER NOT NULL REFERENCES kept_text, claim TEXT NOT NULL, verdict TEXT NOT NULL, kind TEXT NOT NULL,
        series INTEGER REFERENCES kept_series, period TEXT, base TEXT, against TEXT, cause TEXT, rule TEXT NOT NULL,
        vintage TEXT, sha256 TEXT NOT NULL, record BLOB NOT NULL, basis BLOB) STRICT""",
    "CREATE INDEX kept_finding_by_series ON kept_finding (series, period)",
    "CREATE INDEX kept_finding_by_text ON kept_finding (text, terms)",
)

# The exact number, its decimals and its status in two columns that take three bytes for most figures, where a text took six and
# more: `store_rows.py` writes and reads them, and says how. What was text stays text where it does not fit. A line counts from
# that of the series' first figure, and the attributes are left out where that one has the same.
_PLAIN = """typeof(o.value) = 'text' AND o.value NOT GLOB '*[^-0-9.]*' AND instr(o.value, '.') AND length(o.value) <= 20
    AND length(replace(replace(o.value, '-', ''), '.', '')) <= 18
    AND (o.decimals IS NULL OR o.decimals = length(o.value) - instr(o.value, '.'))
    AND (o.value NOT LIKE '-%' OR CAST(replace(o.value, '.', '') AS INTEGER) <> 0)"""
_WHOLE = "typeof(o.value) = 'integer' AND coalesce(o.decimals, 0) BETWEEN -63 AND 0"
_ATTRIBUTES = f"""((instr('ABEFMPQU', coalesce(o.status, 'A')) - 1) * 128 + CASE WHEN {_WHOLE} THEN coalesce(o.decimals, 0)
    WHEN {_PLAIN} THEN length(o.value) - instr(o.value, '.') ELSE 0 END)"""
_SMALLER = (
    "ALTER TABLE series ADD COLUMN line INTEGER",
    "ALTER TABLE series ADD COLUMN attributes INTEGER",
    f"""UPDATE series SET (line, attributes) = (SELECT o.line, nullif({_ATTRIBUTES}, 0) FROM observations o
        WHERE o.series = series.id ORDER BY o.period, o.release LIMIT 1)""",
    """CREATE TABLE smaller (
        series INTEGER NOT NULL, period INTEGER NOT NULL, release INTEGER NOT NULL,
        value ANY CHECK (typeof(value) IN ('integer', 'text', 'null')), attributes INTEGER,
        locator INTEGER, line INTEGER, PRIMARY KEY (series, period, release)) STRICT, WITHOUT ROWID""",
    f"""INSERT INTO smaller SELECT o.series, o.period, o.release,
        CASE WHEN o.value IS NULL OR {_WHOLE} THEN o.value
            WHEN {_PLAIN} THEN CAST(replace(o.value, '.', '') AS INTEGER)
            ELSE o.value || coalesce(' ' || o.decimals, '') END,
        nullif({_ATTRIBUTES}, coalesce(s.attributes, 0)), o.locator, o.line - coalesce(s.line, 0)
        FROM observations o LEFT JOIN series s ON s.id = o.series ORDER BY o.series, o.period, o.release""",
    "DROP TABLE observations",
    "ALTER TABLE smaller RENAME TO observations",
)

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("0001_figures", _FIGURES),
    ("0002_words_taught_by_the_newsroom", _ALIASES),
    ("0003_from_a_figure_to_its_bytes", _TRACES),
    ("0004_checks_kept_and_what_people_said", _REVIEWS),
    ("0005_findings_kept", _FINDINGS_KEPT),
    ("0006_exact_numbers_in_fewer_bytes", _SMALLER),
)
"""Append only: a published step never changes."""

VERSION = len(STEPS)


def migrate(connection: sqlite3.Connection, *, upto: int = VERSION) -> None:
    """Bring the store up to step `upto`; steps it already has are left alone. Raises sqlite3.Error as SQLite does."""
    from sqlite_utils import Database, Migrations

    migrations = Migrations("factcheck")
    for number, (name, statements) in enumerate(STEPS[:upto], start=1):
        _register(migrations, number, name, statements)
    migrations.apply(Database(connection, execute_plugins=False))


def _register(migrations: object, number: int, name: str, statements: tuple[str, ...]) -> None:
    from sqlite_utils import Database, Migrations

    assert isinstance(migrations, Migrations)

    @migrations(name=name)
    def step(database: Database) -> None:
        for statement in statements:
            database.execute(statement)
        # Both pragmas are part of the transaction, so the count never runs ahead of the tables.
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {number}")
