"""The conversation that was sent and, below it, the answer at the playhead."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.message import Message
from textual.selection import Selection

from recview.display.hits import Hit, SearchableRows
from recview.display.lines import Line
from recview.display.page_look import PLAIN
from recview.tui.finder import Finder
from recview.tui.line_view import LineView
from recview.tui.messages import PositionChosen
from recview.tui.repeated_part import RepeatedPart
from recview.tui.selected_text import selected_rows
from recview.tui.textual_bindings import bindings
from recview.tui.word_cursor import WordCursor

if TYPE_CHECKING:
    # The first frame shows no page.
    from recview.display.page_lines import PageLines
    from recview.display.page_rows import PageLayout, PageView

_NO_PAGE = SearchableRows()


class ChatView(LineView):
    """A page that grows with the replay and stays at the playhead until the user scrolls up.

    Attributes:
        following: Whether it stays at the playhead.
        fixed_width: Cells of text, if something else than its room says how many; else 0.
        look: How the page is shown beside its position.
        page_view: The page at its position; None while words stand in its place.
        position: The playhead.
        word_cursor: Goes from word to word.
        repeated_part: What an earlier call of the test sent, too.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("chat")
    has_cursor = False

    class Refitted(Message):
        """The view has another size."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._layout: PageLayout | None = None
        self.page_view: PageView | None = None
        self._lines: PageLines | None = None
        self.position = 0
        self.fixed_width = 0
        self.look = PLAIN
        self.word_cursor, self.repeated_part = WordCursor(self), RepeatedPart(self)
        self._words: tuple[str, ...] = ()
        self._anchor: tuple[int, int, int] | None = None
        self.following = True
        self.finder = Finder(self, lambda: self.page_lines() or _NO_PAGE)

    def show_page(self, layout: PageLayout, position: int, *, keep: bool) -> None:
        """Show a page.

        Args:
            layout: The page, laid out at some width; it is laid out anew if the width changed since.
            position: The playhead.
            keep: Keep the scroll position: it is the same recording, read again.
        """
        self._words = ()
        self._layout = layout
        self.page_view = self._anchor = None
        self.look = self.look if keep else self.look._replace(word=None)
        self.repeated_part.look_at(layout.page)
        self.following = self.following if keep else not layout.page.is_card
        self._relayout()
        self.show_position(position)
        self.finder.search_again(keep=keep)
        if not keep:
            self.scroll_to(y=0 if layout.page.is_card else self.last_top, animate=False, force=True)

    def show_words(self, *lines: str) -> None:
        """Show a few plain lines in the place of a page."""
        self._layout = self.page_view = self._anchor = None
        self._words = lines
        self.finder.search_again(keep=False)
        self.scroll_to(y=0, animate=False, force=True)
        self.resized()

    def show_position(self, position: int) -> None:
        """Move the playhead."""
        self.position = position
        if self._layout is None:
            return
        before = self.page_view
        self.page_view = self.look.view(self._layout, position)
        if self.finder.hits and before and self._layout.finals(before.position) != self._layout.finals(position):
            # A tool call became whole, or is in pieces again: its text is another.
            self.finder.search_again(keep=True)
        if before is None or before.count != self.page_view.count:
            self.resized()
        self.refresh()
        if self.following:
            self._follow()

    def show_options(self, *, ghost: bool, shaded: bool) -> None:
        """Show the unplayed rest, or not; shade tokens by probability, or not."""
        if (ghost, shaded) != (self.look.ghost, self.look.shaded):
            self.look = self.look._replace(ghost=ghost, shaded=shaded)
            self.show_position(self.position)

    def take_hold(self) -> None:
        """Follow the playhead again, wherever the reader had scrolled; a card is read from its top."""
        if self._layout is not None and not self._layout.page.is_card:
            self.following = True
            self._follow()

    def _follow(self) -> None:
        """Keep the playhead in view; at the end of the answer, its last row."""
        view = self.page_view
        if view is None:
            return
        playhead = view.playhead()
        row = view.count - 1
        if playhead and (view.ghost or len(view.layout.page.sections) > playhead[0] + 3):
            row = view.row_of(playhead[0], max(0, playhead[1] - 1))
        self.scroll_row_into_view(row, margin=0 if row == view.count - 1 else 1)

    @property
    def layout_width(self) -> int:
        """Cells of text; while another pane has the screen, as many as there will be room for."""
        if self.fixed_width:
            return self.fixed_width
        from recview.display.page_lines import text_width

        return text_width(self.room or self.app.size.width - 1)

    def _relayout(self) -> None:
        """Lay out at the pane's width, the text at the top of the view staying there."""
        if self._layout is None or self._layout.width == (width := self.layout_width):
            return
        top, view = self.scroll_offset.y, self.page_view
        anchor = view.text_at(top) if view is not None and top < view.count else None
        if self._anchor and self._anchor[0] == top:
            # After several widths it is still the text that was there at first.
            anchor = self._anchor[1:]
        self._layout = self._layout.at_width(width)
        if self.page_view is None:
            return
        self.page_view = self.look.view(self._layout, self.position)
        self.resized()
        if anchor and not self.following:
            top = min(self.page_view.row_at(*anchor), self.last_top)
            self._anchor = (top, *anchor)
            self.scroll_to(y=top, animate=False, force=True)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out at the new width; a row must stay in view at the new height."""
        self.post_message(self.Refitted())
        if self._layout and self._layout.width != self.layout_width:
            self._relayout()
            self.show_position(self.position)
        elif self.following:
            self._follow()

    def line_count(self) -> int:
        """Rows at the playhead."""
        return self.page_view.count if self.page_view else len(self._words)

    def line(self, row: int) -> Line:
        """A row of the page."""
        lines = self.page_lines()
        return lines.line(row) if lines else Line(f"  {self._words[row]}", "dim" if row else "title")

    def page_lines(self) -> PageLines | None:
        """The lines of the page as it is now; None where words are shown in its place."""
        view, room = self.page_view, self.room
        if view is None:
            return None
        from recview.display.page_lines import PageLines

        lines = self._lines
        if lines is None or lines.view is not view or (lines.room, lines.look) != (room, self.look):
            self._lines = lines = PageLines(view, room, self.look)
        return lines

    def action_go(self, where: str) -> None:
        """Scroll; scrolling up lets go of the playhead, the bottom takes hold of it again."""
        super().action_go(where)
        self.following = where == "last" or (where.endswith("down") and self.scroll_offset.y >= self.last_top)

    @on(events.MouseScrollUp)
    @on(events.MouseScrollDown)
    def let_go_or_take_hold(self, event: events.MouseScrollUp | events.MouseScrollDown) -> None:
        """Let go of the playhead on the way up; take hold of it again at the bottom."""
        self.following = isinstance(event, events.MouseScrollDown) and self.scroll_offset.y + 3 >= self.last_top

    def way_back(self) -> Callable[[], None]:
        """A function that brings the view back to where it is now, following the playhead if it does."""
        go_back, following = super().way_back(), self.following

        def go_back_and_follow() -> None:
            go_back()
            self.following = following

        return go_back_and_follow

    def on_click(self, event: events.Click) -> None:
        """Move the playhead to the chunk that brought the word under the mouse."""
        _, offset = self.screen.get_widget_and_offset_at(event.screen_x, event.screen_y)
        if offset is not None and not self.text_selection:
            self.word_cursor.choose_at(offset.y, offset.x)

    def reveal(self, hit: Hit) -> None:
        """Move the playhead behind a hit that was not played yet."""
        self.following = False
        if self._layout is None:
            return
        from recview.display.page_lines import position_behind

        self.repeated_part.reveal(hit.anchor)
        shown = self._layout.shown(hit.anchor, self.position)
        if (shown is None or shown < hit.end) and not (self.page_view and self.page_view.ghost):
            position = position_behind(self._layout.page.sections[hit.anchor], hit)
            self.post_message(PositionChosen(position))
            self.show_position(position)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as recorded, and what separates it from that of the next widget."""
        lines = self.page_lines()
        if lines is None:
            return super().get_selection(selection)
        text = lines.selected_text(selected_rows(selection, self.line_count()))
        return (text, "\n") if text else None
