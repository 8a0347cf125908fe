"""What was last read of each file below a place, so that a scan reads only what changed since."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from recview.formats import SUFFIXES, is_promising
from recview.library import Found, branch_order
from recview.place import SKIPPED, Place
from recview.reading.listing import found, too_large, unfound
from recview.sources.files import UNSEEN, Bytes, NotRead, Stamp, clause, read_recording, stamp, stamp_on_disk
from recview.sources.finding import is_recorders_folder

DANGLING = "a link to a file that does not exist"

AT_ONCE = 400
"""Files in one batch: merging them takes the screen a third of a frame."""

LONGEST_BATCH = 0.32
"""Seconds of reading after which the screen is told, at the latest."""


Keeper = Callable[[str, bytes | None, str], None]
"""Is handed every content that is read: its path, its bytes, or in their place why there are none."""


@dataclass
class Catalog:
    """What was last read of each file below a place, so that a scan reads only what changed since.

    Not for two threads at once.

    Attributes:
        place: Where to look.
        stamps: What tells that a file changed, by path.
        refused: Why a path cannot be looked at.
        keep: What is to be done with every content.
    """

    place: Place
    stamps: dict[str, Stamp] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    keep: Keeper = lambda path, data, problem: None
    _unsound: set[str] = field(default_factory=set)
    _listed: set[str] = field(default_factory=set)

    def scan(self, below: str = "") -> tuple[list[str], list[str]]:
        """Look at a folder: the paths that are new or changed, and those that are gone."""
        seen: dict[str, Stamp] = {}
        for top in self.place.tops:
            if _within(top, below):
                seen.update(self._walk(top))
            elif _within(below, top):
                seen.update(self._walk(below))
        changed = [path for path, stamp in seen.items() if self.stamps.get(path) != stamp]
        gone = [path for path in self.stamps if path not in seen and (not below or _within(path, below))]
        return changed, gone

    def everything(self) -> Iterator[str]:
        """All paths, each as it is come across: reading can begin before the whole tree was looked at."""
        for top in self.place.tops:
            for path, _ in self._walk(top):
                yield path

    def _walk(self, top: str) -> Iterator[tuple[str, Stamp]]:
        """Every file that may be a recording, with its stamp; links are followed, each folder once.

        A folder's files come by name, then its subfolders in the order of the list.
        """
        visited: set[tuple[int, int]] = set()
        stack = [top]
        while stack:
            folder = stack.pop()
            path = self.place.path(folder)
            try:
                status = os.stat(path)
                if not stat.S_ISDIR(status.st_mode):
                    if folder in self.place.tops or folder.endswith(SUFFIXES):
                        yield folder, stamp(status)
                    continue
                if (status.st_dev, status.st_ino) in visited:
                    continue
                visited.add((status.st_dev, status.st_ino))
                with os.scandir(path) as listing:
                    members = sorted(listing, key=attrgetter("name"))
            except FileNotFoundError:
                if folder in self.place.tops and os.path.islink(path):
                    self.refused[folder] = DANGLING
                    yield folder, UNSEEN
                continue
            except OSError as error:
                self.refused[folder] = clause(error)
                yield folder, UNSEEN
                continue
            below: list[str] = []
            for member in members:
                name = f"{folder}/{member.name}" if folder else member.name
                yield from self._member(member, name, below)
            below.sort(key=branch_order, reverse=True)
            stack.extend(below)

    def _member(self, member: os.DirEntry[str], name: str, below: list[str]) -> Iterator[tuple[str, Stamp]]:
        try:
            if member.is_dir():
                if member.name not in SKIPPED:
                    below.append(name)
            elif member.name.endswith(SUFFIXES):
                yield name, stamp(member.stat())
        except FileNotFoundError:
            if member.name.endswith(SUFFIXES) and member.is_symlink():
                self.refused[name] = DANGLING
                yield name, UNSEEN
        except OSError as error:
            self.refused[name] = clause(error)
            yield name, UNSEEN

    def read(self, path: str) -> Found | None:
        """Read one file anew; entries are empty if it is gone, and None is for what has no row: no recording at all."""
        full = self.place.path(path)
        try:
            content, may_be = read_recording(full, path, whole=path in self.place.tops)
        except FileNotFoundError:
            if os.path.islink(full):
                return self._unread(path, UNSEEN, DANGLING)
            return self.forget(path)
        except NotRead as problem:
            return self._unread(path, stamp_on_disk(full), self.refused.get(path) or str(problem))
        if may_be and not content.whole:
            return self._unread(path, content.stamp, too_large(content.size), content.size)
        if may_be:
            self.keep(path, content.data, "")
        file = self._dated(found(path, content.data), content)
        if file.unlisted and not self._has_row_anyway(path):
            return None
        self._listed.add(path)
        return file

    def _has_row_anyway(self, path: str) -> bool:
        """Whether a file that is no recording has a row: it was one, was asked for, or is where a recorder writes."""
        if path in self._listed or path in self.place.tops:
            return True
        # A `package.json` beside the tests is nothing to look at; one between recordings is.
        return path.endswith(".json") and is_recorders_folder(_folder_name(self.place.path(path)))

    def _has_row(self, path: str) -> bool:
        """Whether a file is listed even if it cannot be read."""
        return path in self._listed or path in self.place.tops or is_promising(path)

    @property
    def is_empty(self) -> bool:
        """Whether nothing that was read has a row."""
        return not self._listed

    def _unread(self, path: str, stamp: Stamp, problem: str, size: int = 0) -> Found | None:
        self.stamps[path] = stamp
        if not (size or self._has_row(path)):
            return None
        self._unsound.add(path)
        self._listed.add(path)
        self.keep(path, None, problem)
        return unfound(path, problem, size)

    def _dated(self, file: Found, content: Bytes) -> Found:
        """Say when the content was written, unless it was read before: a change of the mode is none of the content."""
        before = self.stamps.get(file.path, UNSEEN)
        self.stamps[file.path] = content.stamp
        was_unsound = file.path in self._unsound
        if file.partial:
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

    def forget(self, path: str) -> Found:
        """A file that is gone."""
        self.stamps.pop(path, None)
        self._unsound.discard(path)
        self._listed.discard(path)
        return Found(path, ())

    def batches(
        self,
        changed: Iterable[str],
        gone: Iterable[str] = (),
        *,
        seconds: float = 0.02,
        clock: Callable[[], float] = time.monotonic,
        courtesy: Callable[[], None] = lambda: None,
    ) -> Iterator[list[Found]]:
        """Read files in batches, so that the screen can show them as they come.

        Each batch takes twice as long as the one before: the first rows come at once, and painting them again and
        again costs little of the whole.

        Args:
            changed: The paths to read.
            gone: The paths to forget.
            seconds: How long the first batch may take.
            clock: What measures that.
            courtesy: Called between files: a place to give way to the screen.
        """
        batch = [self.forget(path) for path in gone]
        until = clock() + seconds
        for path in changed:
            file = self.read(path)
            if file is not None:
                batch.append(file)
            courtesy()
            if clock() > until or len(batch) >= AT_ONCE:
                yield batch
                batch = []
                seconds = min(seconds * 2, LONGEST_BATCH)
                until = clock() + seconds
        if batch:
            yield batch


def _folder_name(path: str) -> str:
    return os.path.basename(os.path.dirname(os.path.abspath(path)))


def _within(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")
