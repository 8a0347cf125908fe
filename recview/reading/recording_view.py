"""What the screen shows of a recording, or of a file that could not be opened, as values.

Nothing here reads, decodes or lays out: `recview.reading.opening` makes these values, also in another process. So the
screen, which takes them, imports no reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.indexed_file import GONE, WRITING
from recview.model import Entry, Readability, ReadState, Source, Verdict
from recview.replay.transcript import Transcript
from recview.value import Value

if TYPE_CHECKING:
    # The command line takes some of these values and needs neither.
    from recview.display.json_lines import JsonLines
    from recview.replay.timeline import Timeline


class RecordingView(Value):
    """What the screen shows of a recording, at any position of its replay.

    It can be pickled and holds no parsed tree: it may come from another process. Its page, laid out, comes beside it,
    and its chunks are asked for; see `recview.live.requests`.

    Attributes:
        url: The request's URL, with credentials as recorded; as are all fields whose name has no `covered`.
        read_as: What the facts say in the place of counts, where the exchange is no conversation; else empty.
        is_card: Whether the answer is a card.
        transcript: The answer as it replays: a step is a chunk, or a word of an answer that came in one piece.
        has_credentials: Whether the page is another with credentials covered.
        chunk_count: The number of the answer's chunks.
        raw: The first window on the file's bytes.
        earlier: What the file held at the start, where that differs.
    """

    entry: Entry
    url: str
    read_as: str
    is_card: bool
    transcript: Transcript
    timeline: Timeline
    has_credentials: bool
    request: JsonLines
    covered_request: JsonLines
    response: JsonLines
    covered_response: JsonLines
    chunk_count: int
    raw: RawText
    earlier: Earlier | None = None

    def at(self, source: Source) -> RecordingView:
        """The view of the same recording once its file has moved."""
        return self._replace(entry=self.entry._replace(source=source))


class Earlier(Value):
    """What is shown before a recording, and the verdict on how it differs.

    Attributes:
        view: What its file held at the start, or a recording that the user chose.
        is_chosen: Whether the user chose it.
    """

    view: RecordingView
    verdict: Verdict
    is_chosen: bool = False


def is_comparing(opened: RecordingView, view_toggled: bool) -> bool:
    """Whether a recording is shown as before and after.

    It is if a difference counts, or the user chose what is before it; with `view_toggled` it is the other way round.
    """
    earlier = opened.earlier
    return earlier is not None and (earlier.is_chosen or earlier.verdict == "changed") != view_toggled


class Unopened(Value):
    """A file that could not be opened: why, and its first bytes.

    Attributes:
        size: The file's size in bytes.
    """

    source: Source
    readability: Readability
    size: int
    raw: RawText

    @property
    def problem(self) -> str:
        """Why it could not be opened."""
        return self.readability.reason


class RawText(Value):
    r"""A window on a file's bytes, as text: what is not UTF-8 is spelled `\xff`; long lines are cut in rows.

    Attributes:
        offset: The window's first byte in the file.
        size: The whole file's size in bytes.
        end: The byte of the file behind the window's last one.
        lines: The rows, with credentials as recorded.
        covered: The same rows with credentials covered.
        packed: Whether the file is packed, and offsets count the bytes of what is in it.
        begins: The row on which the exchange begins that is shown beside it; 0 if that is unknown.
    """

    offset: int
    size: int
    end: int
    lines: tuple[str, ...]
    covered: tuple[str, ...]
    packed: bool = False
    begins: int = 0


LARGE_BYTES = 4_000_000
"""Bytes of a file from which on its beginning is shown before the rest is read."""

RAW_WINDOW = 262_144
"""Bytes of a file that the raw panel holds at a time."""

ROW = 2_000
"""Characters of a row of raw text: a longer line is several."""

NO_BYTES = RawText(0, 0, 0, ("",), ("",))
"""The window on a file that is gone or empty."""


def staleness(result: RecordingView | Unopened | None) -> str:
    """Why the screen shows something older than the file, given how its load ended: None if the file is gone."""
    if result is None:
        return GONE
    if isinstance(result, RecordingView):
        return result.entry.stale or result.entry.problem
    return WRITING if result.readability.is_half_written else result.problem


def is_kept(shown: RecordingView | None, result: RecordingView) -> bool:
    """Whether what is on the screen stays: its file is gone, or holds only a part of its earlier content."""
    return result.entry.stale == GONE or bool(result.entry.problem and not (shown and shown.entry.problem))


def gone_file(source: Source) -> Unopened:
    """What is shown of a file that is gone, and was not there at the start."""
    return Unopened(source, Readability(ReadState.BROKEN, GONE), 0, NO_BYTES)
