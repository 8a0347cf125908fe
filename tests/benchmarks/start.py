"""Start: to the first rows painted and answering keys, and to the list filled; the floor is an empty Textual app."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from tests.terminal import RECVIEW, Terminal

EMPTY = "from textual.app import App\nApp().run()\n"
RUNS = 7


CURSOR = b"48;2;34;53;73m"
"""The background of the row with the cursor, in recview's dark theme."""


def until(terminal: Terminal, mark: bytes, start: float, at: int = 0) -> float:
    """Seconds since `start` when the output from `at` on holds `mark`."""
    while mark not in terminal.output[at:]:
        if time.perf_counter() - start > 30:
            raise TimeoutError(bytes(terminal.output[-400:]))
        terminal.read(0.01)
    return time.perf_counter() - start


def painted(command: list[str], mark: bytes) -> float:
    """Seconds until the output holds `mark`."""
    start = time.perf_counter()
    with Terminal(command) as terminal:
        return until(terminal, mark, start)


def answered(command: list[str]) -> tuple[float, float]:
    """Seconds to the first rows, and until a key sent then has moved the cursor."""
    start = time.perf_counter()
    with Terminal(command) as terminal:
        rows = until(terminal, "▾".encode(), start)
        while terminal.read(0.002):
            pass
        terminal.send("j")
        return rows, until(terminal, CURSOR, start, len(terminal.output))


def main(corpus: Path) -> None:
    """Print medians of interleaved runs and their ratios."""
    total = sum(1 for _ in corpus.rglob("*.json"))
    recview = [*RECVIEW, str(corpus)]
    empty = [sys.executable, "-c", EMPTY]
    floor, rows, keys, full = [], [], [], []
    for _ in range(RUNS):
        # The empty app paints its background in one frame: the first colour sequence ends it.
        floor.append(painted(empty, b"\x1b[48;2"))
        shown, moved = answered(recview)
        rows.append(shown)
        keys.append(moved)
        full.append(painted(recview, f"{total:,} recordings".encode()))
    base = statistics.median(floor)
    print(f"start: {RUNS} interleaved runs, medians, {total:,} files")
    print(f"  empty Textual app painted       {base * 1e3:7.0f} ms   1.00 ×")
    for name, found, limit in (("first rows", rows, 1.6), ("a key answered", keys, 1.6), ("list filled", full, 3.0)):
        median = statistics.median(found)
        print(f"  {name:<31} {median * 1e3:7.0f} ms   {median / base:.2f} ×   (wanted: {limit} ×)")
