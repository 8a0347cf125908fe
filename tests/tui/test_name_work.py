"""Expressions looked for in names between keys: in slices, for two seconds at most, and then it is said."""

from __future__ import annotations

import asyncio

import pytest

from recview.tui import name_work
from recview.tui.name_work import NameWork


class Search:
    """A search of so many steps, each of which takes so many seconds of the clock."""

    def __init__(self, steps: int, seconds: float, clock: Clock) -> None:
        self.left, self._seconds, self._clock = steps, seconds, clock
        self.is_stopped = False

    @property
    def is_done(self) -> bool:
        return self.is_stopped or not self.left

    def step(self) -> None:
        self.left -= 1
        self._clock.now += self._seconds


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(name_work, "monotonic", clock)
    return clock


async def settled(work: NameWork) -> None:
    for _ in range(5_000):
        if not work.is_waiting:
            return
        await asyncio.sleep(0.0005)
    raise AssertionError("it never ends")


async def test_what_takes_a_moment_is_there_at_once(clock: Clock) -> None:
    told: list[int] = []
    work = NameWork(lambda: told.append(1))
    work.begin([Search(3, 0.001, clock)])
    assert not work.is_waiting
    assert not work.problem
    assert told == []


async def test_what_takes_longer_leaves_room_for_keys_and_is_told_once(clock: Clock) -> None:
    told: list[int] = []
    work, search = NameWork(lambda: told.append(1)), Search(10, 0.005, clock)
    work.begin([search])
    assert work.is_waiting
    assert search.left == 8
    await settled(work)
    assert told == [1]
    assert not work.problem
    assert search.left == 0


async def test_after_two_seconds_it_is_stopped_and_said(clock: Clock) -> None:
    work, search = NameWork(lambda: None), Search(10_000, 0.01, clock)
    work.begin([search])
    await settled(work)
    assert search.is_stopped
    assert work.problem == "it was stopped after 2 s"
    assert 2 <= clock.now < 2.1
    work.begin([search])
    assert work.problem, "the same query again says so again"
    work.begin([])
    assert not work.problem


async def test_another_query_takes_the_place(clock: Clock) -> None:
    told: list[int] = []
    work, slow = NameWork(lambda: told.append(1)), Search(100, 0.005, clock)
    work.begin([slow])
    work.begin([Search(1, 0.001, clock)])
    left = slow.left
    await asyncio.sleep(0.02)
    assert slow.left == left
    assert told == []
    assert not work.is_waiting
