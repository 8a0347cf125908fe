"""The arguments of a function call that Vertex AI streams value by value, as the JSON text that grows with each.

Source: Vertex AI's reference of `FunctionCall.partialArgs[]`: {jsonPath (RFC 9535, `$.items[0].name`), one of
stringValue | numberValue | boolValue | nullValue, willContinue}. The strings of one path are one string in pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from recview.coerce import as_str
from recview.json_text import compact
from recview.model import Json
from recview.named_tuple import NamedTuple
from recview.protocols.shared.fields import objects, pick

_DEEPEST = 100
"""Levels. A deeper path is taken as the name of an argument."""


class Piece(NamedTuple):
    """A value, or a stretch of a string, and the index of its chunk."""

    chunk: int
    path: str
    value: Json


def pieces(call: Mapping[str, Json], chunk: int) -> Iterator[Piece]:
    """The pieces in one part. One without a value announces that more will come, and brings nothing."""
    for sent in objects(call, "partialArgs"):
        path = as_str(pick(sent, "jsonPath"))
        values = (pick(sent, name) for name in ("stringValue", "numberValue", "boolValue"))
        value = next((value for value in values if value is not None), None)
        if value is not None or pick(sent, "nullValue") is not None:
            yield Piece(chunk, path, value)


def by_chunk(arrived: Sequence[Piece], closed: int | None) -> dict[int, str]:
    """What each chunk adds to the arguments; joined, it is their compact JSON.

    A chunk adds all that no later piece still writes into, so that text never changes once it is there.

    Args:
        arrived: The pieces of one call, in order.
        closed: The chunk that ended the call; None if none did, then its JSON stays open.
    """
    writing = _Writing(arrived)
    later = [*accumulate((span[0] for span in reversed(writing.spans)), min)][::-1]
    ends = accumulate((span[1] for span in writing.spans), max)
    texts: dict[int, str] = {}
    start = 0
    for index, (piece, end) in enumerate(zip(arrived, ends, strict=True)):
        end = min([end, *later[index + 1 : index + 2]])
        texts[piece.chunk] = texts.get(piece.chunk, "") + writing.text[start:end]
        start = max(start, end)
    if closed is not None and arrived:
        texts[closed] = texts.get(closed, "") + writing.text[start:]
    return texts


class _Node:
    """A place in the arguments: what is below it by name or index, or which pieces are its value."""

    def __init__(self) -> None:
        self.below: dict[str | int, _Node] = {}
        self.pieces: list[int] = []


class _Writing:
    """The JSON text of a call's arguments, and where in it each piece begins and ends."""

    def __init__(self, arrived: Sequence[Piece]) -> None:
        self._arrived = arrived
        self._parts: list[str] = []
        self._length = 0
        self.spans = [(0, 0)] * len(arrived)
        self._write(_tree(arrived))
        self.text = "".join(self._parts)

    def _put(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)

    def _write(self, node: _Node) -> None:
        if node.pieces:
            self._value(node.pieces)
            return
        indexes = [name for name in node.below if isinstance(name, int)]
        is_list = bool(indexes) and len(indexes) == len(node.below)
        self._put("[" if is_list else "{")
        for position, name in enumerate(sorted(indexes) if is_list else node.below):
            self._put(("," if position else "") + ("" if is_list else f"{compact(str(name))}:"))
            self._write(node.below[name])
        self._put("]" if is_list else "}")

    def _value(self, places: Sequence[int]) -> None:
        """Strings are joined; anything else that comes twice for one path is shown as a list, so that none is lost."""
        values = [self._arrived[index].value for index in places]
        is_text = all(isinstance(value, str) for value in values)
        several = len(values) > 1 and not is_text
        for number, (index, value) in enumerate(zip(places, values, strict=True)):
            begin = self._length
            first, last = number == 0, number == len(values) - 1
            written = compact(value)
            self._put(("[" if first else ",") if several else '"' if is_text and first else "")
            self._put(written[1:-1] if is_text else written)
            self.spans[index] = (begin, self._length)
            if last and (several or is_text):
                self._put("]" if several else '"')


def _tree(arrived: Sequence[Piece]) -> _Node:
    root = _Node()
    for index, piece in enumerate(arrived):
        node = _reached(root, _segments(piece.path)) or _reached(root, [f"{piece.path} ({index})"])
        if node:
            node.pieces.append(index)
    return root


def _reached(root: _Node, segments: Sequence[str | int]) -> _Node | None:
    """The node of a path, or None if a value is in its way or other nodes are already below it."""
    node = root
    for segment in segments:
        if node.pieces:
            return None
        node = node.below.setdefault(segment, _Node())
    return None if node.below or node is root else node


_SEGMENT = re.compile(
    r"""  \. (?P<name> [^.\[\]]+ )
        | \[ (?P<index> \d{1,9} ) \]
        | \[ (?P<quote> ['"] ) (?P<quoted> (?: \\. | (?!(?P=quote)) [^\\] )* ) (?P=quote) \]""",
    re.VERBOSE | re.DOTALL,
)


def _segments(path: str) -> list[str | int]:
    segments: list[str | int] = []
    at = int(path.startswith("$"))
    while at < len(path) and (match := _SEGMENT.match(path, at)) and len(segments) <= _DEEPEST:
        index, quoted = match["index"], match["quoted"]
        segments.append(
            int(index) if index else match["name"] or re.sub(r"\\(.)", r"\1", quoted or "", flags=re.DOTALL)
        )
        at = match.end()
    return segments if at == len(path) and segments and len(segments) <= _DEEPEST else [path]
