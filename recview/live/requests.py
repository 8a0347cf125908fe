"""What the screen asks of the reader: values that can be pickled, as the reader is in another process."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from recview.value import Value

if TYPE_CHECKING:
    from recview.cache.settings import CacheSettings
    from recview.locating.target import Target
    from recview.model import Source
    from recview.reading.exported_text import ExportKind
    from recview.root import Root
    from recview.text_terms import TextTerm


class Begin(Value):
    """Read the first few files of a root.

    Attributes:
        root: Where to look.
        watching: Whether to go on watching once all files are read.
        keep: Bytes of the compressed baseline to keep; None for the usual number.
        cache: Where to keep what is read for the next session; None keeps nothing.
        skipped: The files that are not read, below the root: reading them ended readers before.
        is_alone: Whether the reader has a process of its own, so that reading need not wait for the first frame.
    """

    root: Root
    watching: bool
    keep: int | None = None
    cache: CacheSettings | None = None
    skipped: frozenset[str] = frozenset()
    is_alone: bool = False


class ReadRest(Value):
    """Read all other files, now that the first frame is painted."""


class KeyPressed(Value):
    """A key is being answered: what can wait stands still, and a reader in the screen's own process pauses."""


class PageOptions(Value):
    """How a page is laid out.

    Attributes:
        width: The width in cells.
        view_toggled: Whether the other view than fits the verdict is shown: see `is_comparing`.
        swapped: Whether the side that replays is the one before.
        secrets: Whether credentials are shown.
    """

    width: int
    view_toggled: bool = False
    swapped: bool = False
    secrets: bool = False


class Open(Value):
    """Load a recording and lay out its page; only the latest of several is loaded.

    Attributes:
        opening: A number that no other request to open has; further requests name the recording by it.
        source: The recording.
        reload: The session's `reloads`.
        options: How its page is laid out.
        is_new: Whether nothing of it is on the screen yet: then the beginning of a large one comes first, as `Opened`
            with the negative number of the opening.
        before: The recording that the user wants to see before it; None for what its own file held at the start.
    """

    opening: int
    source: Source
    reload: int
    options: PageOptions
    is_new: bool = False
    before: Source | None = None


class LayOut(Value):
    """Lay out another page of an open recording."""

    opening: int
    options: PageOptions


class Forget(Value):
    """Forget an opened recording, as nothing further will be asked about it."""

    opening: int


class ReadWindow(Value):
    """Read another part of a recording's file, from an offset in bytes on."""

    source: Source
    offset: int


class ChunksKey(Value):
    """Which chunks are meant: those of an opened recording, or of its side before; credentials shown or covered."""

    opening: int
    is_before: bool
    secrets: bool


class ReadChunkRows(Value):
    """Make the rows of the chunks from `start` to before `stop`."""

    key: ChunksKey
    start: int
    stop: int


class ReadChunks(Value):
    """Lay out the chunks from `start` to before `stop`; of long ones just the first."""

    key: ChunksKey
    start: int
    stop: int


class FindInChunks(Value):
    """Find a text, in lower case, in the rows of the chunks."""

    key: ChunksKey
    needle: str


class SearchTexts(Value):
    """Search the texts of all recordings for some terms; a later request, also one without terms, ends it.

    Attributes:
        number: Is in every `TextsFound` that answers.
        terms: What to search for.
    """

    number: int
    terms: tuple[TextTerm, ...]


class ReadHits(Value):
    """Tell where a term stands in some recordings: `HitsRead` answers.

    Attributes:
        number: Of the search.
        term: One of its terms.
        recordings: Their numbers, as `TextsFound` has them.
    """

    number: int
    term: TextTerm
    recordings: tuple[int, ...]


class MakeText(Value):
    """Make a text of an opened recording, to be copied.

    Attributes:
        key: The recording, and whether credentials are shown.
        kind: Which text.
        chunk_index: The index of the chunk, where the text is a chunk.
    """

    key: ChunksKey
    kind: ExportKind
    chunk_index: int = 0


class FindLine(Value):
    """Find the line of a recording's file that holds something of it, for an editor.

    Attributes:
        source: The recording.
        target: What of it.
        is_before: Whether what its file held at the start is meant.
    """

    source: Source
    target: Target
    is_before: bool = False


class CancelOpening(Value):
    """Stop opening what is being opened."""


class Stop(Value):
    """End reading."""


class Finish(Value):
    """After `Stop`, read and compare what had not been: `FinalState` answers it."""


OpenedRequest: TypeAlias = (
    Open
    | LayOut
    | Forget
    | ReadWindow
    | ReadChunkRows
    | ReadChunks
    | FindInChunks
    | MakeText
    | FindLine
    | CancelOpening
)
"""A request about what is open, or is to be opened."""

SearchRequest: TypeAlias = SearchTexts | ReadHits
"""A request about the texts of all recordings."""

Request: TypeAlias = Begin | ReadRest | KeyPressed | OpenedRequest | SearchRequest | Stop | Finish
