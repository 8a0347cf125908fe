"""The app of a review: themes, signals and keys as the toolkit hands them on. All else is its one screen's."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from recview.display.sanitize import sanitize
from recview.live.client import Reader
from recview.replay.player import Player
from recview.review_session import ReviewSession
from recview.tui.first_frame import repaint
from recview.tui.preferences import Preferences
from recview.tui.review.review_screen import ReviewScreen, Save
from recview.tui.search_box import SearchBox
from recview.tui.style_sheet import style_sheet
from recview.tui.terminal_app import TerminalApp
from recview.tui.theme import begin_with
from recview.verdicts.decisions import Decisions

_DEFAULTS = Preferences()


class ReviewApp(TerminalApp):
    """A review of what differs between two trees."""

    CSS = style_sheet("screen.tcss", "review/review.tcss")
    TITLE = "recview review"
    # The palette is a command of the screen.
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "interrupt", show=False, priority=False)]

    def __init__(
        self,
        labels: tuple[str, str],
        reader: Reader,
        *,
        decisions: Decisions,
        save: Save,
        speed: float = 1.0,
        theme: str | None = None,
        preferences: Preferences = _DEFAULTS,
        ticking: bool = True,
    ) -> None:
        """Create the app.

        Args:
            labels: What the two sides are called.
            reader: What compares, begun.
            decisions: What was decided before.
            save: Keeps the decisions.
            speed: The pace, a factor on `recview.replay.player.BASE_PACE`.
            theme: A theme's name; None for recview's own.
            preferences: What else of the settings it begins with.
            ticking: Let the clock move the replay; tests hand time in instead.
        """
        super().__init__()
        begin_with(self, theme)
        session = ReviewSession(decisions=decisions, player=Player(speed=speed))
        self.main = ReviewScreen(labels, session, reader, save, ticking=ticking)
        self.bottom_line = self.main.hints
        self.main.keymap = self.main.hints.keymap = preferences.keymap
        if preferences.keymap.keys:
            self.set_keymap(dict(preferences.keymap.keys))

    @property
    def session(self) -> ReviewSession:
        """The state of the screen."""
        return self.main.session

    def get_default_screen(self) -> ReviewScreen:
        """The one screen."""
        return self.main

    def on_load(self) -> None:
        """Start reading before there is a screen; from here on the terminal's signals end the app properly."""
        self.main.feed.start()
        if self.main.ticking:
            self.end_on_signals()

    def on_mount(self) -> None:
        """Stop and go on with the reader when the shell has the terminal."""
        self.app_suspend_signal.subscribe(self, lambda _: self.main.feed.reader.pause(), immediate=True)
        self.app_resume_signal.subscribe(self, self._go_on)

    def _go_on(self, app: App[object]) -> None:
        self.main.feed.reader.resume()
        repaint(self.main)

    def on_unmount(self) -> None:
        """Stop reading."""
        self.main.feed.stop()

    def action_interrupt(self) -> None:
        """End what is being typed; else copy what the mouse selected; with nothing selected, end the program."""
        if self.focused is self.main.search_box:
            self.main.action_search_key("drop")
        elif selected := self.screen.get_selected_text():
            self.copy_to_clipboard(selected)
            self.notify("The selection is sent to the terminal")
        else:
            self.exit()

    async def on_event(self, event: events.Event) -> None:
        """Neutralise what is pasted into the toolkit's own input, the palette's; end a notice that waits for a key."""
        if isinstance(event, events.Paste) and not isinstance(self.focused, SearchBox):
            event.text = sanitize(event.text)
        elif isinstance(event, events.Key):
            self.main.hints.key_pressed()
            self.main.frames.answer_key()
        await super().on_event(event)
