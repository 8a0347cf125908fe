"""A recorded body → its chunks, or for a request what was sent.

How a body is framed is told by its own bytes, never by its `content-encoding` (which recorders leave in place after
unpacking), and by its `content-type` only where the bytes leave it open. Total: what cannot be read is a chunk that is
a string, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from recview.framing.event_stream import event_stream, is_event_stream
from recview.framing.forms import form, multipart
from recview.framing.media import as_text, described, plain
from recview.framing.objects import objects
from recview.framing.server_sent_events import events
from recview.model import Chunk, Json
from recview.unpacking import SIZE_LIMIT, packed_otherwise, unpacked
from recview.wire import Chunks, Unparsed, parse, typed

Body = Json | bytes
"""A body as recorders keep it: bytes, text, a parsed tree, or None where there was none."""


class Framed(NamedTuple):
    """An answer's chunks, and whether they were streamed."""

    chunks: Sequence[Chunk] = ()
    streaming: bool = False


class Framing:
    """Reads the bodies of one file.

    Attributes:
        exact: Whether integers of any length are kept (see `recview.wire.parse`).
        room: Bytes that all packed bodies together may still unpack to.
        bytes_in_trees: Whether parsed trees may hold bytes, as those from YAML may.
    """

    def __init__(self, *, exact: bool = False, room: int = SIZE_LIMIT, bytes_in_trees: bool = False) -> None:
        self.exact = exact
        self.room = room
        self.bytes_in_trees = bytes_in_trees

    def answer(self, body: Body, content_type: str = "", encoding: str = "") -> Framed:
        """The chunks of an answer. Never raises.

        Args:
            body: As recorded.
            content_type: The header of that name, or empty.
            encoding: The header `content-encoding`: it names a packing that cannot be undone, and decides nothing.
        """
        if isinstance(body, bytes):
            data = self._unpacked(body)
            if is_event_stream(data):
                return Framed(tuple(event_stream(data)), streaming=True)
            body = _decoded(data, content_type, encoding)
        if isinstance(body, str):
            return self._text(body, content_type)
        return Framed() if body is None else _tree(self._plain(body))

    def sent(self, body: Body, content_type: str = "") -> Json:
        """What was sent: a parsed tree where there is one, else text, or for bytes a description. Never raises."""
        if isinstance(body, bytes):
            body = self._unpacked(body)
            if found := multipart(body, content_type):
                return found
            body = _decoded(body, content_type, "")
        if not isinstance(body, str):
            return self._plain(body)
        if body.lstrip()[:1] in ("{", "["):
            value = parse(_encoded(body), exact=self.exact)
            return body if isinstance(value, Unparsed) else value
        if "multipart/" in content_type and (parts := multipart(_encoded(body), content_type)):
            return parts
        return (form(body) if "x-www-form-urlencoded" in content_type else body) or None

    def _plain(self, tree: Json) -> Json:
        return plain(tree) if self.bytes_in_trees else tree

    def _unpacked(self, body: bytes) -> bytes:
        """The bytes in packed ones; some servers pack what is packed already."""
        for _ in range(2):
            found = unpacked(body, max(0, self.room))
            if found is None:
                break
            self.room -= len(found.data)
            body = found.data
            if found.problem:
                return body + f"\n({found.problem})".encode()
        return body

    def _text(self, body: str, content_type: str) -> Framed:
        start = body.lstrip("\ufeff\x1e \t\r\n")
        if not start:
            return Framed()
        if start[0] in "{[":
            value = parse(_encoded(start), exact=self.exact)
            if not isinstance(value, Unparsed):
                return _tree(value, streaming=_STREAMED.search(content_type) is not None)
            if _EVENT.search(start):
                return Framed(tuple(events((start,))), streaming=True)
            several = objects(start)
            return Framed(Chunks(several), streaming=True) if several else Framed((typed(body),))
        if "event-stream" in content_type or (_FIELD.match(start) and _EVENT.search(start)):
            return Framed(tuple(events((start,))), streaming=True)
        if _STREAMED.search(content_type) and (several := objects(start)):
            return Framed(Chunks(several), streaming=True)
        value = parse(_encoded(start)) if "json" in content_type else body
        return Framed((typed(body if isinstance(value, Unparsed) else value),))


_FIELD = re.compile(r"(?:data|event|id|retry|error)?:")
_EVENT = re.compile(r"(?m)^(?:(?:data|event):|error:\s*\{)")
_STREAMED = re.compile(r"ndjson|jsonl|json-seq")


def _tree(value: Json, *, streaming: bool = False) -> Framed:
    if isinstance(value, list) and (streaming or _is_streamed(value)):
        return Framed(Chunks(value), streaming=True)
    return Framed((typed(value),), streaming)


def _is_streamed(values: Sequence[Json]) -> bool:
    """Whether an array is the pieces of one answer: Gemini streams so where no `alt=sse` is asked for.

    An error may be among them, but is not all of them.
    """
    keys = [value.keys() if isinstance(value, Mapping) else frozenset[str]() for value in values]
    pieces = [not _PIECES.isdisjoint(known) for known in keys]
    return any(pieces) and all(is_piece or "error" in known for is_piece, known in zip(pieces, keys, strict=True))


_PIECES = frozenset({"candidates", "promptFeedback", "usageMetadata", "choices"})


def _decoded(body: bytes, content_type: str, encoding: str) -> str:
    """Bytes as text; what is no text as a description of it."""
    found = as_text(body, content_type)
    if found == described(body, content_type) and (packing := packed_otherwise(body, encoding)):
        return f"({packing}, {len(body):,} bytes: recview cannot unpack it)"
    return found


def _encoded(body: str) -> bytes:
    return body.encode("utf-8", "surrogatepass")
