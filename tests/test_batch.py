"""An archive checked in parts: every text has one result, whatever is killed when, and the bytes are those of an undisturbed run.

The ordinary run kills a few times; FACTCHECK_SLOW=1 (`make test-slow`) kills twenty runs and measures the memory of a worker.
"""

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from factcheck.batch.documents import Document, documents, find_inputs
from factcheck.batch.folder import Folder
from factcheck.batch.local import Crew
from factcheck.batch.plan import parts
from factcheck.batch.work import Desk
from factcheck.commands import run
from factcheck.errors import InputError
from factcheck.store_kept import Archive

SLOW = bool(os.environ.get("FACTCHECK_SLOW"))
ROOT = Path(__file__).resolve().parent.parent
TABLE = "year,port,ferry passengers\n" + "".join(
    f"{year},{port},{base + 37 * (year - 2010)}\n" for year in range(2010, 2019) for port, base in (("Arla", 640), ("Brund", 910))
)


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    (folder / "ferries.csv").write_text(TABLE)
    assert run(["add", str(folder / "ferries.csv"), "--store", str(folder / "figures.db")]) == 0
    return folder / "figures.db"


@pytest.fixture
def store(figures, tmp_path):
    """A copy of the store of this test's own: findings are kept in it."""
    (tmp_path / "figures.db").write_bytes(figures.read_bytes())
    return tmp_path / "figures.db"


def statement(number):
    chosen = random.Random(number)
    year, port = chosen.randrange(2011, 2019), chosen.choice(("Arla", "Brund"))
    said = chosen.choice(("There were {n} ferry passengers in {p} in {y}.", "Ferry passengers in {p} rose by {m}% in {y}."))
    text = said.format(n=chosen.randrange(600, 1300), p=port, y=year, m=chosen.randrange(2, 40))
    return {"id": f"s{number}", "text": text, "published": "2019-05-01"}


def write_statements(path, count):
    path.write_text("".join(json.dumps(statement(number)) + "\n" for number in range(count)))
    return path


def batch(*arguments, code=1):
    assert run(["batch", *map(str, arguments)]) == code


def results(folder):
    return [json.loads(line) for part in sorted(folder.glob("part-*.jsonl")) for line in part.read_text().splitlines()]


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# What the inputs hold.


def test_folders_patterns_and_tables_are_read_in_order(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.md").write_text("Two.")
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "c.csv").write_text("headline;body;date\nUp;Rose 5%.;2018-09-03\n;;\nDown;Fell 5%.;\n")
    with gzip.open(tmp_path / "d.jsonl.gz", "wt") as lines:
        lines.write('{"text": "Three."}\n\n{"text": "Four."}\n')
    (tmp_path / ".hidden.md").write_text("No.")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    found = find_inputs([str(tmp_path), str(tmp_path / "*.txt")], tmp_path / "out")
    assert found.left_out == 1
    read = list(documents(found.files))
    assert [(Path(each.name).name, each.number) for each in read] == [
        ("a.txt", 0), ("two.md", 0), ("c.csv", 2), ("c.csv", 4), ("d.jsonl.gz", 1), ("d.jsonl.gz", 3),
    ]  # fmt: skip
    assert json.loads(read[2].data) == {"text": "Rose 5%.", "title": "Up", "published": "2018-09-03"}
    assert read[-1].upto == 1.0
    assert [each.upto for each in read] == sorted(each.upto for each in read)


def test_what_a_file_cannot_give_is_said_and_the_next_goes_on(tmp_path):
    whole = gzip.compress(b"".join(b'{"text": "%d"}\n' % number for number in range(9000)))
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b.csv").write_text("name,count\nx,1\n")
    (tmp_path / "c.csv").write_bytes("text\n£5m was spent\n".encode("cp1252"))
    (tmp_path / "d.md").write_text("Rose 5%.")
    read = list(documents(find_inputs([str(tmp_path)], tmp_path / "out").files))
    cut = next(each for each in read if each.error)
    assert "cannot be read on" in cut.error
    assert cut.number > 100
    assert "no column that is called text" in next(each for each in read if each.name.endswith("b.csv")).error
    assert json.loads(next(each for each in read if each.name.endswith("c.csv")).data) == {"text": "£5m was spent"}
    assert read[-1].data == b"Rose 5%."


def test_a_name_that_leads_nowhere_is_an_error(tmp_path):
    for name in ("nothing.md", "*.nothing"):
        with pytest.raises(InputError, match="leads to no file"):
            find_inputs([str(tmp_path / name)], tmp_path / "out")


@pytest.mark.usefixtures("batch_here")
def test_parquet_is_read_and_written(tmp_path, store):
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [statement(number) for number in range(5)]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "in.parquet")
    batch(tmp_path / "in.parquet", "--store", store, "--out", tmp_path / "out", "--jobs", 1, "--format", "parquet")
    [part] = (tmp_path / "out").glob("part-*.parquet")
    told = parquet.read_table(part).to_pylist()
    assert [row["id"] for row in told] == [row["id"] for row in rows]
    assert {finding["series"] for row in told for finding in row["findings"]} <= {
        f"ferries/ferries/ferry passengers[{name}={port}]" for port in ("Arla", "Brund") for name in ("port", "place")
    }


def test_parts_are_the_same_however_often_they_are_cut():
    texts = [Document("a.jsonl", number, b"{}" * number) for number in range(1, 8)]
    first, again = (list(parts(texts, 3)) for _ in range(2))
    assert [part.key for part in first] == [part.key for part in again]
    assert [len(part.documents) for part in first] == [3, 3, 1]
    other = list(parts([*texts[:4], Document("a.jsonl", 5, b"other"), *texts[5:]], 3))
    assert [one.key == two.key for one, two in zip(first, other, strict=True)] == [True, False, True]


# A whole run.


@pytest.mark.usefixtures("batch_here")
def test_every_text_has_one_result_and_a_failing_one_says_why(tmp_path, store, capsys):
    lines = write_statements(tmp_path / "in.jsonl", 12).read_text().splitlines()
    lines[3], lines[7] = '{"id": "bad"', '{"text": 5}'
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    (tmp_path / "article.md").write_bytes(b"\x00\x01\x02" * 400)
    batch(tmp_path / "in.jsonl", tmp_path / "article.md", "--store", store, "--out", tmp_path / "out", "--jobs", 2, code=3)
    told = results(tmp_path / "out")
    assert [each["input"].rpartition("/")[2] for each in told] == [f"in.jsonl, line {n}" for n in range(1, 13)] + ["article.md"]
    assert [at for at, each in enumerate(told) if "error" in each] == [3, 7, 12]
    assert "line 4: not JSON" in told[3]["error"]
    assert "failed" in capsys.readouterr().out
    assert (tmp_path / "out" / "summary.csv").read_text().splitlines()[2].startswith("articles,failed,3")
    assert not (tmp_path / "out" / "unfinished").exists()


def test_a_text_that_breaks_the_program_is_a_result(tmp_path, store, monkeypatch):
    def broken(article, *_, **__):
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr("factcheck.batch.work.check_article", broken)
    with Desk.opened(settings_of(store)) as desk:
        found = desk.check(Document("in.jsonl", 3, b'{"text": "Rose 5%."}'))
    assert json.loads(found.line)["error"] == "in.jsonl, line 3 could not be checked: ZeroDivisionError: of all things"


def settings_of(store, **more):
    from decimal import Decimal

    from factcheck.archive.record import Terms
    from factcheck.batch.work import Settings

    with Archive.open_readonly(store) as archive:
        return Settings(store=str(store), terms=Terms(program="test", figures=archive.digest(), min_score=Decimal("0.5")), **more)


MODEL = Path(os.environ.get("CLAIMS_MODEL", ROOT.parent / "shared" / "pipeline" / "model"))


@pytest.mark.skipif(not MODEL.is_dir(), reason="no trained pipeline is at hand: name one in CLAIMS_MODEL")
def test_what_a_trained_pipeline_forgets_is_not_missed(store, monkeypatch):
    from dataclasses import replace

    settings = settings_of(store)
    settings = replace(settings, terms=replace(settings.terms, model=str(MODEL)))
    texts = [Document("in.jsonl", number, json.dumps(statement(number)).encode()) for number in range(1, 8)]
    told = []
    for zone in (3, 1000):
        monkeypatch.setattr("factcheck.batch.work._ZONE", zone)
        with Desk.opened(settings) as desk:
            told.append([desk.check(text) for text in texts])
    assert told[0] == told[1]
    assert all(b"parse" in result.line for result in told[0])


def test_bytes_do_not_depend_on_the_number_of_workers(tmp_path, store, monkeypatch):
    write_statements(tmp_path / "in.jsonl", 50)
    monkeypatch.setattr("factcheck.batch.local.TASK", 7)  # tasks end amid parts
    for jobs in (1, 2):
        batch(tmp_path / "in.jsonl", "--store", store, "--out", tmp_path / str(jobs), "--jobs", jobs, "--part-size", 20)
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert len(results(tmp_path / "1")) == 50


@pytest.mark.usefixtures("batch_here")
def test_a_result_is_that_of_check_with_its_place_and_names(tmp_path, store, capsys):
    write_statements(tmp_path / "in.jsonl", 3)
    batch(tmp_path / "in.jsonl", "--store", store, "--out", tmp_path / "out", "--jobs", 1)
    capsys.readouterr()
    run(["check", "--jsonl", str(tmp_path / "in.jsonl"), "--store", str(store), "--format", "jsonl"])
    alone = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    told = results(tmp_path / "out")
    for each in told:
        del each["input"]
        for finding in each["findings"]:
            del finding["finding"]
    assert told == alone


@pytest.mark.usefixtures("batch_here")
def test_packed_lines_hold_the_same(tmp_path, store):
    write_statements(tmp_path / "in.jsonl", 4)
    for form in ("jsonl", "jsonl.gz"):
        batch(tmp_path / "in.jsonl", "--store", store, "--out", tmp_path / form, "--jobs", 1, "--format", form)
    [plain], [packed] = ((tmp_path / form).glob("part-*") for form in ("jsonl", "jsonl.gz"))
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()


@pytest.mark.usefixtures("batch_here")
def test_another_run_is_not_mixed_into_a_folder(tmp_path, store, capsys):
    source = write_statements(tmp_path / "in.jsonl", 12)
    asked = (source, "--store", store, "--out", tmp_path / "out", "--jobs", 1, "--part-size", 5)
    batch(*asked)
    before = contents(tmp_path / "out")
    batch(*asked)  # the same again is done already
    assert contents(tmp_path / "out") == before
    for change, words in ((("--place", "Norway"), "another --place"), (("--as-of", "2018-01-01"), "another --as-of")):
        capsys.readouterr()
        batch(*asked, *change, code=2)
        assert words in capsys.readouterr().err
    write_statements(source, 11)
    batch(*asked, code=2)
    assert "are not those of the run" in capsys.readouterr().err
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("Dear all")
    batch(source, "--store", store, "--out", tmp_path / "full", code=2)
    assert contents(tmp_path / "out") == before


@pytest.mark.usefixtures("batch_here")
def test_two_runs_do_not_work_in_one_folder(tmp_path, store, capsys):
    pytest.importorskip("fcntl", reason="this system has no such locks")
    source = write_statements(tmp_path / "in.jsonl", 3)
    asked = (source, "--store", store, "--out", tmp_path / "out")
    (tmp_path / "out").mkdir()
    with Folder(tmp_path / "out", "jsonl").held():
        (tmp_path / "out" / "run.json").unlink(missing_ok=True)
        batch(*asked, code=2)
        assert "Another run is at work" in capsys.readouterr().err
    batch(*asked)


@pytest.mark.usefixtures("batch_here")
def test_a_full_disk_is_said_and_the_run_goes_on_from_there(tmp_path, store, capsys, monkeypatch):
    source = write_statements(tmp_path / "in.jsonl", 12)
    asked = (source, "--store", store, "--out", tmp_path / "out", "--part-size", 5)
    real, written = os.fsync, []

    def full(handle):
        written.append(handle)
        if len(written) == 7:  # the second part: the run, and two files a part, each flushed with its folder
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr("os.fsync", full)
    batch(*asked, code=3)
    assert "No space left on device" in capsys.readouterr().err
    batch(*asked)
    batch(source, "--store", store, "--out", tmp_path / "other", "--part-size", 5)
    assert contents(tmp_path / "out") == contents(tmp_path / "other")


def test_a_store_that_changed_stops_the_run(tmp_path, store, capsys):
    source = write_statements(tmp_path / "in.jsonl", 3)
    settings = settings_of(store)
    (tmp_path / "more.csv").write_text("year,wolves\n2017,5\n2018,7\n")
    assert run(["add", str(tmp_path / "more.csv"), "--store", str(store)]) == 0
    crew = Crew(settings, 1)
    try:
        with pytest.raises(Exception, match="other figures than when the run began"):
            list(crew.results(documents([str(source)])))
    finally:
        crew.dismiss()


def test_a_text_that_kills_its_workers_is_given_up_and_the_others_are_not(store):
    crew = Crew(settings_of(store, keep=False), 1)
    texts = [Document("in.jsonl", number, json.dumps(statement(number)).encode()) for number in range(1, 5)]
    told = []
    try:
        hear = crew._hear

        def kill_on_third(worker, said):
            hear(worker, said)
            if worker.task is not None and len(worker.task.results) == 2:
                os.kill(worker.process.pid, signal.SIGKILL)

        crew._hear = kill_on_third
        give = crew._give_out

        def kill_again():
            give()
            for worker in crew._workers:
                if worker.task is not None and len(worker.task.results) == 2:
                    os.kill(worker.process.pid, signal.SIGKILL)

        crew._give_out = kill_again
        told = [json.loads(result.line) for result in crew.results(texts)]
    finally:
        crew.dismiss()
    assert ["error" in each for each in told] == [False, False, True, False]
    assert "ended the process that checked it" in told[2]["error"]


# Kills.


def started(source, store, out, jobs=2):
    command = [sys.executable, "-m", "factcheck", "batch", str(source), "--store", str(store), "--out", str(out)]
    return subprocess.Popen(
        [*command, "--jobs", str(jobs), "--part-size", "20"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=heed_ctrl_c,
    )


def heed_ctrl_c():
    """What a shell starts in the background ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def workers_of(pid):
    """The processes that a run has spawned to work."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            stat, command = (path / "stat").read_text(), (path / "cmdline").read_bytes()
        except OSError:
            continue
        if int(stat.rpartition(")")[2].split()[1]) == pid and b"spawn_main" in command:
            found.append(int(path.name))
    return found


def same_as_undisturbed(source, store, out, tmp_path):
    batch(source, "--store", store, "--out", tmp_path / "undisturbed", "--jobs", 1, "--part-size", 20)
    assert contents(out) == contents(tmp_path / "undisturbed")
    told = results(out)
    assert [each["id"] for each in told] == [json.loads(line)["id"] for line in source.read_text().splitlines()]
    assert not [each for each in told if "error" in each]
    with Archive.open_readonly(store) as archive:
        assert archive.kept_count() == sum(len(each["findings"]) for each in told)


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")


@needs_proc
def test_a_run_and_its_workers_killed_at_random_moments_lose_nothing(tmp_path, store):
    chosen = random.Random(8)
    source = write_statements(tmp_path / "in.jsonl", 8_000 if SLOW else 240)
    out, left, amid = tmp_path / "out", [], 0
    kills = 20 if SLOW else 2
    for turn in range(kills):
        going = started(source, store, out)
        wait_for_start(going, out)
        if turn % 4 != 3:  # most when some part is written, the others while workers start
            wait_for_parts(going, out, parts_in(out) + 1)
        time.sleep(chosen.uniform(0.0, 0.4))
        workers = workers_of(going.pid)
        if turn % 2 and workers:
            with suppress(ProcessLookupError):  # it may have ended by itself, with the run
                os.kill(chosen.choice(workers), signal.SIGKILL)  # a worker: the run goes on without it
            time.sleep(chosen.uniform(0.0, 0.4))
            workers += workers_of(going.pid)
        amid += going.poll() is None and parts_in(out) > 0
        going.send_signal(signal.SIGKILL if turn % 3 else signal.SIGINT)
        going.communicate()
        left += workers
    assert amid >= kills // 2, "the kills came before or behind the work"
    going = started(source, store, out)
    told = going.communicate()[1]
    assert going.returncode == 1, told
    same_as_undisturbed(source, store, out, tmp_path)
    assert not [pid for pid in left if is_factcheck(pid)], "workers of a killed run are still there"


def parts_in(out):
    return len(list(out.glob("part-*")))


def wait_for_parts(going, out, count):
    for _ in range(3000):
        if going.poll() is not None or parts_in(out) >= count:
            return
        time.sleep(0.02)


def wait_for_start(going, out):
    for _ in range(600):
        if going.poll() is not None or workers_of(going.pid):
            return
        time.sleep(0.02)


def is_factcheck(pid):
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


@needs_proc
def test_ctrl_c_says_how_to_go_on(tmp_path, store):
    source = write_statements(tmp_path / "in.jsonl", 400)
    going = started(source, store, tmp_path / "out")
    wait_for_start(going, tmp_path / "out")
    time.sleep(0.3)
    going.send_signal(signal.SIGINT)
    said = going.communicate()[1].decode()
    assert going.returncode == 130
    assert "the same command goes on from there" in said
    assert "Traceback" not in said


def test_a_part_half_written_is_no_part(tmp_path):
    folder = Folder(tmp_path / "out", "jsonl")
    folder.begin({"a": 1})
    with folder.open_half("part-000001-0123456789ab.jsonl") as half:
        half.write(b"{}\n")
    assert folder.done() == {}
    with folder.open_half("part-000001-0123456789ab.jsonl") as half:
        folder.finish(half, folder.part(1, "0123456789ab"))
    assert folder.done() == {1: "0123456789ab"}


@pytest.mark.skipif(not SLOW, reason="takes minutes: FACTCHECK_SLOW=1 (make test-slow) runs it")
@needs_proc
def test_the_memory_of_a_worker_stays_flat(store):
    settings = settings_of(store)
    texts = (Document("in.jsonl", number, json.dumps(varied(number)).encode()) for number in range(1, 20_001))
    crew = Crew(settings, 1)
    sizes = {}
    try:
        for number, _ in enumerate(crew.results(texts), start=1):
            if number in (1_000, 20_000):
                sizes[number] = resident(crew._workers[0].process.pid)
    finally:
        crew.dismiss()
    print(f"a worker's memory: {sizes[1_000] / 1e6:.0f} MB after 1,000 texts, {sizes[20_000] / 1e6:.0f} MB after 20,000")
    assert sizes[20_000] <= 1.2 * sizes[1_000]


def varied(number):
    """A statement with words that no other has, as an archive has names: what is remembered of them must not pile up."""
    said = statement(number)
    names = " ".join(f"{stem}{number:x}" for stem in ("Kor", "Vel", "Tam", "Sud"))
    return {**said, "text": f"{said['text']} Councillor {names} of ward {number} told the {number:x}gazette that it was late."}


def resident(pid):
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
