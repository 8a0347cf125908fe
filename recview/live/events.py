"""What the reader answers and reports: frozen values that can be pickled, as the reader is in another process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from recview.live.finding_events import FindingsRead
from recview.live.reader_ended import ReaderEnded, ReaderReplaced
from recview.locating.target import FileLine
from recview.progress import Progress
from recview.value import Value

if TYPE_CHECKING:
    # What an event is made of is imported by whoever makes it or takes it.
    from recview.display.chunk_rows import ChunkRow
    from recview.display.hits import Hit
    from recview.display.json_lines import JsonLines
    from recview.display.page_rows import PageLayout
    from recview.indexed_file import IndexedFile
    from recview.library.read_contents import ReadContents
    from recview.live.requests import ChunksKey, FindLine, MakeText, PageOptions
    from recview.model import Source
    from recview.reading.exported_text import ExportedText
    from recview.reading.recording_view import RawText, RecordingView, Unopened
    from recview.text_terms import TextHit, TextTerm
    from recview.verdicts.review import Review


class FilesIndexed(Value):
    """Files were read, at the start or because they changed.

    Attributes:
        files: The rows of each file that was read; from the reader, as columns.
        is_complete: Whether the first scan has ended.
        polling: Why the system's own file events are not used; empty if they are.
        at: When, in seconds since the epoch.
        kinds: For a root without a recording, the number of its files by their ending; None if that did not change.
    """

    files: Sequence[IndexedFile] = ()
    is_complete: bool = False
    polling: str = ""
    at: float = 0.0
    kinds: Mapping[str, int] | None = None


class BaselineReady(Value):
    """Every file's first content was read, so that each change from now on can be compared with it.

    It comes a second time if some contents could not be kept, which is known only when all are compressed.

    Attributes:
        dropped: The number of files of which only a digest was kept, as far as that is known.
    """

    dropped: int


class FilesCompared(Value):
    """Files that were touched were compared with their baseline.

    Attributes:
        reviews: The review of each file by its path; None for a file that came and went.
    """

    reviews: Mapping[str, Review | None]


class Opened(Value):
    """The end of a load.

    Attributes:
        opening: The number of the request.
        source: What was to be loaded.
        reload: The session's `reloads` when it was asked for.
        result: The recording, why it could not be opened, or None if its file is gone.
        layout: The recording's page; None if there is no recording.
        options: How it is laid out.
        problem: Why the recording that was to be shown before it is not, as a clause; else empty.
    """

    opening: int
    source: Source
    reload: int
    result: RecordingView | Unopened | None
    layout: PageLayout | None
    options: PageOptions
    problem: str = ""


class LaidOut(Value):
    """Another page of an open recording."""

    opening: int
    layout: PageLayout
    options: PageOptions


class WindowRead(Value):
    """A part of a recording's file."""

    source: Source
    raw: RawText


class ChunkRowsRead(Value):
    """The rows of chunks, from the one with the index `start` on."""

    key: ChunksKey
    start: int
    rows: tuple[ChunkRow, ...]


class ChunksRead(Value):
    """Chunks laid out, from the one with the index `start` on."""

    key: ChunksKey
    start: int
    documents: tuple[JsonLines, ...]


class ChunkHits(Value):
    """Where a text is in the rows of chunks."""

    key: ChunksKey
    needle: str
    hits: tuple[Hit, ...]


class ContentsRead(Value):
    """Recordings were decoded: what this tells that their rows do not. It comes in batches, file by file.

    Attributes:
        contents: What it told of some files.
        read: How many files were decoded so far.
        total: Of how many.
        begins: Whether it is the first of this reader: what another one told before counts no more.
    """

    contents: ReadContents
    read: int
    total: int
    begins: bool = False


class TermResult(Value):
    """What was searched for, as far as it was searched.

    Attributes:
        recordings: The numbers of the recordings that have it, ascending; see `ReadContents`.
        hits: Where it stands first, for the first `MOST_HITS` of them; `ReadHits` asks for others.
        problem: Why it was not searched for, or not to the end, as a clause; empty if it was.
        hint: What to do about that; may be empty.
    """

    recordings: Sequence[int]
    hits: Mapping[int, TextHit]
    problem: str = ""
    hint: str = ""


class TextsFound(Value):
    """Which recordings have texts that were searched for; it comes again as more recordings are read or change.

    Attributes:
        number: Of the request.
        results: For each term.
        read: How many files were searched.
        total: Of how many.
        is_final: Whether all of them were searched.
    """

    number: int
    results: Mapping[TextTerm, TermResult]
    read: int
    total: int
    is_final: bool


class HitsRead(Value):
    """Where a term stands first in some recordings, by their numbers; those are left out that have it no more."""

    number: int
    term: TextTerm
    hits: Mapping[int, TextHit]


class TextMade(Value):
    """A text that was asked for to be copied."""

    request: MakeText
    exported: ExportedText


class LineFound(Value):
    """The file that an editor is to open, and the line.

    Attributes:
        path: The file, absolute.
        copied: Why it is a read-only copy, as a clause; empty if it is the recording's own file.
        problem: Why there is none, as a clause; empty if there is one.
    """

    request: FindLine
    path: str = ""
    line: FileLine = FileLine(1)
    copied: str = ""
    problem: str = ""


class RequestFailed(Value):
    """A mistake of recview's own, in words, kept a request from being answered."""

    problem: str


class FinalState(Value):
    """What had not been read or compared by the end.

    Attributes:
        files: The files that had not been read.
        reviews: The review of every file that was touched since the start; None if none was.
    """

    files: tuple[IndexedFile, ...] = ()
    reviews: Mapping[str, Review | None] | None = None


SearchEvent: TypeAlias = ContentsRead | TextsFound | HitsRead
"""What decoding all recordings tells."""

OpenedEvent: TypeAlias = (
    Opened | LaidOut | WindowRead | ChunkRowsRead | ChunksRead | ChunkHits | TextMade | LineFound | RequestFailed
)
"""An answer to a request about what is open, or is to be opened."""

LiveEvent: TypeAlias = (
    FilesIndexed
    | Progress
    | BaselineReady
    | FilesCompared
    | SearchEvent
    | FindingsRead
    | OpenedEvent
    | FinalState
    | ReaderEnded
    | ReaderReplaced
)
