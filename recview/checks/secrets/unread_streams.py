"""Streams that no protocol reads: the pieces of each field over all chunks, put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recview.model import Chunk, Json


def joined_fields(chunks: Sequence[Chunk]) -> Iterator[tuple[str, str]]:
    """(path, text) of each field that several chunks bring pieces of."""
    pieces: dict[str, list[str]] = {}
    for chunk in chunks:
        stack: list[tuple[str, Json]] = [("data", chunk.data if chunk.data is not None else chunk.raw)]
        while stack:
            path, value = stack.pop()
            if isinstance(value, str):
                pieces.setdefault(path, []).append(value)
            elif isinstance(value, dict):
                stack += ((f"{path}.{key}", member) for key, member in value.items())
            elif isinstance(value, list):
                stack += ((f"{path}[{index}]", member) for index, member in enumerate(value))
    yield from ((path, "".join(texts)) for path, texts in pieces.items() if len(texts) > 1)
