"""Where a number came from: levels, changes, shares and amounts per head are found; the index follows the store."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.commands import run
from factcheck.errors import UsageError
from factcheck.store import Store
from factcheck.whence import open_index, whence
from factcheck.whence_index import key_of, value_of

ROWS = """Country,Year,Swans counted,Geese counted,Population
World,2018,80000,512345,7600000000
World,2019,90000,522222,7700000000
Norway,2018,4512,31415,5311916
Norway,2019,5640,27182,5347896
Malta,2018,17,1618,439248
Malta,2019,23,1732,465050
"""


@pytest.fixture
def path(tmp_path):
    source = tmp_path / "birds.csv"
    source.write_text(ROWS, encoding="utf-8")
    assert run(["add", str(source), "--store", str(tmp_path / "s.db")]) == 0
    return tmp_path / "s.db"


def found(path, figure, text=""):
    with Store.open_readonly(path) as store:
        return whence(store, figure, text=text)


def test_a_level_is_found_by_its_digits_alone(path):
    (origin,) = found(path, "27,182")
    assert (origin.column, origin.period, origin.value) == ("level", "2019", Decimal(27182))
    assert "Geese counted" in origin.title
    assert "Norway" in origin.text
    assert found(path, "27,183") == ()


@pytest.mark.parametrize(
    ("figure", "column", "value"),
    [
        ("1,128", "change", 1128),
        ("25%", "percent_change", 25),
        ("5.64%", "share", Decimal("5.64")),
        ("105.5", "per_head", None),
    ],
)
def test_what_is_worked_out_is_found_too(path, figure, column, value):
    origins = [origin for origin in found(path, figure) if origin.column == column]
    assert origins
    if value is not None:
        assert Decimal(value) in {round(origin.value, 3) for origin in origins}


def test_words_place_and_period_choose_among_the_readings(path):
    first = found(path, "23", "Only 23 swans were counted in Malta in 2019.")[0]
    assert (first.column, first.period, first.words) == ("level", "2019", ("counted", "malta", "swan"))


def test_a_round_number_is_found_where_no_figure_has_its_digits(path):
    assert [origin.value for origin in found(path, "31,000")][:1] == [31415]


def test_the_index_is_kept_and_made_anew_when_the_store_changes(path, tmp_path):
    found(path, "27,182")
    kept = path.with_name("s.db.whence")
    before = kept.read_bytes()
    found(path, "27,182")
    assert kept.read_bytes() == before
    more = tmp_path / "more.csv"
    more.write_text("Country,Year,Owls counted\nNorway,2018,77123\nNorway,2019,77999\n", encoding="utf-8")
    assert found(path, "77,999") == ()
    assert run(["add", str(more), "--store", str(path)]) == 0
    assert [origin.title for origin in found(path, "77,999")] == ["Owls counted, Norway"]
    kept.write_bytes(before[:50])
    assert len(found(path, "77,999")) == 1


def test_the_numbers_of_an_index_sort_as_figures_do():
    numbers = [Decimal(n) for n in ("0.00012", "0.5", "9.99", "10", "45755", "1E+20")]
    assert [key_of(n) for n in numbers] == sorted(key_of(-n) for n in numbers)
    assert key_of(Decimal(0)) == 0


@given(st.decimals("0.000001", 10**11, places=6))
def test_a_key_gives_its_figure_back_to_twelve_digits(number):
    assert abs(value_of(key_of(number)) - number) <= abs(number) * Decimal("5e-12")


@pytest.mark.parametrize("figure", ["", "swans", "1_000_x", "9" * 80])
def test_what_is_no_number_is_said(path, figure):
    with pytest.raises(UsageError, match="is no number"):
        found(path, figure)


def test_the_command_lists_readings(path, capsys):
    assert run(["whence", "27,182", "--store", str(path), "--format", "json"]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert (record["reading"], record["value"], record["period"]) == ("level", "27182", "2019")
    assert run(["whence", "27,183", "--store", str(path)]) == 0
    assert "No figure in the store" in capsys.readouterr().err


def test_an_open_index_knows_how_many_figures_it_holds(path):
    with Store.open_readonly(path) as store:
        assert len(open_index(store)) == 18
