"""`recview check`: whether recordings can be replayed, and whether they are sound."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from recview.checks.settings import GENERATIONS
from recview.cli.arguments import Parser, add_git_sources, add_where, help_formatter
from recview.cli.output import Out, run_writing
from recview.findings import SEVERITIES

FORMATS = ("text", "json", "github", "sarif", "markdown")

EPILOG = """\
Without PATH, what is found below this folder. Nothing is ever changed. Rules are
named by their ids, the beginnings of ids (N, T1) or their names; recview rule
lists them. What holds for a project stands in [tool.recview.check] of its
pyproject.toml. Exit code: 0; 1 if anything was found that is as grave as
--fail-on says; 2 for errors, or if nothing could be checked.
"""


def parser() -> argparse.ArgumentParser:
    """The arguments of `recview check`."""
    arguments = Parser(
        prog="recview check",
        description="Check recordings: can a replay find them, are they whole, do they hold secrets?",
        epilog=EPILOG,
        formatter_class=help_formatter,
    )
    arguments.add_argument(
        "names", nargs="*", metavar="PATH", help="a folder, a file, an archive, REF or REF:PATH of git"
    )
    arguments.add_argument("--output-format", choices=FORMATS, default="text", help="how it is written (default text)")
    for name, does in (("select", "count"), ("extend-select", "count besides"), ("ignore", "do not count")):
        arguments.add_argument(
            f"--{name}", type=_words, action="extend", metavar="RULES", help=f"rules that {does}, with commas between"
        )
    arguments.add_argument("--all", action="store_true", help="list all findings, not 10 of each rule")
    arguments.add_argument("--statistics", action="store_true", help="only count them")
    arguments.add_argument("--fail-on", choices=SEVERITIES, help="from which severity on the exit code is 1 (error)")
    arguments.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    add_where(arguments)
    arguments.add_argument("--since", metavar="REF", help="only files that are not as they were in a revision of git")
    arguments.add_argument("--generation", choices=GENERATIONS, help="by which recorder OGX names are judged (auto)")
    arguments.add_argument(
        "--tests", metavar="FILE", help="what pytest --collect-only -q printed, - for standard input: which tests exist"
    )
    arguments.add_argument("--baseline", metavar="FILE", help="show only what is not in a file of --write-baseline")
    kinds = arguments.add_mutually_exclusive_group()
    kinds.add_argument("--write-baseline", metavar="FILE", help="write what is found now, as digests, into a file")
    kinds.add_argument(
        "--fix-plan", action="store_true", help="print commands of git that give files their right names"
    )
    arguments.add_argument("--no-cache", action="store_false", dest="cache", default=None, help="check every file anew")
    add_git_sources(arguments)
    return arguments


def _words(text: str) -> list[str]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    if not words:
        raise argparse.ArgumentTypeError("it names no rule")
    return words


def run(argv: Sequence[str]) -> int:
    """Check what the arguments name; returns the exit code."""
    options = parser().parse_args(argv)
    codes: list[int] = []

    def work(out: Out) -> int:
        from recview.cli.check_command import check

        code = check(out, options)
        out.flush()
        codes.append(code)
        return code

    code = run_writing(work)
    # That it could not be written is no finding.
    return 2 if code == 1 and not codes else code
