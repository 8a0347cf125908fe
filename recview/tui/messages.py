"""What views tell the app: things that the user asked for, never what to do about them."""

from __future__ import annotations

from textual.message import Message

from recview.display.page_rows import PageLayout
from recview.live.events import LiveEvent
from recview.model import Source
from recview.reading.recording import RawText, RecordingView, Unopened


class Chosen(Message):
    """The user chose a recording in the list; `at_once` if by a key that asks for it, not by resting there."""

    def __init__(self, source: Source, *, at_once: bool = False) -> None:
        super().__init__()
        self.source = source
        self.at_once = at_once


class Moved(Message):
    """The user moved the cursor of the list."""


class Pointed(Message):
    """The cursor of the list is on a row that it was not on, or that is folded otherwise."""


class Sought(Message):
    """The user asked for a position of the replay."""

    def __init__(self, position: int) -> None:
        super().__init__()
        self.position = position


class WindowWanted(Message):
    """The user paged to another part of a file's raw bytes; None if there is none in that direction."""

    def __init__(self, offset: int | None) -> None:
        super().__init__()
        self.offset = offset


class LiveUpdate(Message):
    """The live threads handed something on."""

    def __init__(self, event: LiveEvent) -> None:
        super().__init__()
        self.event = event


class Loaded(Message):
    """A load ended: the recording, why it could not be opened, or None if its file is gone."""

    def __init__(
        self,
        source: Source,
        result: RecordingView | Unopened | None,
        change: int,
        layout: PageLayout | None = None,
        secrets: bool = False,
    ) -> None:
        super().__init__()
        self.secrets = secrets
        self.source = source
        self.result = result
        self.change = change
        self.layout = layout


class LaidOut(Message):
    """A recording was laid out in another way: turned to before and after or back, or with the sides swapped."""

    def __init__(self, opened: RecordingView, layout: PageLayout, flipped: bool, swapped: bool, secrets: bool) -> None:
        super().__init__()
        self.secrets = secrets
        self.opened = opened
        self.layout = layout
        self.flipped = flipped
        self.swapped = swapped


class Windowed(Message):
    """Another part of a file's raw bytes was read."""

    def __init__(self, source: Source, raw: RawText) -> None:
        super().__init__()
        self.source = source
        self.raw = raw
