"""Frames between two processes: a length, then a pickled value, over one file descriptor that both ends write and read.

Each end has a thread that writes. So an end goes on receiving while the other one does not: two ends that write at the
same time never wait for each other.
"""

from __future__ import annotations

import os
import pickle
import struct
import threading
from collections import deque

from recview.value import Value

_HEADER = struct.Struct("!4sI")
_MARK = b"rcvw"
"""Begins every frame: something else has no business in the pipe."""

READY = "ready"
"""What a reader's process sends first, once it has what it needs to answer."""

MAX_FRAME_BYTES = 1 << 30
"""The largest frame; a longer one is none that recview wrote."""

MAX_WAITING_BYTES = 4_000_000
"""Bytes that may wait to be written: beyond it, `send` waits."""

MAX_WAITING_OF_A_KIND = 64
"""Values of one class that may wait to be written by `send_soon`: of more, the oldest are dropped."""


class Garbled(Exception):
    """What came is no frame, or its value cannot be unpickled."""


class _Frame(Value):
    kind: type
    data: bytes


class Pipe:
    """One end. One thread may receive, and any may send.

    Attributes:
        sent: The number of values that were sent.
    """

    def __init__(self, handle: int) -> None:
        """Begin.

        Args:
            handle: The file descriptor of this end of a socket pair; it is not closed here.
        """
        self.sent = 0
        self._handle = handle
        self._receiver = 0
        self._frames: deque[_Frame] = deque()
        self._waiting_bytes = 0
        self._changed = threading.Condition()
        self._writer: threading.Thread | None = None
        self._is_broken = False

    def send_first(self, value: object) -> None:
        """Send a value before any other, and return once it is written: however soon this process ends, it comes."""
        self._write(_frame(value).data)

    def send(self, value: object) -> None:
        """Send a value; while too much waits to be written, wait.

        The thread that receives does not wait: the other end might be waiting for it.
        """
        frame = _frame(value)
        with self._changed:
            while self._waiting_bytes > MAX_WAITING_BYTES and self._receiver != threading.get_ident():
                if self._is_broken:
                    return
                self._changed.wait()
            self._put(frame)

    def send_soon(self, value: object) -> None:
        """Send a value without ever waiting; of many of one class that wait to be written, the oldest are dropped."""
        frame = _frame(value)
        with self._changed:
            waiting = [other for other in self._frames if other.kind is frame.kind]
            if len(waiting) >= MAX_WAITING_OF_A_KIND:
                self._frames.remove(waiting[0])
                self._waiting_bytes -= len(waiting[0].data)
            self._put(frame)

    def close(self) -> None:
        """Send nothing any more: what waits to be written is dropped."""
        with self._changed:
            self._is_broken = True
            self._changed.notify_all()

    def receive(self) -> object:
        """The next value, waited for.

        Raises:
            EOFError: If the other end is closed, also in the middle of a frame.
            Garbled: If something else than a frame comes, or a value that cannot be unpickled.
        """
        self._receiver = threading.get_ident()
        mark, size = _HEADER.unpack(self._read(_HEADER.size))
        if mark != _MARK or size > MAX_FRAME_BYTES:
            raise Garbled(f"{mark!r} does not begin a frame")
        data = self._read(size)
        try:
            return pickle.loads(data)
        except Exception as error:
            # Damaged bytes make pickle raise nearly anything.
            raise Garbled(f"{type(error).__name__}: {error}") from error

    def _put(self, frame: _Frame) -> None:
        if self._is_broken:
            return
        self.sent += 1
        self._frames.append(frame)
        self._waiting_bytes += len(frame.data)
        if self._writer is None:
            self._writer = threading.Thread(target=self._write_all, name="pipe", daemon=True)
            self._writer.start()
        self._changed.notify_all()

    def _write_all(self) -> None:
        while not self._is_broken:
            with self._changed:
                self._changed.wait_for(lambda: self._frames or self._is_broken)
                if self._is_broken:
                    return
                data = self._frames.popleft().data
            is_broken = not self._write(data)
            with self._changed:
                self._waiting_bytes -= len(data)
                self._is_broken |= is_broken
                self._changed.notify_all()

    def _write(self, data: bytes) -> bool:
        """Write bytes; whether the other end is there to take them."""
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._handle, rest) :]
        except OSError:
            return False
        return True

    def _read(self, size: int) -> bytearray:
        data = bytearray()
        try:
            while len(data) < size and (more := os.read(self._handle, min(size - len(data), 1 << 20))):
                data += more
        except OSError as error:
            raise EOFError from error
        if len(data) < size:
            raise EOFError
        return data


def _frame(value: object) -> _Frame:
    """A value, pickled, behind its length.

    Raises:
        ValueError: If it is too large.
    """
    data = pickle.dumps(value, 5)
    if len(data) > MAX_FRAME_BYTES:
        raise ValueError(f"{len(data):,} bytes are too many for a frame")
    return _Frame(type(value), _HEADER.pack(_MARK, len(data)) + data)
