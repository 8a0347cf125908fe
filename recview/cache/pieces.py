"""A part of a cache file that has a piece of each file, of which some are read later."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

from recview.cache.container import UNCHECKED, NewPart, checked_part, digest
from recview.cache.file import CacheFile

_LENGTHS_OF = "lengths of "


class StoredPieces:
    """The pieces of an open cache file."""

    def __init__(self, name: str, file: CacheFile | None = None, paths: Sequence[str] = ()) -> None:
        """Read none yet.

        Args:
            name: Of the part.
            file: The cache file; None if there is none.
            paths: The files whose pieces it has, in order.
        """
        self._name = name
        self._file = file
        self._paths = paths
        self._spans: dict[str, tuple[int, int]] | None = None

    def __contains__(self, path: str) -> bool:
        return path in self._known_spans()

    def get(self, path: str) -> bytes | None:
        """The piece of a file; None if it has none."""
        spans = self._known_spans()
        if self._file is None or path not in spans:
            return None
        return self._file.piece(self._file.head.parts[self._name], *spans[path])

    def _known_spans(self) -> dict[str, tuple[int, int]]:
        """Where each piece is: its offset and its length."""
        if self._spans is None:
            self._spans = dict(_spans(self._file, self._name, self._paths)) if self._file else {}
        return self._spans


def _spans(file: CacheFile, name: str, paths: Sequence[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    part, lengths = file.head.parts.get(name), file.part(_LENGTHS_OF + name)
    if part is None or lengths is None or len(lengths) != 8 * len(paths):
        return
    if part.digest != UNCHECKED and file.part(name) is None:
        return
    offset = 0
    for path, length in zip(paths, array("Q", lengths), strict=True):
        if length:
            yield path, (offset, length)
        offset += length


def new_parts(name: str, pieces: Sequence[bytes], *, is_checked: bool) -> tuple[NewPart, NewPart]:
    """The parts for the pieces of all files.

    Args:
        name: Of the part.
        pieces: A piece for each file, empty where there is none.
        is_checked: Whether a digest of all pieces is kept; without, each proves itself.
    """
    lengths = checked_part(_LENGTHS_OF + name, array("Q", map(len, pieces)).tobytes())
    size = sum(map(len, pieces))
    return lengths, NewPart(name, size, pieces, digest(b"".join(pieces)).hex() if is_checked else UNCHECKED)


def within(pieces: Iterable[bytes], room: int) -> Iterator[bytes]:
    """Pieces as long as there is room, in bytes; from there on empty ones."""
    for piece in pieces:
        room -= len(piece)
        yield piece if room >= 0 else b""
