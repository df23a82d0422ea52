"""A batch on a Dask cluster of this machine: workers and the whole cluster are killed, and the bytes are those of one process.

Everything runs in processes of its own, which talk over the loopback interface alone.
"""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import textwrap
import time
from functools import partial
from pathlib import Path

import pytest

from factcheck.batch.cluster import ClusterError, lay_down
from factcheck.commands import run

pytest.importorskip("distributed", reason="Dask is not installed: pip install distributed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by signals")

SLOW = bool(os.environ.get("FACTCHECK_SLOW"))
ROOT = Path(__file__).resolve().parent.parent
TABLE = "year,herring catches\n" + "".join(f"{year},{700 + 31 * (year - 2010)}\n" for year in range(2010, 2019))
# A worker that ends when it meets one text, as a fault in a library would end it.
DEADLY = """
    import os
    import factcheck.batch.work as work
    from factcheck.checking import check_article as check
    def deadly(article, *rest, **named):
        return os._exit(9) if "deadly" in article.text else check(article, *rest, **named)
    work.check_article = deadly
"""


class Cluster:
    """A scheduler and workers that can be killed and started again on the same port."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.going = []

    def start(self, workers=2, more=()):
        self._dask("scheduler", "--host", "127.0.0.1", "--port", str(self.port))
        for _ in range(workers):
            self.add_worker(*more)

    def add_worker(self, *more):
        self._dask("worker", self.address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", *more)

    def _dask(self, *arguments):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_LOGGING__DISTRIBUTED": "critical"}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        command = [sys.executable, "-W", "ignore", "-m", "dask", *arguments, "--no-dashboard"]
        self.going.append(subprocess.Popen(command, cwd=self.folder, env=environment, **quiet))

    def kill(self, number):
        self.going[number].kill()
        self.going.pop(number).wait()

    def kill_all(self):
        while self.going:
            self.kill(-1)


@pytest.fixture
def cluster(tmp_path):
    made = Cluster(tmp_path)
    yield made
    made.kill_all()


@pytest.fixture
def archive(tmp_path, capsys):
    """A store and texts, with the results of one process."""
    (tmp_path / "herring.csv").write_text(TABLE)
    store = tmp_path / "figures.db"
    assert run(["add", str(tmp_path / "herring.csv"), "--store", str(store)]) == 0
    chosen = random.Random(3)
    said = "Herring catches were {n} in {y}. The harbour of {name} was quiet."
    texts = [said.format(n=chosen.randrange(600, 1200), y=chosen.randrange(2011, 2019), name=f"Kor{n:x}") for n in range(240)]
    lines = [json.dumps({"id": number, "text": text}) for number, text in enumerate(texts)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    return tmp_path


def asked(folder, out, *more):
    command = ["batch", str(folder / "in.jsonl"), "--store", str(folder / "figures.db"), "--out", str(folder / out)]
    return [*command, "--part-size", "25", "--no-keep", *more]


def started(folder, address):
    command = [sys.executable, "-m", "factcheck", *asked(folder, "out", "--cluster", address)]
    heed_ctrl_c = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's background job would ignore it
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, preexec_fn=heed_ctrl_c, **quiet)


def wait_for_parts(folder, going, count):
    for _ in range(1200):
        if going.poll() is not None or len(list((folder / "out").glob("part-*"))) >= count:
            return
        time.sleep(0.05)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.usefixtures("batch_here")
def test_a_worker_and_the_whole_cluster_killed_lose_nothing(archive, cluster):
    assert run(asked(archive, "one")) == 1
    cluster.start()
    going = started(archive, cluster.address)
    wait_for_parts(archive, going, 1)
    cluster.kill(1)  # one worker of two: the run goes on
    wait_for_parts(archive, going, 3)
    cluster.kill_all()
    told = going.communicate(timeout=120)[1].decode()
    assert going.returncode == 3, told
    assert "went away" in told
    assert "Traceback" not in told
    done = len(list((archive / "out").glob("part-*")))
    assert 1 <= done < 10
    cluster.start()
    going = started(archive, cluster.address)
    told = going.communicate(timeout=240)[1].decode()
    assert going.returncode == 1, told
    assert contents(archive / "out") == contents(archive / "one")


def test_a_cluster_that_is_not_there_is_said(archive, cluster, capsys):
    assert run(asked(archive, "out", "--scheduler-file", str(archive / "none.json"))) == 2
    assert "is not there" in capsys.readouterr().err
    assert run(asked(archive, "out", "--cluster", cluster.address, "--jobs", "2")) == 2
    assert "--jobs is for this machine alone" in capsys.readouterr().err


def test_a_shipped_store_is_laid_down_once_and_known_by_its_hash(archive, tmp_path, monkeypatch):
    import hashlib
    import zlib

    from factcheck.store_kept import Archive

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Archive.open_readonly(archive / "figures.db") as store:
        data, digest = store.image(), store.digest()
    sha256 = hashlib.sha256(data).hexdigest()
    with pytest.raises(ClusterError, match="did not arrive whole"):
        lay_down("0" * 64, zlib.compress(data))
    lay_down(sha256, zlib.compress(data))
    [copy] = tmp_path.glob(f"factcheck-*/{sha256}.db")
    assert copy.stat().st_mode & 0o077 == 0
    before = copy.stat().st_mtime_ns
    lay_down(sha256, b"not even looked at")
    assert copy.stat().st_mtime_ns == before
    with Archive.open_readonly(copy) as store:
        assert store.digest() == digest


@pytest.mark.skipif(not SLOW, reason="takes a minute: FACTCHECK_SLOW=1 (make test-slow) runs it")
@pytest.mark.usefixtures("batch_here")
def test_a_store_the_workers_do_not_see_is_shipped(archive, cluster):
    assert run(asked(archive, "one")) == 1
    cluster.start()
    body = f"""
        import factcheck.batch.cluster as cluster
        from factcheck.commands import run
        cluster._has_figures = lambda settings: False
        raise SystemExit(run({asked(archive, "out", "--cluster", cluster.address)!r}))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(body)], cwd=ROOT, capture_output=True, timeout=240)
    assert done.returncode == 1, done.stderr
    assert contents(archive / "out") == contents(archive / "one")


@pytest.mark.skipif(not SLOW, reason="takes a minute: FACTCHECK_SLOW=1 (make test-slow) runs it")
def test_a_text_that_kills_workers_is_given_up_and_the_others_are_not(archive, cluster):
    (archive / "deadly.py").write_text(textwrap.dedent(DEADLY))
    lines = (archive / "in.jsonl").read_text().splitlines()[:30]
    lines[13] = json.dumps({"id": 13, "text": "A deadly 5% rise."})
    (archive / "in.jsonl").write_text("\n".join(lines))
    cluster._dask("scheduler", "--host", "127.0.0.1", "--port", str(cluster.port))
    for _ in range(2):
        cluster._dask(
            "worker", cluster.address, "--nthreads", "1", "--host", "127.0.0.1", "--preload", str(archive / "deadly.py")
        )
    going = started(archive, cluster.address)
    told = going.communicate(timeout=240)[1].decode()
    assert going.returncode == 3, told
    results = [json.loads(line) for part in sorted((archive / "out").glob("part-*")) for line in part.read_text().splitlines()]
    assert [at for at, each in enumerate(results) if "error" in each] == [13]
    assert "ended the process that checked it" in results[13]["error"]


def test_signals_end_a_run_on_a_cluster(archive, cluster):
    cluster.start(workers=1)
    going = started(archive, cluster.address)
    wait_for_parts(archive, going, 1)
    going.send_signal(signal.SIGINT)
    told = going.communicate(timeout=60)[1].decode()
    assert going.returncode == 130, told
    assert "the same command goes on from there" in told
