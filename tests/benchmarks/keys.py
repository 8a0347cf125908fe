"""Keys through a real terminal: from the key to its answer, at rest, while the index runs and while files land."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

from tests import recorder
from tests.benchmarks.figures import Bar, Figure, percentile_ms, spread
from tests.benchmarks.floors import KEY_APP
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.measuring import Program, seconds_until
from tests.benchmarks.start import CURSOR, FOLD, LIVE
from tests.recorder import recording
from tests.terminal import Terminal

BAR = Bar(plus=16)

STARTS = 8
"""Starts during which keys are sent, each until its list is filled."""

PER_SECOND = 20
"""Files that land in a second."""


def latencies(terminal: Terminal, keys: str, count: int, pause: float = 0.03, mark: bytes = b"") -> list[float]:
    """Seconds from each key to the first output after it that has the mark; keys that change nothing are left out.

    Args:
        terminal: Where.
        keys: Sent in turn.
        count: How many.
        pause: Seconds between an answer and the next key.
        mark: Bytes that only an answer has, where other output comes as well.
    """
    times = []
    for number in range(count):
        terminal.quiet(0.004, 0.5)
        at, start = len(terminal.output), time.perf_counter()
        terminal.send(keys[number % len(keys)])
        while (left := start + 0.25 - time.perf_counter()) > 0:
            if terminal.read(left) and mark in terminal.output[at:]:
                times.append(time.perf_counter() - start)
                break
        time.sleep(pause)
    return times


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures of the three conditions, beside an app of one line that a key changes."""
    tree, count = inputs.whole_tree, inputs.sizes.keys
    with program.run([program.python, "-c", KEY_APP]) as terminal:
        seconds_until(terminal, "0", time.perf_counter())
        terminal.quiet()
        floor = percentile_ms(latencies(terminal, "x", count), 0.95)
    total = sum(1 for _ in tree.rglob("*.json"))
    yield from _at_rest(program, tree, total, count, floor)
    yield _while_indexing(program, tree, total, floor)
    yield _while_files_land(program, inputs, floor)


def _figure(what: str, times: list[float], floor: float) -> Figure:
    return Figure(what, percentile_ms(times, 0.95), floor=floor, bar=BAR, note=spread(times))


def _at_rest(program: Program, tree: Path, total: int, count: int, floor: float) -> Iterator[Figure]:
    with program.terminal(str(tree), "--no-play") as terminal:
        seconds_until(terminal, LIVE, time.perf_counter())
        terminal.quiet()
        terminal.send("+")
        terminal.quiet(0.3)
        yield _figure(f"keys p95, {total:,} files unfolded: rows", latencies(terminal, "jjjk", count), floor)
        yield _figure("… half a page down and up", latencies(terminal, "\x04\x15", count // 2), floor)
        yield _figure("… last row and first", latencies(terminal, "Gg", count // 3 + 1), floor)


def _while_indexing(program: Program, tree: Path, total: int, floor: float) -> Figure:
    times: list[float] = []
    for _ in range(STARTS):
        with program.terminal(str(tree), "--no-play") as terminal:
            seconds_until(terminal, FOLD, time.perf_counter())
            at = len(terminal.output)
            while f"{total:,} recordings".encode() not in terminal.output[at:]:
                times += latencies(terminal, "jk", 1, 0.0, CURSOR)
    return _figure("keys p95, while indexing", times, floor)


def _while_files_land(program: Program, inputs: Inputs, floor: float) -> Figure:
    """A quarter of the files is new, the others are written over real ones."""
    root, steps = inputs.folder / "landing", inputs.sizes.steady_s * PER_SECOND
    shutil.copytree(inputs.month, root)
    there = sorted(root.rglob("*.json"))

    def step(number: int) -> Callable[[], None]:
        if number % 4 == 0:
            path = root / f"steady{number:04}.json"
            text = recording(f"turn {number}", f"tests/steady/test_s.py::test_{number}")
        else:
            path = there[number % len(there)]
            text = path.read_text().replace("the", "a")
        return lambda: recorder.write(path, text, (0.5,), 0.002)

    with program.terminal(str(root), "--no-play") as terminal:
        seconds_until(terminal, LIVE, time.perf_counter())
        terminal.quiet()
        writer = Thread(target=recorder.at_rate, args=([*map(step, range(steps))], PER_SECOND), daemon=True)
        writer.start()
        times: list[float] = []
        while writer.is_alive():
            times += latencies(terminal, "jjjk", 8, mark=CURSOR)
    shutil.rmtree(root)
    return _figure(f"keys p95, while {PER_SECOND} files a second land", times, floor)
