"""What is kept of files as the parts of a cache file, and back; parts of any other form count as nothing."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import Any

import orjson

from recview.cache.container import NewPart, new_part
from recview.digests import DIGEST_BYTES
from recview.library.stored_columns import from_bytes, to_bytes
from recview.sources.files import Stamp
from recview.sources.kept_files import KeptFiles

ROWS, STAMPS, DIGESTS, BESIDE = "rows", "stamps", "digests", "beside"

NO_DIGEST = bytes(DIGEST_BYTES)

_STAMP_CODES = "qqQQ"
"""The types of the columns of a stamp: times may be before 1970, sizes and inodes use all 64 bits."""

_LOWEST, _HIGHEST = -(2**63), 2**63 - 1


def is_storable(stamp: Stamp) -> bool:
    """Whether a stamp fits: a time may be set to the year 9999."""
    return all(_LOWEST <= number <= _HIGHEST for number in stamp[:2])


def to_parts(kept: KeptFiles) -> list[NewPart]:
    """The parts of a cache file.

    Raises:
        ValueError: If there is something that cannot be kept.
        TypeError: If a path of a file that is named is no text that JSON holds.
    """
    columns = zip(_STAMP_CODES, zip(*kept.stamps, strict=True), strict=True)
    stamps = [array(code, column).tobytes() for code, column in columns]
    return [
        new_part(ROWS, to_bytes(kept.files)),
        new_part(STAMPS, b"".join(stamps)),
        new_part(DIGESTS, b"".join(digest or NO_DIGEST for digest in kept.digests)),
        new_part(BESIDE, orjson.dumps(kept.beside)),
    ]


def from_parts(part: Callable[[str], bytes | None]) -> KeptFiles | None:
    """What is kept, given the bytes of each part by its name; None if anything about them is odd. Never raises."""
    try:
        files = from_bytes(part(ROWS) or b"")
        count = len(files)
        stamps, digests = list(_stamps(part(STAMPS) or b"", count)), list(_digests(part(DIGESTS) or b"", count))
        beside = {path: _named(value) for path, value in orjson.loads(part(BESIDE) or b"").items()}
    except (ValueError, TypeError, AttributeError, RecursionError, MemoryError):
        return None
    return KeptFiles(files, stamps, digests, beside) if len(set(files.paths)) == count else None


def _stamps(data: bytes, count: int) -> Iterator[Stamp]:
    width = 8 * count
    if len(data) != width * len(_STAMP_CODES):
        raise ValueError("not as many stamps as files")
    columns = [array(code, data[width * index : width * (index + 1)]) for index, code in enumerate(_STAMP_CODES)]
    return zip(*columns, strict=True)


def _digests(data: bytes, count: int) -> Iterator[bytes]:
    if len(data) != DIGEST_BYTES * count:
        raise ValueError("not as many digests as files")
    for start in range(0, len(data), DIGEST_BYTES):
        digest = data[start : start + DIGEST_BYTES]
        yield b"" if digest == NO_DIGEST else digest


def _named(value: Any) -> dict[str, Stamp]:
    """The stamps of the files that a recording names."""
    return {path: _stamp(stamp) for path, stamp in value.items()}


def _stamp(value: Any) -> Stamp:
    if type(value) is not list or list(map(type, value)) != [int] * len(_STAMP_CODES):
        raise ValueError("no stamp")
    modified, changed, size, inode = value
    return modified, changed, size, inode
