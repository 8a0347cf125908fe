"""Files parsed once for all who need them: the scanner lists a file that changed, the comparer and the loader follow.

A changed file is held from when it is listed until it was compared and, if it is open, loaded. So nothing is held while
nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Lock

from recview.formats import HEAD, is_listed
from recview.model import Exchange, Readability
from recview.named_tuple import NamedTuple
from recview.review.parsed import Parsed, parse_file
from recview.root import Root
from recview.sources.beside import FilesBeside
from recview.sources.file_index import read_quickly
from recview.sources.files import Bytes, Stamp, read_listed, stamp_on_disk

MAX_HELD_BYTES, MAX_HELD_FILES = 8_000_000, 1_000
"""Bytes of contents, and files, that are held besides the open one: in a burst the comparer is behind the scanner."""


class _Listed(NamedTuple):
    """A content as it was listed, with the stamps of all files that its meaning depends on."""

    parsed: Parsed
    stamps: dict[str, Stamp]


class _Held:
    """A changed file, while somebody will still ask for it.

    Attributes:
        listed: Its content now.
        size: Its size in bytes.
        first: Its first content, once somebody asked for that.
        uses: How many will still ask for them.
        lock: Held while the first content is parsed, so that it is parsed once.
    """

    def __init__(self, listed: _Listed, uses: int) -> None:
        self.listed = listed
        self.size = len(listed.parsed.data)
        self.first: Parsed | None = None
        self.uses = uses
        self.lock = Lock()


class ParsedFiles:
    """The parsed contents of the files that changed just now. Safe for several threads."""

    def __init__(self, root: Root) -> None:
        """Hold nothing yet.

        Args:
            root: Where the files are.
        """
        self._root = root
        self._open_path = ""
        self._held: dict[str, _Held] = {}
        self._held_bytes = 0
        self._being_parsed: dict[str, Event] = {}
        self._lock = Lock()

    def read_changed(self, path: str, content: Bytes, beside: FilesBeside) -> Sequence[Exchange] | Readability:
        """The exchanges of a file that changed, held until it was compared and, if it is open, loaded.

        Where there is no room for it, or nobody will ask for it, it is not held.

        Args:
            path: The file's path below the root.
            content: All of its bytes.
            beside: Reads the files that it names, and keeps their stamps.
        """
        with self._parsing(path):
            return self._hold(path, content, beside, uses=2 if path == self._open_path else 1)

    def read_opened(
        self, path: str, content: Bytes, beside: FilesBeside, *, digest: bytes | None = None
    ) -> Sequence[Exchange] | Readability:
        """The exchanges of the one file that is a root, held until it was loaded: see `read_changed`.

        Args:
            path: The file's path below the root.
            content: All of its bytes.
            beside: Reads the files that it names, and keeps their stamps.
            digest: That of the content, unless it is to be worked out.
        """
        with self._parsing(path):
            return self._hold(path, content, beside, uses=1, digest=digest or None)

    @contextmanager
    def to_be_parsed(self, path: str) -> Iterator[None]:
        """Let those who read a file meanwhile wait for what is going to be parsed of it."""
        with self._lock:
            is_done = self._being_parsed.setdefault(path, Event())
        try:
            yield
        finally:
            with self._lock:
                self._being_parsed.pop(path, None)
            is_done.set()

    @contextmanager
    def _parsing(self, path: str) -> Iterator[None]:
        with self._lock:
            self._drop(path)
        with self.to_be_parsed(path):
            yield

    def _hold(
        self, path: str, content: Bytes, beside: FilesBeside, uses: int, digest: bytes | None = None
    ) -> Sequence[Exchange] | Readability:
        if not self._has_room(path, len(content.data)):
            return read_quickly(path, content, beside)
        parsed = parse_file(content.data, path, beside, digest=digest)
        if isinstance(parsed.content, Readability) and not is_listed(parsed.content, content.data[:HEAD], path):
            # It has no row, so that nobody will ask for it.
            return parsed.content
        with self._lock:
            self._held[path] = _Held(_Listed(parsed, {path: content.stamp, **beside.stamps}), uses)
            self._held_bytes += len(content.data)
        return parsed.content

    def read(self, path: str) -> Parsed | Bytes:
        """A file's content as it is on the disk now: parsed, or if it is too large to be parsed its first bytes.

        Raises:
            NotRead: With the reason.
            FileNotFoundError: If it is deleted, or is reached by a link that leads out of the root.
        """
        if is_done := self._being_parsed.get(path):
            is_done.wait()
        held = self._held.get(path)
        if held and self._is_current(held.listed):
            # It was inside of the root when it was listed, and is the same file.
            return held.listed.parsed
        content = read_listed(self._root, path)
        return parse_file(content.data, path, FilesBeside(self._root)) if content.whole else content

    def parse_first(self, data: bytes, path: str) -> Parsed:
        """Parse the first content of a file; of a file that is held, once for all who ask."""
        held = self._held.get(path)
        if held is None:
            return parse_file(data, path, FilesBeside(self._root))
        with held.lock:
            held.first = held.first or parse_file(data, path, FilesBeside(self._root))
            return held.first

    def holds(self, path: str) -> bool:
        """Whether a file is held."""
        return path in self._held

    def release(self, path: str) -> None:
        """One who asked for a file will not ask again."""
        with self._lock:
            held = self._held.get(path)
            if held:
                held.uses -= 1
                if held.uses <= 0:
                    self._drop(path)

    def set_open(self, path: str) -> None:
        """Another file is open: it will be loaded whenever it changes, and the one before will not."""
        if path != self._open_path:
            self.release(self._open_path)
            self._open_path = path

    def _is_current(self, listed: _Listed) -> bool:
        """Whether neither the file nor one that it names changed since."""
        return all(stamp_on_disk(self._root.path(path)) == stamp for path, stamp in listed.stamps.items())

    def _has_room(self, path: str, size: int) -> bool:
        """Whether a file may be held: the open one always, and one of any size if it is the only one."""
        with self._lock:
            held = self._held.get(self._open_path)
            others = len(self._held) - (held is not None)
            others_bytes = self._held_bytes - (held.size if held else 0)
        is_within_bounds = others < MAX_HELD_FILES and others_bytes + size <= MAX_HELD_BYTES
        return path == self._open_path or not others or is_within_bounds

    def _drop(self, path: str) -> None:
        """Hold a file no longer. The lock is held meanwhile."""
        if held := self._held.pop(path, None):
            self._held_bytes -= held.size
