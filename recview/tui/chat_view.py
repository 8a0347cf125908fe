"""The conversation that was sent and, below it, the answer at the playhead."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from math import exp
from operator import itemgetter
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.selection import Selection

from recview.display.clusters import whole_clusters
from recview.display.hits import Hit, occurrences
from recview.display.page_rows import PageLayout, PageRow, PageView
from recview.display.sections import Page, Section
from recview.tui.bindings import bindings
from recview.tui.line_view import Line, LineView, Span
from recview.tui.messages import PositionChosen

LONGEST_TITLE = 1_000
"""Characters of a heading that are shown: more than any screen has."""

READABLE = 100
"""Cells: wider text is hard to read."""

_BARS = {"assistant": "▎", "tool_call": "▎", "reasoning": "▏", "error": "▎", "refusal": "▎"}
_TITLES = {
    "assistant": "accent",
    "tool_call": "tool",
    "error": "error",
    "refusal": "warning",
    "warning": "warning",
    "user": "title",
}
_TEXTS = {"reasoning": "dim", "system": "dim", "note": "dim", "json": "dim", "tool": "text"}
_BAR_INKS = {
    "assistant": "accent",
    "tool_call": "tool",
    "reasoning": "faint",
    "error": "error",
    "refusal": "warning",
}


IN_TITLE = -(1 << 40)
"""The place of a heading's first character in its section: all of a heading stands before the section's text."""


def _position_behind(section: Section, hit: Hit) -> int:
    """The position of the replay from which a place in a section is shown."""
    if section.block is None:
        return section.since + 1
    if hit.start < 0:
        return section.block.born + 1
    steps = (step for step, end in zip(section.block.steps, section.block.ends, strict=True) if end >= hit.end)
    return next(steps, section.block.steps[-1]) + 1


def text_width(width: int) -> int:
    """The cells that text takes in a pane of a width."""
    return max(10, min(READABLE, width - 6))


class ChatView(LineView):
    """A page that grows with the replay and stays at the playhead until the user scrolls up."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("chat")
    has_cursor = False

    class Refitted(Message):
        """The view has another size."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._layout: PageLayout | None = None
        self._view: PageView | None = None
        self._position = 0
        self._ghost = False
        self._shaded = False
        self._words: tuple[str, ...] = ()
        self._anchor: tuple[int, int, int] | None = None
        self.following = self._followed = True

    # State from above --------------------------------------------------------------------------------------------

    def show_page(self, layout: PageLayout, position: int, *, keep: bool) -> None:
        """Show a page.

        Args:
            layout: The page, laid out at some width; it is laid out anew if the width changed since.
            position: The playhead.
            keep: Keep the scroll position: it is the same recording, read again.
        """
        self._words = ()
        self._layout = layout
        self._view = self._anchor = None
        self.following = self.following if keep else not layout.page.is_card
        self._relayout()
        self._position = position
        self.find_again(keep=keep)
        self.show_position(position)
        if not keep:
            self.scroll_to(y=0 if layout.page.is_card else self._max_top(), animate=False, force=True)

    def show_words(self, *lines: str) -> None:
        """Show a few plain lines in the place of a page."""
        self._layout = self._view = self._anchor = None
        self._words = lines
        self.scroll_to(y=0, animate=False, force=True)
        self.resized()

    def show_position(self, position: int) -> None:
        """Move the playhead."""
        self._position = position
        if self._layout is None:
            return
        before = self._view
        self._view = self._layout.at(position, ghost=self._ghost)
        if self.hits and before and self._layout.finals(before.position) != self._layout.finals(position):
            # A tool call became whole, or is in pieces again: its text is another.
            self.find_again(keep=True)
        if before is None or before.count != self._view.count:
            self.resized()
        self.refresh()
        if self.following:
            self._follow()

    def show_options(self, *, ghost: bool, shaded: bool) -> None:
        """Show the unplayed rest, or not; shade tokens by probability, or not."""
        if (ghost, shaded) != (self._ghost, self._shaded):
            self._ghost, self._shaded = ghost, shaded
            self.show_position(self._position)

    def take_hold(self) -> None:
        """Follow the playhead again, wherever the reader had scrolled; a card is read from its top."""
        if self._layout is not None and not self._layout.page.is_card:
            self.following = True
            self._follow()

    def _follow(self) -> None:
        """Keep the playhead in view; at the end of the answer, its last row."""
        if self._view is None:
            return
        head = self._view.playhead()
        row = self._view.count - 1
        if head and (self._ghost or len(self._layout.page.sections if self._layout else ()) > head[0] + 3):
            row = self._view.row_of(head[0], max(0, head[1] - 1))
        self.scroll_row_into_view(row, margin=0 if row == self._view.count - 1 else 1)

    @property
    def layout_width(self) -> int:
        """Cells of text; while another pane has the screen, as many as there will be room for."""
        return text_width(self.room or self.app.size.width - 1)

    def _relayout(self) -> None:
        """Lay out at the pane's width, the text at the top of the view staying there."""
        width = self.layout_width
        if self._layout is None or self._layout.width == width:
            return
        anchor = self._top_place()
        self._layout = PageLayout(self._layout.page, width)
        if self._view is None:
            return
        self._view = self._layout.at(self._position, ghost=self._ghost)
        self.resized()
        if anchor and not self.following:
            top = min(self._view.row_at(*anchor), self._max_top())
            self._anchor = (top, *anchor)
            self.scroll_to(y=top, animate=False, force=True)

    def _top_place(self) -> tuple[int, int] | None:
        """(section, offset) of the text at the top; after several widths still the one that was there at first."""
        top = self.scroll_offset.y
        if self._view is None or top >= self._view.count:
            return None
        if self._anchor and self._anchor[0] == top:
            return self._anchor[1:]
        return self._view.place(top)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out at the new width; a row must stay in view at the new height."""
        self.post_message(self.Refitted())
        if self._layout and self._layout.width != self.layout_width:
            self._relayout()
            self.show_position(self._position)
        elif self.following:
            self._follow()

    # What a line view asks ---------------------------------------------------------------------------------------

    def line_count(self) -> int:
        """Rows at the playhead."""
        return self._view.count if self._view else len(self._words)

    def line(self, row: int) -> Line:
        """A row of the page."""
        if self._view is None:
            return Line(f"  {self._words[row]}", "dim" if row else "title")
        found = self._view.row(row)
        section = self._sections[found.section]
        indent = self._indent()
        if found.kind == "gap":
            return Line("")
        if found.kind == "title":
            return self._title(section, indent)
        return self._text(found, section, indent)

    @property
    def _sections(self) -> tuple[Section, ...]:
        return self._layout.page.sections if self._layout else ()

    @property
    def page(self) -> Page | None:
        """The page on the screen."""
        return self._layout.page if self._layout else None

    def _indent(self) -> int:
        return max(2, (self.room - text_width(self.room)) // 2 - 2)

    def _margin(self, row: PageRow) -> int:
        """The cells before the text of a row."""
        return self._indent() + 2 + (self._layout.hang(row) if self._layout else 0)

    def _heading(self, section: Section) -> str:
        """A section's title with what stands at its right, without the margin."""
        # A name may be megabytes long.
        title, aside = section.title[:LONGEST_TITLE], section.aside[:LONGEST_TITLE]
        gap = text_width(self.room) + 2 - len(title) - len(aside)
        if gap < 2:
            aside = aside[: max(0, len(aside) + gap - 2)]
            gap = 2
        return f"{title}{' ' * gap}{aside}"

    def _title(self, section: Section, indent: int) -> Line:
        text = f"{' ' * indent}{self._heading(section)}"
        end = indent + min(len(section.title), LONGEST_TITLE)
        style = _TITLES.get(section.tone, "dim")
        return Line(text, "text", [(indent, end, style), (end, len(text), "faint")])

    def _text(self, found: PageRow, section: Section, indent: int) -> Line:
        assert self._view is not None
        assert self._layout is not None
        bar = _BARS.get(section.tone, " ")
        prefix = f"{' ' * indent}{bar} {' ' * self._layout.hang(found)}"
        text = self._layout.text(found.section, self._position, self._ghost)
        end = found.end if self._ghost else min(found.end, found.shown)
        shown = text[found.start : end]
        spans: list[Span] = [(indent, indent + 1, _BAR_INKS.get(section.tone, "faint"))]
        at = len(prefix)
        if (style := _TEXTS.get(section.tone)) is not None:
            spans.append((at, at + len(shown), style))
        if section.tone == "error" and text.find("\n\n", 0, found.start) < 0:
            spans.append((at, at + len(shown), "error"))
        for first, last, change in self._layout.marks(found.section, self._position):
            if last > found.start and first < end:
                low, high = max(first, found.start), min(last, end)
                spans.append((at + low - found.start, at + high - found.start, change))
        if self._ghost and end > found.shown:
            spans.append((at + max(0, found.shown - found.start), at + len(shown), "ghost"))
        if self._shaded and section.block:
            spans.extend(self._shades(section, found.start, end, at))
        line = prefix + shown
        if self._is_playhead(found, end):
            line += "▌"
            spans.append((len(line) - 1, len(line), "accent"))
        return Line(line, "text", spans)

    def _is_playhead(self, found: PageRow, end: int) -> bool:
        """Whether the answer is growing at the end of this row."""
        if self._view is None or self._ghost:
            return False
        head = self._view.playhead()
        last = self._is_last_position()
        return head == (found.section, found.shown) and not last and found.start <= found.shown <= end

    def _is_last_position(self) -> bool:
        return all(
            section.block.complete(self._position) if section.block else section.since < self._position
            for section in self._sections
        )

    def _shades(self, section: Section, start: int, end: int, at: int) -> list[Span]:
        assert section.block is not None
        found: list[Span] = []
        tokens = section.block.tokens
        # The token before the first that begins on the row may reach into it.
        begins = max(0, bisect_right(tokens, start, key=itemgetter(0)) - 1)
        for first, last, logprob in tokens[begins : bisect_left(tokens, end, key=itemgetter(0))]:
            if last > start:
                probability = exp(min(0.0, logprob))
                if probability >= 0.9:
                    continue
                shade = 1 if probability >= 0.5 else 2 if probability >= 0.2 else 3
                low, high = max(first, start), min(last, end)
                found.append((at + low - start, at + high - start, f"probability-{shade}"))
        return found

    # Moving, finding, selecting ----------------------------------------------------------------------------------

    def _max_top(self) -> int:
        return max(0, self.line_count() - max(1, self.scrollable_content_region.height))

    def action_go(self, where: str) -> None:
        """Scroll; scrolling up lets go of the playhead, the bottom takes hold of it again."""
        super().action_go(where)
        self.following = where == "last" or (where.endswith("down") and self.scroll_offset.y >= self._max_top())

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Let go of the playhead."""
        self.following = False

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Take hold of it again at the bottom."""
        self.following = self.scroll_offset.y + 3 >= self._max_top()

    @property
    def here(self) -> tuple[int, int]:
        """The section, and the place in its text, of the first visible row."""
        top = self.scroll_offset.y
        if self._view is None or top >= self._view.count:
            return 0, 0
        section, offset = self._view.place(top)
        return section, IN_TITLE if offset < 0 else offset

    def begin_search(self) -> None:
        """Remember, too, whether the view followed the playhead."""
        super().begin_search()
        self._followed = self.following

    def drop_search(self) -> None:
        """Follow it again if it did."""
        super().drop_search()
        self.following = self._followed

    def search(self, needle: str) -> Iterator[Hit]:
        """In all of the page's headings and text, played or not."""
        if self._layout is None:
            return
        for place, section in enumerate(self._sections):
            if section.title:
                for hit in occurrences(place, self._heading(section), needle):
                    yield Hit(place, IN_TITLE + hit.start, IN_TITLE + hit.end)
            yield from occurrences(place, self._layout.text(place, self._position, self._ghost), needle)

    def row_of_hit(self, hit: Hit) -> int:
        """A hit that was not played yet moves the playhead behind it."""
        self.following = False
        if self._view is None or self._layout is None:
            return 0
        shown = self._layout.shown(hit.anchor, self._position)
        if (shown is None or shown < hit.end) and not self._ghost:
            position = _position_behind(self._sections[hit.anchor], hit)
            self.post_message(PositionChosen(position))
            self.show_position(position)
        return self._view.row_at(hit.anchor, hit.start)

    def hits_on(self, row: int, start: int = 0, end: int = 1 << 60) -> list[tuple[int, int, bool]]:
        """The parts of hits that fall on a row; one may go on over several."""
        if not self.hits or self._view is None:
            return []
        found = self._view.row(row)
        if found.kind == "gap":
            return []
        # A heading is one row, and has no bar before it.
        low, high = (IN_TITLE, 0) if found.kind == "title" else (found.start, found.end)
        at = (self._margin(found) if found.kind == "text" else self._indent()) - low
        return [
            (at + max(hit.start, low), at + min(hit.end, high), number == self.hit)
            for number, hit in self.hits_between(found.section, low, high)
        ]

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as recorded: without margins, and joined where it was wrapped."""
        if self._view is None or self._layout is None:
            return super().get_selection(selection)
        count = self.line_count()
        first = selection.start.y if selection.start else 0
        last = min(selection.end.y if selection.end else count - 1, count - 1)
        joined = ""
        for row in range(max(0, first), last + 1):
            span, found = selection.get_span(row), self._view.row(row)
            if span is None:
                continue
            if found.kind != "text":
                line = self._sections[found.section].title if found.kind == "title" else ""
                joined += f"{line}\n" if row < last else line
                continue
            text, margin = self._layout.text(found.section, self._position, self._ghost), self._margin(found)
            start = found.start + max(0, span[0] - margin)
            stop = found.end if span[1] == -1 else min(found.end, found.start + max(0, span[1] - margin))
            start, stop = whole_clusters(text, start, stop)
            joined += text[start:stop]
            if row < last:
                # What separated this row from the next: a line feed, the blank it was wrapped at, or nothing.
                nxt = self._view.row(row + 1)
                same = nxt.kind == "text" and nxt.section == found.section
                joined += text[found.end : nxt.start] if same else "\n"
        return (joined, "\n") if joined else None
