"""The transport's keys, and the options of what is shown, as a part of the app class."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from recview.display.literal import literal
from recview.session import Option, Session

if TYPE_CHECKING:
    from textual.app import App
    from textual.notifications import SeverityLevel

    Base: TypeAlias = App[None]
else:
    Base = object


class ReplayActions(Base):
    """The transport, and the options of what is shown."""

    session: Session

    def become(self, session: Session) -> None:
        """Take another state; the app shows it."""
        raise NotImplementedError

    def action_play(self) -> None:
        """Play or pause."""
        self.become(self.session.played(self.session.player.toggle()))

    def action_step(self, count: int) -> None:
        """Move by chunks."""
        self.become(self.session.played(self.session.player.step(count)))

    def action_speed(self, by: int) -> None:
        """Change the pace."""
        self.become(self.session.played(self.session.player.faster(by)))

    def action_tenth(self, count: int) -> None:
        """Go to a tenth."""
        self.become(self.session.played(self.session.player.tenth(count)))

    def action_seek(self, position: int) -> None:
        """Go to a position; -1 is the end."""
        player = self.session.player
        self.become(self.session.played(player.seek(player.total if position < 0 else position)))

    def seek_marker(self, by: int) -> bool:
        """Go to the next or previous marker of the answer; returns whether there is one."""
        at, opened = self.session.player.position, self.session.opened
        if opened is None:
            return False
        found = opened.transcript.next_marker(at) if by > 0 else opened.transcript.previous_marker(at)
        if found is not None:
            self.action_seek(found)
        return found is not None

    def action_switch(self, option: Option) -> None:
        """Switch an option, and say so where it does not show."""
        on = not getattr(self.session, option)
        self.become(self.session.switched(option))
        said = {
            "ghost": "The unplayed rest is shown as a ghost" if on else "Only what was played is shown",
            "shaded": self._shading(on),
            "secrets": "Credentials are shown" if on else "Credentials are covered",
            "autoplay": "Recordings play when they open" if on else "Recordings open at their end",
        }
        self.say(said[option])

    def say(self, words: str, seconds: float = 3, severity: SeverityLevel = "information") -> None:
        """Say something for a moment, neutralised; only the latest word counts."""
        self.clear_notifications()
        self.notify(literal(words), severity=severity, markup=False, timeout=seconds)

    def _shading(self, on: bool) -> str:
        opened = self.session.opened
        if on and opened and not any(block.tokens for block in opened.transcript.blocks):
            return "This recording holds no logprobs to shade by"
        return "Tokens are shaded by probability: the darker, the less likely" if on else "No shading"
