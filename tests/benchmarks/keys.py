"""Keys through a real terminal: from the key to the first byte of the answer, at rest and while the index runs."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from tests.terminal import RECVIEW, Terminal


def latencies(terminal: Terminal, keys: str, count: int, pause: float = 0.03) -> list[float]:
    """Seconds from each key to the first byte after it; keys that change nothing are left out."""
    found = []
    for number in range(count):
        terminal.quiet(0.004, 0.5)
        start = time.perf_counter()
        terminal.send(keys[number % len(keys)])
        if terminal.read(0.25):
            found.append(time.perf_counter() - start)
        time.sleep(pause)
    return found


def spread(found: list[float]) -> str:
    """Median, p95 and the worst, in milliseconds."""
    ordered = sorted(found)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"median {statistics.median(ordered) * 1e3:5.1f}   p95 {p95 * 1e3:5.1f}   worst {ordered[-1] * 1e3:5.1f} ms"


def main(corpus: Path) -> None:
    """Print the spreads."""
    total = sum(1 for _ in corpus.rglob("*.json"))
    print(f"keys: through a pty, {total:,} files")
    with Terminal([*RECVIEW, str(corpus), "--no-play"]) as terminal:
        terminal.until(lambda screen: f"{total:,} recordings" in screen)
        terminal.quiet()
        terminal.send("+")
        terminal.quiet()
        print(f"  down and up, all unfolded        {spread(latencies(terminal, 'jjjk', 120))}   (wanted: p95 16)")
        print(f"  a page down and up               {spread(latencies(terminal, chr(4) + chr(21), 60))}")
        print(f"  last row and first               {spread(latencies(terminal, 'Gg', 40))}")
    during: list[float] = []
    for _ in range(6):
        with Terminal([*RECVIEW, str(corpus), "--no-play"]) as terminal:
            while "▾".encode() not in terminal.output:
                terminal.read(0.005)
            while f"{total:,} recordings".encode() not in terminal.output and len(during) < 400:
                during += latencies(terminal, "jk", 1, 0.0)
    print(f"  while the index runs             {spread(during)}   (wanted: p95 30)   {len(during)} keys")
