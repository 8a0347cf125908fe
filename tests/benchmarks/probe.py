"""`python -m tests.benchmarks.probe FILE ARGUMENT …`: recview, and how late its event loop comes, written at its end.

A task beside the app asks for the loop every millisecond. FILE gets the times, of `time.perf_counter`, and by how many
seconds the loop came later, as a JSON list of pairs.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

STEP_S = 0.001


async def _heartbeat(gaps: list[tuple[float, float]]) -> None:
    while True:
        start = time.perf_counter()
        await asyncio.sleep(STEP_S)
        now = time.perf_counter()
        gaps.append((now, now - start - STEP_S))


def main() -> int:
    """Run recview with a heartbeat; the result is its exit code."""
    gaps: list[tuple[float, float]] = []
    run = asyncio.run

    def run_with_heartbeat(work: Coroutine[Any, Any, Any], **options: Any) -> Any:
        async def both() -> Any:
            beat = asyncio.create_task(_heartbeat(gaps))
            try:
                return await work
            finally:
                beat.cancel()

        return run(both(), **options)

    asyncio.run = run_with_heartbeat  # type: ignore[assignment]
    from recview.__main__ import main as recview

    file, sys.argv[1:] = sys.argv[1], sys.argv[2:]
    try:
        return recview()
    finally:
        Path(file).write_text(json.dumps(gaps))


if __name__ == "__main__":
    sys.exit(main())
