"""Work between keys: in slices, one work at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from recview.tui.spare_time import SLICE_S, SpareTime


async def test_work_is_done_in_slices_and_the_latest_takes_the_place() -> None:
    done: list[str] = []

    def steps(name: str, count: int) -> Iterator[None]:
        for number in range(count):
            done.append(f"{name}{number}")
            yield

    spare_time = SpareTime()
    spare_time.do(steps("a", 3))
    assert done == []
    spare_time.do(steps("b", 3))
    await asyncio.sleep(SLICE_S * 5)
    assert done == ["b0", "b1", "b2"]
    spare_time.do(steps("c", 1))
    await asyncio.sleep(SLICE_S * 5)
    assert done[3:] == ["c0"]


async def test_a_long_work_leaves_the_loop_to_others() -> None:
    turns: list[str] = []

    def steps() -> Iterator[None]:
        for _ in range(3):
            end = asyncio.get_running_loop().time() + SLICE_S
            while asyncio.get_running_loop().time() < end:
                pass
            turns.append("work")
            yield

    SpareTime().do(steps())
    while turns.count("work") < 3:
        turns.append("other")
        await asyncio.sleep(0)
    assert "other" in turns[turns.index("work") :]
