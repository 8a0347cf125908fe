"""The app: one state, shown by the views; what they and the scanner tell becomes the next state."""

from __future__ import annotations

import signal
from functools import partial
from time import monotonic
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.containers import Horizontal, Vertical
from textual.css.query import NoMatches
from textual.timer import Timer

from recview.display.page import unopened_page
from recview.display.page_rows import PageLayout
from recview.humanize import size as size_words
from recview.live.comparer import Comparer
from recview.live.events import LiveEvent
from recview.live.scanner import Scanner
from recview.replay.player import Player
from recview.replay.timeline import Timeline
from recview.replay.transcript import EMPTY
from recview.root import Root
from recview.session import Session
from recview.sources.baseline import LIMIT, Baseline
from recview.tui.bars import Bar, HintBar, TabBar
from recview.tui.bindings import bindings
from recview.tui.call_later import call_later
from recview.tui.chat_view import ChatView
from recview.tui.command_actions import CommandActions
from recview.tui.inks import MainScreen
from recview.tui.messages import Chosen, LiveUpdate, Pointed, Sought
from recview.tui.pane_actions import focused_pane
from recview.tui.search_box import SearchLine
from recview.tui.side_panel import SidePanel
from recview.tui.terminal_app import TerminalApp
from recview.tui.theme import DARK, LIGHT
from recview.tui.transport import Transport
from recview.tui.tree_view import TreeView
from recview.tui.watch_actions import WatchActions

FRAME = 1 / 30
REST = 0.15
"""Seconds for which the cursor rests on a recording before it opens."""

BREATH = 0.04
"""Seconds from the first frame until the views that it does not show are made."""


def _palette() -> type[Provider]:
    """What the palette finds; imported when it is first opened."""
    from recview.tui.palette import PaletteProvider

    return PaletteProvider


class RecviewApp(WatchActions, CommandActions, TerminalApp):
    """recview's screen over a place."""

    CSS_PATH = "screen.tcss"
    TITLE = "recview"
    ENABLE_COMMAND_PALETTE = True
    AUTO_FOCUS = "#tree"
    COMMANDS = {_palette}
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("app"),
        Binding("ctrl+c", "interrupt", show=False, priority=False),
        # While something is typed; see SearchBox.
        Binding("enter,down,tab,shift+tab", "keep_search", show=False, priority=True),
        Binding("escape", "drop_search", show=False, priority=True),
    ]

    def __init__(
        self,
        place: Root,
        *,
        play: bool = True,
        speed: float = 1.0,
        theme: str | None = None,
        ticking: bool = True,
        watching: bool = True,
        keep: int = LIMIT,
    ) -> None:
        """Create the app.

        Args:
            place: Where the recordings are.
            play: Play a recording when it opens.
            speed: The pace, a factor on `recview.replay.player.BASE_PACE`.
            theme: A theme's name; None for recview's own.
            ticking: Let the clock move the replay; tests hand time in instead.
            watching: Follow changes on the disk.
            keep: Bytes of compressed first contents to keep, for showing what changed.
        """
        super().__init__()
        for own in (DARK, LIGHT):
            self.register_theme(own)
        self._begin_with(theme if theme in self.available_themes else DARK.name)
        self.place = place
        self.session = Session(player=Player(speed=speed), autoplay=play)
        self._ticking = ticking
        self._ticker: Timer | None = None
        self._ticked = 0.0
        self._key_at = 0.0
        self.baseline = Baseline(keep)
        self.comparer = Comparer(place, self.baseline, self._post_live_event, is_busy=self._is_busy)
        self.scanner = Scanner(place, self.comparer, self._post_live_event, watching=watching, is_busy=self._is_busy)
        self.watching = watching

    def _begin_with(self, theme: str) -> None:
        if theme != DARK.name:
            self.theme = theme
            return
        # The toolkit begins dark, and there is nothing to restyle yet: assigning the theme would have every style
        # sheet parsed once more.
        self.set_reactive(App.theme, theme)
        self.update_classes({f"-theme-{theme}": True, "-dark-mode": True}, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> MainScreen:
        """The screen that carries the inks, from the start with the panes that there is room for."""
        on = (name for name, is_on in self.pane_classes(self.size.width).items() if is_on)
        return MainScreen(id="_default", classes=" ".join(on))

    def compose(self) -> ComposeResult:
        """All panes; styles show those there is room for."""
        yield Bar(id="top")
        yield TabBar(id="tabs")
        with Horizontal(id="panes"):
            yield TreeView(rest=REST if self._ticking else 0, id="tree")
            with Vertical(id="middle"):
                yield ChatView(id="chat")
                yield Transport(id="transport")
            yield SidePanel(id="side")
        yield SearchLine(id="search-line", delay=0.04 if self._ticking else 0)
        yield HintBar(id="hints")

    def on_load(self) -> None:
        """Start reading before there is a screen; from here on the terminal's signals end the app properly."""
        self.comparer.start()
        self.scanner.start()
        if self._ticking:
            self._catch_signals()

    def on_mount(self) -> None:
        """Show what was read by now; start the clock once there is a first frame."""
        self._ticker = self.set_interval(FRAME, self._tick, pause=True) if self._ticking else None
        self.query_one(ChatView).show_words("", "Reading …")
        self.query_one(Transport).show_player(self.session.player, "no recording is open")
        self.show_place()
        self.lay_out_panes()
        self.app_resume_signal.subscribe(self, self._repaint)
        self.become(self.session.indexed(self.scanner.first_files()))
        self.call_after_refresh(self._painted)

    async def _painted(self) -> None:
        self.scanner.read_rest()
        if self._ticking:
            # What the first frame does not show can wait for it, and for the first keys.
            call_later(BREATH, lambda: self.call_later(self._mount_rest))
        else:
            await self._mount_rest()

    async def _mount_rest(self) -> None:
        if self.is_leaving():
            return
        await self.query_one(SidePanel).mount_rest()
        self._complete = True
        if self.session.wanted:
            self.load(self.session.wanted)

    def _catch_signals(self) -> None:
        import asyncio

        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(number, partial(self.exit, None, 128 + number))

    def _repaint(self, _: object = None) -> None:
        """The shell had the terminal: nothing of the screen is there any more, and no time has passed for it."""
        self._ticked = monotonic() if self._ticked else 0.0
        self.screen.refresh(layout=True)
        for widget in self.screen.query("*"):
            widget.refresh()

    def on_unmount(self) -> None:
        """End the threads."""
        self.scanner.stop()
        self.comparer.stop()

    # State -------------------------------------------------------------------------------------------------------

    def become(self, session: Session) -> None:
        """Take another state and show what is different in it."""
        before, self.session = self.session, session
        if session is before or self.is_leaving():
            return
        tree, chat, side = self.query_one(TreeView), self.query_one(ChatView), self.query_one(SidePanel)
        if session.library is not before.library or session.indexing != before.indexing:
            tree.show_empty(() if session.indexing else self.nothing_here())
            moved = session.wanted != before.wanted and session.library is not before.library
            tree.show(session.library.root, session.library.key(session.wanted) if moved and session.wanted else ())
        if session.following and session.wanted and session.wanted != before.wanted:
            tree.follow(session.library.key(session.wanted))
        if _told_at_the_top(session) != _told_at_the_top(before):
            self.show_place()
        if session.shown != before.shown:
            tree.show_current(session.shown)
        if session.unopened is not before.unopened and session.unopened is not None:
            failed = session.unopened
            size = size_words(failed.size) if failed.raw.end else ""
            page = unopened_page(failed.problem, failed.source.path or self.place.label, size)
            chat.show_page(PageLayout(page, chat.layout_width), 0, keep=False)
            self.query_one(Transport).show(Timeline(0, {}), EMPTY)
            side.show_unopened(failed, secrets=session.secrets)
            self.show_player()
        elif session.secrets != before.secrets:
            self.show_secrets()
        if (session.ghost, session.shaded) != (before.ghost, before.shaded):
            chat.show_options(ghost=session.ghost, shaded=session.shaded)
        if session.player != before.player:
            self.show_player()
        if (session.stale, session.shown, session.library) != (before.stale, before.shown, before.library):
            self.retitle()
        if session.wanted and (session.wanted, session.changes) != (before.wanted, before.changes):
            self.load(session.wanted)

    def is_leaving(self) -> bool:
        """Whether the panes are gone already: what still arrives while the app ends has nowhere to show itself."""
        try:
            return not self.query_one(SidePanel).is_attached
        except NoMatches:
            return True

    def show_player(self) -> None:
        """Show where the replay stands."""
        player, opened = self.session.player, self.session.side
        state = ""
        if self.session.unopened:
            state = "not opened: nothing to replay"
        elif opened and opened.is_card:
            state = "one piece: no conversation to replay"
        elif opened and opened.transcript.failures and not player.total:
            state = "nothing to replay: the call failed"
        self.query_one(ChatView).show_position(player.position)
        self.query_one(SidePanel).show_position(player.position)
        self.query_one(Transport).show_player(player, state)
        self.show_tabs()
        if self._ticker:
            if player.playing and self._ticked == 0:
                self._ticked = monotonic()
                self._ticker.resume()
            elif not player.playing:
                self._ticked = 0.0
                self._ticker.pause()

    def _tick(self) -> None:
        now = monotonic()
        if self._ticked:
            self.tick(now - self._ticked)
            self._ticked = now if self.session.player.playing else 0.0

    def tick(self, seconds: float) -> None:
        """Let time pass for the replay."""
        self.become(self.session.played(self.session.player.tick(seconds)))

    # What happens ------------------------------------------------------------------------------------------------

    def on_chosen(self, message: Chosen) -> None:
        """The user rests on a recording, or asked for it."""
        message.stop()
        if message.at_once:
            if self.session.is_loaded and self.session.autoplay and self.session.player.at_end:
                self.become(self.session.restarted())
            self.query_one(ChatView).take_hold()
            self.go_to_pane("chat")
        if message.source != self.session.wanted:
            self.become(self.session.chose(message.source))

    def on_pointed(self, message: Pointed) -> None:
        """What enter does in the list may be another thing now."""
        message.stop()
        self.show_hints()

    def on_sought(self, message: Sought) -> None:
        """A view asked for a position."""
        self.action_seek(message.position)

    # The screen --------------------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Show the panes that there is room for."""
        self.lay_out_panes(event.size.width)
        self.call_after_refresh(self.show_place)

    def on_chat_view_refitted(self) -> None:
        """The pane has another width: its title may have more or less room."""
        self.retitle()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The focus moved: the hints follow."""
        pane = focused_pane(event.widget)
        if pane and pane != self.pane:
            self.pane = pane
            self.lay_out_panes()
        self.show_hints()

    def on_key(self, event: events.Key) -> None:
        """The scanner gives way while keys come."""
        self._key_at = monotonic()

    def _post_live_event(self, event: LiveEvent) -> None:
        """Hand what a live thread found to the app's own thread."""
        self.post_message(LiveUpdate(event))

    def _is_busy(self) -> bool:
        return monotonic() - self._key_at < 0.1

    def disk_path(self, path: str) -> str:
        """A source's path on the disk."""
        return self.place.path(path)


def _told_at_the_top(session: Session) -> tuple[object, ...]:
    """What the top line is made of. Ticks change none of it; the trees are told apart as objects."""
    waits = session.next is not None and not session.player.playing
    watch = (session.indexing, session.baseline_ready, session.following, waits, session.polling, session.journal.event)
    return id(session.library.root), *watch
