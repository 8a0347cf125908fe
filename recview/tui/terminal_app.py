"""What stands between the app and its terminal: how it is written to and read, and how the app ends if it fails."""

from __future__ import annotations

import locale
import os
import signal
import sys
from functools import partial
from typing import Any

from textual.app import App
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.widget import MountError

from recview.display.ascii_text import is_unicode
from recview.tui.bars import HintBar
from recview.tui.clipboard import encoded, load_tmux_buffer, osc52

NOTICE_S = 3.0
"""Seconds for which a notice stays unless it asks for longer; an error stays until a key."""


class TerminalApp(App[None]):
    """An app whose frames suit the terminal, that survives what a terminal sends, and that never fails unseen."""

    failure: BaseException | None = None
    """What ended the app, if it was no wish of the user's."""

    bottom_line: HintBar
    """Where notices are shown."""

    is_hung_up = False
    """Whether the terminal's shell has ended, or the terminal itself."""

    has_theme = False
    """Whether it has the theme that it begins with; the toolkit works out another one's colours before that."""

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme; none before there is one, as they are the dearest part of making an app."""
        return super().get_css_variables() if self.has_theme else {}

    def get_driver_class(self) -> type[Driver]:
        """The toolkit's driver for this platform, made careful."""
        from recview.tui.careful_driver import careful_driver

        return careful_driver(super().get_driver_class(), is_ascii=not _takes_unicode())

    def end_on_signals(self) -> None:
        """Have the terminal's signals end the app as a key would, with the exit code that a shell gives them."""
        import asyncio

        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(number, partial(self.exit, None, 128 + number))
        # Its callback comes in a later turn of the loop, its handler at once, before that of a SIGCONT.
        signal.signal(signal.SIGHUP, self._note_hang_up)

    def _note_hang_up(self, number: int, frame: object) -> None:
        """Take the terminal no more, whose shell ends: who is stopped for trying is never continued."""
        self.is_hung_up = True
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)

    def notify(
        self, message: str, *, severity: SeverityLevel = "information", timeout: float | None = None, **options: Any
    ) -> None:
        """Show a notice in the bottom line, where only the latest counts."""
        self.clear_notifications()
        super().notify(message, severity=severity, timeout=timeout, **options)
        seconds = None if severity == "error" else timeout or NOTICE_S
        self.bottom_line.show_notice(message, "text" if severity == "information" else severity, seconds)

    def clear_notifications(self) -> None:
        """End the notice."""
        super().clear_notifications()
        self.bottom_line.end_notice()

    def _refresh_notifications(self) -> None:
        """Lay no boxes over the panes, as Textual would."""

    def copy_to_clipboard(self, text: str) -> None:
        """Hand text to the terminal by OSC 52, inside of tmux by its buffer; Textual cannot encode a lone surrogate."""
        self._clipboard = text
        if os.environ.get("TMUX"):
            self.run_worker(self._copy_in_tmux(text), group="copy", exclusive=True)
        else:
            self._send_osc52(text)

    async def _copy_in_tmux(self, text: str) -> None:
        if not await load_tmux_buffer(encoded(text)):
            self._send_osc52(text)

    def _send_osc52(self, text: str) -> None:
        if self._driver is not None:
            self._driver.write(osc52(text))

    def _handle_exception(self, error: Exception) -> None:
        """Textual's hook for an exception that nothing caught."""
        if self.return_code is not None and isinstance(error, (MountError, NoMatches)):
            # The app is ending: a callback that was under way looks for a widget that is gone.
            return
        self.failure = self.failure or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without Textual's traceback: it shows local variables, which are recorded text that passed no gate."""
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """End because of what Textual would print; see `failure`."""
        self.failure = self.failure or sys.exc_info()[1] or RuntimeError("the terminal could not be read or written")
        self._close_messages_no_wait()


def _takes_unicode() -> bool:
    """Whether the terminal that frames are written to (standard error) is one of a UTF-8 locale."""
    return is_unicode(locale.getencoding(), getattr(sys.__stderr__, "encoding", None))
