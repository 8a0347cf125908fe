"""What the borders and the top line say."""

from __future__ import annotations

from time import localtime, strftime

from rich.cells import cell_len, set_cell_size

from recview.display.mask import covered
from recview.display.tree_line import VERDICT_MARKS
from recview.humanize import bounded, listed_kinds, plural, short, shortened, shortened_test, speed
from recview.library import display_name, number_of
from recview.model import Source
from recview.root import Root
from recview.tui.bars import Bar, HintBar, Part, TabBar, fitted
from recview.tui.chat_view import ChatView
from recview.tui.commands import Needs
from recview.tui.copy_actions import CopyActions
from recview.tui.inks import entitle
from recview.tui.line_view import LineView
from recview.tui.search_box import SearchBox, SearchLine
from recview.tui.side_panel import SIDES, SidePanel
from recview.tui.tree_view import TreeView


class Titles(CopyActions):
    """A part of the app class."""

    place: Root
    watching: bool

    def retitle(self) -> None:
        """Say in the border what is open, and whether it is older than its file."""
        self.show_tabs()
        self.show_hints()
        self.show_matches()
        middle, chat, side = self.query_one("#middle"), self.query_one(ChatView), self.query_one(SidePanel)
        source = self.session.shown
        if source is None:
            return
        entry = self.session.library.entry(source) or (self.session.opened.entry if self.session.opened else None)
        name = display_name(entry) if entry else source.path.rpartition("/")[2]
        number, count = number_of(self.session.library, source)
        aside = f" · {number} of {count}" if count > 1 else ""
        room = max(12, middle.size.width - len(aside) - 4)
        if self.session.stale:
            is_cut = self.session.opened and self.session.opened.entry.problem
            below = f"✗ {self.session.stale} · this is {'what there is' if is_cut else 'its last content'}"
        else:
            file = shortened(self._covered(source.path.rpartition("/")[2]), 28)
            below = _hits(chat) or self._verdict(source, max(8, middle.size.width - 6)) or file
        entitle(middle, shortened_test(self._covered(name), room) + aside, below)
        middle.set_class(bool(self.session.stale), "-stale")
        model = (entry.model or (entry.protocol if entry.protocol not in _NO_NAMES else "")) if entry else ""
        view = side.view
        model = shortened(self._covered(model), max(8, side.size.width - 4))
        entitle(side, model or None, _hits(view) if view.needle else side.where)

    def _covered(self, recorded: str) -> str:
        """Words of a title, cut only once they are covered: a key is known by its whole length."""
        text = bounded(recorded)
        return text if self.session.secrets else covered(text)

    def show_hints(self) -> None:
        """The keys that do something where the focus is."""
        # A page that lies over the screen has keys of its own.
        if len(self.screen_stack) != 1:
            return
        screen = self.screen_stack[0]
        bar = screen.query_one(HintBar)
        if isinstance(self.focused, SearchBox):
            bar.show_keys(TYPING)
        elif self.searched is not None and self.searched.needle and self.searched is self.focused:
            bar.show_keys(FINDING)
        elif isinstance(self.focused, LineView):
            where = self.focused_where()
            words = {"enter": screen.query_one(TreeView).enter_hint()} if where == "tree" else {"search": "find"}
            bar.show_for(where, self._there(), words)

    def show_matches(self) -> None:
        """Beside what is typed, how much of it is there."""
        line = self.screen_stack[0].query_one(SearchLine)
        if not line.has_class("-open"):
            return
        if self.searched is None:
            line.show_count(self.screen_stack[0].query_one(TreeView).match_count, "tests")
        else:
            line.show_count(_hits(self.searched), VIEW_NAMES.get(str(self.searched.id), ""))

    def _there(self) -> set[Needs]:
        """What is there for keys to work on."""
        session = self.session
        there: set[Needs] = {"nothing"}
        if session.library.files:
            there.add("rows")
        if session.shown is not None:
            there.add("recording")
        if session.player.total:
            there.add("answer")
        if session.opened is not None and session.opened.earlier is not None:
            there.add("compared")
        return there

    def _verdict(self, source: Source, room: int) -> str:
        """What became of the open file, in a line; empty if nothing did."""
        review = self.session.journal.review(source)
        if review is None:
            return ""
        mark = next((mark for verdict, mark, _ in VERDICT_MARKS if verdict == review.verdict), "✗")
        said = ", ".join((*review.brief, *self.session.journal.flags(source.path, review))) or review.unseen
        words = self._covered(f"{mark} {review.verdict}" + (f": {said}" if said else ""))
        return words if cell_len(words) <= room else f"{set_cell_size(words, room - 1).rstrip()}…"

    def show_tabs(self) -> None:
        """Where there is one pane at a time: which, and beside it the hits or the playhead."""
        screen = self.screen_stack[0]
        if not screen.has_class("-narrow"):
            return
        panel, player = screen.query_one(SidePanel), self.session.player
        names = {"tree": "Tests", "chat": "Chat", "side": panel.side.capitalize()}
        tabs = [("Tests", "show_pane('tree')"), ("Chat", "show_pane('chat')")]
        tabs += [(side.capitalize(), f"side('{side}')") for side in SIDES]
        glyph = "▶" if player.playing else "■" if player.at_end else "⏸"
        where = f"{glyph} {player.position:,}/{player.total:,} {speed(player.speed)}" if player.total else ""
        hits = _hits(self.searched) if self.searched and self.searched.is_on_screen else ""
        if self.pane == "tree":
            # Its border has no room for a filter here, and one that is forgotten hides tests.
            hits = screen.query_one(TreeView).filter_words(screen.size.width // 2 - 8)
        screen.query_one("#tabs", TabBar).show_tabs(tabs, names[self.pane], hits or where)

    def show_place(self) -> None:
        """Say where the recordings are, how many, what a re-record did to them, and whether changes are followed."""
        tally = self.session.library.root.tally
        right = [Part(f"{plural(tally.present, 'recording')}  ", "text")]
        if tally.errors:
            right.append(Part(f"✗ {plural(tally.errors, 'error')}  ", "error"))
        if tally.broken:
            right.append(Part(f"✗ {tally.broken:,} broken  ", "error"))
        right += [*self._running_tally(), *self._badge()]
        name = Part(" recview ", "accent")
        right = fitted(right, self.size.width - len(name.text) - 1)
        room = self.size.width - sum(cell_len(part.text) for part in right)
        left = [name] if room >= len(name.text) else []
        if (room := room - len(name.text) - 3) > 3:
            left.append(Part(f" {shortened(self.place.label, room)}", "dim"))
        self.query_one("#top", Bar).show(left, right)

    def _running_tally(self) -> list[Part]:
        """What became of the files that were touched: in words where there is room, else by their marks."""
        tally = self.session.library.root.tally
        roomy = self.size.width >= 120
        return [
            Part(f"{count:,} {verdict}  " if roomy else f"{mark}{short(count)} ", ink, "mark(1)")
            for verdict, mark, ink in VERDICT_MARKS
            if (count := getattr(tally, verdict))
        ]

    def _badge(self) -> list[Part]:
        """Whether the watch is armed, and its last event."""
        session = self.session
        if session.indexing or (self.watching and not session.baseline_ready):
            return [Part("reading …  ", "dim")]
        if not self.watching:
            return []
        waits = " · next waits" if session.next and not session.player.playing else ""
        parts = [Part(f"▼ following{waits}  ", "accent", "follow")] if session.following else []
        at = strftime(" %H:%M:%S", localtime(session.journal.event)) if session.journal.event else ""
        if self.size.width < 92:
            at = ""
        word, ink = ("polling", "warning") if session.polling else ("live", "dim")
        if session.polling and self.size.width >= 140:
            word = f"polling: {shortened(session.polling.partition(' (')[0], 40)}"
        return [*parts, Part(f"● {word}{at}  ", ink)]

    def nothing_here(self) -> tuple[str, ...]:
        """The words of a place without recordings, a paragraph each: what it holds instead, or what to wait for."""
        heading = ("No recordings in", self.place.label, "")
        if kinds := self.session.kinds:
            count = plural(sum(kinds.values()), "file")
            return (*heading, f"It holds {count} of another kind:", listed_kinds(kinds), "", SAMPLES)
        return (*heading, "They appear here as they are written.", "", SAMPLES)


SAMPLES = "recview --demo opens the samples."

VIEW_NAMES = {
    "chat": "conversation",
    "request": "request",
    "response": "response",
    "chunks": "response",
    "chunk": "chunk",
    "raw": "raw file",
}
"""What a search goes through, by the id of the view."""

TYPING = (("enter", "enter", "keep"), ("esc", "escape", "end"))
FINDING = (("n", "n", "next"), ("N", "N", "previous"), ("esc", "escape", "end"), ("/", "slash", "find"))
"""The keys of a search while it is typed, and once it is kept."""

_NO_NAMES = ("card", "exception")
"""Protocols whose names say nothing beside what is shown."""


def _hits(view: LineView) -> str:
    if not view.needle:
        return ""
    if not view.hits:
        return f"not found{view.search_note}"
    place = f"{view.hit + 1:,} of " if view.hit >= 0 else ""
    return f"{place}{len(view.hits):,} found{view.search_note}"
