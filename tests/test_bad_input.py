"""Bad input, one test a kind: one clear sentence, the right exit code, no traceback, store and outputs as they were."""

from __future__ import annotations

import io
import re
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from factcheck.commands import run

RIGHT = "The operation led to 131 arrests in the United Kingdom in 2018."


class Said(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one sentence on standard error."""
        (line,) = self.err.splitlines()
        assert line.startswith("factcheck: ")
        assert line.endswith((".", "?")) or ": factcheck " in line, f"neither a sentence nor a command to copy ends it: {line}"
        return line


Call = Callable[..., Said]


@pytest.fixture
def store(demo_store: Path, tmp_path: Path) -> Path:
    """A store of one's own, with the packaged figures."""
    path = tmp_path / "figures.db"
    path.write_bytes(demo_store.read_bytes())
    return path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, store: Path) -> Call:
    """Call a command with bytes on standard input; whatever it says, the store keeps every byte."""

    def called(*arguments: object, stdin: bytes = b"", store: Path = store) -> Said:
        monkeypatch.setenv("FACTCHECK_STORE", str(store))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        before = store.read_bytes() if store.is_file() else None
        code = run([str(argument) for argument in arguments])
        said = Said(code, *capsys.readouterr())
        assert "Traceback" not in said.err
        assert (store.read_bytes() if store.is_file() else None) == before
        return said

    return called


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


# Texts.


@pytest.mark.parametrize("command", ["check", "claims"])
@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.md", b"", "is empty"),
        ("blank.md", b" \n\t\n", "is empty"),
        ("photo.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "binary file"),
        ("paper.md", b"%PDF-1.7\n1 0 obj", "PDF"),
        ("half.md", b"\xff\xfeS\0a", "not|no valid"),
    ],
)
def test_a_text_that_cannot_be_read(command: str, name: str, data: bytes, words: str, call: Call, tmp_path: Path) -> None:
    said = call(command, written(tmp_path, name, data))
    assert (said.code, said.out) == (3, "")
    assert name in said.sentence
    assert re.search(words, said.sentence)


@pytest.mark.parametrize("command", ["check", "claims"])
def test_a_folder_and_a_file_that_is_not_there(command: str, call: Call, tmp_path: Path) -> None:
    folder, none = call(command, tmp_path), call(command, tmp_path / "none.md")
    assert (folder.code, folder.out, none.code, none.out) == (3, "", 3, "")
    assert "is a folder" in folder.sentence
    assert "*.md" in folder.sentence
    assert "none.md does not exist" in none.sentence


def test_what_cannot_be_read_keeps_its_place_among_the_answers(call: Call, tmp_path: Path) -> None:
    said = call("check", "--format", "jsonl", tmp_path / "none.md", written(tmp_path, "right.md", RIGHT))
    first, second = said.out.splitlines()
    assert said.code == 3
    assert '"error"' in first
    assert '"verdict": "match"' in second


@pytest.mark.parametrize("command", ["check", "claims"])
def test_a_text_without_a_claim_is_no_error(command: str, call: Call, tmp_path: Path) -> None:
    said = call(command, written(tmp_path, "calm.md", "The sea was calm, and nobody counted the gulls."))
    assert (said.code, said.err) == (0, "")
    assert "No claim with a number was found." in said.out


@pytest.mark.parametrize(
    ("encoding", "word"), [("cp1252", "Windows-1252"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-16", "")]
)
def test_other_encodings_are_read_and_a_guess_is_said(encoding: str, word: str, call: Call, tmp_path: Path) -> None:
    text = f"“Well – a start,” said the café’s owner, who paid £9. {RIGHT}"
    said = call("check", written(tmp_path, "old.txt", text.encode(encoding)))
    assert said.code == 0
    assert "»131«" in said.out
    if word:
        assert word in said.sentence
        assert "old.txt" in said.sentence
    else:  # a byte order mark says it: nothing was guessed
        assert said.err == ""


def test_explain_of_a_text_that_is_not_there(call: Call, tmp_path: Path) -> None:
    said = call("explain", tmp_path / "none.md", "1")
    assert (said.code, said.out) == (3, "")
    assert "none.md does not exist" in said.sentence


# Source files: nothing of them goes in.


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("broken.csv", 'Country,Year,Boats\nNorway,2017,12\n"Norway,2018,13\nSweden,2018,9\n', ["broken.csv, line 3", "quot"]),
        ("words.csv", "Name,Colour\nAda,red\nBea,blue\n", ["words.csv", "no figures|no numbers|number"]),
        ("empty.csv", "", ["empty.csv", "empty"]),
        ("photo.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", ["photo.csv", "not text|binary"]),
        ("sources.toml", '[[source]]\nname = "a"\npath = \n', ["sources.toml", "line 3, column"]),
        ("lost.toml", '[[source]]\nname = "a"\npath = "lost.csv"\n', ["lost.csv"]),
        ("keys.toml", '[[source]]\nname = "a"\npth = "a.csv"\n', ["keys.toml", '"pth"', "path"]),
    ],
)
def test_a_source_that_cannot_be_read(name: str, data: bytes | str, words: list[str], call: Call, tmp_path: Path) -> None:
    said = call("add", written(tmp_path, name, data))
    assert (said.code, said.out) == (3, "")
    for word in words:
        assert re.search(word, said.sentence), said.sentence


def test_a_source_that_is_not_there(call: Call, tmp_path: Path) -> None:
    said = call("add", tmp_path / "none.csv")
    assert said.code == 3
    assert "none.csv" in said.sentence


def test_a_bad_source_makes_no_store(call: Call, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    assert call("add", tmp_path / "none.toml", store=new).code == 3
    assert not new.exists()


def test_the_good_sources_beside_a_bad_one_are_taken(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good = written(tmp_path, "good.csv", "Country,Year,Boats\nNorway,2017,12\nNorway,2018,13\n")
    bad = written(tmp_path, "bad.csv", "Name,Colour\nAda,red\n")
    assert run(["add", str(bad), str(good), "--store", str(tmp_path / "new.db")]) == 3
    said = capsys.readouterr()
    assert "good: 1 indicator, 1 series; 2 figures new" in said.out
    assert len(said.err.splitlines()) == 1
    assert "bad.csv" in said.err


# Series and stores.


def test_an_unknown_series_and_an_unknown_source(call: Call) -> None:
    series, source = call("show", "week-of-action/figures/Arrests in the week of acton"), call("remove", "week-of-actoin")
    assert (series.code, series.out, source.code, source.out) == (2, "", 2, "")
    assert "did you mean 'week-of-action/figures/Arrests in the week of action" in series.sentence
    assert "did you mean 'week-of-action'?" in source.sentence


STORE_COMMANDS = [
    ["check", "ARTICLE"],
    ["explain", "ARTICLE", "1"],
    ["series"],
    ["sources"],
    ["search", "arrests"],
    ["show", "x"],
]


@pytest.mark.parametrize("arguments", STORE_COMMANDS, ids=lambda a: a[0])
@pytest.mark.parametrize("damage", ["cut", "garbage", "empty", "foreign", "newer", "none", "folder"])
def test_a_store_that_cannot_be_used(damage: str, arguments: list[str], call: Call, store: Path, tmp_path: Path) -> None:
    article = written(tmp_path, "article.md", RIGHT)
    spoilt = spoil(store, damage)
    said = call(*[article if word == "ARTICLE" else word for word in arguments], store=spoilt)
    assert (said.code, said.out) == (3, "")
    assert spoilt.name in said.sentence


@pytest.mark.parametrize("damage", ["garbage", "foreign", "newer", "folder"])
def test_nothing_is_added_to_a_store_that_cannot_be_used(damage: str, call: Call, store: Path, tmp_path: Path) -> None:
    good = written(tmp_path, "good.csv", "Country,Year,Boats\nNorway,2017,12\nNorway,2018,13\n")
    spoilt = spoil(store, damage)
    said = call("add", good, store=spoilt)
    assert (said.code, said.out) == (3, "")
    assert spoilt.name in said.sentence


def spoil(store: Path, damage: str) -> Path:
    """Another store in place of the good one."""
    path = store.with_name(f"{damage}.db")
    data = store.read_bytes()
    if damage == "folder":
        path.mkdir()
    elif damage == "newer":
        path.write_bytes(data)
        with sqlite3.connect(path) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.close()
    elif damage == "foreign":
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE recipes (name)")
        connection.close()
    elif damage != "none":
        path.write_bytes({"cut": data[: len(data) // 2], "garbage": b"no database " * 500, "empty": b""}[damage])
    return path
