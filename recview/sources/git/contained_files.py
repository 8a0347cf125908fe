"""The files of a commit, of the index or of the working tree as a container: listed once, read as asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from operator import attrgetter
from threading import Lock

from recview.decompressing import SIZE_LIMIT
from recview.git_source import WORK_TREE, GitSource
from recview.reading.recording_view import RAW_WINDOW
from recview.root import SKIPPED
from recview.sources.contained_order import in_order
from recview.sources.files import UNSEEN, Bytes, NotRead, Stamp, read_bytes, stamp_on_disk
from recview.sources.git.blobs import Blobs
from recview.sources.git.commands import GitProblem, git_at
from recview.sources.git.listing import Listing, listed
from recview.sources.git.objects import is_pointer
from recview.sources.git.tree_files import LINK, POINTED_TO, GitFile
from recview.sources.mounted import ContainedFile

_LISTED: Stamp = (1, 1, 0, 1)
"""The stamp of the source itself, and of what has no id."""


class GitFiles:
    """A container over git. It is listed when it is first asked, and stays as it was then."""

    def __init__(self, source: GitSource) -> None:
        """Ask git nothing yet.

        Args:
            source: What is opened.
        """
        self._source = source
        self._lock = Lock()
        self._listing: Listing | None = None
        self._blobs: Blobs | None = None

    def files(self) -> Iterator[ContainedFile]:
        """Every file, and before them the source itself if something is wrong with it."""
        listing = self.listing()
        if listing.problem:
            yield ContainedFile("", _LISTED, listing.problem)
        for file in in_order(listing.files.values(), attrgetter("path"), SKIPPED):
            yield ContainedFile(file.path, self._stamp(file), file.problem)

    def listing(self) -> Listing:
        """What git lists."""
        with self._lock:
            if self._listing is None:
                self._listing = listed(self._source)
            return self._listing

    def read(self, path: str, offset: int, limit: int | None) -> Bytes:
        """Bytes of a file.

        Raises:
            NotRead: With the reason.
            FileNotFoundError: If there is no such file.
        """
        listing = self.listing()
        file = listing.files.get(path)
        if not path and listing.problem:
            raise NotRead(listing.problem)
        if file is None:
            raise FileNotFoundError(path)
        if file.problem:
            raise NotRead(file.problem)
        if not file.id:
            return self._on_disk(path, offset, limit)
        try:
            data, size = self._objects().read(file.id, offset, limit, RAW_WINDOW, SIZE_LIMIT)
        except GitProblem as problem:
            raise NotRead(str(problem)) from None
        if is_pointer(data, size):
            raise NotRead(POINTED_TO)
        return Bytes(data, size, self._stamp(file))

    def stamp(self, path: str) -> Stamp:
        """What tells that a file changed: of what git keeps that is its id."""
        file = self.listing().files.get(path)
        if file is None:
            return UNSEEN if path else _LISTED
        return self._stamp(file)

    def object_id(self, path: str) -> str:
        """The id that git gives a file; empty if its bytes must be read to know it, or if there is none."""
        file = self.listing().files.get(path)
        return file.id if file else ""

    def _on_disk(self, path: str, offset: int, limit: int | None) -> Bytes:
        full = f"{self._source.top}/{path}"
        if os.path.realpath(full) != full:
            raise NotRead(LINK)
        content = read_bytes(full, offset, limit)
        if is_pointer(content.data, content.size):
            raise NotRead(POINTED_TO)
        return content

    def _objects(self) -> Blobs:
        with self._lock:
            if self._blobs is None:
                self._blobs = Blobs(git_at(self._source.top))
            return self._blobs

    def _stamp(self, file: GitFile) -> Stamp:
        if not file.id:
            return stamp_on_disk(f"{self._source.top}/{file.path}") if self._source.kind == WORK_TREE else _LISTED
        return int(file.id[:15], 16), 1, file.size, int(file.id[15:30], 16)
