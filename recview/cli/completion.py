"""`recview completion`: what a shell runs to complete arguments, made from the parsers themselves."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from recview.cli.arguments import Parser, help_formatter
from recview.cli.completable import completable_commands
from recview.cli.completion_scripts import SCRIPTS
from recview.cli.output import Out, run_writing

EPILOG = """\
bash: recview completion bash > ~/.local/share/bash-completion/completions/recview
zsh:  recview completion zsh > ~/.zfunc/_recview   (~/.zfunc being in $fpath)
fish: recview completion fish > ~/.config/fish/completions/recview.fish
"""


def parser() -> argparse.ArgumentParser:
    """The arguments of `recview completion`."""
    arguments = Parser(
        prog="recview completion",
        description="Print a script by which a shell completes subcommands, options, themes and fields of queries.",
        epilog=EPILOG,
        formatter_class=help_formatter,
    )
    arguments.add_argument("shell", choices=sorted(SCRIPTS), metavar="SHELL", help="bash, zsh or fish")
    return arguments


def run(argv: Sequence[str]) -> int:
    """Do what the arguments ask; returns the exit code."""
    options = parser().parse_args(argv)
    script = SCRIPTS[options.shell](completable_commands())

    def write(out: Out) -> int:
        out.write_text(script.rstrip("\n"))
        return 0

    return run_writing(write)
