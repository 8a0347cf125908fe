"""Every file below a root that may be a recording, with what tells that it changed, or why it cannot be looked at."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain

from recview.formats import SUFFIXES
from recview.root import Root
from recview.sources.closed import ClosedFolders
from recview.sources.files import UNSEEN, Stamp, clause, stamp, stamp_on_disk
from recview.sources.folder_listings import FolderListings
from recview.sources.mounted import Container, mounted
from recview.sources.paths import is_within
from recview.sources.walking import Folder, walk

DANGLING = "a link to a file that does not exist"


class TreeListing:
    """The files of a root as they are on the disk.

    Attributes:
        root: Where to look.
        tops: The root's, as a set.
        closed: The folders that cannot be looked into.
        refused: Why a path cannot be looked at.
    """

    def __init__(self, root: Root) -> None:
        if not root.is_on_disk:
            from recview.sources.mounting import mount_root

            mount_root(root)
        self.root = root
        self.tops = frozenset(root.tops)
        self.closed = ClosedFolders()
        self.refused: dict[str, str] = {}
        self._outside: dict[str, bool] = {}
        self._listings = FolderListings()

    def begin_scan(self, below: str) -> None:
        """Forget what may be another thing now in a folder, which is about to be looked at anew."""
        self.closed.forget_below(below)
        self._outside.clear()

    def walk(self, top: str) -> Iterator[tuple[str, Stamp]]:
        """Every file that may be a recording, and every folder that cannot be looked into, each with its stamp."""
        if inside := mounted(self.root.path(top)):
            yield from self._contained(top, *inside)
            return
        path = self.root.path(top)
        # A list may have thousands of files.
        for folder in () if os.path.isfile(path) else walk(self.root, top, self._listings):
            if folder.error:
                self.closed.close(folder.path, clause(folder.error))
                self.refused[folder.path] = clause(folder.error)
                yield folder.path, UNSEEN
            if folder.recordings:
                yield from self._stamped_files(folder)
        if (top in self.tops or top.endswith(SUFFIXES)) and not os.path.isdir(path):
            yield from self._stamped(top)

    def _contained(self, top: str, container: Container, below: str) -> Iterator[tuple[str, Stamp]]:
        """The files of a container, or those of it that are below a path in it, each with its stamp."""
        try:
            for path, stamp_now, problem in container.files():
                is_listed = not path or problem or path == below or path.endswith(SUFFIXES)
                if not (is_listed and is_within(path, below)):
                    continue
                name = "/".join(filter(None, (top, path[len(below) :].strip("/"))))
                if problem:
                    self.refused[name] = problem
                yield name, stamp_now
        except FileNotFoundError:
            return

    def leads_out(self, path: str) -> bool:
        """Whether a file is reached by a link that leads out of the root; what the user opened is not."""
        if path in self.tops:
            return False
        is_link = os.path.islink(self.root.path(path))
        return self.folder_leads_out(path) or (is_link and self.root.leads_out(path))

    def folder_leads_out(self, path: str) -> bool:
        """Whether the folder of a file is reached by such a link, whether or not the file is one itself."""
        folder = path.rpartition("/")[0]
        is_outside = self._outside.get(folder)
        if is_outside is None:
            is_outside = self._outside[folder] = folder not in self.tops and self.root.leads_out(folder)
        return is_outside and path not in self.tops

    def stamp(self, path: str) -> Stamp:
        """The stamp of a file now; that of none if it would not be come across."""
        is_out = self.closed.reason(path) or self.leads_out(path)
        return UNSEEN if is_out else stamp_on_disk(self.root.path(path))

    def _stamped_files(self, folder: Folder) -> Iterable[tuple[str, Stamp]]:
        """The files of a folder, each with its stamp; those that are deleted by now do not come."""
        name_at = len(folder.path) + 1 if folder.path else 0
        try:
            handle = os.open(self.root.path(folder.path), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                # Asked of the folder: finding a file from the top takes as long again.
                statuses = [os.stat(path[name_at:], dir_fd=handle) for path in folder.recordings]
            finally:
                os.close(handle)
        except OSError:
            return chain.from_iterable(map(self._stamped, folder.recordings))
        return zip(folder.recordings, map(stamp, statuses), strict=True)

    def _stamped(self, name: str) -> Iterator[tuple[str, Stamp]]:
        """A file with its stamp; nothing if it is deleted by now."""
        path = self.root.path(name)
        try:
            yield name, stamp(os.stat(path))
        except FileNotFoundError:
            if os.path.islink(path):
                self.refused[name] = DANGLING
                yield name, UNSEEN
        except OSError as error:
            self.refused[name] = clause(error)
            yield name, UNSEEN
