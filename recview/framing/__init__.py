"""A recorded body → its chunks, or for a request what was sent.

How a body is framed is told by its own bytes, never by its `content-encoding` (which recorders leave in place after
unpacking) but where they leave it open, and likewise by its `content-type`. Total: text that cannot be read is a chunk
that is a string; an answer whose bytes cannot be unpacked has no chunks, and a problem.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recview.decompressing import SIZE_LIMIT
from recview.framing.aws_event_stream import event_stream, is_event_stream
from recview.framing.coded_lines import coded_lines
from recview.framing.forms import form, multipart
from recview.framing.kept import as_sent, stream_of
from recview.framing.long_stream import stream_chunks
from recview.framing.media import as_text, describe_bytes, is_garbled, is_media, is_odd, without_bytes
from recview.framing.objects import objects
from recview.framing.packed_body import UnpackedBody, unpack_body
from recview.model import Chunk, Json, Readability
from recview.named_tuple import NamedTuple
from recview.wire import Chunks, bare, parse

Body = Json | bytes
"""A body as recorders keep it: bytes, text, a parsed tree, or None where there was none."""


class Framed(NamedTuple):
    """An answer's chunks, and whether they were streamed.

    Attributes:
        problem: Why not all of it could be read, as a clause for the screen.
        unread: What the bytes are that could not be read: `brotli, 167 bytes, sha256 0f1e2d3c4b5a6978`.
    """

    chunks: Sequence[Chunk] = ()
    streaming: bool = False
    problem: str = ""
    unread: str = ""


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
        """The chunks of an answer, and why there are none or not all. Never raises.

        Args:
            body: As recorded.
            content_type: The header of that name, or empty.
            encoding: The header `content-encoding`; see `recview.framing.packed_body`.
        """
        if isinstance(body, list):
            body = stream_of(body) or body
        if isinstance(body, str):
            body = as_sent(body, content_type)
        if isinstance(body, str):
            body = _as_bytes_if_packed(body, content_type, encoding)
        if not isinstance(body, bytes):
            return self._text(body, content_type) if isinstance(body, str) else self._of_tree(body, content_type)
        data, packing, problem = self._unpacked(body, content_type, encoding)
        if problem and not data:
            return Framed((), False, f"its answer is packed with {packing}; {problem}", _unread(packing, body))
        if is_event_stream(data):
            framed = Framed(tuple(event_stream(data)), streaming=True)
        else:
            text = as_text(data, content_type)
            if text == describe_bytes(data, content_type) and _calls_it_text(content_type) and not is_media(data):
                return Framed((), False, _NO_TEXT, _unread("binary", body))
            framed = self._text(text, content_type)
        return framed._replace(problem=f"its answer is packed with {packing}; {problem}") if problem else framed

    def events(self, kept: Sequence[Json]) -> Framed:
        """The chunks of a streamed answer whose events a recorder keeps apart.

        Args:
            kept: A value per event: its data alone, or `{event, data}`, the data as JSON text or as a tree.
        """
        return Framed(tuple(map(_event, kept)), streaming=True)

    def sent(self, body: Body, content_type: str = "", encoding: str = "") -> Json:
        """What was sent: a parsed tree where there is one, else text, or for bytes a description. Never raises."""
        if isinstance(body, str):
            body = as_sent(body, content_type)
        if isinstance(body, str):
            body = _as_bytes_if_packed(body, content_type, encoding)
        if isinstance(body, bytes):
            data, packing, problem = self._unpacked(body, content_type, encoding)
            if problem:
                return f"{data.decode('utf-8', 'replace')}\n({packing}, {len(body):,} bytes; {problem})".lstrip()
            if parts := multipart(data, content_type):
                return parts
            body = as_text(data, content_type)
        if not isinstance(body, str):
            return self._plain(body)
        if body.lstrip()[:1] in ("{", "["):
            value = parse(_encoded(body), exact=self.exact)
            return body if isinstance(value, Readability) else value
        if "multipart/" in content_type and (parts := multipart(_encoded(body), content_type)):
            return parts
        return (form(body) if "x-www-form-urlencoded" in content_type else body) or None

    def _of_tree(self, body: Json, content_type: str) -> Framed:
        if body is None:
            return Framed()
        is_events = "event-stream" in content_type and isinstance(body, list) and all(map(_is_object, body))
        return _tree(self._plain(body), streaming=is_events)

    def _plain(self, tree: Json) -> Json:
        return without_bytes(tree) if self.bytes_in_trees else tree

    def _unpacked(self, body: bytes, content_type: str, encoding: str) -> UnpackedBody:
        """The bytes in packed ones, and the last packing; some servers pack what is packed already."""
        outer = UnpackedBody(body, "")
        for _ in range(2):
            inner = unpack_body(outer.data, max(0, self.room), content_type, encoding)
            if inner is None:
                break
            self.room -= len(inner.data)
            outer = inner
            if outer.problem:
                break
        return outer

    def _text(self, body: str, content_type: str) -> Framed:
        start = body.lstrip("\ufeff\x1e \t\r\n")
        if not start:
            return Framed()
        if start[0] in "{[":
            value = parse(_encoded(start), exact=self.exact)
            if not isinstance(value, Readability):
                return _tree(value, streaming=_STREAMED.search(content_type) is not None)
            if _EVENT.search(start):
                return Framed(stream_chunks(start), streaming=True)
            several = objects(start)
            return Framed(Chunks(several), streaming=True) if several else Framed((bare(body),))
        if lines := coded_lines(start):
            return Framed(lines, streaming=True)
        if "event-stream" in content_type or (_FIELD.match(start) and _EVENT.search(start)):
            return Framed(stream_chunks(start), streaming=True)
        if _STREAMED.search(content_type) and (several := objects(start)):
            return Framed(Chunks(several), streaming=True)
        value = parse(_encoded(start)) if "json" in content_type else body
        return Framed((bare(body if isinstance(value, Readability) else value),))


def _event(kept: Json) -> Chunk:
    fields = kept if isinstance(kept, dict) and "data" in kept and kept.keys() <= _EVENT_KEYS else {"data": kept}
    name, data = fields.get("event"), fields["data"]
    if isinstance(data, str) and data.lstrip()[:1] in ("{", "["):
        value = parse(_encoded(data))
        data = data if isinstance(value, Readability) else value
    # An event that was sent without a name has the type `message`.
    kind = name if isinstance(name, str) and name != "message" else data.get("type") if isinstance(data, dict) else ""
    return Chunk(kind if isinstance(kind, str) else "", data, kept)


_EVENT_KEYS = frozenset({"event", "data", "id", "retry", "timestamp", "time", "ts"})
"""What a recorder keeps of an event beside its data."""


_FIELD = re.compile(r"(?:data|event|id|retry|error)?:")
_EVENT = re.compile(r"(?m)^(?:(?:data|event):|error:\s*\{)")
_STREAMED = re.compile(r"ndjson|jsonl|json-seq")


def _tree(value: Json, *, streaming: bool = False) -> Framed:
    if isinstance(value, list) and (streaming or _is_streamed(value)):
        return Framed(Chunks(value), streaming=True)
    return Framed((bare(value),), streaming)


def _is_streamed(values: Sequence[Json]) -> bool:
    """Whether an array is the pieces of one answer: Gemini streams so where no `alt=sse` is asked for.

    An error may be among them, but is not all of them. Code Assist puts each piece into an envelope, `response`.
    """
    keys = [_keys(value) | _keys(value.get("response")) if isinstance(value, dict) else set() for value in values]
    pieces = [not _PIECES.isdisjoint(names) for names in keys]
    return any(pieces) and all(is_piece or "error" in names for is_piece, names in zip(pieces, keys, strict=True))


def _is_object(value: Json) -> bool:
    return isinstance(value, dict)


def _keys(value: Json) -> set[str]:
    return set(value) if isinstance(value, dict) else set()


_PIECES = frozenset({"candidates", "promptFeedback", "usageMetadata", "choices"})


_NO_TEXT = "its answer is no text, and packed with nothing that recview can tell (brotli needs recview[packed])"


def _calls_it_text(content_type: str) -> bool:
    return "json" in content_type or "event-stream" in content_type


def _as_bytes_if_packed(body: str, content_type: str, encoding: str) -> str | bytes:
    """The bytes of a packed body that a recorder kept as text, a character a byte; other text as it is.

    Where it replaced what is no UTF-8 they are lost: of what is left, a tenth or more is what no text holds.
    """
    if not is_garbled(body) and not (encoding and is_odd(body[:1])):
        return body
    try:
        data = body.encode("latin-1")
    except UnicodeEncodeError:
        return _encoded(body) if is_garbled(body) else body
    return data if is_garbled(body) or unpack_body(data, 0, content_type, encoding) else body


def _unread(packing: str, body: bytes) -> str:
    """What tells a body from another that cannot be read either."""
    from hashlib import sha256  # on use: it is rare

    return f"{packing}, {len(body):,} bytes, sha256 {sha256(body).hexdigest()[:16]}"


def _encoded(body: str) -> bytes:
    return body.encode("utf-8", "surrogatepass")
