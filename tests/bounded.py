"""How much work something is, whatever machine it is on and whatever else that machine does meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time


def cost(work: Callable[[], object]) -> float:
    """The processor's time for some work, in times of a loop of a million steps (some 40 ms) in the same thread.

    A slow or a busy machine is as slow at the loop, so a bound on the result holds everywhere.
    """
    start = thread_time()
    work()
    spent = thread_time() - start
    return spent / min(_loop() for _ in range(3))


def _loop() -> float:
    start = thread_time()
    number = 0
    for step in range(1_000_000):
        number ^= step
    return thread_time() - start
