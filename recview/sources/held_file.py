"""A recording that is in no file: what came on standard input."""

from __future__ import annotations

from collections.abc import Iterable

from recview.sources.files import UNSEEN, Bytes, Stamp
from recview.sources.mounted import ContainedFile


class HeldFile:
    """A container of one file, which stands at the container's own path."""

    def __init__(self, data: bytes) -> None:
        """Hold it.

        Args:
            data: All of its bytes.
        """
        self._data = data

    def files(self) -> Iterable[ContainedFile]:
        """The one file."""
        return (ContainedFile("", self.stamp("")),)

    def read(self, path: str, offset: int, limit: int | None) -> Bytes:
        """Bytes of it, as of any file.

        Raises:
            FileNotFoundError: Of a path below it.
        """
        if path:
            raise FileNotFoundError(path)
        end = None if limit is None else offset + limit
        return Bytes(self._data[offset:end], len(self._data), self.stamp(path))

    def stamp(self, path: str) -> Stamp:
        """Always the same, as it never changes."""
        return UNSEEN if path else (1, 1, len(self._data), 1)
