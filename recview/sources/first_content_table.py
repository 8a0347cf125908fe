"""The first contents of files by path, as columns: a hundred thousand of them in some ten megabytes."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

from recview.digests import DIGEST_BYTES
from recview.sources.first_content import FirstContent

_NONE = -1
"""In the column of references: not packed."""


class FirstContentTable:
    """What is kept of each file, made when it is asked for. One thread sets, any may read.

    Most files have a digest and a packed content: these are columns. What is kept of another one is held as it is.
    """

    def __init__(self) -> None:
        self._indexes: dict[str, int] = {}
        self._digests = bytearray()
        self._packed = array("q")
        self._others: dict[str, FirstContent] = {}

    def __contains__(self, path: str) -> bool:
        return path in self._others or path in self._indexes

    def get(self, path: str) -> FirstContent | None:
        """What is kept of a file; None if it was not there."""
        other = self._others.get(path)
        if other is not None:
            return other
        index = self._indexes.get(path)
        if index is None:
            return None
        packed = self._packed[index]
        digest = bytes(self._digests[index * DIGEST_BYTES : (index + 1) * DIGEST_BYTES])
        return FirstContent(digest, None if packed == _NONE else packed)

    def __getitem__(self, path: str) -> FirstContent:
        first = self.get(path)
        if first is None:
            raise KeyError(path)
        return first

    def __setitem__(self, path: str, first: FirstContent) -> None:
        digest = first.digest
        if first.digests or first.why or first.data is not None or len(digest) != DIGEST_BYTES:
            self._others[path] = first
            return
        reference = _NONE if first.packed is None else first.packed
        index = self._indexes.get(path)
        if index is None:
            self._digests += digest
            self._packed.append(reference)
            # Last: who has the index finds what is behind it.
            self._indexes[path] = len(self._packed) - 1
        else:
            self._digests[index * DIGEST_BYTES : (index + 1) * DIGEST_BYTES] = digest
            self._packed[index] = reference
        self._others.pop(path, None)

    def update(self, digests: Mapping[str, bytes]) -> None:
        """Keep just the digests of files."""
        for path, digest in digests.items():
            self[path] = FirstContent(digest)
