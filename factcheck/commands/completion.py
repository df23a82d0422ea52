"""`factcheck completion`: the Tab key completes commands and options."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from factcheck.commands import COMPLETE, options

SHELLS = ["bash", "zsh", "fish", "powershell"]


def command(
    shell: Annotated[str, typer.Argument(metavar="|".join(SHELLS), help="The shell that you type in.")],
) -> None:
    """Print what makes the Tab key complete commands and options.

        factcheck completion bash >> ~/.bashrc
        factcheck completion zsh >> ~/.zshrc
        factcheck completion fish > ~/.config/fish/completions/factcheck.fish

    It works in shells opened from then on.
    """
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # typer re-exports it from a private module

    chosen = options.one_of(shell, SHELLS, "the shell")
    sys.stdout.write(get_completion_script(prog_name="factcheck", complete_var=COMPLETE, shell=chosen).strip() + "\n")
