"""What the cursor of the list is on, as messages to the app."""

from __future__ import annotations

from asyncio import TimerHandle
from typing import TYPE_CHECKING

from recview.display.tree_steps import enter_word, leaf_of
from recview.library import Leaf
from recview.tui.call_later import call_later
from recview.tui.messages import EnterChanged, RecordingChosen

if TYPE_CHECKING:
    from recview.tui.tree_view import TreeView


class TreeAnnouncer:
    """Posts which recording the cursor rests on, and when enter does another thing.

    Args:
        view: The list.
        rest: Seconds for which the cursor must rest on a recording before it is announced; 0 announces at once.
    """

    def __init__(self, view: TreeView, rest: float) -> None:
        self._view = view
        self._rest = rest
        self._timer: TimerHandle | None = None
        self._announced_word = ""

    def leaf(self) -> Leaf | None:
        """The recording under the cursor, or the only one of the folded branch there; None on other branches."""
        rows = self._view.filtering.rows
        return leaf_of(rows, rows.at(self._view.cursor_row))

    def _enter_word(self) -> str:
        rows = self._view.filtering.rows
        return enter_word(rows, rows.at(self._view.cursor_row))

    def enter_hint(self) -> str:
        """What enter does, for the hints: once that is another thing, `announce_hint` posts a message."""
        self._announced_word = self._enter_word()
        return self._announced_word

    def announce_hint(self) -> None:
        """Post `EnterChanged` if enter does another thing than the hints show."""
        if self._enter_word() != self._announced_word:
            self._view.post_message(EnterChanged())

    def announce_leaf(self, *, at_once: bool = False) -> None:
        """Post `RecordingChosen` for the recording under the cursor, once the cursor has rested there or `at_once`."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        leaf = self.leaf()
        if leaf is None:
            return
        source = leaf.entry.source
        if at_once or not self._rest:
            self._view.post_message(RecordingChosen(source, at_once=at_once))
        else:
            self._timer = call_later(self._rest, lambda: self._view.post_message(RecordingChosen(source)))
