"""What the machine and the newsroom decide, read in one place: the environment, the clock, where the store lies.

Nothing else asks for today's date or reads an environment variable; everywhere below, both are arguments.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

STORE_VARIABLE = "FACTCHECK_STORE"
# The words in which a person may rate a claim, with their places on schema.org's scale (1 the worst); the program gives none.
RATINGS = {"False": 1, "Mostly false": 2, "Half true": 3, "Mostly true": 4, "True": 5}


def today() -> date:
    """Today's date on this machine's clock."""
    return date.today()


def now() -> datetime:
    """This moment on this machine's clock, in UTC."""
    return datetime.now(UTC)


def store_path(given: str | Path | None = None, environment: Mapping[str, str] | None = None) -> Path:
    """Where the store lies: the path given, else the environment variable FACTCHECK_STORE, else the user's data folder.

    >>> store_path("news.db").name
    'news.db'
    >>> store_path(None, {"FACTCHECK_STORE": "desk.db"}).name
    'desk.db'
    """
    variables = os.environ if environment is None else environment
    chosen = given or variables.get(STORE_VARIABLE)
    return Path(chosen).expanduser() if chosen else data_folder(variables) / "store.db"


def data_folder(environment: Mapping[str, str]) -> Path:
    """The folder in which a user's own programs keep their data, by the custom of the system.

    Sources: XDG Base Directory Specification 0.8; Apple's File System Programming Guide; Microsoft's known folders.
    """
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "factcheck"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "factcheck"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "factcheck"


def cache_folder(environment: Mapping[str, str] | None = None) -> Path:
    """The folder for what can be made again at any time, such as the store of the demonstration."""
    variables = os.environ if environment is None else environment
    if sys.platform in ("win32", "darwin"):
        return data_folder(variables) / "cache"
    return Path(variables.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "factcheck"
