"""The transport's keys, and the options of what is shown, as a part of the app class."""

from __future__ import annotations

from recview.session import Option, Session
from recview.tui.telling import Telling


class ReplayActions(Telling):
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

    def seek_marker_around(self, by: int) -> bool:
        """Go to the first marker of the answer (1) or its last one (-1); returns whether that is another place."""
        at, opened = self.session.player.position, self.session.opened
        if opened is None:
            return False
        transcript = opened.transcript
        found = transcript.next_marker(0) if by > 0 else transcript.previous_marker(transcript.total + 1)
        if found is None or found == at:
            return False
        self.action_seek(found)
        return True

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

    def _shading(self, on: bool) -> str:
        opened = self.session.opened
        if on and opened and not any(block.tokens for block in opened.transcript.blocks):
            return "This recording holds no logprobs to shade by"
        return "Tokens are shaded by probability: the darker, the less likely" if on else "No shading"
