"""Live: from a write to the screen, also of many at once and of a root made again."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from tests import recorder
from tests.benchmarks.figures import Bar, Figure, percentile_ms, spread
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.measuring import Program, seconds_until
from tests.benchmarks.start import LIVE
from tests.recorder import recording
from tests.terminal import Terminal

GONE = "gone from the disk"
"""What the header says of a root that was deleted."""


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures of a watched tree in which one recording is shown."""
    root = inputs.folder / "live" / "recordings"
    shutil.copytree(inputs.month, root)
    (root / "zz-live.json").write_text(recording("beginning"))
    total = sum(1 for _ in root.rglob("*.json"))
    runs = inputs.sizes.long_runs
    with program.terminal(str(root), "--no-play") as terminal:
        seconds_until(terminal, LIVE, time.perf_counter())
        terminal.quiet()
        terminal.send("/test_live\r")
        terminal.until(lambda screen: "beginning" in screen)
        terminal.quiet(0.5)
        yield _single_writes(terminal, root, inputs.sizes.writes)
        bursts = []
        for run in range(runs):
            total += inputs.sizes.burst
            bursts.append(_burst(terminal, root, run, inputs.sizes.burst, total))
        what = f"{inputs.sizes.burst:,} files at once, all listed"
        yield Figure(what, statistics.median(bursts) * 1e3, bar=Bar(plus=200), note=spread(bursts))
        gone, again = zip(*[_root_made_again(terminal, root, total) for _ in range(runs)], strict=True)
        yield Figure("root deleted, noticed", statistics.median(gone) * 1e3, note=spread(gone))
        yield Figure("root made again, listed", statistics.median(again) * 1e3, bar=Bar(plus=500), note=spread(again))
    shutil.rmtree(root)


def _single_writes(terminal: Terminal, root: Path, count: int) -> Figure:
    """A file written in two parts, with a pause of 0 to 40 ms between them; the time is from its end."""
    times = []
    for number in range(count):
        at = len(terminal.output)
        recorder.write(root / "zz-live.json", recording(f"word{number:03}x"), (0.5,), number % 5 * 0.01)
        times.append(seconds_until(terminal, f"word{number:03}x", time.perf_counter(), at, 20))
        time.sleep(0.02)
    terminal.quiet()
    return Figure("write to screen, p95", percentile_ms(times, 0.95), bar=Bar(plus=60), note=spread(times))


def _burst(terminal: Terminal, root: Path, run: int, count: int, total: int) -> float:
    """Seconds from the last of many writes until all files are listed."""
    at = len(terminal.output)
    for number in range(count):
        text = recording(f"burst {run}", f"tests/burst/test_{run}.py::test_{number:04}")
        (root / f"burst{run}-{number:04}.json").write_text(text)
    seconds = seconds_until(terminal, f"of {total:,}", time.perf_counter(), at, 30)
    terminal.quiet(0.3)
    return seconds


def _root_made_again(terminal: Terminal, root: Path, total: int) -> tuple[float, float]:
    """Seconds until a deleted root is noticed, and until one that was made again is listed."""
    away = root.with_name("away")
    at, start = len(terminal.output), time.perf_counter()
    shutil.move(root, away)
    gone = seconds_until(terminal, GONE, start, at, 30)
    terminal.quiet(0.3)
    at, start = len(terminal.output), time.perf_counter()
    shutil.move(away, root)
    again = seconds_until(terminal, f"of {total:,}", start, at, 30)
    terminal.quiet(0.5)
    return gone, again
