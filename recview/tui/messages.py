"""What views tell the app: things that the user asked for, never what to do about them."""

from __future__ import annotations

from collections.abc import Mapping

from textual.message import Message

from recview.display.page_rows import PageLayout
from recview.library import IndexedFile
from recview.model import Source
from recview.reading.opening import Opened, Unopened
from recview.reading.raw_text import RawText
from recview.review.judging import Review


class RecordingChosen(Message):
    """The user chose a recording in the list; `at_once` if by a key that asks for it, not by resting there."""

    def __init__(self, source: Source, *, at_once: bool = False) -> None:
        super().__init__()
        self.source = source
        self.at_once = at_once


class CursorMoved(Message):
    """The user moved the cursor of the list."""


class EnterChanged(Message):
    """The cursor of the list is on a row that it was not on, or that is folded otherwise."""


class PositionChosen(Message):
    """The user asked for a position of the replay."""

    def __init__(self, position: int) -> None:
        super().__init__()
        self.position = position


class WindowChosen(Message):
    """The user paged to another part of a file's raw bytes; None if there is none in that direction."""

    def __init__(self, offset: int | None) -> None:
        super().__init__()
        self.offset = offset


class Indexed(Message):
    """Files were read; `polling` says why the system's own events are not used, if they are not.

    `at` is when, in seconds since the epoch. `kinds` are the files of a place without a recording, counted by ending.
    """

    def __init__(
        self,
        found: list[IndexedFile],
        *,
        complete: bool = False,
        polling: str = "",
        at: float = 0.0,
        kinds: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__()
        self.found = found
        self.complete = complete
        self.polling = polling
        self.at = at
        self.kinds = kinds or {}


class Measured(Message):
    """What every file held at the start is known; of `dropped` files only a digest was kept."""

    def __init__(self, dropped: int) -> None:
        super().__init__()
        self.dropped = dropped


class Reviewed(Message):
    """Files that were touched were judged; None stands for one that came and went."""

    def __init__(self, reviews: Mapping[str, Review | None]) -> None:
        super().__init__()
        self.reviews = reviews


class Loaded(Message):
    """A load ended: the recording, why it could not be opened, or None if its file is gone."""

    def __init__(
        self,
        source: Source,
        result: Opened | Unopened | None,
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

    def __init__(self, opened: Opened, layout: PageLayout, flipped: bool, swapped: bool, secrets: bool) -> None:
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
