"""`python -m tests.benchmarks [case …]`: one table of figures, each beside a floor of the same run and its bar."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import HEAD, Figure, line
from tests.benchmarks.inputs import SMOKE, Inputs, Sizes
from tests.benchmarks.measuring import Program

CASES = (
    *("start", "index", "commands", "keys", "query", "search", "loop", "opening", "live", "review"),
    *("rows", "memory", "idle", "imports", "peers"),
)
"""What is measured if no case is named, in this order."""

ON_REQUEST = ("heavy",)
"""What is measured only by its name."""

HERE = Path(__file__).parents[2]


def main(argv: list[str]) -> int:
    """Measure, print and write; returns 1 if a case could not be measured."""
    options = _arguments().parse_args(argv)
    corpus = None if options.smoke else os.environ.get("RECVIEW_CORPUS")
    if not (options.smoke or corpus):
        print("set RECVIEW_CORPUS to the folder that has ogx-2025-10 and ogx-2026-05, or say --smoke")
        return 2
    sizes = SMOKE if options.smoke else Sizes()
    if options.runs:
        sizes = sizes._replace(runs=options.runs, long_runs=min(options.runs, sizes.long_runs))
    earlier = _earlier(options.against)
    with tempfile.TemporaryDirectory(dir=_memory_disk()) as folder:
        scratch = Path(folder, "scratch")
        scratch.mkdir()
        program = Program(options.tree.resolve(), scratch, options.python)
        program.compile()
        about = _about(program)
        print(" · ".join(f"{key} {value}" for key, value in about.items()), HEAD, sep="\n", flush=True)
        inputs = Inputs(Path(folder), sizes, Path(corpus) if corpus else None)
        rows, failures = [], 0
        for case in options.case or CASES:
            for figure in _figures(case, program, inputs):
                failures += figure.note.startswith("FAILED")
                row = figure.as_json(case)
                rows.append(row)
                print(line(case, figure, earlier.get((case, figure.what))), flush=True)
    if options.json:
        options.json.write_text(json.dumps({"about": about, "figures": rows}, indent=1, ensure_ascii=False) + "\n")
    return 1 if failures else 0


def _memory_disk() -> str | None:
    """Where files cost no disk: what else the machine writes to its disk is none of what is measured."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) and "TMPDIR" not in os.environ else None


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.benchmarks", description=__doc__)
    parser.add_argument("case", nargs="*", choices=[*CASES, *ON_REQUEST, []], help="what to measure; all by default")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures")
    parser.add_argument("--against", type=Path, metavar="FILE", help="compare with the figures of an earlier run")
    parser.add_argument("--smoke", action="store_true", help="small files and single runs: whether it runs at all")
    parser.add_argument("--runs", type=int, metavar="N", help="interleaved runs of which medians are taken")
    parser.add_argument("--tree", type=Path, default=HERE, metavar="FOLDER", help="measure the recview of another tree")
    parser.add_argument("--python", default=sys.executable, help="the interpreter of what is measured")
    return parser


def _figures(case: str, program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures of a case; a failure is a row that says so."""
    try:
        yield from importlib.import_module(f"tests.benchmarks.{case}").measure(program, inputs)
    except Exception as error:  # whatever one case meets, the others are measured
        yield Figure(case, None, note=f"FAILED: {type(error).__name__}: {error}")


def _earlier(file: Path | None) -> dict[tuple[str, str], Any]:
    """The figures of an earlier run, by case and what was measured."""
    if file is None:
        return {}
    figures = json.loads(file.read_text())["figures"]
    return {(figure["case"], figure["what"]): figure for figure in figures}


def _about(program: Program) -> dict[str, str]:
    """What is measured, where and when."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=program.tree, capture_output=True, text=True
    ).stdout.strip()
    return {
        "tree": f"{program.tree} {commit}".strip(),
        "Python": platform.python_version(),
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}",
        "at": time.strftime("%Y-%m-%d %H:%M"),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
