"""Every meaning of `corpus/*.toml` comes out of each of its wordings, and out of none of its near misses."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims import Claim, find_claims

CORPUS = Path(__file__).parent / "corpus"
FILES = (
    "asides",
    "percent_changes", "changes", "points", "ratios", "shares", "levels", "rates", "ranks", "trends", "roles",
    "tables",
    "de/changes", "de/comparisons", "de/levels", "de/ranks",
)  # fmt: skip
PUBLISHED = date(2018, 9, 3)


def _entries(key: str) -> list[Any]:
    rows = []
    for name in FILES:
        for meaning in tomllib.loads((CORPUS / f"{name}.toml").read_text(encoding="utf-8"))["meaning"]:
            for text in meaning.get(key, ()):
                failing = text in meaning.get("known_failures", {})
                reason = meaning.get("known_failures", {}).get(text, "")
                marks = [pytest.mark.xfail(reason=reason, strict=True)] if failing else []
                rows.append(
                    pytest.param(
                        meaning["claim"], text, name.partition("/")[0] if "/" in name else "en", marks=marks, id=f"{name}: {text}"
                    )
                )
    return rows


def says(claim: Claim, expected: dict[str, str]) -> bool:
    quantity, base = claim.quantity, claim.baseline
    said = {
        "kind": claim.kind.value,
        "value": str(quantity.value.normalize()) if quantity and quantity.value is not None else None,
        "low": str(quantity.low) if quantity else None,
        "high": str(quantity.high) if quantity else None,
        "unit": quantity.unit if quantity else None,
        "modifier": quantity.modifier.value if quantity and quantity.modifier else None,
        "direction": claim.direction.value if claim.direction else None,
        "place": claim.dimension("place"),
        "among": claim.dimension("among"),
        "sex": claim.dimension("sex"),
        "period": claim.period.code if claim.period else None,
        "base": base.period.code if base and base.period else None,
        "base_value": str(base.quantity.value) if base and base.quantity else None,
        "entity": base.entity if base else None,
        "claimant": claim.claimant.lower() if claim.claimant else None,
        "whose": claim.dimension("entity"),
        "whole_measure": claim.measure.lower(),
    }
    if "value" in expected and quantity and quantity.value is not None:
        said["value"] = f"{quantity.value.normalize():f}"
    measure = expected.get("measure", "").lower()
    return measure in claim.measure.lower() and all(said[key] == value for key, value in expected.items() if key != "measure")


@pytest.mark.parametrize(("expected", "text", "language"), _entries("wordings"))
def test_wording_gives_the_meaning(expected: dict[str, str], text: str, language: str) -> None:
    found = find_claims(text, published=PUBLISHED, language=language)

    assert any(says(claim, expected) for claim in found), [claim.to_dict() for claim in found]


@pytest.mark.parametrize(("expected", "text", "language"), _entries("near_misses"))
def test_near_miss_gives_nothing_of_the_kind(expected: dict[str, str], text: str, language: str) -> None:
    found = find_claims(text, published=PUBLISHED, language=language)

    assert not any(says(claim, expected) for claim in found)
