"""Plain values by path in a nameless file: a hundred thousand of them in as little memory as their paths."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from typing import Any

from recview.piece_file import PieceFile

_UNPACKED = -1
"""The reference of a value that is held as it is."""


class PackedValues:
    """Values by path, in the order in which their paths came: numbers, texts, and tuples, lists and dicts of such.

    One thread sets them; any may remove one.
    """

    def __init__(self) -> None:
        self._file = PieceFile()
        self._references: dict[str, int] = {}
        self._unpacked: dict[str, Any] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._references))

    def __len__(self) -> int:
        return len(self._references)

    def __setitem__(self, path: str, value: Any) -> None:
        self._unpacked.pop(path, None)
        try:
            self._references[path] = self._file.add(marshal.dumps(value))
        except ValueError:
            # Nested two thousand levels deep.
            self._references[path], self._unpacked[path] = _UNPACKED, value

    def get(self, path: str) -> Any:
        """The value of a path; None if it has none, or that cannot be read any more."""
        reference = self._references.get(path)
        if reference is None or reference == _UNPACKED:
            return self._unpacked.get(path)
        packed = self._file.get(reference)
        # These bytes are this process's own: no other one can open the file.
        return marshal.loads(packed) if packed else None

    def remove(self, path: str) -> None:
        """Remove the value of a path, if it has one."""
        self._references.pop(path, None)
        self._unpacked.pop(path, None)
