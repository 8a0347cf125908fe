"""The app: themes, signals and keys as Textual hands them on, start and stop. All else is the main screen's."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from recview.display.sanitize import sanitize
from recview.live.client import Reader
from recview.live.requests import Begin
from recview.replay.player import Player
from recview.root import Root
from recview.session import Session
from recview.state.memory import Memory
from recview.tui.beginning import Beginning
from recview.tui.commands.program import interrupt
from recview.tui.first_frame import repaint
from recview.tui.main_screen import MainScreen
from recview.tui.preferences import Preferences, apply_preferences, choices_of, problem_words
from recview.tui.search_box import SearchBox
from recview.tui.style_sheet import style_sheet
from recview.tui.terminal_app import TerminalApp
from recview.tui.theme import begin_with

PROBLEM_S = 8.0
"""Seconds for which it is said what is wrong with the settings."""

_DEFAULTS = Preferences()


class RecviewApp(TerminalApp):
    """recview's screen over a root."""

    CSS = style_sheet("screen.tcss")
    TITLE = "recview"
    # The palette is a command of the main screen.
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "interrupt", show=False, priority=False)]

    def __init__(
        self,
        root: Root,
        *,
        play: bool = True,
        speed: float = 1.0,
        theme: str | None = None,
        preferences: Preferences = _DEFAULTS,
        memory: Memory | None = None,
        ticking: bool = True,
        watching: bool = True,
        reader: Reader | None = None,
        beginning: Beginning | None = None,
    ) -> None:
        """Create the app.

        Args:
            root: Where the recordings are.
            play: Play a recording when it opens.
            speed: The pace, a factor on `recview.replay.player.BASE_PACE`.
            theme: A theme's name; None for recview's own.
            preferences: What else of the settings it begins with.
            memory: What is remembered of earlier runs; None for nothing.
            ticking: Let the clock move the replay; tests hand time in instead.
            watching: Follow changes on the disk.
            reader: What reads, begun; None for one in threads of this process.
            beginning: What to begin with; None for the first recording.
        """
        super().__init__()
        begin_with(self, theme)
        beginning = beginning or Beginning()
        session = Session(player=Player(speed=speed), autoplay=play, ghost=preferences.ghost, wanted=beginning.chosen)
        reader = reader or Reader(partial(Begin, root, watching), may_spawn=False)
        self.main = MainScreen(root, session, reader, ticking=ticking, watching=watching)
        self.bottom_line = self.main.hints
        self.main.beginning = beginning
        self.main.memory, self._preferences = memory or Memory(), preferences
        apply_preferences(self, preferences)
        self.began_with = choices_of(self)

    @property
    def session(self) -> Session:
        """The state of the main screen."""
        return self.main.session

    def get_default_screen(self) -> MainScreen:
        """The main screen, from the start with the panes that there is room for."""
        self.main.update_classes(self.main.panes.classes(self.size.width), update=False)
        self.main.panes.apply_widths(self.size.width)
        return self.main

    def on_load(self) -> None:
        """Start reading before there is a screen; from here on the terminal's signals end the app properly."""
        self.main.live.start()
        if self.main.ticking:
            self.end_on_signals()

    async def on_mount(self) -> None:
        """Answer no key before all panes are there; stop and go on with the reader when the shell has the terminal."""
        await self.main._mounted_event.wait()
        self.app_suspend_signal.subscribe(self, lambda _: self.main.live.reader.pause(), immediate=True)
        self.app_resume_signal.subscribe(self, self._go_on)
        if problems := self._preferences.problems:
            self.notify(problem_words(problems), severity="warning", timeout=PROBLEM_S)

    def _go_on(self, app: App[object]) -> None:
        self.main.live.reader.resume()
        repaint(self.main)

    def on_unmount(self) -> None:
        """Stop reading."""
        self.main.live.stop()
        self.main.editor.remove_copies()

    def final_session(self) -> Session:
        """The session as the disk is after the end: with what had not been read or compared by then."""
        return self.main.live.final_session()

    def action_interrupt(self) -> None:
        """Run the command of ctrl+c, a key that Textual's own widgets answer first."""
        interrupt(self.main)

    async def on_event(self, event: events.Event) -> None:
        """Tell of keys those who wait for one; neutralise what is pasted into Textual's own input, the palette's."""
        if isinstance(event, events.InputEvent) and self.main.later_parts.are_needed_for(event):
            await self.main.later_parts.mount()
        if isinstance(event, events.Paste) and not isinstance(self.focused, SearchBox):
            event.text = sanitize(event.text)
        elif isinstance(event, events.Key):
            self.main.hints.key_pressed()
            self.main.frames.answer_key()
            self.main.live.key_pressed()
        await super().on_event(event)
