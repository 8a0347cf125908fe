"""Start: until rows are painted, a key is answered, the list is filled and changes are compared ("live")."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.benchmarks.figures import Bar, Figure
from tests.benchmarks.floors import Moment, empty_app
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.measuring import Program, bytes_until, cpu_seconds, keep_reading, seconds_until

CURSOR = b"48;2;34;53;73m"
"""The background of the row with the cursor, in recview's dark theme."""

FOLD = "▾"
"""The mark of an unfolded branch: the first sign of a row."""

LIVE = "● live"
"""What the header says once every change will be compared with what was there at the start."""

SETTLED_S = 2.0
"""Seconds after which a cache is written."""


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures of a start, beside an empty Textual app."""
    month, whole = inputs.month, inputs.whole_tree
    warm = {tree: _warmed(program, tree) for tree in (month, whole)}
    floors: list[Moment] = []
    moments: dict[str, list[Moment]] = {}
    for _ in range(inputs.sizes.runs):
        floors.append(empty_app(program))
        for what, moment in _one_round(program, month, whole, warm):
            moments.setdefault(what, []).append(moment)
    floor = statistics.median(seconds for seconds, _ in floors) * 1e3
    cpu = _median_cpu(floors)
    yield Figure("an empty Textual app", floor, floor=floor, cpu=cpu, cpu_floor=cpu)
    few, many = (f"{_count(tree):,} files" for tree in (month, whole))
    for key, what, bar in (
        ("rows", f"first rows, {few}", Bar(1.3)),
        ("key", f"a key answered, {few}", Bar(1.3)),
        ("month", f"list filled, {few}", Bar(2.2)),
        ("whole", f"list filled, {many}", Bar(2.8)),
        ("month warm", f"list filled, warm cache, {few}", Bar(1.4)),
        ("whole warm", f"list filled, warm cache, {many}", Bar(1.4)),
        ("live", f"live, cold, {many}", Bar(plus=1_200)),
    ):
        if key in moments:
            value = statistics.median(seconds for seconds, _ in moments[key]) * 1e3
            yield Figure(what, value, floor=floor, bar=bar, cpu=_median_cpu(moments[key]), cpu_floor=cpu)
        else:
            yield Figure(what, None, floor=floor, bar=bar, note="no cache was written")


def _one_round(
    program: Program, month: Path, whole: Path, warm: dict[Path, Path | None]
) -> Iterator[tuple[str, Moment]]:
    rows, key = _key_answered(program, month)
    yield "rows", rows
    yield "key", key
    yield "month", _shown(program, month, None, f"{_count(month):,} recordings")[0]
    filled, live = _shown(program, whole, None, f"{_count(whole):,} recordings", LIVE)
    yield "whole", filled
    yield "live", live
    for name, tree in (("month warm", month), ("whole warm", whole)):
        if cache := warm[tree]:
            yield name, _shown(program, tree, cache, f"{_count(tree):,} recordings")[0]


def _count(tree: Path) -> int:
    return sum(1 for _ in tree.rglob("*.json"))


def _median_cpu(moments: Iterable[Moment]) -> float:
    return statistics.median(cpu for _, cpu in moments) * 1e3


def _shown(program: Program, tree: Path, cache: Path | None, *words: str) -> list[Moment]:
    """When each of some words was on the screen."""
    start = time.perf_counter()
    with program.terminal(str(tree), cache=cache) as terminal:
        return [Moment(seconds_until(terminal, word, start), cpu_seconds(terminal.pid)) for word in words]


def _key_answered(program: Program, tree: Path) -> tuple[Moment, Moment]:
    """When the first rows are there, and when a key that was sent then has moved the cursor."""
    start = time.perf_counter()
    with program.terminal(str(tree)) as terminal:
        rows = Moment(seconds_until(terminal, FOLD, start), cpu_seconds(terminal.pid))
        while terminal.read(0.002):
            pass
        at = len(terminal.output)
        terminal.send("j")
        return rows, Moment(bytes_until(terminal, CURSOR, start, at), cpu_seconds(terminal.pid))


def _warmed(program: Program, tree: Path) -> Path | None:
    """A folder with the cache of a tree, written by a run before; None if that run wrote none."""
    cache = Path(tempfile.mkdtemp(dir=program.scratch))
    run_to_its_end(program, tree, cache)
    return cache if any(path.is_file() for path in cache.rglob("*")) else None


def run_to_its_end(program: Program, tree: Path, cache: Path) -> None:
    """Open a tree until it is live and its cache is written, and leave as a user does."""
    start = time.perf_counter()
    with program.terminal(str(tree), "--no-summary", cache=cache) as terminal:
        seconds_until(terminal, LIVE, start)
        keep_reading(terminal, SETTLED_S)
        terminal.send("q")
        terminal.wait(10)
