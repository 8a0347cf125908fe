"""`recview skill`: how an agent asks questions about recordings, as a SKILL.md to keep in a project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from recview.cli.arguments import Parser, help_formatter
from recview.cli.output import Out, run_writing

EPILOG = """\
For a project: mkdir -p .claude/skills/recview && recview skill > .claude/skills/recview/SKILL.md
"""


def parser() -> Parser:
    """The arguments of `recview skill`."""
    return Parser(
        prog="recview skill",
        description="Print a SKILL.md: how a coding agent answers questions about recordings with recview.",
        epilog=EPILOG,
        formatter_class=help_formatter,
    )


def run(argv: Sequence[str]) -> int:
    """Print it; returns the exit code."""
    parser().parse_args(argv)

    def write(out: Out) -> int:
        out.write_text(Path(__file__).with_name("SKILL.md").read_text(encoding="utf-8").rstrip("\n"))
        return 0

    return run_writing(write)
