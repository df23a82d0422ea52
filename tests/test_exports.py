"""The front doors: what each package offers is listed, sorted, documented and there."""

import importlib

import pytest


@pytest.mark.parametrize("package", ["claims", "factcheck"])
def test_the_door_lists_what_it_offers(package):
    door = importlib.import_module(package)
    assert door.__doc__
    assert list(door.__all__) == sorted(set(door.__all__))
    for name in door.__all__:
        offered = getattr(door, name)
        assert offered.__doc__, f"{package}.{name} has no docstring"


@pytest.mark.parametrize(
    ("package", "names"),
    [
        ("claims", {"Claim", "Interval", "Period", "Quantity", "find_claims", "load"}),
        ("factcheck", {"Finding", "Store", "Verdict", "check", "check_article"}),
    ],
)
def test_the_names_that_others_lean_on(package, names):
    assert names <= set(importlib.import_module(package).__all__)


def test_the_door_and_the_rooms_agree():
    import factcheck

    assert sorted(name for names in factcheck._ROOMS.values() for name in names) == factcheck.__all__
    assert set(factcheck.__all__) <= set(dir(factcheck))
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = factcheck.no_such_name
