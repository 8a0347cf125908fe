"""Every file below a root that may be a recording, with what tells that it changed, or why it cannot be looked at."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from recview.formats import SUFFIXES
from recview.root import Root
from recview.sources.closed import ClosedFolders
from recview.sources.files import UNSEEN, Stamp, clause, stamp
from recview.sources.walking import walk

DANGLING = "a link to a file that does not exist"


class TreeListing:
    """The files of a root as they are on the disk.

    Attributes:
        root: Where to look.
        closed: The folders that cannot be looked into.
        refused: Why a path cannot be looked at.
    """

    def __init__(self, root: Root) -> None:
        self.root = root
        self.closed = ClosedFolders()
        self.refused: dict[str, str] = {}
        self._outside: dict[str, bool] = {}

    def begin_scan(self, below: str) -> None:
        """Forget what may be another thing now in a folder, which is about to be looked at anew."""
        self.closed.forget_below(below)
        self._outside.clear()

    def walk(self, top: str) -> Iterator[tuple[str, Stamp]]:
        """Every file that may be a recording, and every folder that cannot be looked into, each with its stamp."""
        for folder in walk(self.root, top):
            if folder.error:
                self.closed.close(folder.path, clause(folder.error))
                self.refused[folder.path] = clause(folder.error)
                yield folder.path, UNSEEN
            for member in folder.files:
                if member.name.endswith(SUFFIXES):
                    name = f"{folder.path}/{member.name}" if folder.path else member.name
                    yield from self._stamped(name, member.stat)
        path = self.root.path(top)
        if (top in self.root.tops or top.endswith(SUFFIXES)) and not os.path.isdir(path):
            yield from self._stamped(top, lambda: os.stat(path))

    def leads_out(self, path: str) -> bool:
        """Whether a file is reached by a link that leads out of the root; what the user opened is not."""
        if path in self.root.tops:
            return False
        folder = path.rpartition("/")[0]
        if folder not in self._outside:
            self._outside[folder] = folder not in self.root.tops and self.root.leads_out(folder)
        return self._outside[folder] or (os.path.islink(self.root.path(path)) and self.root.leads_out(path))

    def _stamped(self, name: str, status: Callable[[], os.stat_result]) -> Iterator[tuple[str, Stamp]]:
        """A file with its stamp; nothing if it is deleted by now."""
        try:
            yield name, stamp(status())
        except FileNotFoundError:
            if os.path.islink(self.root.path(name)):
                self.refused[name] = DANGLING
                yield name, UNSEEN
        except OSError as error:
            self.refused[name] = clause(error)
            yield name, UNSEEN
