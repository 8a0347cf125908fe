"""The event loop: by how much it comes later than asked for while recordings are opened and played."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Bar, Figure, percentile_ms
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.measuring import Program, keep_reading, seconds_until
from tests.benchmarks.start import FOLD, LIVE

OPENED_S = 0.25
"""Seconds for which each recording is looked at."""

PROBE = f"import runpy; runpy.run_path({str(Path(__file__).with_name('probe.py'))!r}, run_name='__main__')"
"""Runs the probe with the package of the folder in which it is run."""


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures while the list fills and while recordings are opened, beside the same loop at rest."""
    gaps = program.scratch / "gaps.json"
    count = inputs.sizes.opened
    command = [program.python, "-c", PROBE, str(gaps), str(inputs.month)]
    with program.run(command) as terminal:
        start = time.perf_counter()
        seconds_until(terminal, FOLD, start)
        painted = time.perf_counter()
        seconds_until(terminal, LIVE, start)
        live = time.perf_counter()
        for _ in range(count):
            terminal.send("n")
            keep_reading(terminal, OPENED_S)
        opened = time.perf_counter()
        keep_reading(terminal, 2.0)
        terminal.send(" ")
        keep_reading(terminal, 1.0)
        resting = time.perf_counter()
        keep_reading(terminal, count * OPENED_S)
        end = time.perf_counter()
        terminal.send("q")
        terminal.wait(20)
    beats = json.loads(gaps.read_text())
    filling, opening, rest = (
        [late for at, late in beats if since < at < until]
        for since, until in ((painted, live), (live, opened), (resting, end))
    )
    for what, times, share, bar in (
        (f"event loop p99, {count} opened", opening, 0.99, Bar(plus=16)),
        ("… its worst", opening, 1.0, Bar(plus=33)),
        ("… p99 while the list fills", filling, 0.99, None),
        ("… its worst", filling, 1.0, None),
    ):
        yield Figure(what, percentile_ms(times, share), floor=percentile_ms(rest, share), bar=bar)
