"""The fast path for the chunks of a chat that hold a piece of text and nothing else: nearly all of a long answer."""

from __future__ import annotations

from recview.model import Chunk
from recview.named_tuple import NamedTuple
from recview.protocols.shared.sources import BESIDE

_OF_TEXT = frozenset({"content", "role"})
"""The keys that may have a value in a delta that brings text alone."""


class Piece(NamedTuple):
    """A piece of a choice's text; it may be empty."""

    choice: int
    text: str


def plain_piece(chunk: Chunk) -> Piece | None:
    """The piece of text that is all there is in a chunk; None where there may be more, or no text.

    Runs over every chunk, so it tries rather than asks: a value of another type than is usual raises.
    """
    data = chunk.data
    try:
        (choice,) = data["choices"]
        delta, number = choice["delta"], choice["index"]
        text = delta["content"]
        if type(text) is not str or type(number) is not int or chunk.kind == "error":
            return None
        for key, value in delta.items():
            if value and key not in _OF_TEXT:
                return None
        if choice.get("finish_reason") or choice.get("logprobs") or "message" in choice:
            return None
        has_more = data.get("usage") or data.get("error") or "x_groq" in data or not BESIDE.isdisjoint(data)
    except (AttributeError, LookupError, TypeError, ValueError):
        return None
    return None if has_more else Piece(number, text)
