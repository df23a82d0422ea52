from datetime import date
from pathlib import Path

import pytest

from factcheck.errors import SourceFileError
from factcheck.manifest import entry_for, read_manifest


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_is_read(tmp_path):
    path = written(
        tmp_path,
        """
        [[source]]
        name = "rain"
        path = ["a.csv", "b/*.csv"]
        title = "Rain"
        publisher = "Met Desk"
        licence = "CC0"
        url = "https://example.org/rain"
        published = 2021-05-06
        codebook = "codes.csv"
        places = "places.yaml"
        dimensions = { place = "Norway", period = 2012 }

        [[source]]
        name = "rain-old"
        path = "old.csv"
        published = "2020-01-02"
        vintage_of = "rain"
        """,
    )
    rain, old = read_manifest(path)
    assert (rain.path, rain.base, rain.published) == (("a.csv", "b/*.csv"), tmp_path, date(2021, 5, 6))
    assert (rain.title, rain.publisher, rain.licence, rain.url) == ("Rain", "Met Desk", "CC0", "https://example.org/rain")
    assert (rain.codebook, rain.places) == ("codes.csv", "places.yaml")
    assert rain.dimension("period") == "2012"
    assert rain.dimension("sex") is None
    assert (old.revised, old.published) == (rain, date(2020, 1, 2))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "lists no sources"),
        ("source = 3", "lists no sources"),
        ("[[source]]\npath = 'a.csv'", "source 1: needs a name"),
        ("[[source]]\nname = 'a b'\npath = 'a.csv'", "letters"),
        ("[[source]]\nname = 'a'", 'source "a": says neither path nor url'),
        ("[[source]]\nname = 'a'\npath = 3", '"path"'),
        ("[[source]]\nname = 'a'\npath = ['x', 3]", '"path"'),
        ("[[source]]\nname = 'a'\npath = 'x'\ntitle = 3", '"title"'),
        ("[[source]]\nname = 'a'\npath = 'x'\ntitel = 't'", '"titel"'),
        ("[[source]]\nname = 'a'\npath = 'x'\npublished = 'May'", '"published"'),
        ("[[source]]\nname = 'a'\npath = 'x'\ndimensions = 'UK'", '"dimensions"'),
        ("[[source]]\nname = 'a'\npath = 'x'\nvintage_of = 'b'", '"vintage_of"'),
        ("[[source]]\nname = 'a'\npath = 'x'\nvintage_of = 'a'", '"vintage_of"'),
        ("[[source]]\nname = 'a'\npath = 'x'\n[[source]]\nname = 'a'\npath = 'y'", "two sources"),
        ("[[source]\nname", "not a TOML file"),
        ("source = [3]", "not a table"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, text, named):
    with pytest.raises(SourceFileError, match=r"sources\.toml") as caught:
        read_manifest(written(tmp_path, text))
    assert named in str(caught.value)
    assert str(caught.value).endswith((".", "…"))


def test_missing_and_undecodable_lists(tmp_path):
    with pytest.raises(SourceFileError, match="cannot be read"):
        read_manifest(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(SourceFileError, match="UTF-8"):
        read_manifest(tmp_path / "latin.toml")


@pytest.mark.parametrize(
    ("path", "name"), [("Deaths, by age.csv", "deaths-by-age"), ("a/b/GDP.tsv", "gdp"), ("äöü.csv", "äöü"), ("---.csv", "source")]
)
def test_a_bare_file_is_called_by_its_stem(path, name):
    entry = entry_for(Path(path))
    assert (entry.name, entry.base / entry.path[0]) == (name, Path(path))
