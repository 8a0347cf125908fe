"""Many files are checked by several processes, one a processor; their results come in the order of the files.

Where there can be no such process, or one dies, the files that are left are checked here.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

Task = TypeVar("Task")
Result = TypeVar("Result")

FEWEST = 300
"""Files for which it is worth to start processes."""

_AT_ONCE = 16
"""Files that a process is given at once."""


def in_processes(work: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
    """The result of each task, in their order, as soon as it is there.

    Args:
        work: A function of a module, which does not raise; it is run in other processes.
        tasks: What it is given; they and the results can be pickled.
    """
    count = min(_processors(), len(tasks) // _AT_ONCE) if len(tasks) >= FEWEST else 1
    done = 0
    if count > 1:
        # What these import, a copy of this process has already.
        for task in tasks[:_AT_ONCE]:
            done += 1
            yield work(task)
        try:
            for result in _pooled(work, tasks[done:], count):
                done += 1
                yield result
        except (OSError, ImportError, RuntimeError):
            # No semaphores, no processes, or one of them was killed.
            pass
    yield from map(work, tasks[done:])


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _pooled(work: Callable[[Task], Result], tasks: Sequence[Task], count: int) -> Iterator[Result]:
    import multiprocessing  # on use: most runs have few files to check
    from concurrent.futures import ProcessPoolExecutor

    # A copy of this process has all modules; elsewhere than on Linux it may not live.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(count, context, _leave_interrupts_to_parent)
    try:
        batches = [tasks[start : start + _AT_ONCE] for start in range(0, len(tasks), _AT_ONCE)]
        futures: list[Future[list[Result]]] = [pool.submit(_all, work, batch) for batch in batches]
        for future in futures:
            yield from future.result()
    finally:
        # Those at work end what they have begun: a few files.
        pool.shutdown(wait=False, cancel_futures=True)


def _leave_interrupts_to_parent() -> None:
    """^C reaches all processes of a terminal: the parent ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _all(work: Callable[[Task], Result], tasks: Iterable[Task]) -> list[Result]:
    return list(map(work, tasks))
