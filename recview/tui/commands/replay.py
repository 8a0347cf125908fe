"""The replay's keys, and the options of what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from recview.replay.player import Player
from recview.session import Option

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen
    from recview.tui.review.review_screen import ReviewScreen


class Replays(Protocol):
    """A screen with a replay: its session has the player, and `become` shows another session."""

    session: Any

    def become(self, session: Any) -> None:
        """Take another session and show what is different in it."""


def move_replay(screen: Replays, player: Player) -> None:
    """Show another state of a screen's replay."""
    screen.become(screen.session.with_player(player))


def play(main: MainScreen | ReviewScreen) -> None:
    """Play or pause."""
    move_replay(main, main.session.player.toggle())


def step(main: MainScreen | ReviewScreen, count: int) -> None:
    """Move by `count` chunks, back if it is negative."""
    move_replay(main, main.session.player.step(count))


def change_speed(main: MainScreen | ReviewScreen, by: int) -> None:
    """Double the pace (1) or halve it (-1)."""
    move_replay(main, main.session.player.faster(by))


def go_to_tenth(main: MainScreen | ReviewScreen, tenth: int) -> None:
    """Move to a tenth of the answer, 0 to 9."""
    move_replay(main, main.session.player.tenth(tenth))


def seek(main: MainScreen | ReviewScreen, position: int) -> None:
    """Move to a position; -1 is the end."""
    player = main.session.player
    move_replay(main, player.seek(player.total if position < 0 else position))


def seek_marker(main: MainScreen, by: int) -> bool:
    """Move to the next (1) or previous (-1) marker of the answer; returns whether there is one."""
    recording = main.session.opened
    if recording is None:
        return False
    position, transcript = main.session.player.position, recording.transcript
    step = transcript.next_marker(position) if by > 0 else transcript.previous_marker(position)
    if step is not None:
        seek(main, step)
    return step is not None


def seek_outermost_marker(main: MainScreen, by: int) -> bool:
    """Move to the first marker of the answer (1) or its last one (-1); returns whether that is another position."""
    recording = main.session.opened
    if recording is None:
        return False
    transcript = recording.transcript
    step = transcript.next_marker(0) if by > 0 else transcript.previous_marker(transcript.total + 1)
    if step is None or step == main.session.player.position:
        return False
    seek(main, step)
    return True


def switch(main: MainScreen, option: Option) -> None:
    """Switch an option on or off, with a notice, since many screens do not show the difference."""
    is_on = not getattr(main.session, option)
    main.become(main.session.switch(option))
    notices = {
        "ghost": "The unplayed rest is shown as a ghost" if is_on else "Only what was played is shown",
        "shaded": _shading_notice(main, is_on),
        "secrets": "Credentials are shown" if is_on else "Credentials are covered",
        "autoplay": "Recordings play when they open" if is_on else "Recordings open at their end",
    }
    main.notify(notices[option])


def _shading_notice(main: MainScreen, is_on: bool) -> str:
    recording = main.session.opened
    if is_on and recording and not any(block.tokens for block in recording.transcript.blocks):
        return "This recording holds no logprobs to shade by"
    return "Tokens are shaded by probability: the darker, the less likely" if is_on else "No shading"
