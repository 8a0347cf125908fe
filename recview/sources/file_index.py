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
from recview.sources.batches import FIRST_BATCH_S, in_batches
from recview.sources.beside import FilesBeside
from recview.sources.discovery import is_among_recordings
from recview.sources.file_memory import FileMemory
from recview.sources.files import UNSEEN, Bytes, IsLink, NotRead, Stamp, is_out_of_reach, read_recording, stamp_on_disk
from recview.sources.paths import is_within
from recview.sources.tree_listing import DANGLING, TreeListing

Keeper: TypeAlias = Callable[[str, bytes | None, str], None]
"""Is handed every content that is read: its path, its bytes, or in their place why there are none."""

Reader: TypeAlias = Callable[[str, Bytes, FilesBeside], Sequence[Exchange] | Readability]
"""Reads the exchanges of a file: its path, its content, and what reads the files that it names."""


def read_quickly(path: str, content: Bytes, beside: FilesBeside) -> Sequence[Exchange] | Readability:
    """The exchanges of a file, with integers over 64 bits as floats: rows show none."""
    return read(content.data, path, beside=beside)


class LeadsOut(Exception):
    """A file is reached by a link that leads out of the root."""


class FileIndex:
    """What was last read of each file below a root, so that a scan reads only what changed since.

    Not for two threads at once.

    Attributes:
        root: Where to look.
        stamps: What tells that a file changed, by path.
        memory: What else is remembered of files.
        asked_for: The paths that the user named, which have a row whatever they are.
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
        self.memory = FileMemory()
        self.stamps = self.memory.stamps
        self.read_exchanges = read_exchanges
        self._keep = keep
        self._tree = TreeListing(root)
        self.asked_for = frozenset[str]() if root.is_list else self._tree.tops

    @property
    def refused(self) -> Mapping[str, str]:
        """Why a path cannot be looked at."""
        return self._tree.refused

    @property
    def is_empty(self) -> bool:
        """Whether nothing that was read has a row."""
        return not self.memory.listed

    def scan(self, below: str = "") -> tuple[dict[str, Stamp], list[str]]:
        """Look at a folder: the paths that are new or changed, with their stamps now, and those that are deleted.

        What is in a folder that cannot be looked into is not deleted; it changes as that folder is closed and opened.
        """
        stamps: dict[str, Stamp] = {}
        self._tree.begin_scan(below)
        for top in self.root.tops:
            if is_within(top, below):
                stamps.update(self._tree.walk(top))
            elif is_within(below, top):
                stamps.update(self._tree.walk(below))
        changed = [
            path for path, stamp in stamps.items() if self.stamps.get(path) != stamp or path in self.memory.hidden
        ]
        missing = [path for path in self.stamps if path not in stamps and is_within(path, below)]
        hidden = {path for path in missing if self._tree.closed.reason(path)}
        changed = list(
            dict.fromkeys((*changed, *sorted(hidden - self.memory.hidden), *self.memory.naming.outdated(self.root)))
        )
        return {path: stamps.get(path, UNSEEN) for path in changed}, [path for path in missing if path not in hidden]

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
        try:
            content, may_be = self._content(path)
        except LeadsOut:
            return self.memory.forget(path) if path in self.stamps else None
        except FileNotFoundError:
            dangles = os.path.islink(self.root.path(path))
            return self._unread(path, UNSEEN, DANGLING) if dangles else self.memory.forget(path)
        except NotRead as problem:
            return self._not_read(path, str(problem))
        self.memory.hidden.discard(path)
        if may_be and not content.whole:
            return self._unread(path, content.stamp, too_large(content.size), content.size)
        if may_be:
            self._keep(path, content.data, "")
        return self._list(path, content, self.read_exchanges if may_be else read_quickly)

    def _content(self, path: str, *, follow: bool = False) -> tuple[Bytes, bool]:
        """A file, and whether it may be a recording; see `read_recording`, also for what else it raises.

        Raises:
            LeadsOut: If a link leads out of the root.
        """
        if self._tree.folder_leads_out(path):
            raise LeadsOut
        try:
            return read_recording(self.root.path(path), path, whole=path in self.asked_for, follow=follow)
        except IsLink:
            if self._tree.leads_out(path):
                raise LeadsOut from None
            return self._content(path, follow=True)

    def _not_read(self, path: str, problem: str) -> IndexedFile | None:
        """The row of a path that the system does not let be read."""
        full = self.root.path(path)
        if os.path.isdir(full):
            return self.memory.forget(path)
        if is_out_of_reach(full):
            self._tree.closed.close(path.rpartition("/")[0], problem)
            return self._out_of_sight(path, problem)
        return self._unread(path, stamp_on_disk(full), self.refused.get(path) or problem)

    def _list(self, path: str, content: Bytes, read_exchanges: Reader) -> IndexedFile | None:
        """The rows of a content; None if it is no recording and has no row."""
        beside = FilesBeside(self.root)
        file = list_exchanges(path, len(content.data), lambda: read_exchanges(path, content, beside))
        file = self.memory.take(file, content, beside.stamps)
        if not (
            is_listed(file.readability, content.data[:HEAD], path)
            or path in self.memory.listed
            or path in self.asked_for
            or is_among_recordings(self.root.path(path))
        ):
            # A file that is no recording has a row if it was one, was asked for, or is where a recorder writes.
            return None
        self.memory.listed.add(path)
        return file

    def _out_of_sight(self, path: str, reason: str) -> IndexedFile | None:
        """The row of a folder that cannot be looked into, or of a file that is in one, if it has any."""
        if path in self._tree.closed:
            self.stamps[path] = UNSEEN
            self.memory.folders.add(path)
            self._keep(path, None, reason)
            # The rows of what is in it tell it, if there are any.
            row = unread_file(path, Readability(ReadState.FOREIGN, reason))._replace(hidden=True)
            return None if any(is_within(file, path) for file in self.memory.listed) else row
        self.memory.hidden.add(path)
        row = unread_file(path, Readability(ReadState.BROKEN, f"its folder {reason}"))._replace(hidden=True)
        return row if path in self.memory.listed else None

    def _unread(self, path: str, stamp: Stamp, problem: str, size: int = 0) -> IndexedFile | None:
        self.stamps[path] = stamp
        has_row = path in self.memory.listed or path in self.asked_for or is_promising(path)
        if not (size or has_row):
            return None
        self.memory.unsound.add(path)
        self.memory.listed.add(path)
        self._keep(path, None, problem)
        return unread_file(path, Readability(ReadState.BROKEN, problem), size)

    def restore(self, paths: Iterable[str], stamps: Mapping[str, Stamp]) -> list[str]:
        """Take files as read that were deleted and are there again with the stamps that they had.

        Args:
            paths: Files that are new or changed.
            stamps: Those that a scan found just now; the other files are looked at.

        Returns:
            Those of them that need not be read: they hold what they held.
        """
        memory = self.memory
        return [
            path
            for path in paths
            if path in memory.departed and memory.restore(path, stamps.get(path) or self._tree.stamp(path))
        ]

    def batches(
        self,
        changed: Iterable[str],
        deleted: Iterable[str] = (),
        *,
        seconds: float = FIRST_BATCH_S,
        clock: Callable[[], float] = time.monotonic,
        throttle: Callable[[], None] = lambda: None,
        forget_first: bool = False,
    ) -> Iterator[list[IndexedFile]]:
        """Read files in batches, so that the screen can show them as they come.

        Args:
            changed: The paths to read.
            deleted: The paths to forget.
            seconds: How long the first batch may take.
            clock: What measures that.
            throttle: Called between files, to yield to the screen.
            forget_first: Whether to forget each file before it is read, as if it were new.
        """
        return in_batches(
            self._read_each(changed, list(deleted), throttle, forget_first=forget_first), seconds=seconds, clock=clock
        )

    def _read_each(
        self, changed: Iterable[str], deleted: list[str], throttle: Callable[[], None], *, forget_first: bool
    ) -> Iterator[list[IndexedFile]]:
        """What becomes of the files: first of all that are deleted, then of each that is read."""
        if deleted:
            yield [self.memory.forget(path) for path in deleted]
        for path in self.memory.naming.with_those_that_name(changed, deleted, self.root):
            forgotten = [self.memory.forget(path)] if forget_first and path in self.stamps else []
            file = self.read(path)
            throttle()
            yield [*forgotten, file] if file is not None else forgotten
