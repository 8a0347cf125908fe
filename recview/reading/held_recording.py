"""An open recording as the reader holds it: its view, and what the screen asks for piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from recview.display.section import Page
from recview.events import Event
from recview.model import Chunk
from recview.pages.covered_recording import covered_events, covered_page
from recview.reading.recording import Recording
from recview.reading.recording_view import RecordingView
from recview.verdicts.comparison import Comparison


class HeldRecording:
    """The page, the chunks and the events of an open recording.

    Attributes:
        view: What the screen shows of it.
        page: Its page, with credentials as recorded.
        covered_page: Its page with credentials covered; the same object if there are none.
        recording: The exchange, and what it decodes to.
        earlier: What the file held at the start, where that differs.
        comparison: How it differs.
    """

    def __init__(self, view: RecordingView, page: Page, recording: Recording) -> None:
        self.covered_page = covered_page(page)
        self.view = view._replace(has_credentials=self.covered_page is not page)
        self.page = page
        self.recording = recording
        self.earlier: HeldRecording | None = None
        self.comparison: Comparison | None = None

    @property
    def chunks(self) -> Sequence[Chunk]:
        """The answer's chunks as recorded."""
        return self.recording.exchange.response.chunks

    @property
    def events(self) -> Sequence[Event]:
        """The events that those chunks decode to, in order."""
        return self.recording.conversation.events

    def prepare(self) -> None:
        """Make now what the first rows of the chunks will need."""
        _ = self.covered_events

    @cached_property
    def covered_events(self) -> Sequence[Event]:
        """The same events with credentials covered."""
        return covered_events(self.events)
