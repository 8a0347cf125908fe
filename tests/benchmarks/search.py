"""Searches in the texts of all recordings: from the reader's request to its event."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Bar, Figure, percentile_ms, spread
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.measuring import Program

TERMS = ("hello", "get_weather", "absent", "e", r"/get_\w+/", "/(error|failed)/", "/a*/", "/(?s)a.*b/", r"/\Ahello/")
"""Words, and expressions between slashes."""

RUNS = 7
"""Times that each is searched for."""

PROBE = f"import runpy; runpy.run_path({str(Path(__file__).with_name('search_probe.py'))!r}, run_name='__main__')"
"""Runs the probe with the package of the folder in which it is run."""


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures of both trees: of words, and of expressions."""
    sizes = inputs.sizes
    for tree, total, bar in ((inputs.whole_tree, sizes.files, 60), (inputs.rows, sizes.rows, 200)):
        answers = _answers(program, tree)
        for what, terms in (
            (f"words in {total:,} files, p95", [term for term in TERMS if not term.startswith("/")]),
            ("… expressions", [term for term in TERMS if term.startswith("/")]),
        ):
            every = [answer for term in terms for answer in answers[term]]
            seconds = [wall for wall, _ in every]
            slowest = max(terms, key=lambda term: max(wall for wall, _ in answers[term]))
            yield Figure(
                what,
                percentile_ms(seconds, 0.95),
                bar=Bar(plus=bar),
                cpu=percentile_ms([cpu for _, cpu in every], 0.95),
                note=f"{spread(seconds)}, of {slowest}",
            )


def _answers(program: Program, tree: Path) -> dict[str, list[tuple[float, float]]]:
    """Seconds, and CPU seconds, of each answer to each term."""
    command = [program.python, "-c", PROBE, str(tree), str(RUNS), *TERMS]
    output = subprocess.run(
        command, cwd=program.tree, env=program.environment(), capture_output=True, text=True, check=True
    ).stdout
    answers: dict[str, list[tuple[float, float]]] = json.loads(output)
    return answers
