"""The benchmarks: what a bar and a row of the table say, and that every case can be measured at all."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import CASES, HERE, ON_REQUEST
from tests.benchmarks.figures import Bar, Figure, line, percentile_ms

QUICK = ("index", "commands", "search", "loop", "imports", "peers")
"""Cases that take little: a measured process, commands, a terminal, and the floors they are beside."""


@pytest.mark.parametrize(
    ("bar", "value", "floor", "words", "holds"),
    [
        (Bar(1.3), 130, 100, "≤ 1.3 ×", True),
        (Bar(1.3), 131, 100, "≤ 1.3 ×", False),
        (Bar(plus=16), 16, 4, "≤ 16 ms", True),
        (Bar(plus=16), 17, None, "≤ 16 ms", False),
        (Bar(2, 200), 400, 100, "≤ 2 × + 200 ms", True),
        (Bar(2, 200), 401, 100, "≤ 2 × + 200 ms", False),
        (Bar(2), None, 100, "≤ 2 ×", None),
    ],
)
def test_a_bar_is_times_a_floor_and_so_much_on_top(
    bar: Bar, value: float | None, floor: float | None, words: str, holds: bool | None
) -> None:
    assert bar.words("ms") == words
    assert Figure("x", value, floor=floor, bar=bar).holds is holds


def test_a_row_says_figure_floor_ratio_bar_and_whether_it_holds() -> None:
    figure = Figure("list filled", 480.0, floor=200.0, bar=Bar(2.2), cpu=600.0, cpu_floor=300.0, note="so it is")
    words = "start list filled 480 ms 200 ms 2.40 × 600 ms 2.00 × ≤ 2.2 × NO"
    assert " ".join(line("start", figure).split()) == f"{words} so it is"
    assert " ".join(line("start", figure, {"value": 600.0}).split()) == f"{words} 600 ms before, -20% so it is"
    assert " ".join(line("start", Figure("warm", None, bar=Bar(3), note="none yet")).split()) == (
        "start warm ≤ 3 × - none yet"
    )


def test_a_percentile_is_one_of_the_times() -> None:
    assert percentile_ms([number / 1_000 for number in range(1, 101)], 0.95) == pytest.approx(96)
    assert percentile_ms([0.002, 0.001], 1.0) == pytest.approx(2)


@pytest.mark.slow
def test_every_case_can_be_measured(tmp_path: Path) -> None:
    """All of them if RECVIEW_ALL_BENCHMARKS is set; otherwise those that take a second, and the others are there."""
    file = tmp_path / "figures.json"
    cases = (*CASES, *ON_REQUEST) if "RECVIEW_ALL_BENCHMARKS" in os.environ else QUICK
    for case in (*CASES, *ON_REQUEST):
        assert callable(importlib.import_module(f"tests.benchmarks.{case}").measure)
    command = [sys.executable, "-m", "tests.benchmarks", "--smoke", "--json", str(file), *cases]
    run = subprocess.run(command, cwd=HERE, env={**os.environ, "HEAVY": "keys"}, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    figures = json.loads(file.read_text())["figures"]
    assert {figure["case"] for figure in figures} == set(cases)
    rows = run.stdout.splitlines()[2:]
    assert len(rows) == len(figures)
    for row, figure in zip(rows, figures, strict=True):
        assert row.startswith(figure["case"])
        assert figure["what"] in row
        assert figure["value"] is not None or figure["note"]
