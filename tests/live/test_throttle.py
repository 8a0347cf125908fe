"""Reading gives way to the screen while a key is answered, and only then."""

from __future__ import annotations

import time

import pytest

from recview.live.throttle import PAUSE_S, WORK_S, Throttle


@pytest.mark.parametrize("is_busy", [True, False])
def test_it_sleeps_only_while_the_screen_is_busy_and_after_some_work(
    is_busy: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    slept: list[float] = []
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(time, "sleep", slept.append)
    throttle = Throttle(lambda: is_busy)
    for _ in range(12):
        throttle()
        now[0] += WORK_S * 0.4
    assert slept == ([PAUSE_S] * 4 if is_busy else [])
