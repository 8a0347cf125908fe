"""What views post: things that the user asked for, never what to do about them."""

from __future__ import annotations

from textual.message import Message

from recview.live.requests import FindInChunks, ReadChunkRows, ReadChunks, ReadHits
from recview.model import Source


class RecordingChosen(Message):
    """A recording of the list is to be opened; `at_once` if a key asks for it, not the cursor that rests there."""

    def __init__(self, source: Source, *, at_once: bool = False) -> None:
        super().__init__()
        self.source = source
        self.at_once = at_once


class CursorMoved(Message):
    """The user moved the cursor of the list."""


class EnterChanged(Message):
    """Enter does something else than before on the row under the cursor of the list."""


class FacetChosen(Message):
    """A value of a field is to be written into the query of the list, or taken out of it."""

    def __init__(self, term: str) -> None:
        super().__init__()
        self.term = term


class PositionChosen(Message):
    """The replay is to move to a position, in chunks."""

    def __init__(self, position: int) -> None:
        super().__init__()
        self.position = position


class WindowChosen(Message):
    """Another part of the raw file is to be shown, from an offset in bytes on; None if there is none there."""

    def __init__(self, offset: int | None) -> None:
        super().__init__()
        self.offset = offset


class ChunksWanted(Message):
    """A view is to show chunks, or hits in texts, that were not read yet, or a text is looked for in chunks."""

    def __init__(self, request: ReadChunkRows | ReadChunks | FindInChunks | ReadHits) -> None:
        super().__init__()
        self.request = request
