"""What all tests share: no test reaches the network, and `--rewrite` writes packaged and golden texts anew."""

import socket
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
def batch_here(monkeypatch):
    """A batch works in this process, which starts sooner, where a test is not about processes."""
    from factcheck.batch.work import Desk

    def in_this_process(settings, texts, jobs):
        with Desk.opened(settings) as desk:
            yield from map(desk.check, texts)

    monkeypatch.setattr("factcheck.batch.local.in_processes", in_this_process)
