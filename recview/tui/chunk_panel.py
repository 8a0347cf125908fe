"""The chunk at the playhead as JSON. It is asked for, and those behind it ahead, so that it keeps up with a replay."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from recview.live.requests import ChunksKey, ReadChunks
from recview.tui.chunk_pages import ChunkPages
from recview.tui.messages import ChunksWanted

if TYPE_CHECKING:
    from recview.display.json_lines import JsonLines
    from recview.live.events import ChunksRead
    from recview.tui.json_view import JsonView

PAGE_CHUNKS = 16
"""Chunks that are asked for together: half a second of a replay at its pace."""


class ChunkPanel:
    """Shows a chunk in a view, which keeps what it shows until the next one is read.

    Its index is -1 until the playhead is known.
    """

    def __init__(self, view: Callable[[], JsonView]) -> None:
        """Create it.

        Args:
            view: Returns the view, once it is there.
        """
        self._view = view
        self._key = ChunksKey(0, False, False)
        self._count = 0
        self._documents: ChunkPages[JsonLines] = ChunkPages(PAGE_CHUNKS, self._ask)
        self._index: int | None = -1
        self._shown: JsonLines | None = None

    def begin(self, count: int, key: ChunksKey, *, keep: bool) -> None:
        """Begin with the chunks of another recording.

        Args:
            count: How many there are.
            key: Which they are.
            keep: Whether to show those that were read until they are read again: it is the same recording.
        """
        self._documents.begin(count, keep=keep and key.secrets == self._key.secrets)
        self._count, self._key = count, key
        self._shown = None
        if not keep:
            self._index = -1

    def show(self, index: int | None) -> None:
        """Show the chunk with an index; None before the first one."""
        if index != self._index or self._shown is None:
            self._index = index
            self.show_again()

    def show_again(self) -> None:
        """Show the chunk if the view is in front, as it may be now."""
        view, index = self._view(), self._index
        if not view.display or index == -1:
            return
        if index is None or index >= self._count:
            view.show_words("", " Before the first chunk." if self._count else " No chunk was recorded.")
            return
        self._documents.want(index, index + 1)
        self._shown = self._documents.get(index)
        if self._shown:
            view.show(self._shown, keep=True)

    def take(self, event: ChunksRead) -> None:
        """Take chunks that were asked for, and show the one that is to be shown."""
        if event.key == self._key:
            self._documents.take(event.start, event.documents)
            if self._index is not None and 0 <= self._index - event.start < len(event.documents):
                self.show_again()

    def _ask(self, start: int, stop: int) -> None:
        self._view().post_message(ChunksWanted(ReadChunks(self._key, start, stop)))
