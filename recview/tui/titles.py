"""What the borders and the top line say."""

from __future__ import annotations

from textual.content import Content

from recview.display.literal import literal
from recview.display.wording import plural, shortened, shortened_test, speed
from recview.library import number_of, spoken_name
from recview.place import Place
from recview.tui.bars import Bar, Part, TabBar
from recview.tui.chat_view import ChatView
from recview.tui.copy_actions import CopyActions
from recview.tui.line_view import LineView
from recview.tui.side_panel import SIDES, SidePanel


class Titles(CopyActions):
    """A part of the app class."""

    place: Place
    watching: bool

    def retitle(self) -> None:
        """Say in the border what is open, and whether it is older than its file."""
        self.show_tabs()
        middle, chat, side = self.query_one("#middle"), self.query_one(ChatView), self.query_one(SidePanel)
        source = self.session.shown
        if source is None:
            return
        entry = self.session.library.entry(source) or (self.session.opened.entry if self.session.opened else None)
        name = spoken_name(entry) if entry else source.path.rpartition("/")[2]
        number, count = number_of(self.session.library, source)
        aside = f" · {number} of {count}" if count > 1 else ""
        room = max(12, middle.size.width - len(aside) - 4)
        middle.border_title = Content(shortened_test(literal(name), room) + aside)
        if self.session.stale:
            middle.border_subtitle = Content(f"✗ {literal(self.session.stale)} · this is its last content")
        else:
            middle.border_subtitle = Content(_hits(chat) or shortened(literal(source.path.rpartition("/")[2]), 28))
        middle.set_class(bool(self.session.stale), "-stale")
        model = (entry.model or entry.protocol) if entry else ""
        side.border_title = Content(shortened(literal(model), max(8, side.size.width - 4))) if model else None
        view = side.view
        side.border_subtitle = Content(_hits(view)) if view.needle else side.where

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
        screen.query_one("#tabs", TabBar).show_tabs(tabs, names[self.pane], hits or where)

    def show_place(self) -> None:
        """Say where the recordings are, how many, and whether changes are followed."""
        session = self.session
        tally = session.library.root.tally
        left = [
            Part(" recview ", "accent"),
            Part(f" {shortened(literal(self.place.label), max(12, self.size.width - 52))}", "dim"),
        ]
        right = [Part(f"{plural(tally.recordings, 'recording')}  ", "text")]
        if tally.errors:
            right.append(Part(f"✗ {plural(tally.errors, 'error')}  ", "error"))
        if tally.broken:
            right.append(Part(f"✗ {tally.broken:,} broken  ", "error"))
        if session.indexing:
            right.append(Part("reading …  ", "dim"))
        elif session.polling:
            right.append(Part("● polling  ", "warning"))
        elif self.watching:
            right.append(Part("● live  ", "dim"))
        self.query_one("#top", Bar).show(left, right)

    def nothing_here(self) -> str:
        """The words of an empty place."""
        where = literal(self.place.label)
        return f"No recordings in {where} yet.\n\nThey appear here as they are written.\nSamples: recview --demo"


def _hits(view: LineView) -> str:
    if not view.needle:
        return ""
    if not view.hits:
        return f"not found{view.search_note}"
    place = f"{view.hit + 1:,} of " if view.hit >= 0 else ""
    return f"{place}{len(view.hits):,} found{view.search_note}"
