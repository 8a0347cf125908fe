"""The recordings that are open, and the answers to what the screen asks about them."""

from __future__ import annotations

from collections.abc import Callable

from recview.display.page_rows import PageLayout
from recview.live.events import (
    ChunkHits,
    ChunkRowsRead,
    ChunksRead,
    LaidOut,
    LiveEvent,
    RequestFailed,
    TextMade,
    WindowRead,
)
from recview.live.requests import (
    ChunksKey,
    FindInChunks,
    FindLine,
    LayOut,
    MakeText,
    OpenedRequest,
    PageOptions,
    ReadChunkRows,
    ReadChunks,
    ReadWindow,
)
from recview.reading import panels
from recview.reading.held_recording import HeldRecording
from recview.reading.listing import own_mistake
from recview.reading.recording_view import is_comparing
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.loading import window


class OpenRecordings:
    """Each open recording by the number of the request that opened it."""

    def __init__(self, root: Root, baseline: Baseline, notify: Callable[[LiveEvent], None]) -> None:
        """Begin with none.

        Args:
            root: Where the files are.
            baseline: What they held at the start.
            notify: Is called with every answer.
        """
        self._root, self._baseline = root, baseline
        self._notify = notify
        self._held: dict[int, HeldRecording] = {}

    def add(self, opening: int, recording: HeldRecording) -> None:
        """Hold a recording by the number of the request that opened it; its beginning by that number below zero."""
        self._held[opening] = recording

    def forget(self, opening: int) -> None:
        """Hold a recording no longer."""
        self._held.pop(opening, None)

    def answer(self, request: OpenedRequest) -> None:
        """Notify of the answer to a request, or of why it failed; of nothing if its recording is not open any more."""
        try:
            event = self._event(request)
        except Exception as error:
            event = RequestFailed(own_mistake(error).reason)
        if event is not None:
            self._notify(event)

    def _event(self, request: OpenedRequest) -> LiveEvent | None:
        """The answer to a request; None about what is not open any more."""
        match request:
            case ReadWindow(source, offset):
                raw = window(self._root, source.path, offset)
                return WindowRead(source, raw) if raw else None
            case FindLine():
                from recview.live.file_lines import find_line  # on use: few files are edited

                return find_line(self._root, self._baseline, request)
            case LayOut(opening, options):
                held = self._held.get(opening)
                return LaidOut(opening, layout_of(held, options), options) if held else None
            case ReadChunkRows(key) | ReadChunks(key) | FindInChunks(key) | MakeText(key) if recording := self._side(
                key
            ):
                return _about(recording, request)
        return None

    def _side(self, key: ChunksKey) -> HeldRecording | None:
        held = self._held.get(key.opening)
        return held.earlier if held and key.is_before else held


def layout_of(recording: HeldRecording, options: PageOptions) -> PageLayout:
    """The page of a recording, laid out as the screen wants it."""
    comparing = is_comparing(recording.view, options.view_toggled)
    page = panels.page_of(recording, comparing=comparing, swapped=options.swapped, secrets=options.secrets)
    return PageLayout(page, options.width)


def _about(recording: HeldRecording, request: OpenedRequest) -> LiveEvent | None:
    match request:
        case ReadChunkRows(key, start, stop):
            return ChunkRowsRead(key, start, tuple(panels.chunk_rows(recording, start, stop, secrets=key.secrets)))
        case ReadChunks(key, start, stop):
            documents = panels.chunk_documents(recording, start, stop, secrets=key.secrets)
            return ChunksRead(key, start, tuple(documents))
        case FindInChunks(key, needle):
            return ChunkHits(key, needle, tuple(panels.find_in_chunks(recording, needle, secrets=key.secrets)))
        case MakeText(key, kind, chunk_index):
            from recview.reading.exports import export  # on use: few are copied

            return TextMade(request, export(recording, kind, chunk_index, secrets=key.secrets))
    return None
