"""A row of the list of chunks: `  6 text      “ meet”`."""

from __future__ import annotations

from recview.named_tuple import NamedTuple

MAX_SEARCHED_CHUNKS = 20_000
"""A search goes through this many chunks at most."""


class ChunkRow(NamedTuple):
    """What a row shows of a chunk: the kind of its first event, and its delta."""

    kind: str
    delta: str


def number_width(count: int) -> int:
    """The cells that the numbers of so many chunks take."""
    return len(f"{count:,}")


def row_text(row: ChunkRow, index: int, count: int) -> str:
    """The text of a row.

    Args:
        row: What it shows.
        index: The index of its chunk.
        count: The number of all chunks.
    """
    return f"{index + 1:>{number_width(count)},} {row.kind:<9} {row.delta}"
