"""What is said of tables and columns outside their cells: by code books, descriptors, and the form of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldNote:
    """What is said of one column: every part may be empty. `multiplier` is a power of ten where it is said as a number."""

    title: str = ""
    description: str = ""
    unit: str = ""
    multiplier: int = 0
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableNote:
    """What is said of one table: its own title and description, those of the package around it, and its columns.

    `publisher`, `url` and `published` hold where the list of sources says nothing of them.
    """

    title: str = ""
    description: str = ""
    package_title: str = ""
    package_description: str = ""
    unit: str = ""
    fields: Mapping[str, FieldNote] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    publisher: str = ""
    url: str = ""
    published: date | None = None
