"""The command line: inputs, formats, exit codes, and one clear sentence for each thing that can go wrong."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

import factcheck.commands
from factcheck.commands import COMMANDS, help_page, page, run
from factcheck.commands.explain import pick
from factcheck.errors import UsageError
from factcheck.store import Store

ROOT = Path(__file__).resolve().parent.parent
SENTENCE = "The operation led to 131 arrests in the United Kingdom in 2018.\n"
WRONG = "The operation led to 311 arrests in the United Kingdom in 2018.\n"


@pytest.fixture
def call(capsys, monkeypatch):
    """Call a command with text on standard input; gives exit code, output and errors."""

    def called(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = run([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return called


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.md"
    path.write_text(SENTENCE, encoding="utf-8")
    return path


def real_help():
    done = subprocess.run(
        [sys.executable, "-c", "from factcheck.commands import application; application()(['--help'], prog_name='factcheck')"],
        capture_output=True,
        text=True,
        check=True,
        env={"COLUMNS": "80", "PYTHONPATH": str(ROOT), "PATH": ""},
    )
    return done.stdout


def test_the_packaged_help_page_is_what_typer_says(rewrite):
    said = real_help()
    if rewrite:
        Path(factcheck.commands.__file__).with_name("help.txt").write_text(said, encoding="utf-8")
    assert help_page() == said, "call make help-text"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_teaches_by_example(name, call):
    code, out, _ = call(name, "--help")
    assert code == 0
    assert f"\n    factcheck {name}" in out
    assert name in help_page()


def test_examples_keep_their_lines_in_a_help_page():
    assert page("Words\nflow.\n\n    factcheck a\n    factcheck b\n") == "Words\nflow.\n\n\b\n  factcheck a\n  factcheck b"


def test_files_are_checked_in_order(call, article, demo_store, tmp_path):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text(WRONG, encoding="utf-8")
    code, out, err = call("check", article, wrong, article, "--store", demo_store, "--format", "jsonl")
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["id"] for answer in answers] == [str(article), str(wrong), str(article)]
    assert [answer["verdict"] for answer in answers] == ["match", "mismatch", "match"]
    assert (code, err) == (1, "")


def test_nothing_wrong_ends_with_nought(call, article, demo_store):
    code, out, _ = call("check", article, "--store", demo_store)
    assert code == 0
    assert "✔ MATCH" in out
    assert "»131«" in out


def test_standard_input_is_an_article(call, demo_store):
    code, out, _ = call("check", "-", "--store", demo_store, "--format", "json", stdin=WRONG.encode())
    assert (code, json.loads(out)["id"]) == (1, "-")


def test_offsets_count_the_text_as_given(call, demo_store, demo_article):
    text = demo_article.read_text(encoding="utf-8")
    _, out, _ = call("check", demo_article, "--store", demo_store, "--format", "json")
    quantities = [finding["claim"]["quantity"] for finding in json.loads(out)["findings"] if finding["claim"]["quantity"]]
    assert len(quantities) > 8
    assert all(text[q["start"] : q["end"]] == q["text"] for q in quantities)


def test_the_others_are_checked_when_one_cannot_be_read(call, article, demo_store, tmp_path):
    code, out, err = call("check", tmp_path / "none.md", article, tmp_path, "--store", demo_store, "--format", "json")
    assert code == 3
    assert [answer.get("verdict") for answer in json.loads(out)] == [None, "match", None]
    assert err.count("factcheck: ") == 2
    assert "none.md does not exist" in err
    assert "is a folder" in err


def test_statements_are_answered_line_by_line(call, demo_store):
    said = b'{"id": "a", "text": "Police made 311 arrests in the week of action.", "place": "United Kingdom"}'
    lines = said + b'\nbroken\n{"id": 2, "text": ""}\n'
    code, out, err = call("check", "--jsonl", "-", "--store", demo_store, "--format", "jsonl", stdin=lines)
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", None, 2]
    assert answers[2]["verdict"] == "no_source"
    assert "standard input, line 2: not JSON" in answers[1]["error"]
    assert answers[1]["error"] in err
    assert code == 3


def test_claims_need_no_store_and_all_keeps_what_cannot_be_checked(call):
    text = b"Sales rose 5% in 2017. The mayor, who is 52, spoke for 45 minutes."
    code, out, _ = call("claims", "--format", "jsonl", stdin=text)
    few = json.loads(out)
    many = json.loads(call("claims", "--all", "--format", "jsonl", stdin=text)[1])
    assert code == 0
    assert "5%" in [claim["quantity"]["text"] for claim in few["claims"]]
    assert all(claim["checkable"] for claim in few["claims"])
    assert len(many["claims"]) > len(few["claims"])


def test_explain_by_number_and_by_words(call, demo_store, demo_article):
    by_words = call("explain", demo_article, "131 arrests", "--store", demo_store)
    assert by_words[0] == 0
    for title in ("What was read", "Series weighed", "Figures used", "The sum", "Held up against the words"):
        assert title in by_words[1]
    number = by_words[1].split()[0]
    assert call("explain", demo_article, number, "--store", demo_store) == by_words


@pytest.mark.parametrize("which", ["999", "no such words", "the"])
def test_explain_says_which_words_do_not_fit(which, call, demo_store, demo_article):
    code, out, err = call("explain", demo_article, which, "--store", demo_store)
    assert (code, out) == (2, "")
    assert err.startswith("factcheck: ")
    assert "Traceback" not in err


def test_pick_prefers_the_number_of_a_finding():
    class Said:
        def __init__(self, text):
            self.claim = self
            self.text = self.sentence = text

    class Text:
        def __init__(self, *said):
            self.findings, self.article = tuple(map(Said, said)), SimpleNamespace(id=said[0])

    one, other = Text("two boats", "1 boat", "40 boats"), Text("3 ships", "40 ships")
    assert [pick([one], which)[1] for which in ("1", "40", "TWO")] == [0, 2, 0]
    assert pick([one, other], "3") == (other, 0)
    with pytest.raises(UsageError, match="3 of two boats, 2 of 3 ships"):
        pick([one, other], "40")


def test_the_report_page_is_written_by_the_name_of_the_text(call, demo_store, article, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert call("report", article, "--store", demo_store) == (0, "article-checked.html\n", "")
    page = (tmp_path / "article-checked.html").read_text(encoding="utf-8")
    assert page == call("check", article, "--format", "html", "--store", demo_store)[1]
    assert call("report", "-", "--out", "b.html", "--store", demo_store, stdin=WRONG.encode())[:2] == (1, "b.html\n")
    assert call("report", "none.md", "--store", demo_store)[0] == 3
    code, _, told = call("report", article, "--out", tmp_path / "no" / "b.html", "--store", demo_store)
    assert (code, "cannot be written" in told) == (2, True)


def test_explain_finds_the_entry_of_a_feed_by_its_words(call, demo_store, tmp_path):
    entries = "".join(
        f"<item><title>{title}</title><description>{said}</description><pubDate>Fri, 07 Sep 2018 09:00:00 GMT</pubDate></item>"
        for title, said in (("Nothing", "The sea was calm."), ("Raids", "Police executed 255 search warrants in the UK in 2018."))
    )
    feed = tmp_path / "feed.xml"
    feed.write_text(f"<rss version='2.0'><channel><title>Raids</title>{entries}</channel></rss>")
    code, out, _ = call("explain", "--feed", feed, "255 search warrants", "--store", demo_store)
    assert (code, "Series weighed" in out) == (0, True)


def test_the_demonstration(call, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    code, out, err = call("demo")
    assert (code, err) == (0, "")
    for words in (
        "✔ MATCH",
        "✘ MISMATCH",
        "? NO SOURCE",
        "factcheck add",
        "factcheck check your-article.md",
        "figures.csv, line",
    ):
        assert words in out
    assert out.count("✘ MISMATCH") >= 2
    assert call("demo")[1] == out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["check", "a.md", "--format", "xml"], "--format"),
        (["check", "a.md", "--published", "soon"], "2018-09-03"),
        (["check", "a.md", "--as-of", "soon"], "2018-09-03"),
        (["claims", "a.md", "--format", "csv"], "--format"),
        (["check", "a.md", "--min-score", "7"], "min-score"),
        (["chekc"], "check"),
        (["check", "--no-such-option"], "--no-such-option"),
    ],
)
def test_wrong_use_is_code_two(arguments, word, call, demo_store):
    code, out, err = call(*arguments, *(["--store", demo_store] if arguments[0] == "check" else []))
    assert code == 2
    assert word in err
    assert out == ""


def test_no_input_at_a_terminal_is_wrong_use(capsys, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    assert run(["claims"]) == 2
    assert "name a file" in capsys.readouterr().err


def test_a_store_that_is_not_there_is_said(call, article, tmp_path):
    code, out, err = call("check", article, "--store", tmp_path / "none.db")
    assert (code, out) == (3, "")
    assert "factcheck add" in err
    assert not (tmp_path / "none.db").exists()


def test_what_a_file_says_of_itself_cannot_steer_the_terminal(call, tmp_path):
    evil = tmp_path / "a\x1b[2Jb.md"
    _, _, err = call("claims", evil)
    assert "\x1b" not in err
    assert "␛[2J" in err


def test_a_reader_that_stops_early_ends_the_help_quietly():
    script = "import os, sys; os.close(1); os.dup2(int(sys.argv.pop()), 1); from factcheck.commands import main; main()"
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run([sys.executable, "-c", script, str(writing)], pass_fds=[writing], stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("command", [["check"], ["claims"], ["check", "--format", "json"]])
def test_an_output_that_cannot_be_written_is_told_in_a_sentence(command, demo_article, demo_store):
    told = [sys.executable, "-m", "factcheck", *command, str(demo_article)]
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            told,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=os.environ | {"FACTCHECK_STORE": str(demo_store)},
        )
    assert ended.returncode == 3
    assert ended.stderr.splitlines()[-1].startswith("factcheck: The output could not be written (no space left on device)")
    assert "Traceback" not in ended.stderr


def test_ctrl_c_ends_a_command_with_a_sentence_and_leaves_nothing_half_done(tmp_path):
    rows = "".join(f"Place{number},{year},{number}\n" for number in range(3000) for year in range(1950, 2020))
    (tmp_path / "big.csv").write_text("country,year,cases\n" + rows)
    started = time.monotonic()
    assert stopped_while_adding(tmp_path, "whole.db", 60)[0] == 0
    whole = time.monotonic() - started
    for attempt, share in enumerate((0.5, 0.6, 0.7, 0.8, 0.4)):  # where it was over before the signal came, once more
        ended, told = stopped_while_adding(tmp_path, f"s{attempt}.db", whole * share)
        if ended != 0:
            break
    assert (ended, told) == (130, "factcheck: Stopped; what was not finished left nothing in the store.\n")
    with Store.open_readonly(tmp_path / f"s{attempt}.db") as store:
        assert store.count() == (0, 0, 0)


def stopped_while_adding(folder, name, seconds):
    """The exit code and what was told of an import that Ctrl-C was pressed in after so many seconds, if it still ran."""
    Store.open(folder / name).close()
    adding = [sys.executable, "-m", "factcheck", "add", "big.csv", "--store", name]
    going = subprocess.Popen(adding, cwd=folder, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True)
    with suppress(subprocess.TimeoutExpired):
        going.wait(seconds)
    going.send_signal(signal.SIGINT)
    told = going.communicate(timeout=60)[1]
    return going.returncode, told


def test_lists_without_rows_draw_no_head(call, tmp_path):
    Store.open(tmp_path / "s.db").close()
    assert call("sources", "--store", tmp_path / "s.db")[1:] == (
        "",
        "factcheck: The store holds no source yet: put one in with factcheck add FILE.\n",
    )
    assert call("alias", "--store", tmp_path / "s.db")[1] == ""
    assert call("recheck", "--store", tmp_path / "s.db")[1] == "0 sums of 0 kept findings done again: none.\n"
    assert call("series", "--format", "csv", "--store", tmp_path / "s.db")[1] == "indicator,title,unit,series\n"


def test_quiet_prints_what_has_to_be_looked_at_and_nothing_else(call, demo_article, article, demo_store):
    code, out, _ = call("check", demo_article, article, "--store", demo_store, "--quiet")
    assert code == 1
    assert (out.count("✘ MISMATCH"), out.count("✔ MATCH"), out.count("? NO SOURCE")) == (2, 0, 0)
    assert " 9  ✘ MISMATCH" in out
    assert str(article) not in out
    assert call("check", article, "--store", demo_store, "-q") == (0, "", "")


def test_verbose_prints_every_choice_behind_each_finding(call, demo_article, demo_store):
    _, out, _ = call("check", demo_article, "--store", demo_store, "--verbose")
    one = call("explain", demo_article, "9", "--store", demo_store)[1]
    assert out.count("What was read") == 12
    assert one.partition("Had other years")[0].strip() in out
    assert "12 claims: " in out


@pytest.mark.parametrize("arguments", [["--quiet", "--verbose"], ["--quiet", "--format", "json"], ["-v", "--format", "csv"]])
def test_less_and_more_are_for_people(arguments, call, article, demo_store):
    code, out, err = call("check", article, "--store", demo_store, *arguments)
    assert (code, out) == (2, "")
    assert "--quiet and --verbose" in err


@pytest.mark.parametrize(("typed", "found"), [("factcheck chec", "check"), ("factcheck check --qui", "--quiet")])
def test_the_tab_key_completes_commands_and_options(typed, found):
    words = typed.split()
    asked = {"_FACTCHECK_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1)}
    done = subprocess.run([sys.executable, "-m", "factcheck"], capture_output=True, text=True, env=os.environ | asked, check=True)
    assert done.stdout.split() == [found]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_its_script(shell, call):
    code, out, _ = call("completion", shell)
    assert code == 0
    assert "_FACTCHECK_COMPLETE" in out
    assert call("completion", "csh")[0] == 2


@pytest.mark.parametrize("command", ["claims", "lint"])
def test_the_entries_of_a_feed_are_read_by_claims_and_lint(command, call, tmp_path):
    item = "<item><title>Boats of {}</title><description>Ferry traffic rose from 40 to 60 boats, up 20%.</description></item>"
    feed = tmp_path / "feed.xml"
    feed.write_text(f"<rss version='2.0'><channel><title>News</title>{item.format('May')}{item.format('June')}</channel></rss>")
    code, out, _ = call(command, "--feed", feed, "--format", "json")
    assert code in (0, 1)
    assert len(json.loads(out)) == 2


def test_a_bar_is_drawn_where_a_person_would_see_nothing(monkeypatch):
    from factcheck.commands import waiting

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(waiting, "_SECONDS", -1.0)
    for out, err, drawn in (
        (io.StringIO(), Terminal(), True),
        (Terminal(), Terminal(), False),
        (io.StringIO(), io.StringIO(), False),
    ):
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        assert list(waiting.shown(range(3), 3)) == [0, 1, 2]
        assert ("/3" in err.getvalue()) is drawn
        assert out.getvalue() == ""
