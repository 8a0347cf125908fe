"""The file that each thread is reading, noted in memory that this process shares with another one.

So if this process is killed, or crashes in C code, the other one knows which file it was reading. Without such memory,
as in `recview ls`, nothing is noted.
"""

from __future__ import annotations

import os
import struct
from _thread import allocate_lock, get_ident
from collections.abc import Generator, Iterable
from typing import TYPE_CHECKING

from recview.value import Value

if TYPE_CHECKING:
    from mmap import mmap

_SLOTS, _SLOT_BYTES = 8, 4_096
MEMORY_BYTES = _SLOTS * _SLOT_BYTES
"""The size of the memory: a slot for each thread that reads."""

_HEADER = struct.Struct("=QH")
"""What a slot begins with: the thread, and the length of the path in bytes; 0 if it reads no file."""

_MAX_PATH_BYTES = _SLOT_BYTES - _HEADER.size


class CurrentFile(Value):
    """A file that a thread was reading.

    Attributes:
        thread: What `threading.get_ident` is in that thread.
        path: The file, below the root.
    """

    thread: int
    path: str


class _Notes:
    """The state of this process: where it notes what it reads, and what it must not read.

    Attributes:
        memory: Where to note what is being read; None to note nothing.
        skipped: The paths on disk of files that ended the process before, which are not read.
    """

    def __init__(self) -> None:
        self.memory: mmap | None = None
        self.skipped: frozenset[str] = frozenset()
        self._slots: dict[int, int] = {}
        self._lock = allocate_lock()

    def slot(self) -> int:
        """The offset of this thread's slot; of many threads, some share one."""
        thread = get_ident()
        with self._lock:
            return self._slots.setdefault(thread, len(self._slots) % _SLOTS * _SLOT_BYTES)


_NOTES = _Notes()


def shared_memory(handle: int) -> mmap:
    """The memory behind a file descriptor that two processes have; whoever comes first gives it its size.

    Raises:
        OSError: If it cannot be had.
    """
    from mmap import mmap  # on use: most commands note nothing

    os.ftruncate(handle, MEMORY_BYTES)
    return mmap(handle, MEMORY_BYTES)


def note_in(memory: mmap | None) -> None:
    """Note from now on which file is being read in `memory`, of `MEMORY_BYTES` bytes; None notes nothing."""
    _NOTES.memory = memory


def skip(paths: Iterable[str]) -> None:
    """Read none of these files any more; paths on disk."""
    _NOTES.skipped = frozenset(paths)


def is_skipped(path: str) -> bool:
    """Whether a file, by its path on disk, is not to be read."""
    return path in _NOTES.skipped


class reading:
    """Note, within a `with` block, that this thread reads a file."""

    __slots__ = ("_path", "_slot")

    def __init__(self, path: str) -> None:
        """Create it.

        Args:
            path: The file, below the root.
        """
        self._path = path
        self._slot = -1

    def __enter__(self) -> None:
        memory = _NOTES.memory
        if memory is None:
            return
        self._slot = slot = _NOTES.slot()
        path = self._path.encode("utf-8", "surrogateescape")[:_MAX_PATH_BYTES]
        start = slot + _HEADER.size
        # The path before its length: a process may end between the two.
        memory[start : start + len(path)] = path
        _HEADER.pack_into(memory, slot, get_ident(), len(path))

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        memory = _NOTES.memory
        # An exception that leaves the block ends the process: the note then names the file.
        if memory is not None and self._slot >= 0 and kind in (None, GeneratorExit):
            _HEADER.pack_into(memory, self._slot, 0, 0)


def reading_each(paths: Iterable[str]) -> Generator[str, None, None]:
    """The paths; until the next one is asked for, each is noted as being read."""
    for path in paths:
        with reading(path):
            yield path


def current_files(memory: mmap) -> list[CurrentFile]:
    """The files that a process was reading when it ended, or that it reads just now."""
    files = []
    for slot in range(0, MEMORY_BYTES, _SLOT_BYTES):
        thread, size = _HEADER.unpack_from(memory, slot)
        if 0 < size <= _MAX_PATH_BYTES:
            path = memory[slot + _HEADER.size : slot + _HEADER.size + size]
            files.append(CurrentFile(thread, path.decode("utf-8", "surrogateescape")))
    return files
