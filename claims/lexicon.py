"""Word lists as data: `data/<language>/*.toml`, read once, extendable by a newsroom's own file of the same shape."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str, language: str = "en") -> dict[str, Any]:
    """The TOML table `data/<language>/<name>.toml`.

    Raises FileNotFoundError where the language has no such file.
    """
    return tomllib.loads(files("claims").joinpath("data", language, f"{name}.toml").read_text(encoding="utf-8"))
