"""Memory of all processes of the app: shared pages by their share, pages of mapped files not counted."""

from __future__ import annotations

import time
from collections.abc import Iterator

from tests.benchmarks.figures import Bar, Figure
from tests.benchmarks.floors import KEY_APP
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.measuring import Program, keep_reading, megabytes, processes, seconds_until
from tests.benchmarks.start import LIVE


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures of the whole tree, beside an app of one line."""
    with program.run([program.python, "-c", KEY_APP]) as terminal:
        seconds_until(terminal, "0", time.perf_counter())
        terminal.quiet()
        floor = megabytes(terminal.pid)
    total = sum(1 for _ in inputs.whole_tree.rglob("*.json"))
    with program.terminal(str(inputs.whole_tree), "--no-play") as terminal:
        seconds_until(terminal, LIVE, time.perf_counter())
        at_live = megabytes(terminal.pid)
        keep_reading(terminal, 3.0)
        note = f"{sum(1 for _ in processes(terminal.pid))} processes; {at_live:.0f} MB when it became live"
        yield Figure(f"memory, {total:,} files", megabytes(terminal.pid), "MB", floor, Bar(plus=150), note=note)
        for _ in range(inputs.sizes.opened):
            terminal.send("n")
            keep_reading(terminal, 0.25)
        yield Figure(f"… {inputs.sizes.opened} recordings opened", megabytes(terminal.pid), "MB", floor)
