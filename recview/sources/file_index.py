"""What was last read of each file below a place, so that a scan reads only what changed since."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from recview.formats import HEAD, SUFFIXES, is_listed, is_promising
from recview.library import IndexedFile
from recview.model import Readability, ReadState
from recview.reading.listing import found, too_large, unfound
from recview.root import Root
from recview.sources.beside import FilesBeside, Naming
from recview.sources.closed import ClosedFolders
from recview.sources.discovery import is_recorders_folder
from recview.sources.files import (
    UNSEEN,
    Bytes,
    NotRead,
    Stamp,
    clause,
    is_out_of_reach,
    read_recording,
    stamp,
    stamp_on_disk,
)
from recview.sources.paths import is_within
from recview.sources.walking import walk

DANGLING = "a link to a file that does not exist"

AT_ONCE = 400
"""Files in one batch: merging them takes the screen a third of a frame."""

LONGEST_BATCH = 0.32
"""Seconds of reading after which the screen is told, at the latest."""


Keeper = Callable[[str, bytes | None, str], None]
"""Is handed every content that is read: its path, its bytes, or in their place why there are none."""


@dataclass
class FileIndex:
    """What was last read of each file below a place, so that a scan reads only what changed since.

    Not for two threads at once.

    Attributes:
        root: Where to look.
        stamps: What tells that a file changed, by path.
        refused: Why a path cannot be looked at.
        keep: What is to be done with every content.
    """

    root: Root
    stamps: dict[str, Stamp] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    keep: Keeper = lambda path, data, problem: None
    _closed: ClosedFolders = field(default_factory=ClosedFolders)
    _folders: set[str] = field(default_factory=set)
    _hidden: set[str] = field(default_factory=set)
    _outside: dict[str, bool] = field(default_factory=dict)
    _unsound: set[str] = field(default_factory=set)
    _listed: set[str] = field(default_factory=set)
    _naming: Naming = field(default_factory=Naming)

    def scan(self, below: str = "") -> tuple[list[str], list[str]]:
        """Look at a folder: the paths that are new or changed, and those that are gone.

        What is in a folder that cannot be looked into is not gone; it changes as that folder is closed and opened.
        """
        seen: dict[str, Stamp] = {}
        self._closed.forget_below(below)
        self._outside.clear()
        for top in self.root.tops:
            if is_within(top, below):
                seen.update(self._walk(top))
            elif is_within(below, top):
                seen.update(self._walk(below))
        changed = [path for path, stamp in seen.items() if self.stamps.get(path) != stamp or path in self._hidden]
        missing = [path for path in self.stamps if path not in seen and is_within(path, below)]
        hidden = {path for path in missing if self._closed.reason(path)}
        changed = list(dict.fromkeys((*changed, *sorted(hidden - self._hidden), *self._naming.outdated(self.root))))
        return changed, [path for path in missing if path not in hidden]

    def everything(self) -> Iterator[str]:
        """All paths, each as it is come across: reading can begin before the whole tree was looked at."""
        for top in self.root.tops:
            for path, _ in self._walk(top):
                yield path

    def is_closed_folder(self, path: str) -> bool:
        """Whether a path is a folder that could not be looked into."""
        return path in self._closed

    def _walk(self, top: str) -> Iterator[tuple[str, Stamp]]:
        """Every file that may be a recording, and every folder that cannot be looked into, each with its stamp."""
        for folder in walk(self.root, top):
            if folder.error:
                self._closed.close(folder.path, clause(folder.error))
                self.refused[folder.path] = clause(folder.error)
                yield folder.path, UNSEEN
            for member in folder.files:
                if member.name.endswith(SUFFIXES):
                    name = f"{folder.path}/{member.name}" if folder.path else member.name
                    yield from self._stamped(name, member.stat)
        path = self.root.path(top)
        if (top in self.root.tops or top.endswith(SUFFIXES)) and not os.path.isdir(path):
            yield from self._stamped(top, lambda: os.stat(path))

    def _stamped(self, name: str, status: Callable[[], os.stat_result]) -> Iterator[tuple[str, Stamp]]:
        """A file with its stamp; nothing if it is gone by now."""
        try:
            yield name, stamp(status())
        except FileNotFoundError:
            if os.path.islink(self.root.path(name)):
                self.refused[name] = DANGLING
                yield name, UNSEEN
        except OSError as error:
            self.refused[name] = clause(error)
            yield name, UNSEEN

    def read(self, path: str) -> IndexedFile | None:
        """Read one file anew; entries are empty if it is gone, and None is for what has no row: no recording at all."""
        if reason := self._closed.reason(path):
            return self._out_of_sight(path, reason)
        if self._leads_out(path):
            return self.forget(path) if path in self.stamps else None
        full = self.root.path(path)
        try:
            content, may_be = read_recording(full, path, whole=path in self.root.tops)
        except FileNotFoundError:
            if os.path.islink(full):
                return self._unread(path, UNSEEN, DANGLING)
            return self.forget(path)
        except NotRead as problem:
            if os.path.isdir(full):
                return self.forget(path)
            if is_out_of_reach(full):
                self._closed.close(path.rpartition("/")[0], str(problem))
                return self._out_of_sight(path, str(problem))
            return self._unread(path, stamp_on_disk(full), self.refused.get(path) or str(problem))
        self._hidden.discard(path)
        if may_be and not content.whole:
            return self._unread(path, content.stamp, too_large(content.size), content.size)
        if may_be:
            self.keep(path, content.data, "")
        beside = FilesBeside(self.root)
        file = self._dated(found(path, content.data, beside), content)
        self._naming.keep(path, beside.stamps)
        if not (is_listed(file.readability, content.data[:HEAD], path) or self._has_row_anyway(path)):
            return None
        self._listed.add(path)
        return file

    def _leads_out(self, path: str) -> bool:
        """Whether a file is reached by a link that leads out of the place; what the user opened is not."""
        if path in self.root.tops:
            return False
        folder = path.rpartition("/")[0]
        if folder not in self._outside:
            self._outside[folder] = folder not in self.root.tops and self.root.leads_out(folder)
        return self._outside[folder] or (os.path.islink(self.root.path(path)) and self.root.leads_out(path))

    def _out_of_sight(self, path: str, reason: str) -> IndexedFile | None:
        """The row of a folder that cannot be looked into, or of a file that is in one, if it has any."""
        if path in self._closed:
            self.stamps[path] = UNSEEN
            self._folders.add(path)
            self.keep(path, None, reason)
            # The rows of what is in it tell it, if there are any.
            tells_itself = not any(is_within(file, path) for file in self._listed)
            return unfound(path, Readability(ReadState.FOREIGN, reason))._replace(hidden=True) if tells_itself else None
        self._hidden.add(path)
        if path not in self._listed:
            return None
        return unfound(path, Readability(ReadState.BROKEN, f"its folder {reason}"))._replace(hidden=True)

    def _has_row_anyway(self, path: str) -> bool:
        """Whether a file that is no recording has a row: it was one, was asked for, or is where a recorder writes."""
        if path in self._listed or path in self.root.tops:
            return True
        # A `package.json` beside the tests is nothing to look at; one between recordings is.
        return path.endswith(".json") and is_recorders_folder(_folder_name(self.root.path(path)))

    def _has_row(self, path: str) -> bool:
        """Whether a file is listed even if it cannot be read."""
        return path in self._listed or path in self.root.tops or is_promising(path)

    @property
    def is_empty(self) -> bool:
        """Whether nothing that was read has a row."""
        return not self._listed

    def _unread(self, path: str, stamp: Stamp, problem: str, size: int = 0) -> IndexedFile | None:
        self.stamps[path] = stamp
        if not (size or self._has_row(path)):
            return None
        self._unsound.add(path)
        self._listed.add(path)
        self.keep(path, None, problem)
        return unfound(path, Readability(ReadState.BROKEN, problem), size)

    def _dated(self, file: IndexedFile, content: Bytes) -> IndexedFile:
        """Say when the content was written, unless it was read before: a change of the mode is none of the content."""
        before = self.stamps.get(file.path, UNSEEN)
        self.stamps[file.path] = content.stamp
        was_unsound = file.path in self._unsound
        if file.readability.is_half_written:
            self._unsound.add(file.path)
            return file
        self._unsound.discard(file.path)
        modified, _, size, inode = content.stamp
        if not was_unsound and (modified, size, inode) == (before[0], before[2], before[3]):
            return file
        # A writer may end its file with a line feed of its own: that is no other content.
        rest = content.data[before[2] :]
        continued = not was_unsound and inode == before[3] and 0 < before[2] < size and not rest.strip()
        return file._replace(written=modified, continued=continued)

    def forget(self, path: str) -> IndexedFile:
        """A file that is gone, or a folder that can be looked into again."""
        was_folder = path in self._folders
        self._folders.discard(path)
        self.stamps.pop(path, None)
        self._hidden.discard(path)
        self._unsound.discard(path)
        self._listed.discard(path)
        self._naming.keep(path, {})
        return IndexedFile(path, (), hidden=was_folder)

    def batches(
        self,
        changed: Iterable[str],
        gone: Iterable[str] = (),
        *,
        seconds: float = 0.02,
        clock: Callable[[], float] = time.monotonic,
        throttle: Callable[[], None] = lambda: None,
    ) -> Iterator[list[IndexedFile]]:
        """Read files in batches, so that the screen can show them as they come.

        Each batch takes twice as long as the one before: the first rows come at once, and painting them again and
        again costs little of the whole.

        Args:
            changed: The paths to read.
            gone: The paths to forget.
            seconds: How long the first batch may take.
            clock: What measures that.
            throttle: Called between files, to yield to the screen.
        """
        gone = list(gone)
        batch = [self.forget(path) for path in gone]
        until = clock() + seconds
        for path in self._naming.with_those_that_name(changed, gone, self.root):
            file = self.read(path)
            if file is not None:
                batch.append(file)
            throttle()
            if clock() > until or len(batch) >= AT_ONCE:
                yield batch
                batch = []
                seconds = min(seconds * 2, LONGEST_BATCH)
                until = clock() + seconds
        if batch:
            yield batch


def _folder_name(path: str) -> str:
    return os.path.basename(os.path.dirname(os.path.abspath(path)))
