"""Filtering the tests, finding in a pane, and going from one place to the next, as a part of the app class."""

from __future__ import annotations

from dataclasses import replace

from recview.replay.player import Player
from recview.tui.line_view import LineView
from recview.tui.pane_actions import PaneActions
from recview.tui.search_box import SearchBox
from recview.tui.tree_view import TreeView


class SearchActions(PaneActions):
    """What is searched, and where the search began."""

    searched: LineView | None = None
    _sought_from = Player()

    def action_search(self) -> None:
        """Filter the tests, or find in the focused pane."""
        if self.pane == "tree":
            self.searched = None
            tree = self.query_one(TreeView)
            self.query_one(SearchBox).open("words of a test id or a path", " ".join(tree.filtering.words))
            self.retitle()
        else:
            self._open_find(self.pane_view(self.pane))

    def action_find(self) -> None:
        """Find in the open recording."""
        if self.pane == "tree":
            self.go_to_pane("chat")
        self._open_find(self.pane_view(self.pane))

    def _open_find(self, view: LineView) -> None:
        if self.searched is not None and self.searched is not view:
            self.searched.finder.forget()
        self.searched = view
        self._sought_from = self.session.player
        view.finder.begin()
        self.query_one(SearchBox).open("text in this pane", view.finder.needle)
        self.retitle()

    def on_search_box_typed(self, event: SearchBox.Typed) -> None:
        """Filter or find as it is typed; what was kept or dropped meanwhile is settled already."""
        if self.query_one(SearchBox).is_open:
            self._look_for(event.text)

    def _look_for(self, text: str) -> None:
        if self.searched is None:
            self.query_one(TreeView).filter(text)
        else:
            self.searched.finder.find(text)
        self.retitle()

    async def action_keep_search(self) -> None:
        """Enter: go on with what was found. The keys after it may be there already, so nothing here is a message."""
        box = self.query_one(SearchBox)
        await box.settled()
        self._look_for(box.value)
        self._close_search()

    async def action_drop_search(self) -> None:
        """Escape: forget it, and go back to where it began."""
        await self.query_one(SearchBox).settled()
        if self.searched is None:
            self.query_one(TreeView).filter("")
        else:
            self.searched.finder.cancel()
            self.searched = None
            if self._sought_from.total == self.session.player.total:
                self.become(self.session.played(replace(self._sought_from, speed=self.session.player.speed)))
        self._close_search()

    def _close_search(self) -> None:
        self.query_one(SearchBox).close()
        self.go_to_pane(self.pane)
        self.retitle()

    def action_next(self, by: int) -> None:
        """The next place that was found, else the next recording."""
        if self.searched is not None and self.searched.finder.needle and self.searched.is_on_screen:
            if not self.searched.finder.hits:
                self.say("Not found; esc ends the search")
            self.searched.finder.step(by)
            self.retitle()
        else:
            self._go_around(by, "recording", flagged=False)

    def action_mark(self, by: int) -> None:
        """The next marker of the answer, or in the tests the next row with a flag."""
        if self.pane == "tree":
            self._go_around(by, self.query_one(TreeView).filtering.flag_words, flagged=True)
        elif not self.seek_marker(by):
            if self.seek_marker_around(by):
                self.say(f"No further mark (tool call, finish): round to the {'first' if by > 0 else 'last'}")
            else:
                self.say("No other mark (tool call, finish) in this answer")

    def _go_around(self, by: int, what: str, *, flagged: bool) -> None:
        """The next recording in the list, or behind its end the first, saying what was looked for."""
        tree = self.query_one(TreeView)
        if tree.go_to_neighbour(by, flagged=flagged):
            return
        if tree.go_to_neighbour(by, flagged=flagged, around=True):
            self.say(f"No further {what}: round to the {'first' if by > 0 else 'last'}")
        else:
            self.say(f"No other {what}")

    def action_leave(self) -> None:
        """End a selection, a search, a zoom, a filter; else go to the tests."""
        tree = self.query_one(TreeView)
        if self.screen.get_selected_text():
            self.screen.clear_selection()
        elif self.searched is not None and self.searched.finder.needle:
            self.searched.finder.forget()
            self.searched = None
            self.retitle()
        elif self.zoomed:
            self.action_zoom()
        elif self.pane == "tree" and tree.filtering.words:
            tree.filter("")
        else:
            self.go_to_pane("tree")
