"""The largest trees: a hundred thousand files, and 65,000 in one folder: filling, keys, folding, filtering, memory."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Bar, Figure, percentile_ms, spread
from tests.benchmarks.floors import empty_app, read_and_parse
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.keys import latencies
from tests.benchmarks.measuring import Program, cpu_seconds, keep_reading, megabytes, seconds_until
from tests.benchmarks.start import LIVE, run_to_its_end
from tests.terminal import Terminal

LIMIT_S = 600.0
DEBOUNCE_S = 0.04
"""Seconds after a letter before a filter is applied."""

WORDS = ("case_0", "module03", "model-3", "area05 case", "zzz")

PER_ROW_MB = 300 / 100_000
"""Memory that a file may take."""


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures of both trees, beside reading and parsing the same bytes, and an empty app."""
    yield from _largest(program, inputs)
    yield from _one_folder(program, inputs)


def _largest(program: Program, inputs: Inputs) -> Iterator[Figure]:
    tree, total = inputs.rows, inputs.sizes.rows
    floors, empty, cold, cpu = [], [], [], []
    for _ in range(inputs.sizes.long_runs):
        floors.append(read_and_parse(program, tree).seconds)
        empty.append(empty_app(program).seconds)
        start = time.perf_counter()
        with program.terminal(str(tree), "--no-play") as terminal:
            cold.append(seconds_until(terminal, f"{total:,} recordings", start, limit=LIMIT_S))
            cpu.append(cpu_seconds(terminal.pid))
    floor = statistics.median(floors) * 1e3
    yield Figure(
        f"list filled, {total:,} files",
        statistics.median(cold) * 1e3,
        floor=floor,
        bar=Bar(1.6, 1_000),
        cpu=statistics.median(cpu) * 1e3,
    )
    yield _warm(program, tree, total, inputs.sizes.long_runs, statistics.median(empty) * 1e3)
    with program.terminal(str(tree), "--no-play") as terminal:
        seconds_until(terminal, LIVE, time.perf_counter(), limit=LIMIT_S)
        keep_reading(terminal, 1.0)
        yield from _used(terminal, total, inputs.sizes.keys)
        yield Figure(f"memory, {total:,} files", megabytes(terminal.pid), "MB", bar=Bar(plus=PER_ROW_MB * 100_000))


def _warm(program: Program, tree: Path, total: int, runs: int, floor: float) -> Figure:
    cache = Path(tempfile.mkdtemp(dir=program.scratch))
    run_to_its_end(program, tree, cache)
    what, bar = f"list filled, warm cache, {total:,} files", Bar(3)
    if not any(path.is_file() for path in cache.rglob("*")):
        return Figure(what, None, floor=floor, bar=bar, note="no cache was written")
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        with program.terminal(str(tree), "--no-play", cache=cache) as terminal:
            times.append(seconds_until(terminal, f"{total:,} recordings", start, limit=LIMIT_S))
    return Figure(what, statistics.median(times) * 1e3, floor=floor, bar=bar, note=spread(times))


def _used(terminal: Terminal, total: int, keys: int) -> Iterator[Figure]:
    """Keys, folding and filtering once all is there."""
    yield Figure("… unfold everything", _painted(terminal, "+") * 1e3)
    for what, typed, count, bar in (
        ("… keys p95: rows", "jjjk", keys, Bar(plus=16)),
        ("… half a page down and up", "\x04\x15", keys // 2, None),
        ("… last row and first", "Gg", keys // 3 + 1, None),
    ):
        times = latencies(terminal, typed, count)
        yield Figure(what, percentile_ms(times, 0.95), bar=bar, note=spread(times))
    terminal.send("g")
    folds = [_painted(terminal, key) for key in "hl" * max(1, keys // 15)]
    yield Figure("… fold or unfold a folder", statistics.median(folds) * 1e3, bar=Bar(plus=50), note=spread(folds))
    filters = []
    for word in WORDS:
        terminal.send("/")
        terminal.quiet(0.1)
        filters.append(_listed(terminal, word, total) - DEBOUNCE_S)
        terminal.send("\x1b")
        terminal.quiet(0.3)
    yield Figure(
        "… filter, after its debounce", statistics.median(filters) * 1e3, bar=Bar(plus=60), note=spread(filters)
    )


def _painted(terminal: Terminal, key: str) -> float:
    """Seconds from a key to the last byte of its answer."""
    terminal.quiet(0.05)
    start = last = time.perf_counter()
    terminal.send(key)
    wait = 3.0
    while terminal.read(wait):
        last, wait = time.perf_counter(), 0.25
    return last - start


def _listed(terminal: Terminal, word: str, total: int) -> float:
    """Seconds from a word being typed to the list that it leaves."""
    at, start = len(terminal.output), time.perf_counter()
    terminal.send(word)
    return seconds_until(terminal, f" of {total:,}", start, at, 20)


def _one_folder(program: Program, inputs: Inputs) -> Iterator[Figure]:
    tree, total = inputs.one_folder, inputs.sizes.one_folder
    floor = read_and_parse(program, tree).seconds * 1e3
    start = time.perf_counter()
    with program.terminal(str(tree), "--no-play") as terminal:
        seconds = seconds_until(terminal, LIVE, start, limit=LIMIT_S)
        cpu = cpu_seconds(terminal.pid)
        keep_reading(terminal, 1.0)
        memory = megabytes(terminal.pid)
    yield Figure(f"{total:,} files in one folder, live", seconds * 1e3, floor=floor, bar=Bar(1.6, 1_000), cpu=cpu * 1e3)
    yield Figure("… memory", memory, "MB", bar=Bar(plus=round(max(PER_ROW_MB * total, 120))))
