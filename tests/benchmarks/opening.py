"""Opening what is large: a stream of 100,000 chunks, with seeking in it, and a request of 1 MB."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterator

from tests.benchmarks.figures import Bar, Figure, percentile_ms, spread
from tests.benchmarks.floors import KEY_APP, empty_app
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.keys import latencies
from tests.benchmarks.measuring import Program, cpu_seconds, megabytes, seconds_until
from tests.terminal import Terminal

REST = 0.15
"""Seconds for which the cursor rests before a recording opens."""


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures of the stream, beside an empty app, and of the request."""
    path, count = inputs.long_stream, inputs.sizes.chunks
    size = path.stat().st_size / 1e6
    first, whole, cpu, empty = [], [], [], []
    for _ in range(inputs.sizes.long_runs):
        empty.append(empty_app(program).seconds)
        start = time.perf_counter()
        with program.terminal(str(path)) as terminal:
            first.append(seconds_until(terminal, "word0", start))
        start = time.perf_counter()
        with program.terminal(str(path), "--no-play") as terminal:
            whole.append(seconds_until(terminal, f"{count:,}/{count:,}", start))
            cpu.append(cpu_seconds(terminal.pid))
    floor = statistics.median(empty) * 1e3
    yield Figure(f"open {size:.0f} MB: its first page", statistics.median(first) * 1e3, floor=floor, bar=Bar(plus=500))
    yield Figure(
        "… whole", statistics.median(whole) * 1e3, floor=floor, bar=Bar(plus=1_200), cpu=statistics.median(cpu) * 1e3
    )
    yield from _meanwhile_and_seeking(program, inputs)
    yield _large_request(program, inputs)


def _meanwhile_and_seeking(program: Program, inputs: Inputs) -> Iterator[Figure]:
    count, keys = inputs.sizes.chunks, inputs.sizes.keys // 2
    with program.run([program.python, "-c", KEY_APP]) as terminal:
        seconds_until(terminal, "0", time.perf_counter())
        terminal.quiet()
        floor = percentile_ms(latencies(terminal, "x", keys), 0.95)
    with program.terminal(str(inputs.long_stream), "--no-play") as terminal:
        seconds_until(terminal, "enter", time.perf_counter())
        meanwhile = _help_opened(terminal, f"{count:,}/{count:,}")
        terminal.quiet(0.5)
        seeks = latencies(terminal, "528174639", keys)
        steps = latencies(terminal, ".,", keys)
        memory = megabytes(terminal.pid)
    alive = Bar(plus=33)
    if meanwhile:
        yield Figure("… worst key while it opens", max(meanwhile) * 1e3, floor=floor, bar=alive, note=spread(meanwhile))
    else:
        yield Figure("… worst key while it opens", None, bar=alive, note="it was open at once")
    yield Figure("… seek to tenths p95", percentile_ms(seeks, 0.95), floor=floor, bar=Bar(plus=16), note=spread(seeks))
    yield Figure("… a chunk forward and back p95", percentile_ms(steps, 0.95), floor=floor, note=spread(steps))
    yield Figure("… memory", memory, "MB")


def _help_opened(terminal: Terminal, end: str) -> list[float]:
    """Seconds that `tab` takes to be answered, again and again until the recording is open."""
    times: list[float] = []
    start = time.perf_counter()
    while end.encode() not in re.sub(rb"\x1b\[[0-9;]*m", b"", bytes(terminal.output)):
        at, sent = len(terminal.output), time.perf_counter()
        terminal.send("\t")
        while len(terminal.output) == at and time.perf_counter() - sent < 5:
            terminal.read(0.05)
        times.append(time.perf_counter() - sent)
        terminal.quiet(0.02, 0.1)
        if time.perf_counter() - start > 120:
            raise TimeoutError(f"it never opened:\n{terminal.screen()}")
    return times


def _large_request(program: Program, inputs: Inputs) -> Figure:
    tree = inputs.large_request
    size = (tree / "b.json").stat().st_size / 1e6
    times = []
    for _ in range(inputs.sizes.runs):
        with program.terminal(str(tree), "--no-play") as terminal:
            seconds_until(terminal, "Hello", time.perf_counter())
            terminal.quiet(0.4)
            at, start = len(terminal.output), time.perf_counter()
            terminal.send("G")
            times.append(seconds_until(terminal, "verylast", start, at, 20) - REST)
    return Figure(
        f"choose and show a request of {size:.0f} MB",
        statistics.median(times) * 1e3,
        bar=Bar(plus=80),
        note=spread(times),
    )
