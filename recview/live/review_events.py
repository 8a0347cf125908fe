"""What the reader of a review answers: frozen values that can be pickled, as the reader is in another process."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from recview.value import Value

if TYPE_CHECKING:
    from recview.display.page_rows import PageLayout
    from recview.live.review_requests import ChangeOptions, OpenChange, RestoreBefore
    from recview.reading.recording_view import RecordingView, Unopened
    from recview.verdicts.listed_changes import ListedChange, PairedExchange


class ChangesFound(Value):
    """Changes between the two trees, as they are compared: in no order, which `listed_in_order` gives them.

    Attributes:
        changes: Those that are new since the last batch.
        done: How many pairs of files were compared so far.
        total: Of how many; 0 as long as that is not known.
        identical: How many files have the same bytes on both sides, so far.
        is_final: Whether all is compared.
        begins: Whether it is the first of this reader: what another one answered before counts no more.
        problems: What is wrong with a side as a whole, and that the query matches nothing, as sentences.
    """

    changes: tuple[ListedChange, ...] = ()
    done: int = 0
    total: int = 0
    identical: int = 0
    is_final: bool = False
    begins: bool = False
    problems: tuple[str, ...] = ()


class ChangeLayouts(Value):
    """The pages of a change, laid out; None for one that was not asked for, or whose side cannot be shown.

    Attributes:
        before: The page before; words that only it has are marked as removed.
        after: The page after; words that only it has are marked as added.
        both: Both as one page.
        sections: The sections of the two pages that correspond, in order, by their indexes; None for no counterpart.
    """

    before: PageLayout | None = None
    after: PageLayout | None = None
    both: PageLayout | None = None
    sections: tuple[tuple[int | None, int | None], ...] = ()


class ChangeOpened(Value):
    """A change that was asked for.

    Attributes:
        request: What was asked.
        change: The change as it is now: another one than was listed if a file holds something else since.
        before: The recording before, why it cannot be shown, or None if there is none.
        after: The same of the recording after.
        layouts: Their pages.
        exchanges: Of the files, all exchanges as pairs, in the order of the file after.
        exchange: The index of the pair that is shown; -1 if there is none.
        differences: All differences in a few words each, those that count first.
        stale: That a file holds something else than when it was compared, as a clause; empty if none does.
    """

    request: OpenChange
    change: ListedChange
    before: RecordingView | Unopened | None
    after: RecordingView | Unopened | None
    layouts: ChangeLayouts
    exchanges: tuple[PairedExchange, ...] = ()
    exchange: int = -1
    differences: tuple[str, ...] = ()
    stale: str = ""


class ChangeLaidOut(Value):
    """The pages of an opened change, laid out in another way."""

    opening: int
    layouts: ChangeLayouts
    options: ChangeOptions


class Restored(Value):
    """The end of restoring.

    Attributes:
        request: What was asked.
        problem: Why nothing was written, as a clause; empty if the content before is back.
    """

    request: RestoreBefore
    problem: str = ""


ReviewEvent: TypeAlias = ChangesFound | ChangeOpened | ChangeLaidOut | Restored
"""An answer to a request of a review."""
