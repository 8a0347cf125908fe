"""A packed body → its bytes, whatever packing it is in, or why it cannot be unpacked.

A magic decides where there is one. Raw deflate and brotli have none: a body that is no text is tried as what its
`content-encoding` names, and then, as that header may be wrong, as either, if JSON or an event stream comes of it. What
is text is not packed: recorders leave the header in place after unpacking.
"""

from __future__ import annotations

from collections.abc import Iterable

from recview.decompressing import MISSING, Packing, Unpacked, packing_of, unpack, unpacked
from recview.framing.media import HEAD, as_text, describe_bytes, is_media, is_sound_text
from recview.named_tuple import NamedTuple


class UnpackedBody(NamedTuple):
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


def unpack_body(body: bytes, room: int, content_type: str = "", encoding: str = "") -> UnpackedBody | None:
    """What is in a packed body; None if it is not packed, or in nothing that recview knows. Never raises.

    Args:
        body: As recorded.
        room: Bytes that the result may have at most.
        content_type: The header of that name, in lower case.
        encoding: The header `content-encoding`, in lower case.
    """
    if result := unpacked(body, room):
        return UnpackedBody(result.data, packing_of(body) or "", result.problem)
    if not body or is_sound_text(body[:HEAD]) or is_media(body) or content_type.startswith(_MEDIA_TYPES):
        return None
    if as_text(body, content_type) != describe_bytes(body, content_type):
        return None
    named = [packing for word in encoding.replace(",", " ").split() for packing in _BY_HEADER.get(word, ())]
    # Where no room is left, as much as tells what it is.
    tries = [(packing, unpack(body, packing, max(room, HEAD))) for packing in dict.fromkeys((*named, *_NO_MAGIC))]
    for packing, result in tries:
        if _is_telling(result.data) and (packing in named or not result.problem):
            return _opened(packing, result._replace(data=result.data[:room]))
    return _believed(((packing, result) for packing, result in tries if packing in named), content_type)


def _is_telling(data: bytes) -> bool:
    """Whether what came of a trial is JSON or an event stream, or is packed again."""
    return is_sound_text(data[:HEAD]) or packing_of(data) in ("gzip", "zstd")


_MEDIA_TYPES = ("image/", "audio/", "video/")


def _believed(named: Iterable[tuple[Packing, Unpacked]], content_type: str) -> UnpackedBody | None:
    """What a header names, where neither the bytes nor what came of them can tell."""
    is_text = not content_type or any(word in content_type for word in ("json", "text/", "event-stream", "xml"))
    for packing, result in sorted(named, key=lambda named_result: bool(named_result[1].problem)):
        if is_text or result.problem in ("", MISSING):
            return _opened(packing, result._replace(data=b"") if result.problem else result)
    return None


def _opened(packing: Packing, result: Unpacked) -> UnpackedBody:
    return UnpackedBody(result.data, packing.removeprefix("raw "), result.problem)
