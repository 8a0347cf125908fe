"""A packed body → its bytes, whatever packing it is in, or why it cannot be unpacked.

A magic decides where there is one. Raw deflate and brotli have none: a body that is no text is tried as what its
`content-encoding` names, and then, as that header may be wrong, as either, if JSON or an event stream comes of it. What
is text is not packed: recorders leave the header in place after unpacking.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from recview.framing.media import HEAD, as_text, described, is_media, is_sound_text
from recview.unpacking import MISSING, Packing, Unpacked, packing_of, unpack, unpacked


class Opened(NamedTuple):
    """What was in a packed body.

    Attributes:
        packing: What it was packed with.
        problem: Why not all of it could be read, as a clause for the screen.
    """

    data: bytes
    packing: str
    problem: str = ""


_NO_MAGIC: tuple[Packing, ...] = ("raw deflate", "brotli")
_BY_HEADER: dict[str, tuple[Packing, ...]] = {
    "gzip": ("gzip",),
    "x-gzip": ("gzip",),
    "deflate": ("deflate", "raw deflate"),
    "br": ("brotli",),
    "brotli": ("brotli",),
    "zstd": ("zstd",),
}


def open_packed(body: bytes, room: int, content_type: str = "", encoding: str = "") -> Opened | None:
    """What is in a packed body; None if it is not packed, or in nothing that recview knows. Never raises.

    Args:
        body: As recorded.
        room: Bytes that the result may have at most.
        content_type: The header of that name, in lower case.
        encoding: The header `content-encoding`, in lower case.
    """
    if found := unpacked(body, room):
        return Opened(found.data, packing_of(body) or "", found.problem)
    if not body or is_sound_text(body[:HEAD]) or is_media(body) or content_type.startswith(_MEDIA_TYPES):
        return None
    if as_text(body, content_type) != described(body, content_type):
        return None
    named = [packing for word in encoding.replace(",", " ").split() for packing in _BY_HEADER.get(word, ())]
    # Where no room is left, as much as tells what it is.
    tries = [(packing, unpack(body, packing, max(room, HEAD))) for packing in dict.fromkeys((*named, *_NO_MAGIC))]
    for packing, found in tries:
        if _is_telling(found.data) and (packing in named or not found.problem):
            return _opened(packing, found._replace(data=found.data[:room]))
    return _believed(((packing, found) for packing, found in tries if packing in named), content_type)


def _is_telling(data: bytes) -> bool:
    """Whether what came of a trial is JSON or an event stream, or is packed again."""
    return is_sound_text(data[:HEAD]) or packing_of(data) in ("gzip", "zstd")


_MEDIA_TYPES = ("image/", "audio/", "video/")


def _believed(named: Iterable[tuple[Packing, Unpacked]], content_type: str) -> Opened | None:
    """What a header names, where neither the bytes nor what came of them can tell."""
    is_text = not content_type or any(word in content_type for word in ("json", "text/", "event-stream", "xml"))
    for packing, found in sorted(named, key=lambda one: bool(one[1].problem)):
        if is_text or found.problem in ("", MISSING):
            return _opened(packing, found._replace(data=b"") if found.problem else found)
    return None


def _opened(packing: Packing, found: Unpacked) -> Opened:
    return Opened(found.data, packing.removeprefix("raw "), found.problem)
