"""Imports: how many modules of recview's own a start takes, and what they cost by `-X importtime`."""

from __future__ import annotations

import re
import statistics
import subprocess
import time
from collections.abc import Iterator
from typing import NamedTuple

from tests.benchmarks.figures import Figure
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.measuring import Program, seconds_until
from tests.benchmarks.start import FOLD, LIVE

_LINE = re.compile(r"import time: +(\d+) \| +\d+ \| *(\S+)")

SLOWEST = 4
"""Modules that are named."""


class Imports(NamedTuple):
    """What was imported: microseconds of each module itself, by its name."""

    microseconds: dict[str, int]

    def own(self) -> dict[str, int]:
        """Those of recview."""
        return {name: cost for name, cost in self.microseconds.items() if name.split(".")[0] == "recview"}


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures of the screen's process and of `show FILE`, beside all other modules."""
    tree, path = str(inputs.month), str(min(inputs.month.rglob("*.json")))
    command = [program.python, "-X", "importtime", "-m", "recview"]
    until_rows, until_live, shown = [], [], []
    for _ in range(inputs.sizes.long_runs):
        with program.run([*command, tree]) as terminal:
            seconds_until(terminal, FOLD, time.perf_counter())
            until_rows.append(_parsed(terminal.output.decode(errors="replace")))
            seconds_until(terminal, LIVE, time.perf_counter())
            until_live.append(_parsed(terminal.output.decode(errors="replace")))
        run = subprocess.run(
            [*command, "show", path], capture_output=True, text=True, cwd=program.tree, env=program.environment()
        )
        shown.append(_parsed(run.stderr))
    for what, runs in (("until the first rows", until_rows), ("until live", until_live), ("for show FILE", shown)):
        yield _figure(f"own modules imported {what}", runs)


def _parsed(text: str) -> Imports:
    return Imports({name: int(cost) for cost, name in _LINE.findall(text)})


def _figure(what: str, runs: list[Imports]) -> Figure:
    own = [run.own() for run in runs]
    value = statistics.median(sum(costs.values()) for costs in own) / 1e3
    others = statistics.median(sum(run.microseconds.values()) for run in runs) / 1e3 - value
    last = own[-1]
    slowest = sorted(last, key=lambda name: -last[name])[:SLOWEST]
    names = ", ".join(f"{name.removeprefix('recview.')} {last[name] / 1e3:.1f}" for name in slowest)
    return Figure(what, value, floor=others, note=f"{len(last)} modules: {names}")
