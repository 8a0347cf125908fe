"""What is remembered of each file that was read, to decide whether it must be read again; no content."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from recview.indexed_file import IndexedFile
from recview.sources.beside import Naming
from recview.sources.content_time import is_racy, with_time
from recview.sources.departed_files import DepartedFiles
from recview.sources.files import UNSEEN, Bytes, Stamp

if TYPE_CHECKING:
    from recview.sources.kept_files import KeptFiles


class FileMemory:
    """What is remembered of files, by path.

    Attributes:
        stamps: The stamp that each file had when it was read: another one means that it changed.
        folders: The paths of folders that cannot be looked into.
        hidden: The paths of files that are in such a folder.
        unsound: The paths of files that could not be read, or look half-written.
        listed: The paths that have a row.
        racy: The paths of files that may change once more and keep their stamp.
        naming: The files that recordings name.
        departed: The stamps of recordings that are deleted.
    """

    def __init__(self) -> None:
        self.stamps: dict[str, Stamp] = {}
        self.folders: set[str] = set()
        self.hidden: set[str] = set()
        self.unsound: set[str] = set()
        self.listed: set[str] = set()
        self.racy: set[str] = set()
        self.naming = Naming()
        self.departed = DepartedFiles()

    def begin_with(self, kept: KeptFiles) -> None:
        """Begin with what an earlier session read, so that a scan finds what changed since."""
        self.stamps.update(zip(kept.files.paths, kept.stamps, strict=True))
        self.listed.update(kept.listed.paths)
        for path, stamps in kept.beside.items():
            self.naming.keep(path, dict(stamps))

    def settled_files(self) -> Iterator[tuple[str, Stamp, Mapping[str, Stamp]]]:
        """The files that need not be read again while their stamps stay the same.

        Returns:
            For each file its path, its stamp, and by path the stamps of the files that it names.
        """
        for path, stamp in self.stamps.items():
            if path not in self.racy and self._is_sound(path):
                yield path, stamp, self.naming.stamps(path)

    def _is_sound(self, path: str) -> bool:
        """Whether a file that was read holds what was read of it as long as its stamp stands."""
        unsure = (self.hidden, self.unsound, self.folders)
        return self.stamps.get(path, UNSEEN) != UNSEEN and not any(path in paths for paths in unsure)

    def take(self, file: IndexedFile, content: Bytes, beside: dict[str, Stamp]) -> IndexedFile:
        """Remember what was read of a file, which is returned with the time when it was written.

        Args:
            file: What was read.
            content: Its bytes.
            beside: The stamps of the files that it names.
        """
        path = file.path
        before = UNSEEN if path in self.unsound else self.stamps.get(path, UNSEEN)
        self.stamps[path] = content.stamp
        self.naming.keep(path, beside)
        is_unsure = is_racy((content.stamp, *beside.values()), time.time_ns())
        (self.racy.add if is_unsure else self.racy.discard)(path)
        if file.readability.is_half_written:
            self.unsound.add(path)
            return file
        self.unsound.discard(path)
        return with_time(file, content, before)

    def forget(self, path: str) -> IndexedFile:
        """Forget a file that is deleted, or a folder that can be looked into again; it is returned without entries."""
        was_folder = path in self.folders
        if path in self.listed and self._is_sound(path) and not self.naming.stamps(path):
            self.departed.put(path, self.stamps[path])
        self.stamps.pop(path, None)
        for paths in (self.folders, self.hidden, self.unsound, self.listed, self.racy):
            paths.discard(path)
        self.naming.keep(path, {})
        return IndexedFile(path, (), hidden=was_folder)

    def restore(self, path: str, stamp: Stamp) -> bool:
        """Take a file that was forgotten as read, if it has the stamp that it had; whether it has."""
        if not self.departed.take(path, stamp):
            return False
        self.stamps[path] = stamp
        self.listed.add(path)
        return True
