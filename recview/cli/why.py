"""`recview why`: why a replay did not find a request."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from recview.cli.arguments import Parser, help_formatter
from recview.cli.output import Out, run_writing

FOLDER = ".recview-misses"
"""Where the lines of --plugin write, and where misses are looked for."""

EPILOG = f"""\
Paste what the test printed, in any form: pytest's output, a log of CI, one line.
Texts of OGX (llama-stack), vcrpy, Ruby's VCR, go-vcr, betamax and Polly.js are
understood. OGX names a hash and tells nothing of what was sent; with the lines
of --plugin in conftest.py, a replay writes that into {FOLDER}, where it is
looked for. Exit code: 0; 1 if there is no miss in it, or one remains
unexplained; 2 for wrong usage.
"""


def parser() -> argparse.ArgumentParser:
    """The arguments of `recview why`."""
    arguments = Parser(
        prog="recview why",
        description="Say why a replay did not find a request: which recording is nearest, and where it differs first.",
        epilog=EPILOG,
        formatter_class=help_formatter,
    )
    arguments.add_argument(
        "source", nargs="?", metavar="HASH|LOG|-", help="a hash, a file with what was printed, or standard input"
    )
    arguments.add_argument(
        "--in", dest="places", action="append", default=[], metavar="PATH", help="where the recordings are"
    )
    arguments.add_argument(
        "--misses", default=FOLDER, metavar="FOLDER", help=f"what the lines of --plugin wrote ({FOLDER})"
    )
    kinds = arguments.add_mutually_exclusive_group()
    kinds.add_argument("--json", action="store_true", help="one JSON object; credentials are covered in it, too")
    kinds.add_argument("--plugin", action="store_true", help="print lines for conftest.py that write what OGX misses")
    arguments.add_argument("--secrets", action="store_true", help="show credentials, which are covered by bullets")
    return arguments


def run(argv: Sequence[str]) -> int:
    """Explain what the arguments name; returns the exit code."""
    options = parser().parse_args(argv)
    if options.plugin:
        return run_writing(_write_plugin)

    def work(out: Out) -> int:
        from recview.cli.why_command import why

        return why(out, options)

    return run_writing(work, secrets=options.secrets)


def _write_plugin(out: Out) -> int:
    out.write_text(Path(__file__).with_name("conftest_plugin.txt").read_text(encoding="utf-8").rstrip("\n"))
    return 0
