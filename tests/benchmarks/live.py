"""Live: keys during a re-record; from a write to the screen, also of many at once and in a root made again."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from tests import recorder
from tests.benchmarks.keys import latencies, spread
from tests.recorder import recording
from tests.terminal import RECVIEW, Terminal

WRITES = 100

STEADY = 20
"""Seconds of a steady re-record."""


def until(terminal: Terminal, word: str, limit: float = 10.0) -> float:
    """Seconds until new output holds a word."""
    start = time.perf_counter()
    at = len(terminal.output)
    while word.encode() not in terminal.output[at:]:
        terminal.read(0.002)
        if time.perf_counter() - start > limit:
            raise TimeoutError(f"{word} never came:\n{terminal.screen()}")
    return time.perf_counter() - start


def main(corpus: Path) -> None:
    """Print the spreads."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "recordings"
        shutil.copytree(corpus, root)
        (root / "zz-live.json").write_text(recording("beginning"))
        total = sum(1 for _ in root.rglob("*.json"))
        print(f"live: {total:,} files")
        with Terminal([*RECVIEW, str(root), "--no-play"]) as terminal:
            terminal.until(lambda screen: "● live" in screen)
            _keys_meanwhile(terminal, root)
            terminal.send("/test_live\r")
            terminal.until(lambda screen: "beginning" in screen)
            terminal.quiet()
            _single_writes(terminal, root)
            _burst(terminal, root, total + 1_000 + STEADY * 5)
            _root_made_again(terminal, root, total + 1_000 + STEADY * 5)


def _keys_meanwhile(terminal: Terminal, root: Path) -> None:
    """Keys while 20 files a second are written: a quarter new, the others over real ones."""
    there = sorted(root.rglob("*.json"))[: STEADY * 15]
    new = [root / f"steady{number:04}.json" for number in range(STEADY * 5)]

    def written(number: int) -> Callable[[], None]:
        path = new[number // 4] if number % 4 == 0 else there[number - number // 4 - 1]
        text = (
            recording(f"turn {number}", f"tests/steady/test_s.py::test_{number}") if path in new else path.read_text()
        )
        return lambda: recorder.write(path, text.replace("the", "a"), (0.5,), 0.002)

    steps = [written(number) for number in range(STEADY * 20)]
    writer = Thread(target=recorder.at_rate, args=(steps, 20.0), daemon=True)
    writer.start()
    found: list[float] = []
    while writer.is_alive():
        found += latencies(terminal, "jjjk", 8)
    print(f"  keys, 20 files a second          {spread(found)}   (wanted: p95 16)   {len(found)} keys, {STEADY} s")
    terminal.quiet()


def _single_writes(terminal: Terminal, root: Path) -> None:
    found = []
    for number in range(WRITES):
        recorder.write(root / "zz-live.json", recording(f"word{number:03}x"), (0.5,), number % 5 * 0.01)
        found.append(until(terminal, f"word{number:03}x"))
        time.sleep(0.02)
    print(f"  {WRITES} single writes                {spread(found)}   (wanted: p95 100)")
    terminal.quiet()


def _burst(terminal: Terminal, root: Path, total: int) -> None:
    start = time.perf_counter()
    for number in range(1_000):
        (root / f"burst{number:04}.json").write_text(recording("x", f"tests/burst/test_b.py::test_{number:04}"))
    wrote = time.perf_counter() - start
    took = until(terminal, f"of {total:,}")
    print(f"  1,000 files written in {wrote * 1e3:.0f} ms     all listed {took * 1e3:.0f} ms later   (wanted: 1,000)")


def _root_made_again(terminal: Terminal, root: Path, total: int) -> None:
    away = root.with_name("away")
    shutil.move(root, away)
    print(f"  root gone                        noticed after {until(terminal, 'gone from the disk') * 1e3:.0f} ms")
    time.sleep(0.5)
    shutil.move(away, root)
    took = until(terminal, f"of {total:,}")
    print(f"  root made again                  listed after {took * 1e3:.0f} ms   (wanted: 1,000)")
