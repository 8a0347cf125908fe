"""A page at a position as lines: each row in its margin and styles, what can be searched, what a selection copies."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from math import exp
from operator import itemgetter

from recview.display.clusters import whole_clusters
from recview.display.hits import END, Hit, Stretch, occurrences
from recview.display.lines import Line, Span
from recview.display.page_look import PLAIN, PageLook, lit_spans
from recview.display.page_rows import PageRow, PageView
from recview.display.section import Section

READABLE = 100
"""Cells: wider text is hard to read."""

LONGEST_TITLE = 1_000
"""Characters of a heading that are shown: more than any screen has."""

IN_TITLE = -(1 << 40)
"""The offset of a heading's first character in its section: all of a heading comes before the section's text."""

_BARS = {"assistant": "▎", "tool_call": "▎", "reasoning": "▏", "error": "▎", "refusal": "▎"}
"""The bar before a section's text, by the section's kind."""

_BAR_STYLES = {
    "assistant": "accent",
    "tool_call": "tool",
    "reasoning": "faint",
    "error": "error",
    "refusal": "warning",
}
_CHANGE_BARS = {"removed": "−", "added": "+"}
_TITLE_STYLES = {
    "assistant": "accent",
    "tool_call": "tool",
    "error": "error",
    "refusal": "warning",
    "warning": "warning",
    "user": "title",
}
_TEXT_STYLES = {"reasoning": "dim", "system": "dim", "note": "dim", "json": "dim", "tool": "text"}


def text_width(width: int) -> int:
    """The cells that text takes in a pane of `width` cells."""
    return max(10, min(READABLE, width - 6))


def position_behind(section: Section, hit: Hit) -> int:
    """The position of the replay from which a hit in a section is shown."""
    if section.block is None:
        return section.since + 1
    if hit.start < 0:
        return section.block.born + 1
    steps = (step for step, end in zip(section.block.steps, section.block.ends, strict=True) if end >= hit.end)
    return next(steps, section.block.steps[-1]) + 1


class PageLines:
    """The lines of a page at a position.

    Args:
        view: The page at the position.
        room: Cells of the pane.
        look: How it is shown beside that.
    """

    def __init__(self, view: PageView, room: int, look: PageLook = PLAIN) -> None:
        self.view = view
        self.room = room
        self.look = look
        self._layout = view.layout
        self._sections = view.layout.page.sections
        self._indent = max(2, (room - text_width(room)) // 2 - 2)

    def line(self, row: int) -> Line:
        """The line of a row."""
        shown = self.view.row(row)
        section = self._sections[shown.section]
        if shown.kind == "gap":
            return Line("")
        return self._title(shown.section, section) if shown.kind == "title" else self._text(shown, section)

    def _heading(self, section: Section) -> str:
        """A section's title with its aside at the right, without the margin."""
        # A name may be megabytes long.
        title, aside = section.title[:LONGEST_TITLE], section.aside[:LONGEST_TITLE]
        gap = text_width(self.room) + 2 - len(title) - len(aside)
        if gap < 2:
            aside = aside[: max(0, len(aside) + gap - 2)]
            gap = 2
        return f"{title}{' ' * gap}{aside}"

    def _title(self, index: int, section: Section) -> Line:
        indent, repeated = self._indent, self.look.repeated
        if index in repeated.sections:
            if self.view.folded:
                section = section._replace(title=repeated.words, aside="o shows them")
            elif index == repeated.sections.start:
                section = section._replace(aside=repeated.words)
        text = f"{' ' * indent}{self._heading(section)}"
        end = indent + min(len(section.title), LONGEST_TITLE)
        style = "faint" if index in repeated.sections else section.change or _TITLE_STYLES.get(section.kind, "dim")
        spans = [(indent, end, style), (end, len(text), "faint")]
        if section.block and section.block.born == self.view.position - 1 and self._layout.page.is_streamed:
            # A tool call begins with its name.
            spans.append((indent, end, "lit"))
        return Line(text, "text", spans)

    def _text(self, row: PageRow, section: Section) -> Line:
        bar = _CHANGE_BARS[section.change] if section.change else _BARS.get(section.kind, " ")
        prefix = f"{' ' * self._indent}{bar} {' ' * self._layout.hang(row)}"
        end = row.end if self.view.ghost else min(row.end, row.shown)
        line = prefix + self._text_of(row.section)[row.start : end]
        spans = [
            (self._indent, self._indent + 1, _bar_style(section)),
            *self._text_spans(row, section, end, len(prefix)),
        ]
        if self._is_playhead(row, end):
            line += "▌"
            spans.append((len(line) - 1, len(line), "accent"))
        return Line(line, "text", spans)

    def _text_spans(self, row: PageRow, section: Section, end: int, margin: int) -> Iterator[Span]:
        """The spans of a row's text, which ends before character `end` of its section and begins behind a margin."""
        last = margin + len(self._text_of(row.section)[row.start : end])
        is_faint = row.section in self.look.repeated.sections
        style = "faint" if is_faint else "dim" if section.change == "removed" else _TEXT_STYLES.get(section.kind)
        if style is not None:
            yield margin, last, style
        if section.kind == "error" and self._text_of(row.section).find("\n\n", 0, row.start) < 0:
            yield margin, last, "error"
        shift = margin - row.start
        for start, stop, change in self._layout.diff_spans(row.section, self.view.position):
            if stop > row.start and start < end:
                yield shift + max(start, row.start), shift + min(stop, end), change
        if self.view.ghost and end > row.shown:
            yield margin + max(0, row.shown - row.start), last, "ghost"
        is_final = self._text_of(row.section) is not section.text
        lit = lit_spans(section, self.view.position, is_final=is_final) if self._layout.page.is_streamed else ()
        word = self.look.word_at(self.view.position)
        marks = [*lit, *([(word.start, word.end, "word")] if word and word.section == row.section else [])]
        yield from (
            (shift + max(start, row.start), shift + min(stop, end), style)
            for start, stop, style in marks
            if stop > row.start and start < end
        )
        if self.look.shaded and section.block:
            shades = _shades(section.block.tokens, row.start, end)
            yield from ((shift + start, shift + stop, style) for start, stop, style in shades)

    def _text_of(self, section: int) -> str:
        return self._layout.text(section, self.view.position, self.view.ghost)

    def _margin(self, row: PageRow) -> int:
        """The cells before the text of a row."""
        return self._indent + 2 + self._layout.hang(row)

    def _is_playhead(self, row: PageRow, end: int) -> bool:
        """Whether the answer is growing at the end of this row."""
        if (row.section, row.shown) != self._growing:
            return False
        return row.start <= row.shown <= end

    @cached_property
    def _growing(self) -> tuple[int, int] | None:
        """(section, characters) of the piece that is growing; None at the answer's end, or with its rest shown, too."""
        position = self.view.position
        is_over = all(
            section.block.complete(position) if section.block else section.since < position
            for section in self._sections
        )
        return None if self.view.ghost or is_over else self.view.playhead()

    def search(self, needle: str) -> Iterator[Hit]:
        """Every occurrence of `needle` (in lower case) in the page's headings and texts, played or not."""
        for index, section in enumerate(self._sections):
            if section.title:
                for hit in occurrences(index, self._heading(section), needle):
                    yield Hit(index, IN_TITLE + hit.start, IN_TITLE + hit.end)
            yield from occurrences(index, self._text_of(index), needle)

    def stretch(self, row: int) -> Stretch:
        """What a row shows of its section. A heading is one row, and has no bar before it."""
        if row >= self.view.count:
            return Stretch(0, 0, 0)
        shown = self.view.row(row)
        if shown.kind == "gap":
            return Stretch(shown.section, END, END)
        if shown.kind == "title":
            return Stretch(shown.section, IN_TITLE, 0, self._indent - IN_TITLE)
        return Stretch(shown.section, shown.start, shown.end, self._margin(shown) - shown.start)

    def row_of(self, hit: Hit) -> int:
        """The row on which a hit begins."""
        return self.view.row_at(hit.anchor, hit.start)

    def selected_text(self, rows: Iterable[tuple[int, int, int]]) -> str:
        """The text of selected rows as recorded: without margins, and joined where it was wrapped.

        Args:
            rows: (row, first cell, cell behind the last) of each, in order; -1 for the row's end.
        """
        pieces: list[str] = []
        before: PageRow | None = None
        for row, first, last in rows:
            shown = self.view.row(row)
            if before is not None:
                pieces.append(self._separator(before, shown))
            before = shown
            if shown.kind == "title":
                pieces.append(self._sections[shown.section].title)
            elif shown.kind == "text":
                text, margin = self._text_of(shown.section), self._margin(shown)
                start = shown.start + max(0, first - margin)
                stop = shown.end if last == -1 else min(shown.end, shown.start + max(0, last - margin))
                start, stop = whole_clusters(text, start, stop)
                pieces.append(text[start:stop])
        return "".join(pieces)

    def _separator(self, row: PageRow, following: PageRow) -> str:
        """What the recorded text has between two rows: a line feed, the blank it was wrapped at, or nothing."""
        if row.kind == following.kind == "text" and row.section == following.section:
            return self._text_of(row.section)[row.end : following.start]
        return "\n"


def _bar_style(section: Section) -> str:
    """The style of the bar before a section's text."""
    if section.change:
        return "error" if section.change == "removed" else "number"
    return _BAR_STYLES.get(section.kind, "faint")


def _shades(tokens: tuple[tuple[int, int, float], ...], start: int, end: int) -> Iterator[Span]:
    """The spans of the improbable tokens among characters [start, end) of a block, in a style for how they are."""
    # The token before the first that begins here may reach into these characters.
    first_token = max(0, bisect_right(tokens, start, key=itemgetter(0)) - 1)
    for first, last, logprob in tokens[first_token : bisect_left(tokens, end, key=itemgetter(0))]:
        probability = exp(min(0.0, logprob))
        if last > start and probability < 0.9:
            shade = 1 if probability >= 0.5 else 2 if probability >= 0.2 else 3
            yield max(first, start), min(last, end), f"probability-{shade}"
