"""What the screen of a review asks of the reader: values that can be pickled, as the reader is in another process."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from recview.value import Value

if TYPE_CHECKING:
    from recview.root import Root


class CompareTrees(Value):
    """Compare two trees; `ChangesFound` answers, in batches. It is the first request of a review's reader.

    Attributes:
        before: The first tree.
        after: The second one.
        query: Chooses recordings, by either side; empty for all.
        only: The kinds and classes that are wanted; empty for all.
        skipped: The files that are not read, by their paths on disk: reading them ended readers before.
        is_alone: Whether the reader has a process of its own.
        watching: Whether the first tree is the second one as it is now, and is compared with it whenever it changes.
    """

    before: Root
    after: Root
    query: str = ""
    only: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    is_alone: bool = False
    watching: bool = False


class ChangeOptions(Value):
    """How the pages of a change are laid out; a width of 0 leaves a page out.

    Attributes:
        side_width: The width in cells of the pages of the two sides, which stand beside each other.
        width: The width in cells of the page of both as one.
        swapped: Whether the side that replays on the page of both is the one before.
        secrets: Whether credentials are shown.
    """

    side_width: int = 0
    width: int = 0
    swapped: bool = False
    secrets: bool = False


class OpenChange(Value):
    """Read both files of a change and lay out its pages: `ChangeOpened` answers; only the latest of several is read.

    Attributes:
        opening: A number that no other request to open has; further requests name the change by it. `ReadChunkRows`,
            `ReadChunks`, `FindInChunks`, `MakeText` and `Forget` are answered for it as for an opened recording.
        before: The path in the first tree; None for a new file.
        after: The path in the second tree; None for one that is gone.
        options: How its pages are laid out.
        exchange: Of files with several exchanges, which of `ChangeOpened.exchanges` is wanted; -1 for the gravest.
    """

    opening: int
    before: str | None
    after: str | None
    options: ChangeOptions
    exchange: int = -1


class LayOutChange(Value):
    """Lay out the pages of an opened change in another way: `ChangeLaidOut` answers."""

    opening: int
    options: ChangeOptions


class RestoreBefore(Value):
    """Put the content before back in the place of the content after: `Restored` answers.

    Attributes:
        before: The path in the first tree.
        after: The path in the second tree.
        before_id: The id of the content before, as it was shown.
        after_id: The id of the content after, as it was shown: nothing is written if the file holds another.
    """

    before: str | None
    after: str | None
    before_id: str
    after_id: str


ReviewRequest: TypeAlias = CompareTrees | OpenChange | LayOutChange | RestoreBefore
"""A request of a review."""
