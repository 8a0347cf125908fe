"""The whole state of a review as one frozen value, with a method for each thing that can happen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from recview.replay.player import Player
from recview.value import Value
from recview.verdicts.decisions import Decisions, Word
from recview.verdicts.listed_changes import ListedChange, listed_in_order

if TYPE_CHECKING:
    from recview.live.review_events import ChangeLayouts, ChangeOpened, ChangesFound
    from recview.live.review_requests import ChangeOptions
    from recview.reading.recording_view import RecordingView

EQUAL = ("usage", "noise", "identical")
"""The classes of exchanges that are passed over in a file with several."""

Shown: TypeAlias = Literal["both", "before", "after"]
"""Which sides of a change are shown."""

Paths: TypeAlias = tuple[str | None, str | None]
"""The paths before and after, which name a change: contents may be in several files."""


def paths_of(change: ListedChange) -> Paths:
    """What names a change."""
    return change.before, change.after


class ReviewSession(Value):
    """What the screen of a review shows.

    Attributes:
        changes: All that differs, as far as it is compared, the gravest first.
        decisions: What was decided about them.
        done, total: How many pairs of files were compared, and of how many.
        identical: How many files are the same.
        is_complete: Whether all is compared.
        problems: What is wrong with a side as a whole.
        query: What the list is filtered by, as it was typed; empty if all changes are listed.
        wanted: The change that the cursor chose; it may still be loading.
        exchange: Of a file with several exchanges, the index of the pair that is wanted; -1 for the gravest.
        opened: The change that is on the screen.
        layouts: Its pages.
        laid_out: How its pages are laid out.
        shown: Which of its sides are shown.
        is_one_page: Whether both are one page, though there is room for two beside each other.
        player: The replay, of both sides in step.
        secrets: Whether credentials are shown.
        restored: The changes whose content before is back.
        has_reader: Whether there is a reader; false if it ended too often.
    """

    changes: Sequence[ListedChange] = ()
    decisions: Decisions = Decisions()
    done: int = 0
    total: int = 0
    identical: int = 0
    is_complete: bool = False
    problems: tuple[str, ...] = ()
    query: str = ""
    wanted: ListedChange | None = None
    exchange: int = -1
    opened: ChangeOpened | None = None
    layouts: ChangeLayouts | None = None
    laid_out: ChangeOptions | None = None
    shown: Shown = "both"
    is_one_page: bool = False
    player: Player = Player()
    secrets: bool = False
    restored: frozenset[Paths] = frozenset()
    has_reader: bool = True

    def with_changes(self, event: ChangesFound) -> ReviewSession:
        """Some more was compared."""
        before = () if event.begins else self.changes
        return self._replace(
            changes=listed_in_order((*before, *event.changes)) if event.changes or event.begins else self.changes,
            done=event.done,
            total=event.total,
            identical=event.identical,
            is_complete=event.is_final,
            problems=tuple(dict.fromkeys((*(() if event.begins else self.problems), *event.problems))),
        )

    def choose(self, change: ListedChange) -> ReviewSession:
        """The change is to be shown."""
        return self._replace(wanted=change, exchange=-1)

    def choose_exchange(self, by: int) -> ReviewSession | None:
        """The next exchange of the open file that differs (1), or the previous one (-1); None if there is none."""
        opened = self.opened
        if opened is None or opened.exchange < 0:
            return None
        last = len(opened.exchanges) if by > 0 else -1
        differing = (
            index for index in range(opened.exchange + by, last, by) if opened.exchanges[index].class_ not in EQUAL
        )
        index = next(differing, None)
        return None if index is None else self._replace(exchange=index)

    def end_load(self, event: ChangeOpened) -> ReviewSession:
        """The change that was asked for is there: both sides as they ended."""
        total = max((view.transcript.total for view in sides(event) if view is not None), default=0)
        player = Player(total, total, speed=self.player.speed)
        return self._replace(opened=event, layouts=event.layouts, laid_out=event.request.options, player=player)

    def with_layouts(self, layouts: ChangeLayouts, options: ChangeOptions) -> ReviewSession:
        """The open change is laid out in another way."""
        return self._replace(layouts=layouts, laid_out=options)

    def decide(self, changes: Sequence[ListedChange], word: Word) -> ReviewSession:
        """Some changes were decided, or with an empty word are open again."""
        return self._replace(decisions=self.decisions.with_word(changes, word))

    def write_note(self, change: ListedChange, note: str) -> ReviewSession:
        """A note was written about a change."""
        return self._replace(decisions=self.decisions.with_note([change], note))

    def restore(self, paths: Paths) -> ReviewSession:
        """The content before of a change is back."""
        return self._replace(restored=self.restored | {paths})

    def show_sides(self, shown: Shown) -> ReviewSession:
        """Show one side alone; the one that is alone already, both again."""
        return self._replace(shown="both" if shown == self.shown else shown)

    def with_player(self, player: Player) -> ReviewSession:
        """The session with another state of the replay, or the same session."""
        return self if player == self.player else self._replace(player=player)


def sides(event: ChangeOpened) -> tuple[RecordingView | None, RecordingView | None]:
    """The recordings of an opened change that can be shown."""
    from recview.reading.recording_view import RecordingView

    before, after = (side if isinstance(side, RecordingView) else None for side in (event.before, event.after))
    return before, after
