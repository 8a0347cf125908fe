"""Events are held back until the screen is painted, and come in their order."""

from __future__ import annotations

from recview.live.events import BaselineReady, LiveEvent
from recview.live.gate import Gate


def test_only_the_first_passes_before_it_is_opened() -> None:
    events: list[LiveEvent] = []
    gate = Gate(events.append)
    for number in range(4):
        gate(BaselineReady(number))
    assert events == [BaselineReady(0)]
    gate.open()
    assert events == [BaselineReady(number) for number in range(4)]
    gate(BaselineReady(4))
    gate.open()
    assert events == [BaselineReady(number) for number in range(5)]
