"""`add` and `refresh` of addresses, as a person types them; the network is a table of answers."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.commands import run
from factcheck.errors import FetchError
from factcheck.fetch import Fetched, Fetcher
from factcheck.store import Store

URL = "https://office.example/data/lakes.csv"
LAKES = "year,lake,level_cm\n2019,Upper Lumm,410\n2020,Upper Lumm,402\n2022,Upper Lumm,431\n"
LISTED = f"""
[[source]]
name = "lakes"
url = "{URL}"
publisher = "Lake Office"
licence = "CC0"

[[source]]
name = "local"
path = "local.csv"
url = "https://office.example/about"
"""
Captured = pytest.CaptureFixture[str]


class Web:
    """What each address answers, and what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, str | FetchError] = {}
        self.asked: list[tuple[str, str]] = []
        self.allowed: frozenset[str] = frozenset()

    def fetch(self, fetcher: Fetcher, url: str, *, etag: str = "", modified: str = "") -> Fetched:
        self.asked.append((url, etag))
        self.allowed = fetcher.allowed
        answer = self.answers[url]
        if isinstance(answer, FetchError):
            raise answer
        mark = f'"{len(answer)}-{hash(answer)}"'
        content = None if etag == mark else answer.encode()
        return Fetched(url=url, final=url, content=content, etag=mark, media_type="text/csv")


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Web:
    made = Web()
    made.answers[URL] = LAKES
    (tmp_path / "local.csv").write_text("year,lake,level_cm\n2019,Lower Lumm,5\n2020,Lower Lumm,6\n")
    (tmp_path / "sources.toml").write_text(LISTED)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACTCHECK_STORE", str(tmp_path / "figures.db"))
    monkeypatch.setattr(Fetcher, "fetch", lambda self, *arguments, **options: made.fetch(self, *arguments, **options))
    return made


@pytest.fixture
def say(capsys: Captured) -> Callable[..., str]:
    def said(*arguments: str, code: int = 0) -> str:
        assert run(list(arguments)) == code
        told = capsys.readouterr()
        return told.out + told.err

    return said


def test_a_list_fetches_what_has_an_address_and_no_file(web: Web, say: Callable[..., str]) -> None:
    told = say("add", "sources.toml")

    assert "lakes: 1 indicator, 1 series; 3 figures new" in told
    assert "local: 1 indicator, 1 series; 2 figures new" in told
    assert web.asked == [(URL, "")]


def test_nothing_is_asked_for_when_no_address_was_named(web: Web, say: Callable[..., str]) -> None:
    say("add", "local.csv")
    for command in (["sources"], ["series"], ["search", "lake"], ["show", "local/local/level_cm"], ["refresh"]):
        say(*command)
    assert web.asked == []


def test_a_bare_address_is_a_source(web: Web, say: Callable[..., str]) -> None:
    assert "lakes: 1 indicator" in say("add", URL)
    assert "410" in say("show", "lakes/lakes/level_cm")


def test_unchanged_is_said_and_the_server_is_told_what_is_known(web: Web, say: Callable[..., str]) -> None:
    say("add", "sources.toml")
    for command in (["refresh"], ["add", "sources.toml"], ["refresh", "lakes"]):
        assert "lakes: unchanged since" in say(*command)
    assert [bool(etag) for _, etag in web.asked] == [False, True, True, True]


def test_a_new_release_stands_beside_the_old_one(web: Web, say: Callable[..., str]) -> None:
    say("add", "sources.toml")
    web.answers[URL] = LAKES.replace("402", "403") + "2023,Upper Lumm,440\n"

    assert "lakes: 1 indicator, 1 series; 1 figure new, 1 changed since, 2 already there" in say("refresh")

    rows = json.loads(say("revisions", "lakes/lakes/level_cm", "--format", "json"))
    assert [(row["period"], row["value"], row["before"], row["change"]) for row in rows] == [
        ("2020", "402", None, None),
        ("2020", "403", "402", "+1"),
    ]
    outcomes = [fetch.outcome for fetch in Store.open_readonly("figures.db").fetches()]
    assert outcomes == ["new release", "new release"]


def test_a_failure_is_told_and_the_rest_goes_on(web: Web, say: Callable[..., str]) -> None:
    say("add", URL)
    other = "https://office.example/ponds.csv"
    web.answers[other] = LAKES
    say("add", other)
    web.answers[URL] = FetchError(f"{URL} answered 404 Not Found; check the address.")

    told = say("refresh", code=3)

    assert "answered 404" in told
    assert "ponds: unchanged" in told
    assert "failed: " in say("sources", "--format", "csv")
    web.answers[URL] = LAKES
    assert "lakes: unchanged since" in say("refresh", "lakes")


def test_a_page_instead_of_a_table_is_refused_and_asked_for_again(web: Web, say: Callable[..., str]) -> None:
    web.answers[URL] = "<!doctype html><html><title>Sorry</title></html>"
    assert "lakes.csv" in say("add", URL, code=3)
    web.answers[URL] = LAKES
    assert "3 figures new" in say("refresh")
    assert [etag for _, etag in web.asked] == ["", ""]


def test_words_that_changed_in_the_list_are_read_anew(web: Web, say: Callable[..., str]) -> None:
    say("add", "sources.toml")
    Path("sources.toml").write_text(LISTED.replace("Lake Office", "Office of Lakes"))

    say("add", "sources.toml")

    assert web.asked[-1] == (URL, "")
    assert "Office of Lakes" in say("sources")


def test_a_figure_leads_back_to_its_bytes(web: Web, say: Callable[..., str]) -> None:
    say("add", "sources.toml")
    web.answers[URL] = LAKES.replace("402", "403")
    say("refresh")

    old = json.loads(say("show", "lakes/lakes/level_cm", "--trace", "2019", "--format", "json"))
    new = json.loads(say("show", "lakes/lakes/level_cm", "--trace", "2020", "--format", "json"))

    assert (old["value"], new["value"]) == ("410", "403")
    for trace, content in ((old, LAKES), (new, web.answers[URL])):
        kept = Path(trace["fetch"]["kept"])
        assert kept.read_text() == content
        assert trace["fetch"]["url"] == URL
        assert trace["files"][0]["sha256"] == trace["fetch"]["sha256"]
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        line = int(trace["locator"].split("line ")[1].split(",")[0])
        assert trace["value"] in kept.read_text().splitlines()[line - 1]
    assert "UTC" in say("show", "lakes/lakes/level_cm", "--trace", "2019")


def test_a_file_of_one_s_own_is_traced_too(web: Web, say: Callable[..., str]) -> None:
    say("add", "sources.toml")

    trace = json.loads(say("show", "local/local/level_cm", "--trace", "2020", "--format", "json"))

    assert (trace["value"], trace["fetch"], trace["files"][0]["path"]) == ("6", None, "local.csv")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "lakes/lakes/level_cm", "--trace", "2021"], "has no figure of 2021"),
        (["show", "lakes/lakes/level_cm", "--trace", "last year"], "is no period"),
        (["refresh", "laks"], "was ever fetched; those that were are lakes"),
        (["alias", "--remove", "lakes/lakes/level_cm"], "needs the words"),
        (["alias", "lakes/lakes/level_cm", "..."], "a few words"),
        (["alias", "lakes/lakes/lvl", "water"], "no indicator"),
        (["alias", "lakes/lakes/lvl"], "no indicator"),
    ],
)
def test_what_does_not_fit_is_told(web: Web, say: Callable[..., str], arguments: list[str], told: str) -> None:
    say("add", "sources.toml")
    assert told in say(*arguments, code=2)


def test_sources_say_how_far_they_reach(web: Web, say: Callable[..., str]) -> None:
    say("add", "sources.toml")

    lakes, local = json.loads(say("sources", "--format", "json"))

    assert (lakes["publisher"], lakes["licence"], lakes["periods"], lakes["gaps"]) == (
        "Lake Office",
        "CC0",
        "2019 to 2022",
        ["2021"],
    )
    assert (lakes["age"], local["gaps"], local["figures"], local["last_fetch"]) == (0, [], 2, None)
    assert "2019 to 2022" in say("sources")


def test_a_host_is_named_for_one_run(web: Web, say: Callable[..., str]) -> None:
    say("add", URL, "--allow-host", "Office.Example")
    assert web.allowed == {"office.example"}
    say("refresh")
    assert web.allowed == frozenset()


def test_an_alias_is_taught_listed_found_and_taken_back(web: Web, say: Callable[..., str]) -> None:
    say("add", "sources.toml")
    name = "lakes/lakes/level_cm"
    assert "Nothing in the store" in say("search", "bathing", "depth")

    say("alias", name, "bathing", "depth")

    assert json.loads(say("alias", "--format", "json")) == [{"indicator": name, "words": "bathing depth"}]
    assert json.loads(say("alias", "local/local/level_cm", "--format", "json")) == []
    assert name in say("search", "bathing", "depth")
    assert "did you mean 'bathing depth'" in say("alias", "--remove", name, "bathing depths", code=2)
    say("alias", "--remove", name, "bathing", "depth")
    assert "Nothing in the store" in say("search", "bathing", "depth")


def test_a_removed_source_is_not_refreshed(web: Web, say: Callable[..., str]) -> None:
    say("add", "sources.toml")
    say("remove", "lakes")
    say("refresh")
    assert len(web.asked) == 1


def test_an_address_that_is_not_public_is_refused_before_anything(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_STORE", str(tmp_path / "figures.db"))
    for url in ("http://127.0.0.1:8000/a.csv", "http://169.254.169.254/a.csv", "http://10.0.0.1/a.csv"):
        assert run(["add", url]) == 3
        assert "is not fetched" in capsys.readouterr().err
    assert run(["add", "http://169.254.169.254/a.csv", "--allow-host", "169.254.169.254"]) == 3
    assert "no flag opens" in capsys.readouterr().err
