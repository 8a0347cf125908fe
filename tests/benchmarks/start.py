"""Start: to the first rows painted and answering keys, and to the list filled; the floor is an empty Textual app."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from tests.terminal import RECVIEW, Terminal

EMPTY = "from textual.app import App\nApp().run()\n"
RUNS = 7


def first_paint(command: list[str], mark: bytes, answer: str) -> tuple[float, float]:
    """Seconds to the first screen that holds `mark`, and to the first byte after a key sent then."""
    start = time.perf_counter()
    with Terminal(command) as terminal:
        while mark not in terminal.output:
            if time.perf_counter() - start > 30:
                raise TimeoutError(bytes(terminal.output[-400:]))
            terminal.read(0.01)
        painted = time.perf_counter() - start
        terminal.send(answer)
        terminal.read(1.0)
        answered = time.perf_counter() - start
        return painted, answered


def filled(command: list[str], count: bytes) -> float:
    """Seconds until the count of all recordings is on the screen."""
    return first_paint(command, count, "j")[0]


def main(corpus: Path) -> None:
    """Print medians of interleaved runs and their ratios."""
    total = sum(1 for _ in corpus.rglob("*.json"))
    recview = [*RECVIEW, str(corpus)]
    empty = [sys.executable, "-c", EMPTY]
    floor, rows, full = [], [], []
    for _ in range(RUNS):
        # The empty app paints its background in one frame: the first colour sequence ends it.
        floor.append(first_paint(empty, b"\x1b[48;2", "j")[0])
        rows.append(first_paint(recview, "▾".encode(), "j")[1])
        full.append(filled(recview, f"{total:,} recordings".encode()))
    base = statistics.median(floor)
    print(f"start: {RUNS} interleaved runs, medians, {total:,} files")
    print(f"  empty Textual app painted       {base * 1e3:7.0f} ms   1.00 ×")
    for name, found, limit in (("first rows, a key answered", rows, 1.6), ("list filled", full, 3.0)):
        median = statistics.median(found)
        print(f"  {name:<31} {median * 1e3:7.0f} ms   {median / base:.2f} ×   (wanted: {limit} ×)")
