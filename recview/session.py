"""The whole state of the app as one frozen value, with a method for each thing that can happen.

Nothing here knows a clock, a file or a terminal: a rule of reloading is a line of code and a three-line test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from recview.library import Found, Library
from recview.model import Source
from recview.reading.opening import Opened, Unopened, unopened
from recview.replay.player import Player

Option: TypeAlias = Literal["ghost", "shaded", "secrets", "autoplay"]


@dataclass(frozen=True, slots=True)
class Session:
    """What the screen shows.

    Attributes:
        wanted: The recording that the user chose; it may still be loading.
        opened: What is on the screen: the wanted recording, or until it is loaded the one before.
        unopened: The wanted file, if it could not be opened.
        stale: Why what is on the screen is older than its file; empty if it is not.
        indexing: Whether the first scan is still under way.
        changes: How often the wanted file changed.
        loaded_change: The change that what is on the screen was loaded after: an older load comes too late.
        polling: Why the system's own file events are not used, if they are not.
    """

    library: Library = field(default_factory=Library)
    wanted: Source | None = None
    opened: Opened | None = None
    unopened: Unopened | None = None
    player: Player = field(default_factory=Player)
    autoplay: bool = True
    indexing: bool = True
    stale: str = ""
    secrets: bool = False
    ghost: bool = False
    shaded: bool = False
    changes: int = 0
    loaded_change: int = 0
    polling: str = ""

    def indexed(self, found: Sequence[Found]) -> Session:
        """Files were read, at the start or because they changed."""
        after = replace(self, library=self.library.merged(found))
        if moved := after._moved(found, self.library):
            after = after._moved_to(moved)
        if not any(after.wanted and file.path == after.wanted.path for file in found):
            return after
        return replace(after, changes=self.changes + 1)

    def _moved(self, found: Sequence[Found], before: Library) -> Source | None:
        """Where the file on the screen is now, if one of its name just appeared in another folder."""
        if self.opened is None or self.opened.entry.source != self.wanted or self.library.files.get(self.wanted.path):
            return None
        number, name, test = self.wanted.number, _file_name(self.wanted.path), self.opened.entry.test_id
        new = (file for file in found if file.path not in before.files and _file_name(file.path) == name)
        entries = (entry for file in new for entry in file.entries)
        return next((e.source for e in entries if (e.source.number, e.test_id) == (number, test)), None)

    def _moved_to(self, source: Source) -> Session:
        """What is on the screen is that of another path."""
        opened = self.opened
        if opened is None:
            return self
        exchange = opened.exchange._replace(source=source)
        opened = replace(opened, entry=opened.entry._replace(source=source), exchange=exchange)
        return replace(self, wanted=source, opened=opened, stale="")

    @property
    def is_loaded(self) -> bool:
        """Whether the wanted recording is the one on the screen."""
        return self.wanted is not None and self.shown == self.wanted

    @property
    def shown(self) -> Source | None:
        """The source of what is on the screen."""
        if self.unopened:
            return self.unopened.source
        return self.opened.entry.source if self.opened else None

    def chose(self, source: Source) -> Session:
        """The user chose a recording."""
        return replace(self, wanted=source, stale="")

    def loaded(self, result: Opened | Unopened | None, source: Source, change: int = 0) -> Session:
        """A load ended; one that is no longer wanted, or was overtaken by a later one, changes nothing.

        Args:
            result: The recording, why it could not be opened, or None if its file is gone.
            source: What was to be loaded.
            change: How often the file had changed when the load began.
        """
        if source != self.wanted or change < self.loaded_change:
            return self
        return replace(self._loaded(result, source), loaded_change=change)

    def _loaded(self, result: Opened | Unopened | None, source: Source) -> Session:
        again = self.opened is not None and self.opened.entry.source == source
        if isinstance(result, Opened):
            total = result.transcript.total
            if again:
                return replace(self, opened=result, unopened=None, player=self.player.over(total), stale="")
            start = Player(total, 0, self.autoplay and total > 0, self.player.speed)
            if not self.autoplay:
                start = start.seek(total)
            return replace(self, opened=result, unopened=None, player=start, stale="")
        if again:
            entry = self.library.entry(source)
            # The list knows whether a half-written file was given up as broken.
            return replace(self, stale=(entry.stale if entry else "") or _staleness(result), unopened=None)
        result = result or unopened(source, "gone from the disk", b"")
        return replace(self, opened=None, unopened=result, player=Player(speed=self.player.speed), stale="")

    def played(self, player: Player) -> Session:
        """The playhead moved."""
        return self if player == self.player else replace(self, player=player)

    def switched(self, option: Option) -> Session:
        """An option of the view went on or off."""
        match option:
            case "ghost":
                return replace(self, ghost=not self.ghost)
            case "shaded":
                return replace(self, shaded=not self.shaded)
            case "secrets":
                return replace(self, secrets=not self.secrets)
            case "autoplay":
                return replace(self, autoplay=not self.autoplay)

    def restarted(self) -> Session:
        """Play the open recording from its start."""
        return replace(self, player=replace(self.player, position=0, playing=self.player.total > 0, due=0.0))


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]


def _staleness(result: Unopened | None) -> str:
    if result is None:
        return "gone from the disk"
    return "being written" if result.partial else result.problem
