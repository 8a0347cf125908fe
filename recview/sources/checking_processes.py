"""Many files are checked by several processes, this one among them; their results come in the order of the files.

The others are copies of this process, which have all that it imported. Each takes the number of the next batch from
one pipe, until that is empty, and sends its results through a pipe of its own. Where there can be no such process, or
one dies, what is left is done here.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

FEWEST = 300
"""Files for which it is worth to start processes."""

_AT_ONCE = 16
"""Files that are taken at once; more, if there are many."""

_NUMBER = 4
"""Bytes in which a number goes through a pipe."""

_MOST_BATCHES = 1_000
"""Their numbers fit into the smallest pipe at once."""


def in_processes(work: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
    """The result of each task, in their order, as soon as it is there.

    Args:
        work: Does a task, and does not raise; it is run in other processes, too.
        tasks: What it is given; the results can be pickled.
    """
    count = min(_processors(), len(tasks) // _AT_ONCE) if len(tasks) >= FEWEST and hasattr(os, "fork") else 1
    if count < 2:
        yield from map(work, tasks)
        return
    # What these import, the copies of this process have already.
    yield from map(work, tasks[:_AT_ONCE])
    tasks = tasks[_AT_ONCE:]
    size = max(_AT_ONCE, -(-len(tasks) // _MOST_BATCHES))
    batches = [tasks[start : start + size] for start in range(0, len(tasks), size)]
    yield from _Processes(work, batches).results(count - 1)


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


class _Processes(Generic[Task, Result]):
    """This process and copies of it, which share some batches of tasks."""

    def __init__(self, work: Callable[[Task], Result], batches: Sequence[Sequence[Task]]) -> None:
        self._work = work
        self._batches = batches
        self._done: dict[int, list[Result]] = {}
        self._senders: dict[int, int] = {}
        """The pipe that a copy sends its results through, and the copy's process."""
        self._numbers, writable = os.pipe()
        os.write(writable, b"".join(number.to_bytes(_NUMBER) for number in range(len(batches))))
        os.close(writable)

    def results(self, copies: int) -> Iterator[Result]:
        """The results of all batches, in order.

        Args:
            copies: How many processes are started.
        """
        try:
            try:
                for _ in range(copies):
                    self._start()
            except OSError:
                pass  # There may be no more processes: fewer do the same.
            yield from self._in_order()
        finally:
            for pipe in list(self._senders):
                self._end(pipe)
            os.close(self._numbers)

    def _in_order(self) -> Iterator[Result]:
        position = 0
        while True:
            number = self._next_number()
            if number is not None:
                self._done[number] = list(map(self._work, self._batches[number]))
            elif not self._senders:
                break
            self._receive(0 if number is not None else None)
            while position in self._done:
                yield from self._done.pop(position)
                position += 1
        # What a process had taken that died.
        for number in range(position, len(self._batches)):
            yield from self._done.get(number) or map(self._work, self._batches[number])

    def _next_number(self) -> int | None:
        """The number of a batch that no process has taken."""
        data = os.read(self._numbers, _NUMBER)
        return int.from_bytes(data) if data else None

    def _receive(self, timeout_ms: int | None) -> None:
        """Take the results that copies sent; waits for some if there is no time after which it gives up."""
        poll = select.poll()
        for pipe in self._senders:
            poll.register(pipe, select.POLLIN)
        for pipe, _ in poll.poll(timeout_ms):
            try:
                length = int.from_bytes(_read(pipe, _NUMBER))
                number, results = pickle.loads(_read(pipe, length))
                self._done[number] = results
            except EOFError:
                self._end(pipe)

    def _end(self, pipe: int) -> None:
        """End a copy, whether it has done its work or not; it only reads."""
        process = self._senders.pop(pipe)
        os.close(pipe)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)

    def _start(self) -> None:
        readable, writable = os.pipe()
        try:
            process = os.fork()
        except OSError:
            os.close(readable)
            os.close(writable)
            raise
        if process:
            os.close(writable)
            self._senders[readable] = process
            return
        try:
            # ^C reaches all processes of a terminal: this one's parent ends it.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            for pipe in (readable, *self._senders):
                os.close(pipe)
            self._send_all(writable)
        finally:
            # Nothing of the parent's is to be written, or ended, twice.
            os._exit(0)

    def _send_all(self, pipe: int) -> None:
        while (number := self._next_number()) is not None:
            results = list(map(self._work, self._batches[number]))
            data = pickle.dumps((number, results), pickle.HIGHEST_PROTOCOL)
            _write(pipe, len(data).to_bytes(_NUMBER) + data)


def _read(pipe: int, length: int) -> bytes:
    """So many bytes of a pipe.

    Raises:
        EOFError: If it ends before.
    """
    data = bytearray()
    while len(data) < length:
        piece = os.read(pipe, length - len(data))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def _write(pipe: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(pipe, view) :]
