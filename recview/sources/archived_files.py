"""The files in an archive: read from it, as long as it stays the same, and from the new one once it was replaced."""

from __future__ import annotations

import os
from collections.abc import Iterator
from operator import attrgetter
from threading import Lock

from recview.archives.archive import Archive
from recview.archives.member import ArchiveProblem, Member
from recview.decompressing import SIZE_LIMIT
from recview.reading.recording_view import RAW_WINDOW
from recview.root import SKIPPED
from recview.sources.contained_order import in_order
from recview.sources.files import UNSEEN, Bytes, NotRead, Stamp, clause, stamp
from recview.sources.mounted import ContainedFile

_LEFT_OUT = SKIPPED | {"__MACOSX"}
"""Folders that hold no recordings; the last one is what macOS adds to each zip."""


class ArchivedFiles:
    """A container over an archive on the disk, which is opened once it is asked for."""

    def __init__(self, path: str) -> None:
        """Open nothing yet.

        Args:
            path: Where the archive is.
        """
        self._path = path
        self._lock = Lock()
        self._stamp: Stamp | None = None
        self._archive: Archive | None = None
        self._problem = ""
        self._files: tuple[ContainedFile, ...] = ()

    def files(self) -> Iterator[ContainedFile]:
        """Every file, and before them the archive itself if something is wrong with it.

        Raises:
            FileNotFoundError: If the archive is gone.
        """
        _, archive_stamp = self._current()
        if self._problem:
            yield ContainedFile("", archive_stamp, self._problem)
        yield from self._files

    def read(self, path: str, offset: int, limit: int | None) -> Bytes:
        """Bytes of a file in the archive.

        Raises:
            NotRead: With the reason.
            FileNotFoundError: If there is no such file.
        """
        archive, archive_stamp = self._current()
        if not path:
            raise NotRead(self._problem or "an archive, which is read as a folder")
        member = archive.members.get(path) if archive else None
        if archive is None or member is None:
            raise FileNotFoundError(path)
        if limit is None and member.size > SIZE_LIMIT:
            limit = RAW_WINDOW
        try:
            return Bytes(archive.read(member, offset, limit), member.size, _member_stamp(member, archive_stamp))
        except ArchiveProblem as problem:
            raise NotRead(str(problem)) from None
        except OSError as error:
            raise NotRead(clause(error)) from None

    def stamp(self, path: str) -> Stamp:
        """What tells that a file changed: the archive's own times, its size and where in the archive it is."""
        try:
            archive, archive_stamp = self._current()
        except FileNotFoundError:
            return UNSEEN
        if not path:
            return archive_stamp
        member = archive.members.get(path) if archive else None
        return _member_stamp(member, archive_stamp) if member else UNSEEN

    def _current(self) -> tuple[Archive | None, Stamp]:
        """The archive as it is now, None if it cannot be read, and its stamp.

        Raises:
            FileNotFoundError: If it is gone.
        """
        with self._lock:
            now = stamp(os.stat(self._path))
            if now != self._stamp:
                self._open(now)
                self._stamp = now
            return self._archive, now

    def _open(self, now: Stamp) -> None:
        self._archive, self._problem, self._files = None, "", ()
        try:
            self._archive = archive = Archive(self._path)
        except ArchiveProblem as problem:
            self._problem = str(problem)
        except OSError as error:
            self._problem = clause(error)
        else:
            self._files = tuple(
                ContainedFile(member.path, _member_stamp(member, now), member.problem)
                for member in in_order(archive.members.values(), attrgetter("path"), _LEFT_OUT)
            )
            self._problem = archive.problem or ("" if self._files else "an archive that holds no file")


def _member_stamp(member: Member, archive_stamp: Stamp) -> Stamp:
    return archive_stamp[0], archive_stamp[1], member.size, member.offset
