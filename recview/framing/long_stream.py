"""A long event stream as chunks that are parsed when they are asked for.

Parsed, a stream takes ten times the memory of its text; and whatever reads an answer goes through its chunks in order,
or looks at the first or the last few of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import overload

from recview.framing.server_sent_events import events
from recview.model import Chunk, Json

LONG = 4_000_000
"""Characters from which on a stream is not parsed as a whole."""

_RUN = 65_536
"""Characters that are parsed at a time; a run of them ends where an event does."""

_BETWEEN = re.compile(r"\n\n|\r\n\r\n|\r\r")


def stream_chunks(text: str) -> Sequence[Chunk]:
    """The chunks of an event stream."""
    return tuple(events((text,))) if len(text) < LONG else LongStream(text)


class LongStream(Sequence[Chunk]):
    """The chunks of an event stream, a run of which is in memory at a time.

    Attributes:
        kinds: The kinds of all chunks.
        has_notes: Whether the framing of any chunk is damaged.
    """

    def __init__(self, text: str) -> None:
        """Count them, and note what need not be looked for in all of them again.

        Args:
            text: All of the stream.
        """
        self._text = text
        # Where each run begins in the text, and the number of its first chunk; last of all, where the last one ends.
        self._starts = [0]
        self._firsts = [0]
        self._parsed: tuple[int, Sequence[Chunk]] = -1, ()
        self.kinds: set[str] = set()
        self.has_notes = False
        while self._starts[-1] < len(text):
            start = self._starts[-1]
            end = _BETWEEN.search(text, start + _RUN)
            self._starts.append(end.end() if end else len(text))
            chunks = self._run(len(self._starts) - 2)
            self._firsts.append(self._firsts[-1] + len(chunks))
            self.kinds.update(chunk.kind for chunk in chunks)
            self.has_notes = self.has_notes or any(chunk.note for chunk in chunks)

    def _run(self, run: int) -> Sequence[Chunk]:
        """The chunks of a run."""
        parsed = self._parsed
        if parsed[0] != run:
            parsed = self._parsed = run, events((self._text[self._starts[run] : self._starts[run + 1]],))
        return parsed[1]

    def __len__(self) -> int:
        return self._firsts[-1]

    def __iter__(self) -> Iterator[Chunk]:
        for run in range(len(self._starts) - 1):
            yield from self._run(run)

    def __reversed__(self) -> Iterator[Chunk]:
        for run in reversed(range(len(self._starts) - 1)):
            yield from reversed(self._run(run))

    @overload
    def __getitem__(self, index: int) -> Chunk: ...
    @overload
    def __getitem__(self, index: slice) -> list[Chunk]: ...
    def __getitem__(self, index: int | slice) -> Chunk | list[Chunk]:
        if isinstance(index, slice):
            return [self[number] for number in range(len(self))[index]]
        number = range(len(self))[index]
        run = bisect_right(self._firsts, number) - 1
        return self._run(run)[number - self._firsts[run]]

    def payloads(self) -> Sequence[Json]:
        """What all chunks hold, likewise."""
        return _Payloads(self)


class _Payloads(Sequence[Json]):
    """The payloads of chunks, each taken when it is asked for."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._chunks = chunks

    def __len__(self) -> int:
        return len(self._chunks)

    def __iter__(self) -> Iterator[Json]:
        return (chunk.data for chunk in self._chunks)

    def __reversed__(self) -> Iterator[Json]:
        return (chunk.data for chunk in reversed(self._chunks))

    @overload
    def __getitem__(self, index: int) -> Json: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Json]: ...
    def __getitem__(self, index: int | slice) -> Json | Sequence[Json]:
        if isinstance(index, slice):
            return [chunk.data for chunk in self._chunks[index]]
        return self._chunks[index].data
