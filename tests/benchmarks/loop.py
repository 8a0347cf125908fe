"""The event loop: how long it is ever blocked while the list fills, recordings open and play, and keys come."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from recview.sources.discovery import root_of
from recview.tui.app import RecviewApp
from tests.benchmarks.keys import spread


async def heartbeat(gaps: list[float], stop: asyncio.Event) -> None:
    """Ask for the loop every millisecond and note how much later it comes."""
    while not stop.is_set():
        start = time.perf_counter()
        await asyncio.sleep(0.001)
        gaps.append(time.perf_counter() - start - 0.001)


async def measure(corpus: Path) -> None:
    """Fill, browse, play."""
    stop = asyncio.Event()
    filling: list[float] = []
    browsing: list[float] = []
    resting: list[float] = []
    app = RecviewApp(root_of(str(corpus)))
    async with app.run_test(size=(120, 36)) as pilot:
        beat = asyncio.create_task(heartbeat(filling, stop))
        while app.session.indexing:
            await asyncio.sleep(0.01)
        stop.set()
        await beat
        stop.clear()
        beat = asyncio.create_task(heartbeat(browsing, stop))
        for _ in range(40):
            await pilot.press("n")
            await asyncio.sleep(0.25)
        stop.set()
        await beat
        stop.clear()
        beat = asyncio.create_task(heartbeat(resting, stop))
        await asyncio.sleep(10)
        stop.set()
        await beat
    print(f"  at rest, as long: the floor      {spread(resting)}")
    print(f"  while the list fills             {spread(filling)}")
    print(f"  40 recordings opened and played  {spread(browsing)}   (wanted: worst 16)")


def main(corpus: Path) -> None:
    """Print the spreads."""
    print("event loop: later than asked for by")
    asyncio.run(measure(corpus))
