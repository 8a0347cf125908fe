"""Events of the system about folders, on Linux: asked of the C library, so that no thread looks again and again.

Source: inotify(7). A watch holds for one folder and not for those below it; it follows the folder when that is moved.
"""

from __future__ import annotations

import os
import select
import struct
from typing import NamedTuple

from recview.destination import is_below

MODIFIED, ATTRIBUTES, WRITTEN = 0x2, 0x4, 0x8
MOVED_AWAY, MOVED_HERE, MADE, DELETED = 0x40, 0x80, 0x100, 0x200
FOLDER_DELETED, FOLDER_MOVED = 0x400, 0x800
UNMOUNTED, EVENTS_LOST, WATCH_ENDED = 0x2000, 0x4000, 0x8000
IS_FOLDER = 0x40000000

_ONLY_FOLDERS = 0x01000000
_ASKED = (
    MODIFIED | ATTRIBUTES | WRITTEN | MOVED_AWAY | MOVED_HERE | MADE | DELETED | FOLDER_DELETED | FOLDER_MOVED
) | _ONLY_FOLDERS

_EVENT = struct.Struct("iIII")
"""Number of the watch, bits of what happened, a number that is not used here, and the length of the name."""

_BUFFER = 1 << 18


class FolderEvent(NamedTuple):
    """What happened.

    Attributes:
        path: On disk, of a watched folder or of what is in it; empty if events were lost.
        bits: What, as bits of this module.
    """

    path: str
    bits: int


class Inotify:
    """Watches of folders, until it is closed."""

    def __init__(self) -> None:
        """Begin without any.

        Raises:
            OSError: If the system gives none.
        """
        import ctypes

        self._library = ctypes.CDLL(None, use_errno=True)
        self._handle = _checked(self._library.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC), "")
        self._poll = select.poll()
        self._poll.register(self._handle, select.POLLIN)
        self._folders: dict[int, str] = {}

    def __len__(self) -> int:
        """The number of folders that are watched."""
        return len(self._folders)

    def watch(self, folder: str) -> None:
        """Watch a folder; one that is watched already by another path is from now on told of by this one.

        Raises:
            OSError: If the system does not let it.
        """
        number = self._library.inotify_add_watch(self._handle, os.fsencode(folder), _ASKED)
        self._folders[_checked(number, folder)] = folder

    def read(self, seconds: float) -> list[FolderEvent]:
        """What happened since the last time; waits for it so many seconds at most."""
        if not self._poll.poll(seconds * 1_000):
            return []
        try:
            data = os.read(self._handle, _BUFFER)
        except BlockingIOError:
            return []
        events: list[FolderEvent] = []
        at = 0
        while at < len(data):
            number, bits, _, length = _EVENT.unpack_from(data, at)
            at += _EVENT.size + length
            events += self._event(number, bits, data[at - length : at].rstrip(b"\0"))
        return events

    def close(self) -> None:
        """End all watches."""
        os.close(self._handle)

    def _event(self, number: int, bits: int, name: bytes) -> list[FolderEvent]:
        """An event as a value; none if it is of a watch that has ended."""
        if bits & EVENTS_LOST:
            return [FolderEvent("", bits)]
        if bits & WATCH_ENDED:
            self._folders.pop(number, None)
            return []
        if (folder := self._folders.get(number)) is None:
            return []
        path = os.path.join(folder, os.fsdecode(name)) if name else folder
        if bits & MOVED_AWAY and bits & IS_FOLDER:
            self._end_below(path)
        return [FolderEvent(path, bits)]

    def _end_below(self, path: str) -> None:
        """End the watches of a folder that is no longer there, and of those below it."""
        for number in [number for number, folder in self._folders.items() if is_below(folder, path)]:
            del self._folders[number]
            self._library.inotify_rm_watch(self._handle, number)


def _checked(result: int, path: str) -> int:
    """The result of a call.

    Raises:
        OSError: If it says that the call failed.
    """
    import ctypes

    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), path)
    return result
