"""The corpora of times and places: one meaning, every wording that must give it, and near misses that must not."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.period import Period
from claims.periods import PeriodMention, read_periods
from claims.places import PlaceMention, read_places
from claims.sentences import Sentence, scan_words

CORPUS = Path(__file__).parent / "corpus"
PUBLISHED = date(2018, 9, 3)


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((CORPUS / f"{name}.toml").read_text(encoding="utf-8"))


def sentence(text: str) -> Sentence:
    return Sentence(text, 0, scan_words(text))


def times(text: str) -> tuple[PeriodMention, ...]:
    return read_periods(sentence(text), PUBLISHED)


def places(text: str) -> tuple[PlaceMention, ...]:
    return tuple(mention for mention in read_places(sentence(text)) if mention.role != "name")


PERIODS, PLACES = load("periods"), load("places")
TIMES = [(meaning, text) for meaning in PERIODS["meaning"] for text in meaning["wordings"]]


@pytest.mark.parametrize(("meaning", "text"), TIMES, ids=[text for _, text in TIMES])
def test_wordings_of_a_time(meaning: dict[str, Any], text: str) -> None:
    [found] = times(text)
    assert found.role == meaning["role"]
    if "shift" in meaning:
        assert (found.shift, found.period) == (tuple(meaning["shift"]), None)
    else:
        assert found.period is not None
        assert found.period.same_days(Period.parse(meaning["code"])), found.period.code


@pytest.mark.parametrize("text", [text for group in PERIODS["near_miss"] for text in group["wordings"]])
def test_what_is_no_time(text: str) -> None:
    assert times(text) == ()


def test_every_time_has_three_wordings() -> None:
    assert [meaning for meaning in PERIODS["meaning"] if len(meaning["wordings"]) < 3] == []


NAMED = [(meaning, text) for meaning in PLACES["meaning"] for text in meaning["wordings"]]


@pytest.mark.parametrize(("meaning", "text"), NAMED, ids=[text for _, text in NAMED])
def test_wordings_of_a_place(meaning: dict[str, Any], text: str) -> None:
    found = [mention for mention in places(text) if mention.place is not None and mention.place.code == meaning["code"]]
    assert len(found) == 1
    assert found[0].role == meaning["role"] or meaning.get("skip_role")


@pytest.mark.parametrize(
    ("code", "text"), [(meaning["code"], text) for meaning in PLACES["meaning"] for text in meaning.get("near", ())]
)
def test_what_is_not_the_place(code: str, text: str) -> None:
    assert code not in {mention.place.code for mention in places(text) if mention.place is not None}


@pytest.mark.parametrize(("name", "text"), [(one["name"], text) for one in PLACES["unknown"] for text in one["wordings"]])
def test_names_without_a_code(name: str, text: str) -> None:
    assert name in [mention.name for mention in places(text) if mention.place is None]


@pytest.mark.parametrize("text", [text for group in PLACES["nowhere"] for text in group["wordings"]])
def test_nowhere(text: str) -> None:
    assert places(text) == ()
