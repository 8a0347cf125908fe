"""Saying something to the user: in the bottom line, in the place of its keys, as a part of the app class."""

from __future__ import annotations

from asyncio import TimerHandle
from typing import TYPE_CHECKING, TypeAlias

from textual import events
from textual.css.query import NoMatches
from textual.notifications import SeverityLevel

from recview.tui.bars import HintBar
from recview.tui.call_later import call_later

if TYPE_CHECKING:
    from textual.app import App

    Base: TypeAlias = App[None]
else:
    Base = object

SECONDS = 3.0
"""For so long a word stays unless it asks for longer; an error stays until a key."""

_STYLES = {"error": "error", "warning": "warning", "information": "text"}


class Telling(Base):
    """What is said stays for a moment; only the latest word counts."""

    _ending: TimerHandle | None = None

    def say(self, words: str, seconds: float = SECONDS, severity: SeverityLevel = "information") -> None:
        """Say something for a moment; an error until a key."""
        self.clear_notifications()
        self.notify(words, severity=severity, markup=False, timeout=seconds)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say something as the toolkit's own parts do, with the same bottom line."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)
        bar = self._bottom_line()
        if bar is None:
            return
        self._call_off()
        bar.say(message, _STYLES[severity])
        if severity != "error":
            self._ending = call_later(timeout or SECONDS, bar.end)

    def clear_notifications(self) -> None:
        """Say nothing any more."""
        super().clear_notifications()
        self._call_off()
        if bar := self._bottom_line():
            bar.end()

    def _refresh_notifications(self) -> None:
        """The toolkit would lay boxes over the panes."""

    def _call_off(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None

    def _bottom_line(self) -> HintBar | None:
        try:
            return self.screen_stack[0].query_one(HintBar)
        except (NoMatches, IndexError):
            return None

    async def on_event(self, event: events.Event) -> None:
        """An error stays until a key."""
        if isinstance(event, events.Key) and self._ending is None and (bar := self._bottom_line()):
            bar.end()
        await super().on_event(event)
