"""What was last read of each file below a root, so that a scan reads only what changed since."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from recview.formats import HEAD, is_listed, is_promising, read
from recview.indexed_file import IndexedFile
from recview.model import Exchange, Readability, ReadState
from recview.reading.listing import list_exchanges, too_large, unread_file
from recview.root import Root
from recview.sources.beside import FilesBeside, Naming
from recview.sources.discovery import is_recorders_folder
from recview.sources.files import UNSEEN, Bytes, NotRead, Stamp, is_out_of_reach, read_recording, stamp_on_disk
from recview.sources.paths import is_within
from recview.sources.tree_listing import DANGLING, TreeListing

BATCH_FILES = 400
"""Files in one batch: merging them takes the screen a third of a frame."""

MAX_BATCH_S = 0.32
"""Seconds of reading after which a batch ends, at the latest."""

Keeper: TypeAlias = Callable[[str, bytes | None, str], None]
"""Is handed every content that is read: its path, its bytes, or in their place why there are none."""

Reader: TypeAlias = Callable[[str, Bytes, FilesBeside], Sequence[Exchange] | Readability]
"""Reads the exchanges of a file: its path, its content, and what reads the files that it names."""


def read_quickly(path: str, content: Bytes, beside: FilesBeside) -> Sequence[Exchange] | Readability:
    """The exchanges of a file, with integers over 64 bits as floats: rows show none."""
    return read(content.data, path, beside=beside)


class FileIndex:
    """What was last read of each file below a root, so that a scan reads only what changed since.

    Not for two threads at once.

    Attributes:
        root: Where to look.
        stamps: What tells that a file changed, by path.
        read_exchanges: How a file that may be a recording is read.
    """

    def __init__(
        self, root: Root, keep: Keeper = lambda path, data, problem: None, read_exchanges: Reader = read_quickly
    ) -> None:
        """Begin with nothing read.

        Args:
            root: Where to look.
            keep: What is to be done with every content.
            read_exchanges: How a file is read.
        """
        self.root = root
        self.stamps: dict[str, Stamp] = {}
        self.read_exchanges = read_exchanges
        self._keep = keep
        self._tree = TreeListing(root)
        self._folders: set[str] = set()
        self._hidden: set[str] = set()
        self._unsound: set[str] = set()
        self._listed: set[str] = set()
        self._naming = Naming()

    @property
    def refused(self) -> Mapping[str, str]:
        """Why a path cannot be looked at."""
        return self._tree.refused

    @property
    def is_empty(self) -> bool:
        """Whether nothing that was read has a row."""
        return not self._listed

    def scan(self, below: str = "") -> tuple[list[str], list[str]]:
        """Look at a folder: the paths that are new or changed, and those that are deleted.

        What is in a folder that cannot be looked into is not deleted; it changes as that folder is closed and opened.
        """
        stamps: dict[str, Stamp] = {}
        self._tree.begin_scan(below)
        for top in self.root.tops:
            if is_within(top, below):
                stamps.update(self._tree.walk(top))
            elif is_within(below, top):
                stamps.update(self._tree.walk(below))
        changed = [path for path, stamp in stamps.items() if self.stamps.get(path) != stamp or path in self._hidden]
        missing = [path for path in self.stamps if path not in stamps and is_within(path, below)]
        hidden = {path for path in missing if self._tree.closed.reason(path)}
        changed = list(dict.fromkeys((*changed, *sorted(hidden - self._hidden), *self._naming.outdated(self.root))))
        return changed, [path for path in missing if path not in hidden]

    def everything(self) -> Iterator[str]:
        """All paths, each as it is come across: reading can begin before the whole tree was looked at."""
        for top in self.root.tops:
            for path, _ in self._tree.walk(top):
                yield path

    def is_closed_folder(self, path: str) -> bool:
        """Whether a path is a folder that could not be looked into."""
        return path in self._tree.closed

    def read(self, path: str) -> IndexedFile | None:
        """Read one file anew; entries are empty if it is deleted, and None is for what has no row: no recording."""
        if reason := self._tree.closed.reason(path):
            return self._out_of_sight(path, reason)
        if self._tree.leads_out(path):
            return self.forget(path) if path in self.stamps else None
        try:
            content, may_be = read_recording(self.root.path(path), path, whole=path in self.root.tops)
        except FileNotFoundError:
            is_link = os.path.islink(self.root.path(path))
            return self._unread(path, UNSEEN, DANGLING) if is_link else self.forget(path)
        except NotRead as problem:
            return self._not_read(path, str(problem))
        self._hidden.discard(path)
        if may_be and not content.whole:
            return self._unread(path, content.stamp, too_large(content.size), content.size)
        if may_be:
            self._keep(path, content.data, "")
        return self._list(path, content, self.read_exchanges if may_be else read_quickly)

    def _not_read(self, path: str, problem: str) -> IndexedFile | None:
        """The row of a path that the system does not let be read."""
        full = self.root.path(path)
        if os.path.isdir(full):
            return self.forget(path)
        if is_out_of_reach(full):
            self._tree.closed.close(path.rpartition("/")[0], problem)
            return self._out_of_sight(path, problem)
        return self._unread(path, stamp_on_disk(full), self.refused.get(path) or problem)

    def _list(self, path: str, content: Bytes, read_exchanges: Reader) -> IndexedFile | None:
        """The rows of a content; None if it is no recording and has no row."""
        beside = FilesBeside(self.root)
        file = list_exchanges(path, len(content.data), lambda: read_exchanges(path, content, beside))
        file = self._dated(file, content)
        self._naming.keep(path, beside.stamps)
        if not (is_listed(file.readability, content.data[:HEAD], path) or self._has_row_anyway(path)):
            return None
        self._listed.add(path)
        return file

    def _out_of_sight(self, path: str, reason: str) -> IndexedFile | None:
        """The row of a folder that cannot be looked into, or of a file that is in one, if it has any."""
        if path in self._tree.closed:
            self.stamps[path] = UNSEEN
            self._folders.add(path)
            self._keep(path, None, reason)
            # The rows of what is in it tell it, if there are any.
            row = unread_file(path, Readability(ReadState.FOREIGN, reason))._replace(hidden=True)
            return None if any(is_within(file, path) for file in self._listed) else row
        self._hidden.add(path)
        row = unread_file(path, Readability(ReadState.BROKEN, f"its folder {reason}"))._replace(hidden=True)
        return row if path in self._listed else None

    def _has_row_anyway(self, path: str) -> bool:
        """Whether a file that is no recording has a row: it was one, was asked for, or is where a recorder writes."""
        if path in self._listed or path in self.root.tops:
            return True
        # A `package.json` beside the tests is nothing to look at; one between recordings is.
        return path.endswith(".json") and is_recorders_folder(_folder_name(self.root.path(path)))

    def _unread(self, path: str, stamp: Stamp, problem: str, size: int = 0) -> IndexedFile | None:
        self.stamps[path] = stamp
        has_row = path in self._listed or path in self.root.tops or is_promising(path)
        if not (size or has_row):
            return None
        self._unsound.add(path)
        self._listed.add(path)
        self._keep(path, None, problem)
        return unread_file(path, Readability(ReadState.BROKEN, problem), size)

    def _dated(self, file: IndexedFile, content: Bytes) -> IndexedFile:
        """The file with the time when its content was written, unless that was read before.

        A change of the mode is none of the content.
        """
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
        """Forget a file that is deleted, or a folder that can be looked into again; it is returned without entries."""
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
        deleted: Iterable[str] = (),
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
            deleted: The paths to forget.
            seconds: How long the first batch may take.
            clock: What measures that.
            throttle: Called between files, to yield to the screen.
        """
        deleted = list(deleted)
        batch = [self.forget(path) for path in deleted]
        until = clock() + seconds
        for path in self._naming.with_those_that_name(changed, deleted, self.root):
            file = self.read(path)
            if file is not None:
                batch.append(file)
            throttle()
            if clock() > until or len(batch) >= BATCH_FILES:
                yield batch
                batch = []
                seconds = min(seconds * 2, MAX_BATCH_S)
                until = clock() + seconds
        if batch:
            yield batch


def _folder_name(path: str) -> str:
    return os.path.basename(os.path.dirname(os.path.abspath(path)))
