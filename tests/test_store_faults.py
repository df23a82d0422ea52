"""What can go wrong with the file: each fault leaves the store as it was and is told in one sentence.

The loops follow SQLite's own way of testing (sqlite.org/testing.html): fail at step one, two, three ... rather than somewhere.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from claims.period import Period
from factcheck.errors import StoreError
from factcheck.migrations import VERSION, migrate
from factcheck.series import Figure, Indicator, Observation, Series, Source
from factcheck.store import Store

DAY = date(2024, 3, 4)
YEARS = tuple(Period.year(1950 + at) for at in range(50))


@dataclass(frozen=True)
class Made:
    """An import as the importers give it."""

    source: Source
    figures: Iterator[Figure]
    files: tuple[object, ...] = ()


def made(name: str = "lakes", count: int = 1000) -> Made:
    source = Source(name=name)
    indicator = Indicator(id=f"{name}/level/cm", title="Level of a lake", source=source)

    def figures() -> Iterator[Figure]:
        for at in range(count):
            series = Series(indicator=indicator, dimensions=(("lake", f"Lake {at // 50}"),))
            yield Figure(series, Observation(period=YEARS[at % 50], value=Decimal(at) / 8, locator=f"level.csv, line {at}"))

    return Made(source=source, figures=figures())


@pytest.fixture
def full(tmp_path: Path) -> Path:
    path = tmp_path / "figures.db"
    with Store.open(path) as store:
        store.add(made(), retrieved=DAY)
    return path


PROGRAM = """
    import importlib.util, resource, signal, sys
    from datetime import date
    from pathlib import Path
    spec = importlib.util.spec_from_file_location("faults", {here!r})
    faults = importlib.util.module_from_spec(spec)
    sys.modules["faults"] = faults
    spec.loader.exec_module(faults)
    from factcheck.errors import StoreError
    from factcheck.store import Store
    path, count = Path(sys.argv[1]), int(sys.argv[2])
"""


def program(body: str, *arguments: object) -> subprocess.Popen[str]:
    """A second Python that knows this file as `faults`."""
    text = textwrap.dedent(PROGRAM.format(here=__file__)) + textwrap.dedent(body)
    command = [sys.executable, "-W", "ignore", "-c", text, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


SLOW = bool(os.environ.get("FACTCHECK_SLOW"))
"""Set by `make test-slow`: the long forms of these tests, which the ordinary run shortens."""

# Children are forked from one warm process, so that a hundred of them take seconds.
KILLS = """
    import os, random, time

    def child(step):
        store = Store.open(path)
        if step is not None:
            steps = iter(range(step))
            last = lambda: next(steps, None) is None and os.kill(os.getpid(), signal.SIGKILL)
            store._connection.set_progress_handler(last, 4000)
        store.add(faults.made("rivers", 5000), retrieved=faults.DAY)
        os._exit(0)

    def killed(step, wait):
        pid = os.fork()
        if pid == 0:
            child(step)
        if wait is not None:
            time.sleep(wait)
            os.kill(pid, signal.SIGKILL)
        return os.waitpid(pid, 0)[1] == signal.SIGKILL

    # Moments are drawn from as long as an import takes here: one after its end kills nothing, and so tries nothing.
    began = time.monotonic()
    killed(None, None)
    took = time.monotonic() - began
    faults.whole(path)
    rng = random.Random(count)
    for turn in range(count):
        dead = killed(turn, None) if sys.argv[3] == "step" else killed(None, rng.uniform(0.001, took))
        with Store.open_readonly(path) as store:
            held = {source.name for source in store.sources()}
        print(dead, "rivers" in held, faults.whole(path), flush=True)
"""


def whole(path: Path) -> bool:
    """Sound, with all of an import or none of it; the first source as it was, and the next import works. Leaves it as before."""
    with Store.open(path) as store:
        store.verify()
        names = {source.name for source in store.sources()}
        assert store.count()[2] == 1000 + 5000 * ("rivers" in names)
        assert len(store.histories("lakes/level/cm")) == 20
        added = store.add(made("ponds", 10), retrieved=DAY).new
        for name in names & {"rivers"} | {"ponds"}:
            store.remove(name)
        return added == 10


def dump(path: Path) -> list[str]:
    """All that the file holds, after SQLite has played back what was cut off."""
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def kills(full: Path, how: str, count: int) -> list[list[str]]:
    said, traceback = program(KILLS, full, count, how).communicate()
    assert traceback == ""
    rows = [line.split() for line in said.splitlines()]
    assert len(rows) == count
    assert {row[2] for row in rows} == {"True"}
    return rows


def test_a_kill_at_any_of_a_hundred_steps_of_an_import_leaves_nothing_of_it(full: Path) -> None:
    rows = kills(full, "step", 100 if SLOW else 12)
    died = [row for row in rows if row[0] == "True"]
    assert len(died) > 8
    assert {row[1] for row in died} == {"False"}


def test_a_kill_at_a_random_moment_leaves_all_or_nothing(full: Path) -> None:
    rows = kills(full, "moment", 100 if SLOW else 8)
    assert sum(row[0] == "True" for row in rows) > len(rows) / 4


FULL_DISK = """
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, count))
    try:
        with Store.open(path) as store:
            store.add(faults.made("rivers", 20_000), retrieved=faults.DAY)
    except StoreError as error:
        print(error)
"""
FULL_AT_EVERY_STEP = """
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    before, room, done, said = faults.dump(path), 512, False, ""
    while not done:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        try:
            with Store.open(path) as store:
                done = store.add(faults.made("rivers", 5000), retrieved=faults.DAY).new == 5000
        except StoreError as error:
            said = str(error)
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        print(done, faults.dump(path) == before, said, flush=True)
        room += count
"""


def test_a_disk_that_is_full_at_any_step_is_told_and_changes_nothing(full: Path) -> None:
    said, traceback = program(FULL_AT_EVERY_STEP, full, 2048 if SLOW else 16_384).communicate()

    assert traceback == ""
    rows = [line.split(" ", 2) for line in said.splitlines()]
    assert len(rows) > 10
    assert {tuple(row[:2]) for row in rows[:-1]} == {("False", "True")}
    assert all("disk" in row[2] for row in rows[:-1])
    assert rows[-1][0] == "True"
    assert whole(full)


def test_a_new_store_on_a_full_disk_leaves_no_file_that_is_taken_for_one(tmp_path: Path) -> None:
    said, traceback = program(FULL_DISK, tmp_path / "new.db", 4096).communicate()

    assert ("disk" in said, traceback) == (True, "")
    with Store.open(tmp_path / "new.db") as store:
        assert store.add(made(), retrieved=DAY).new == 1000


TWO_WRITERS = """
    for number in range(3):
        with Store.open(path) as store:
            store.add(faults.made(f"{sys.argv[3]}-{number}", count), retrieved=faults.DAY)
"""


def test_writers_at_once_wait_for_each_other(full: Path) -> None:
    running = [program(TWO_WRITERS, full, 2000, name) for name in ("north", "south", "west")]
    told = [one.communicate()[1] for one in running]

    assert told == ["", "", ""]
    with Store.open(full) as store:
        store.verify()
        assert store.count()[2] == 1000 + 3 * 3 * 2000


def test_a_writer_that_waits_too_long_says_the_store_is_busy(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.store_opening.BUSY_SECONDS", 0.05)
    other = sqlite3.connect(full, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with Store.open(full) as store, pytest.raises(StoreError, match="busy, another program is writing"):
        store.add(made("rivers"), retrieved=DAY)
    other.close()


def test_a_cut_store_is_refused_at_every_length(full: Path) -> None:
    whole_file = full.read_bytes()
    for length in range(1, len(whole_file), len(whole_file) // 40):
        full.write_bytes(whole_file[:length])
        for opening in (Store.open, Store.open_readonly):
            with pytest.raises(StoreError, match=r"damaged|not a store"):
                opening(full)
        assert full.read_bytes() == whole_file[:length]


def test_a_flipped_byte_is_refused_or_does_no_harm(full: Path) -> None:
    whole_file = full.read_bytes()
    refused = 0
    for at in range(0, len(whole_file), len(whole_file) // 300):
        full.write_bytes(whole_file[:at] + bytes([whole_file[at] ^ 0xFF]) + whole_file[at + 1 :])
        try:
            with Store.open_readonly(full) as store:
                for history in store.histories("lakes/level/cm"):
                    assert len(history.observations) <= 50
        except StoreError:
            refused += 1
    assert refused > 10


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE periods SET start = '2017-13-01'",
        "UPDATE breakdowns SET dimensions = id",
        "UPDATE sources SET published = 'no day'",
    ],
)
def test_a_row_that_makes_no_sense_is_told_as_damage_alone_and_within_a_snapshot(full: Path, harm: str) -> None:
    other = sqlite3.connect(full)
    other.execute(harm)
    other.commit()
    other.close()

    with Store.open_readonly(full) as store:
        with pytest.raises(StoreError, match="damaged"):
            store.histories("lakes/level/cm")
        with pytest.raises(StoreError, match="damaged"), store.snapshot():
            store.histories("lakes/level/cm")


@pytest.mark.parametrize("fault", [TypeError("a fault of the program"), KeyError("another"), ZeroDivisionError("a third")])
def test_a_fault_of_the_program_is_no_damage_of_the_store(full: Path, fault: Exception) -> None:
    with Store.open_readonly(full) as store:
        with pytest.raises(type(fault)), store.snapshot():
            raise fault
        assert store.histories("lakes/level/cm")


@pytest.mark.parametrize("content", [b"x" * 5000, b"SQLite format 3\0" + b"\xff" * 200, b"year,value\n2017,5\n"])
def test_what_is_no_store_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(content)

    for opening in (Store.open, Store.open_readonly):
        with pytest.raises(StoreError, match=r"letter\.db"):
            opening(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE photos (name TEXT)")
    other.close()

    with pytest.raises(StoreError, match="not a store of factcheck"):
        Store.open(path)


@pytest.mark.parametrize(
    "harm",
    [
        "CREATE VIEW harmless AS SELECT * FROM observations",
        "CREATE TRIGGER t AFTER INSERT ON sources BEGIN DELETE FROM observations; END",
        "CREATE TABLE more (x)",
    ],
)
def test_a_store_with_something_added_is_refused(full: Path, harm: str) -> None:
    other = sqlite3.connect(full)
    other.execute(harm)
    other.close()

    for opening in (Store.open, Store.open_readonly):
        with pytest.raises(StoreError, match="factcheck did not make"):
            opening(full)


def test_a_newer_store_is_refused_with_its_version(full: Path) -> None:
    other = sqlite3.connect(full)
    other.execute(f"PRAGMA user_version = {VERSION + 1}")
    other.close()
    before = full.read_bytes()

    for opening in (Store.open, Store.open_readonly):
        with pytest.raises(StoreError, match=f"version {VERSION + 1}, newer than the {VERSION}"):
            opening(full)
    assert full.read_bytes() == before


@pytest.mark.parametrize("opening", [Store.open, Store.open_readonly])
@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_older_store_is_brought_up_to_date_and_a_copy_kept(tmp_path: Path, version: int, opening: object) -> None:
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, upto=version)
    connection.close()

    with opening(path) as store:  # type: ignore[operator]
        assert store.count() == (0, 0, 0)
    copy = sqlite3.connect(tmp_path / f"old.db.version-{version}.backup")
    assert copy.execute("PRAGMA user_version").fetchone() == (version,)
    copy.close()


def test_a_missing_store_is_told_with_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here yet; fill one with: factcheck add"):
        Store.open_readonly(tmp_path / "none.db")
    with pytest.raises(StoreError, match="is not there"):
        Store.open(tmp_path / "nowhere" / "none.db")
    with pytest.raises(StoreError, match="not a file"):
        Store.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_was_killed_while_it_was_made_is_none_yet(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    half = sqlite3.connect(path)
    half.executescript("CREATE TABLE first (x); DROP TABLE first;")
    half.close()

    with pytest.raises(StoreError, match="there is no store here yet"):
        Store.open_readonly(path)
    Store.open(path).close()
    with Store.open_readonly(path) as store:
        assert store.count() == (0, 0, 0)


def test_odd_file_names_are_names(tmp_path: Path) -> None:
    path = tmp_path / "50% of ?mode=memory #1.db"
    with Store.open(path) as store:
        store.add(made(), retrieved=DAY)

    with Store.open_readonly(path) as store:
        assert store.count()[2] == 1000


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to(full: Path) -> None:
    full.chmod(0o400)
    full.parent.chmod(0o500)
    try:
        with Store.open_readonly(full) as store:
            assert store.count()[2] == 1000
        with pytest.raises(StoreError, match="may not be written to"), Store.open(full) as store:
            store.add(made("rivers"), retrieved=DAY)
    finally:
        full.parent.chmod(0o700)


def test_a_copy_is_a_store(full: Path, tmp_path: Path) -> None:
    shutil.copy(full, tmp_path / "copy.db")
    with Store.open(tmp_path / "copy.db") as store:
        assert not store.add(made(), retrieved=DAY).altered


def test_the_store_is_its_owners_alone(full: Path) -> None:
    assert full.stat().st_mode & 0o077 == 0
