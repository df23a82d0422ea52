"""The use of a column, in SDMX's and the statistician's words."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The use of a column."""

    TIME = "time"
    PART = "part of a year"
    YEAR = "year"
    MEASURE = "measure"
    UNIT = "unit"
    SCALE = "scale"
    DECIMALS = "decimals"
    STATUS = "status"
    LABEL = "label"
    VALUE = "value"
    CODE = "code"
    NOTE = "note"
    EMPTY = "empty"
