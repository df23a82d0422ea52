"""The README against the program: every command and option it names exists, every command is in it, every example runs."""

import doctest
import re
from pathlib import Path

import pytest
import typer

from factcheck.commands import COMMANDS, application

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = re.findall(r"^```(?:sh|console|text)?\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
TOURS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))
PYTHON = re.findall(r"^```python\n(.*?)^```", f"{README}\n{TOURS}", re.DOTALL | re.MULTILINE)
GROUP = typer.main.get_command(application())
COMMAND = re.compile(r"\bfactcheck ([a-z]+)\b([^\n|>#`]*)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def options(name):
    return {option for parameter in GROUP.commands[name].params for option in parameter.opts} | {"--help"}


def named(page=README):
    """The commands and the options beside them, as a page's blocks and inline code show them."""
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", page, flags=re.DOTALL | re.MULTILINE))
    for text in (*re.findall(r"^```(?:sh|console|text|yaml)?\n(.*?)^```", page, re.DOTALL | re.MULTILINE), *inline):
        for name, rest in COMMAND.findall(text):
            yield name, set(OPTION.findall(rest))


def test_every_command_and_option_named_exists():
    found = [*named(), *named(TOURS)]
    assert len(found) > 30
    for name, used in found:
        assert name in COMMANDS, f"factcheck {name} is named"
        assert used <= options(name), f"factcheck {name} has no {used - options(name)}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name):
    assert name in {name for name, _ in named()}


def test_every_make_target_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "test", "lint", "types", "evaluate"} <= targets
    assert set(re.findall(r"\bmake ([a-z-]+)", " ".join([*SHELL, *re.findall(r"`([^`\n]+)`", README)]))) <= targets


def test_the_first_screen_says_what_it_is_and_how_to_start():
    first = "\n".join(README.splitlines()[:60])
    assert "make demo" in first
    assert "factcheck check" in first
    assert "MISMATCH" in first


@pytest.mark.parametrize("example", PYTHON, ids=range(len(PYTHON)))
def test_the_examples_run(example):
    test = doctest.DocTestParser().get_doctest(example, {}, "README.md", "README.md", 0)
    assert test.examples
    assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed == 0


def test_every_file_named_in_the_tour_is_there():
    for path in re.findall(r"`((?:claims|factcheck|tests)/[\w./]+)`", README):
        assert (ROOT / path).exists(), path


def test_no_strangers_package_is_recommended():
    # The names `claims` and `factcheck` on the index belong to others.
    assert not re.search(r"pip install '?(?:claims|factcheck)\b(?!-)", README + TOURS)
