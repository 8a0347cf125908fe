"""Lines of a code, a colon and a JSON value (the AI SDK's data stream, versions 3 and 4) → chunks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.model import Chunk, Readability, ReadState
from recview.wire import parse_text

_LINE = re.compile(r'\s*([0-9a-k]):(?=["{\[])(.*)', re.DOTALL)


def coded_lines(text: str) -> tuple[Chunk, ...]:
    """A chunk per line, its kind the code and its data the value; a line that is none as it is.

    Nothing where the first line is none: nearly no text begins so, and this is asked of every one that is not JSON.
    """
    first, _, _ = text.lstrip().partition("\n")
    return tuple(_chunks(text)) if _chunk(first) else ()


def _chunks(text: str) -> Iterator[Chunk]:
    for line in text.split("\n"):
        if line and not line.isspace():
            yield _chunk(line) or Chunk("", line, line)


def _chunk(line: str) -> Chunk | None:
    parts = _LINE.match(line.rstrip("\r"))
    value = parse_text(parts[2]) if parts else Readability(ReadState.BROKEN)
    return Chunk(parts[1], value, line.strip()) if parts and not isinstance(value, Readability) else None
