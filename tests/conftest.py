"""What all tests share: no test reaches the network, and `--rewrite` writes packaged and golden texts anew."""

import os
import re
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault of the code: how quick it is, `make bench` says.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
# Scripts that are run by hand: importing them for their doctests would run them.
collect_ignore_glob = ["sources/*.py", "benchmark*.py", "evaluate*.py"]
LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))
DEMO = Path(__file__).resolve().parent.parent / "factcheck" / "data" / "demo"


def pytest_addoption(parser):
    parser.addoption("--rewrite", action="store_true", help="write the golden files and the packaged help page anew")


@pytest.fixture(autouse=True)
def _no_network(request, monkeypatch):
    """Every way out is an error that names the address; the marker `loopback` opens this machine itself, and no more."""
    open_hosts = LOOPBACK if request.node.get_closest_marker("loopback") else frozenset()

    def guard(name):
        real = getattr(socket.socket, name)

        def guarded(self, *arguments):
            address = arguments[-1]
            if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in open_hosts:
                raise PermissionError(f"a test tried to reach {address}")
            return real(self, *arguments)

        monkeypatch.setattr(socket.socket, name, guarded)

    for name in ("connect", "connect_ex", "sendto"):
        guard(name)
    look_up = socket.getaddrinfo

    def guarded_look_up(host, *arguments, **options):
        if host not in open_hosts:
            raise PermissionError(f"a test tried to look up {host!r}")
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


@pytest.fixture
def rewrite(request):
    """Whether packaged and golden texts are to be written anew."""
    return request.config.getoption("--rewrite")


@pytest.fixture(scope="session")
def demo_article():
    return DEMO / "article.md"


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory):
    """A store with the packaged figures of the demonstration, made once."""
    from factcheck.commands.demo import fill_store

    path = tmp_path_factory.mktemp("demo") / "demo.db"
    fill_store(path)
    return path


@pytest.fixture
def store(tmp_path, demo_store):
    """The demonstration's figures in a store of the test's own, to keep checks and reviews in; a file may have another."""
    from factcheck.store import Store

    path = tmp_path / "desk.db"
    path.write_bytes(demo_store.read_bytes())
    with Store.open(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def rich_store(tmp_path_factory):
    """A store with series long enough to be drawn: a monthly rate in three countries, yearly passengers of four ports."""
    from factcheck.commands import run

    folder = tmp_path_factory.mktemp("rich")
    (folder / "jobs.csv").write_text(_jobs(), encoding="utf-8")
    (folder / "ferries.csv").write_text(_ferries(), encoding="utf-8")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    assert run(["add", str(folder / "sources.toml"), "--store", str(folder / "rich.db")]) == 0
    return folder / "rich.db"


SOURCES = """
[[source]]
name = "jobs"
path = "jobs.csv"
title = "Labour force survey"
publisher = "Statistics Nordland"
licence = "CC BY 4.0"
published = 2025-02-01

[[source]]
name = "ferries"
path = "ferries.csv"
title = "Ferry passengers by port"
publisher = "Port Authority"
licence = "CC BY 4.0"
url = "https://ports.example/ferries"
published = 2024-03-01
dimensions = { place = "Norway" }
"""


def _jobs():
    months = [(year, month) for year in range(2005, 2025) for month in range(1, 13)]
    rows = [
        f"{place},Unemployment rate (%),{year}-{month:02d},{4 + more + ((year * 7 + month * 3) % 23) / 10:.1f}"
        for year, month in months
        for place, more in (("Norway", 0), ("Sweden", 2), ("Denmark", 1))
    ]
    return "\n".join(["place,measure,month,value", *rows])


def _ferries():
    ports = (("Bergen", 410_000), ("Stavanger", 388_000), ("Tromsø", 120_000), ("Oslo", 2_100_000))
    rows = [f"{port},{year},{base + (year * 7919 + base) % 50_000}" for port, base in ports for year in range(1998, 2024)]
    return "\n".join(["port,year,Ferry passengers", *rows])


def without_browser(why):
    (pytest.fail if os.environ.get("FACTCHECK_BROWSER") == "required" else pytest.skip)(why)


@pytest.fixture(scope="session")
def chromium():
    """Chromium by playwright, one for all tests of a process; where it is missing they are skipped, but never in `.ci/run`."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        without_browser("playwright is not installed: pip install playwright")
    if path is None:
        without_browser("no chromium is installed: apt-get install chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield browser
        browser.close()


@dataclass(frozen=True)
class Served:
    """A `factcheck serve` that runs: its start address with the key, its address, its port and its store."""

    start: str
    store: Path
    log: Path

    @property
    def address(self):
        return self.start.partition("/?")[0]

    @property
    def port(self):
        return int(self.address.rpartition(":")[2])

    @property
    def key(self):
        return self.start.partition("key=")[2]


@pytest.fixture(scope="session")
def serving(tmp_path_factory):
    """Starts `factcheck serve` over a copy of a store; all are ended with the session."""
    running = []

    def started(store, *, program=None, environment=None):
        folder = tmp_path_factory.mktemp("served")
        copy, log = folder / "desk.db", folder / "log.txt"
        shutil.copyfile(store, copy)
        command = [sys.executable, *(program or ("-m", "factcheck")), "serve", "--port", "0", "--store", str(copy)]
        with log.open("w") as errors:
            process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                cwd=folder,
                env=os.environ | {"PYTHONPATH": str(DEMO.parent.parent.parent)} | (environment or {}),
            )
        running.append(process)
        for line in process.stdout:
            if found := re.search(r"http://\S+", line):
                return Served(start=found[0], store=copy, log=log)
        raise AssertionError(f"factcheck serve did not start: {log.read_text()}")

    yield started
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=15)
        process.stdout.close()


@pytest.fixture(scope="session")
def served(serving, demo_store):
    """The local page over the figures of the demonstration."""
    return serving(demo_store)


@pytest.fixture
def batch_here(monkeypatch):
    """A batch works in this process, which starts sooner, where a test is not about processes."""
    from factcheck.batch.work import Desk

    def in_this_process(settings, texts, jobs):
        with Desk.opened(settings) as desk:
            yield from map(desk.check, texts)

    monkeypatch.setattr("factcheck.batch.local.in_processes", in_this_process)
