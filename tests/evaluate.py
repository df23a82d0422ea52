"""How good it is: four tables over the material that lies beside the repository (`make evaluate`).

    python tests/evaluate.py [--errors] [--only quantities|examples|tsver|strangers]

The material is read from ../shared, or from the folder in EVALUATION_DATA, and is no part of the project. Everything goes through
the installed command, as a user would. Stores are kept in build/evaluation and made anew when the importers or the data change.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "evaluation"
FACTCHECK = [str(Path(sys.executable).with_name("factcheck"))]
READING = (
    "factcheck/importers",
    "factcheck/manifest.py",
    "factcheck/store*.py",
    "factcheck/data",
    "claims/data",
    "claims/units.py",
)
VERDICTS = {
    "Supported": "match",
    "Refuted": "mismatch",
    "Not Enough Evidence": "no_source",
    "Cherry-Picking/Conflicting Evidence": "conflicting",
}
RANKS = (1, 5, 20)
FOLDERS = {"strangers": "quantities"}  # of the material, where a table is named otherwise
SPOKEN = ("match", "mismatch")
BANDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 1.01)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A claim of the yardstick with its own verdict and ours; `series` are the right files, where known."""

    text: str
    gold: str
    answer: dict[str, Any]
    series: frozenset[str] = frozenset()

    @property
    def verdict(self) -> str:
        return str(self.answer.get("verdict", "error"))

    @property
    def rank(self) -> int | None:
        """The best place of a right series among the candidates of any finding, counted in files, from 1."""
        places = [
            place for files in map(candidate_files, self.answer.get("findings", ())) for place in _places(files, self.series)
        ]
        return min(places, default=None)


def main() -> int:
    arguments = _arguments()
    data = material()
    if data is None:
        return 0
    tables = {"quantities": quantities, "examples": examples, "tsver": tsver, "strangers": strangers}
    for name, table in tables.items():
        if (data / FOLDERS.get(name, name)).is_dir() and arguments.only in (None, name):
            started = time.perf_counter()
            print(f"\n=== {name} " + "=" * (70 - len(name)))
            table(data, errors=arguments.errors)
            print(f"({time.perf_counter() - started:.0f} s)")
    return 0


def quantities(data: Path, *, errors: bool) -> None:
    """Quantity extraction, F1 of each measure of each suite, by the bench that lies with the data."""
    command = " ".join([*FACTCHECK, "claims", "--jsonl", "-", "--all", "--format", "jsonl"])
    bench = [sys.executable, str(data / "quantities" / "bench.py"), "--adapter", "ours"]
    if errors:
        print(_output([*bench, "--errors"], OURS_CMD=command))
        return
    for row in json.loads(_output([*bench, "--format", "json"], OURS_CMD=command))["rows"]:
        print(f"{row['suite']:22}" + "".join(f"  {name} {f1:5.1f}" for name, f1 in _f1(row)))
        if "cqe protocol" in row:
            print(f"{'  by the CQE protocol':22}" + "".join(f"  {name} {f1:5.1f}" for name, f1 in _f1(row["cqe protocol"])))


def examples(data: Path, *, errors: bool) -> None:
    """Whole articles against the real sources, by the scorer that lies with them."""
    store = kept_store("examples", data / "sources" / "sources.toml")
    articles = sorted((data / "examples").glob("*/article.md"))
    answers = _check([str(path) for path in articles], store)
    predictions = KEPT / "predictions"
    predictions.mkdir(exist_ok=True)
    for path, answer in zip(articles, answers, strict=True):
        (predictions / f"{path.parent.name}.json").write_text(json.dumps(answer), encoding="utf-8")
    score = [sys.executable, str(data / "examples" / "score.py"), str(data / "examples"), str(predictions)]
    print(_output([*score, *(["--errors", "400"] if errors else [])]))
    print(reliability(stated_and_right(data / "examples", {p.parent.name: a for p, a in zip(articles, answers, strict=True)})))


def tsver(data: Path, *, errors: bool) -> None:
    """Real fact-checkers' claims: verdicts, how often we speak, and whether a right series is among the candidates."""
    store = kept_store("tsver", data / "tsver" / "sources.toml")
    both: list[Answered] = []
    for name in ("dev", "synthetic_dev"):
        claims = [json.loads(line) for line in (data / "tsver" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        answers = list(_judge(claims, store, name))
        print(f"{name:14} {verdict_line(answers)}")
        if name == "dev":
            print(f"{'':14} {rank_line(answers)}")
        both += answers
    print(f"{'both':14} {verdict_line(both)}")
    print("\n" + confusion(both))
    print(reliability(_told(answer) for answer in both if answer.verdict in SPOKEN))
    if errors:
        print("\n".join(line for answer in both if answer.verdict != answer.gold for line in described(answer)))


def strangers(data: Path, *, errors: bool) -> None:
    """Texts about other things, those of the quantity suites, against the sources: next to nothing may be said of them."""
    rows = [json.loads(line) for path in sorted((data / "quantities" / "dev").glob("*.jsonl")) for line in path.open("rb")]
    texts = list(dict.fromkeys(row["text"] for row in rows if row.get("text")))
    statements = KEPT / "strangers.jsonl"
    statements.write_text(
        "".join(json.dumps({"text": text, "published": "2020-06-01"}) + "\n" for text in texts), encoding="utf-8"
    )
    for name, store in kept_stores().items():
        findings = [f for answer in _check(["--jsonl", str(statements)], store) for f in answer.get("findings", ())]
        spoken = [f for f in findings if f["verdict"] in SPOKEN]
        alarms = sum(f["verdict"] == "mismatch" for f in spoken)
        print(f"{name:14} {len(texts)} texts, {len(findings)} claims: {len(spoken)} spoken of, {alarms} called wrong")
        for finding in spoken if errors else ():
            series = finding["candidate"]["series"]["id"]
            print(f"    {finding['verdict']}: {finding['claim']['text']} | {finding['claim']['sentence'][:120]} | {series}")


def verdict_line(answers: Iterable[Answered]) -> str:
    """Accuracy of all, accuracy and share of the answers that say something, and how many mismatches were right."""
    listed = list(answers)
    spoken = [a for a in listed if a.verdict in ("match", "mismatch", "conflicting")]
    alarms = [a for a in listed if a.verdict == "mismatch"]
    return (
        f"{len(listed):4} claims   verdict accuracy {_share(listed)}   when it speaks {_share(spoken)}   "
        f"coverage {_percent(len(spoken), len(listed))}   mismatch precision {_share(alarms)} of {len(alarms)}"
    )


def rank_line(answers: Iterable[Answered]) -> str:
    """How often a right series stands among the first candidates."""
    listed = [a for a in answers if a.series]
    found = [a.rank for a in listed]
    return "right series at rank " + "   ".join(
        f"{top}: {_percent(sum(rank is not None and rank <= top for rank in found), len(listed))}" for top in RANKS
    )


def confusion(answers: Iterable[Answered]) -> str:
    """How often each verdict of theirs met each of ours."""
    counts = Counter((a.gold, a.verdict) for a in answers)
    ours = [*VERDICTS.values(), *(["error"] if any(verdict == "error" for _, verdict in counts) else [])]
    lines = ["gold \\ ours    " + "".join(f"{verdict:>13}" for verdict in ours)]
    lines += [f"{gold:15}" + "".join(f"{counts[gold, verdict]:13}" for verdict in ours) for gold in VERDICTS.values()]
    return "\n".join(lines)


def reliability(told: Iterable[tuple[str, float, bool]]) -> str:
    """How sure the tool said it was, against how often it was right, for each verdict and band of what it said."""
    listed = list(told)
    lines = ["reliability    stated      n   mean stated   right"]
    for verdict in SPOKEN:
        for low, high in pairwise(BANDS):
            band = [(stated, right) for said, stated, right in listed if said == verdict and low <= stated < high]
            if band:
                mean = 100 * sum(stated for stated, _ in band) / len(band)
                right = _percent(sum(right for _, right in band), len(band))
                lines.append(f"{verdict:13} {low:.2f}-{min(high, 1):.2f} {len(band):6} {mean:11.1f} % {right}")
    return "\n".join(lines)


def stated_and_right(folder: Path, answers: dict[str, dict[str, Any]]) -> Iterator[tuple[str, float, bool]]:
    """Verdict, stated confidence and whether it was right, of each finding that says something, by the scorer's alignment."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        return
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    for name, answer in answers.items():
        gold = json.loads((folder / name / "gold.json").read_text(encoding="utf-8"))
        text = (folder / name / "article.md").read_text(encoding="utf-8")
        read = score.read_prediction(answer, text, 0)
        _, by_answer = score.align(gold, read, text)
        for at, finding in enumerate(answer["findings"]):
            if finding["verdict"] in SPOKEN:
                right = at in by_answer and gold[by_answer[at]]["verdict"] == finding["verdict"]
                yield finding["verdict"], float(finding["candidate"]["score"]), right


def candidate_files(finding: dict[str, Any]) -> list[str]:
    """The file names, without ending, of the candidates of a finding, the best first, each once."""
    candidates = [finding.get("candidate"), *finding.get("others", ())]
    files = [Path(str(c["series"]["source"]["file"])).stem for c in candidates if c]
    return list(dict.fromkeys(files))


def described(answer: Answered) -> Iterator[str]:
    """A wrong answer in a few lines to work on."""
    rank = f", right series at rank {answer.rank}" if answer.series else ""
    yield f"\n{answer.text}\n    gold {answer.gold}, ours {answer.verdict}{rank} {' '.join(sorted(answer.series))}"
    for finding in answer.answer.get("findings", ()):
        claim, done = finding["claim"], finding["computation"] or {}
        quantity = claim["quantity"] or {}
        yield (
            f"    - {finding['verdict']}: {claim['kind']} {quantity.get('value')} {quantity.get('unit')} | {claim['measure']} | "
            f"{claim['dimensions']} | {claim['period']} | {(claim['baseline'] or {}).get('text')}"
        )
        best = next((c for c in (finding["candidate"], *finding["others"]) if c), {"score": "", "series": {"id": "no series"}})
        sum_ = f"{done.get('formula')} = {done.get('result')}"
        yield f"      {best['score'][:4]} {best['series']['id']} | {sum_} | {finding.get('missing')}"
        yield f"      others: {', '.join(candidate_files(finding)[:5])}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    parser.add_argument("--only", choices=("quantities", "examples", "tsver", "strangers"), help="one table")
    return parser.parse_args()


def _judge(claims: list[dict[str, Any]], store: Path, name: str) -> Iterator[Answered]:
    statements = KEPT / f"{name}.jsonl"
    lines = (
        json.dumps({"id": str(n), "text": claim["Claim"], "published": _day(claim["Date"])}) for n, claim in enumerate(claims)
    )
    statements.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for claim, answer in zip(claims, _check(["--jsonl", str(statements)], store), strict=True):
        series = frozenset(claim.get("TimeSeries") or ())
        yield Answered(text=claim["Claim"], gold=VERDICTS[claim["Verdict"]], answer=answer, series=series)


def _check(inputs: list[str], store: Path) -> list[dict[str, Any]]:
    command = [*FACTCHECK, "check", *inputs, "--store", str(store), "--format", "jsonl"]
    return [json.loads(line) for line in _output(command, allowed=(0, 1)).splitlines()]


def material(part: str = "") -> Path | None:
    """The folder of the material, or a part of it; `None`, and said, where it is not there."""
    folder = Path(os.environ.get("EVALUATION_DATA") or ROOT.parent / "shared")
    if (folder / part).is_dir():
        return folder
    print(f"Nothing to evaluate on: there is no folder {folder / part}. Name one in EVALUATION_DATA.")
    return None


def kept_stores(only: str | None = None) -> dict[str, Path]:
    """The stores of both lists of sources, or of the one named, by the list's folder; none where there is no material."""
    data = material()
    names = {"sources": "examples", "tsver": "tsver"}
    wanted = {name: kept for name, kept in names.items() if data is not None and only in (None, name)}
    return {name: kept_store(kept, data / name / "sources.toml") for name, kept in wanted.items() if data is not None}


def kept_store(name: str, manifest: Path) -> Path:
    """The store made from a list of sources; the one of the last run where nothing that matters has changed."""
    KEPT.mkdir(parents=True, exist_ok=True)
    store, stamp, now = KEPT / f"{name}.db", KEPT / f"{name}.stamp", _fingerprint(manifest.parent)
    if not (store.exists() and stamp.exists() and stamp.read_text() == now):
        store.unlink(missing_ok=True)
        started = time.perf_counter()
        report = _output([*FACTCHECK, "add", str(manifest), "--store", str(store)])
        print(f"store made in {time.perf_counter() - started:.0f} s: {report.strip().splitlines()[-1] if report.strip() else ''}")
        stamp.write_text(now)
    return store


def _fingerprint(folder: Path) -> str:
    patterns = [(folder, "**/*"), *((ROOT, pattern if "." in pattern else f"{pattern}/**/*") for pattern in READING)]
    files = sorted(
        {path for base, pattern in patterns for path in base.glob(pattern) if path.is_file() and path.suffix != ".pyc"}
    )
    parts = (f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _output(command: list[str], *, allowed: tuple[int, ...] = (0,), **environment: str) -> str:
    here = {"PYTHONPATH": str(ROOT)}  # of this checkout, whichever one the environment has installed
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | here | environment, check=False)
    if done.returncode not in allowed:
        raise SystemExit(f"{' '.join(command[:4])} ... ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def _day(text: str) -> str:
    return datetime.strptime(text, "%B %d, %Y").date().isoformat()


def _f1(row: dict[str, Any]) -> Iterator[tuple[str, float]]:
    return ((name, value[2]) for name, value in row.items() if isinstance(value, list) and len(value) == 3)


def _told(answer: Answered) -> tuple[str, float, bool]:
    """A statement is as sure as the surest of the findings that bear its verdict."""
    scores = [float(f["candidate"]["score"]) for f in answer.answer["findings"] if f["verdict"] == answer.verdict]
    return answer.verdict, max(scores, default=0.0), answer.verdict == answer.gold


def _places(files: list[str], right: frozenset[str]) -> Iterator[int]:
    return (place for place, file in enumerate(files, start=1) if file in right)


def _share(answers: list[Answered]) -> str:
    return _percent(sum(answer.verdict == answer.gold for answer in answers), len(answers))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f} %" if whole else "    –  "


if __name__ == "__main__":
    sys.exit(main())
