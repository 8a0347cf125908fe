"""A part of a cache file that holds one piece for each recorded file, read only when it is asked for."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

from recview.cache.container import NewPart, new_part
from recview.cache.file import CacheFile
from recview.digests import digest_of_all
from recview.piece_file import PieceFile

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
    if not file.is_sound(part):
        return
    offset = 0
    for path, length in zip(paths, array("Q", lengths), strict=True):
        if length:
            yield path, (offset, length)
        offset += length


def new_parts(name: str, pieces: Iterable[bytes]) -> tuple[NewPart, NewPart]:
    """The parts for the pieces of all files, of which some may be empty; they are never all in memory."""
    file, lengths = PieceFile(), array("Q")
    for piece in pieces:
        file.add(piece)
        lengths.append(len(piece))
    part = NewPart(name, file.size, file.blocks(), digest_of_all(file.blocks()).hex())
    return new_part(_LENGTHS_OF + name, lengths.tobytes()), part


def within(pieces: Iterable[bytes], room: int) -> Iterator[bytes]:
    """Pieces as long as there is room, in bytes; from there on empty ones."""
    for piece in pieces:
        room -= len(piece)
        yield piece if room >= 0 else b""
