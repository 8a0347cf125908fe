"""Other programs of the kind, from their start to their first paint, where they are installed."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.floors import Moment, empty_app
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.measuring import Program, cpu_seconds

PEERS = (("lnav", True), ("posting", False), ("harlequin", False), ("tl", True))
"""The command of each, and whether it is given a recording to open; `tl` is toolong's."""

QUIET_S = 0.3
"""Seconds without output after which a paint is over."""


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures, beside an empty Textual app; a row says which peer is not installed."""
    path = min(inputs.month.rglob("*.json"))
    for name, takes_file in PEERS:
        what = f"{name}, first paint"
        if (command := shutil.which(name)) is None:
            yield Figure(what, None, note="not installed")
            continue
        floors, moments = [], []
        for _ in range(inputs.sizes.runs):
            floors.append(empty_app(program).seconds)
            moments.append(_painted(program, [command, *([str(path)] if takes_file else [])]))
        cpu = statistics.median(moment.cpu for moment in moments) * 1e3
        value = statistics.median(moment.seconds for moment in moments) * 1e3
        yield Figure(what, value, floor=statistics.median(floors) * 1e3, cpu=cpu)


def _painted(program: Program, command: list[str]) -> Moment:
    """When a program has written its first frame: the last output before it first rests."""
    start = time.perf_counter()
    with program.run(command, HOME=str(Path(program.scratch))) as terminal:
        moment = Moment(0.0, 0.0)
        wait = 20.0
        while terminal.read(wait):
            # What comes first may just ask the terminal what it can do.
            wait = QUIET_S if len(terminal.output) > 1_000 else 5.0
            moment = Moment(time.perf_counter() - start, cpu_seconds(terminal.pid))
        return moment
