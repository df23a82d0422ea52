"""The command line: one command, one file; this one puts them together and starts quickly.

`factcheck`, `factcheck --help` and a wrong first word are how a newcomer meets the program. Building the help page takes typer
some 50 ms, reading it from `help.txt` none, so the page is packaged; a test holds it equal to what typer would say
(`make help-text` writes it anew).
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typer import Typer

COMMANDS = (
    *("check", "report", "claims", "explain", "lint", "whence"),
    *("add", "refresh", "sources", "series", "search", "show", "revisions", "alias", "remove"),
    *("batch", "recheck", "similar", "replay"),
    *("lesson", "mark"),
    *("serve", "completion", "demo"),
)
COMPLETE = "_FACTCHECK_COMPLETE"
"""The variable by which a shell asks what the word being typed may be."""


def main() -> None:
    """What the console script calls; ends the process with the exit code of the command."""
    arguments = sys.argv[1:]
    if COMPLETE in os.environ:
        sys.exit(_complete())
    if arguments not in ([], ["--help"], ["-h"], ["--version"]):
        sys.exit(run(arguments))
    try:
        sys.stdout.write(installed() + "\n" if arguments == ["--version"] else help_page())
        sys.stdout.flush()
    except BrokenPipeError:
        # "factcheck --help | head -3": nobody reads on, and closing the stream at the end would say so with a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complete() -> int:
    """Answer the shell, which waits for each press of the Tab key."""
    from typer.completion import completion_init  # type: ignore[attr-defined]  # typer re-exports it from a private module

    completion_init()
    application()(prog_name="factcheck")
    return 0


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; an expected error is told in one sentence on standard error."""
    from factcheck.errors import FactcheckError

    # A lone surrogate from a damaged text, or a sign that an old terminal lacks, is shown as an escape instead of a traceback.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    try:
        first = arguments[:1]
        application(first if first[0] in COMMANDS else COMMANDS)(args=arguments, prog_name="factcheck")
    except FactcheckError as error:
        tell(error)
        return error.exit_code
    except KeyboardInterrupt:
        return _stopped()
    except SystemExit as done:
        if isinstance(getattr(done.__context__, "__cause__", None), KeyboardInterrupt):  # how typer ends a command on Ctrl-C
            return _stopped()
        code = done.code if isinstance(done.code, int) else 2 if done.code else 0
        return code or _written()
    except OSError as error:
        if error.filename is not None:
            raise
        return _unwritten(error)
    return _written()


def _stopped() -> int:
    tell("Stopped; what was not finished left nothing in the store.")
    return 130


def _written() -> int:
    """What waits to be printed goes out now, while it can be told that it cannot."""
    try:
        sys.stdout.flush()
    except OSError as error:
        return _unwritten(error)
    return 0


def _unwritten(error: OSError) -> int:
    """The disk behind the output is full, or it has gone; nothing more is tried, or Python would tell it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not isinstance(error, BrokenPipeError):  # "factcheck check article.md | head -3": nobody reads on
        tell(
            f"The output could not be written ({(error.strerror or 'no reason given').lower()}): make room, or send it elsewhere."
        )
    return 3


def application(names: Sequence[str] = COMMANDS) -> Typer:
    """The typer application with the commands of these names; only their modules are imported."""
    from importlib import import_module

    import typer

    app = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
        help=page(_ABOUT),
        epilog="Each command says more: factcheck check --help",
    )
    app.callback()(_first_options(typer.Option(False, "--version", help="Show the version and exit.")))
    for name in names:
        command = import_module(f"factcheck.commands.{name}").command
        app.command(name, help=page(command.__doc__ or ""), short_help=in_short(command.__doc__ or ""))(command)
    return app


def in_short(text: str) -> str:
    """What a command does in a few words, for the list of commands: the first sentence up to its first stop.

    >>> in_short("Take a source out of the store, with every figure of it.")
    'Take a source out of the store'
    """
    import re

    return re.split(r"[:;,.]", text.strip(), maxsplit=1)[0]


def _first_options(asked: bool) -> Callable[..., None]:
    def options(version: bool = asked) -> None:
        if version:
            sys.stdout.write(installed() + "\n")
            raise SystemExit(0)

    return options


def page(text: str) -> str:
    r"""The text of a docstring as a help page: a paragraph of commands or of indented lines keeps its lines.

    >>> page("Do it.\n\n    factcheck check a.md")
    'Do it.\n\n\x08\n  factcheck check a.md'
    """
    from inspect import cleandoc

    return "\n\n".join(map(_paragraph, cleandoc(text).split("\n\n")))


def _paragraph(text: str) -> str:
    text = text.removeprefix("\\b\n")  # the mark by which click's own docstrings keep lines, where somebody is used to it
    if not text.startswith((" ", "factcheck ", "echo ")):
        return text
    return "\b\n" + "\n".join("  " + line.strip() for line in text.split("\n"))


def help_page() -> str:
    """The packaged page of `factcheck --help`."""
    with open(os.path.join(os.path.dirname(__file__), "help.txt"), encoding="utf-8") as file:
        return file.read()


def installed() -> str:
    """The name and version that is installed."""
    from importlib.metadata import version

    return f"factcheck {version('claims-factcheck')}"


def tell(message: Exception | str) -> None:
    """Say what went wrong on standard error, in one line that cannot steer the terminal."""
    from factcheck.reports.cleaning import visible

    sys.stderr.write(f"factcheck: {visible(str(message))}\n")


_ABOUT = """Check the numbers in a text against source figures, and show the working.

  factcheck demo                      see it work, with packaged figures
  factcheck add figures.csv           put source figures into the store
  factcheck check article.md          check an article against them
  factcheck explain article.md 3      every choice behind the third finding

Exit codes: 0 nothing mismatched, 1 a mismatch was found, 2 wrong use,
3 an input could not be read (the others are still checked).
"""
