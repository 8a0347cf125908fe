"""The playhead of a replay and its speed. Time is handed in; no clock is read here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from recview.value import Value

BASE_PACE = 30.0
"""Steps per second at 1×. Recordings keep no time, so every pace is synthetic."""

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)


class Player(Value):
    """A playhead over `total` steps.

    Attributes:
        position: How many steps were played, 0 to `total`.
        speed: A factor on `BASE_PACE`, 0.25 to 64.
        due: The part of the next step that time has already paid for, 0 to 1.
        haste: Steps per second at which it plays at least, whatever the speed; 0 for none.
        goes_on: Whether more steps follow than were read yet.
    """

    total: int = 0
    position: int = 0
    playing: bool = False
    speed: float = 1.0
    due: float = 0.0
    haste: float = 0.0
    goes_on: bool = False

    @property
    def at_end(self) -> bool:
        """Whether every step was played."""
        return self.position >= self.total and not self.goes_on

    @property
    def count_words(self) -> str:
        """How many steps there are, in figures; `…` while that is not known."""
        return "…" if self.goes_on else f"{self.total:,}"

    def tick(self, seconds: float) -> Player:
        """The player after some seconds. However late the tick, no step is skipped, only its frame."""
        if not self.playing:
            return self
        paid = self.due + max(0.0, seconds) * max(BASE_PACE * self.speed, self.haste)
        steps = int(paid)
        position = min(self.total, self.position + steps)
        done = position >= self.total and not self.goes_on
        after = self._replace(position=position, playing=not done, due=paid - steps)
        return after._replace(due=0.0, haste=0.0) if done else after

    def hurried(self, seconds: float) -> Player:
        """Play the rest in so many seconds at most."""
        return self._replace(haste=max(self.haste, (self.total - self.position) / seconds)) if self.playing else self

    def toggle(self) -> Player:
        """Play or pause; play at the end starts over."""
        if self.playing:
            return self._replace(playing=False, due=0.0, haste=0.0)
        start = 0 if self.at_end else self.position
        return self._replace(position=start, playing=self.total > 0)

    def step(self, count: int) -> Player:
        """Move by steps, pausing."""
        return self.seek(self.position + count)

    def seek(self, position: int) -> Player:
        """Move to a position, pausing."""
        return self._replace(position=max(0, min(self.total, position)), playing=False, due=0.0, haste=0.0)

    def tenth(self, count: int) -> Player:
        """Move to `count` tenths of the way; playing goes on."""
        return self._replace(position=self.total * count // 10, due=0.0)

    def faster(self, by: int = 1) -> Player:
        """The `by`-th speed of `SPEEDS` above this one, or with a negative number below it; play goes on."""
        index = bisect_right(SPEEDS, self.speed) - 1 + by if by > 0 else bisect_left(SPEEDS, self.speed) + by
        return self._replace(speed=SPEEDS[max(0, min(len(SPEEDS) - 1, index))])

    def over(self, total: int) -> Player:
        """The same playhead over a re-read answer: it stays where it was, or at the new end.

        One that rests at the end of what was read of it so far goes to its end.
        """
        rests_at_end = self.goes_on and not self.playing and self.position == self.total
        position = total if rests_at_end else min(self.position, total)
        return self._replace(total=total, position=position, playing=self.playing and position < total, goes_on=False)
