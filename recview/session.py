"""The whole state of the app as one frozen value, with a method for each thing that can happen.

Nothing here knows a clock, a file or a terminal: a rule of reloading is a line of code and a three-line test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from recview.library import GONE, WRITING, IndexedFile, Library, RowVerdict, find_renamed
from recview.model import Readability, ReadState, Source
from recview.reading.recording import NO_BYTES, RecordingView, Unopened
from recview.replay.player import Player
from recview.review.file_review import Review
from recview.review.journal import Journal

HURRY = 0.4
"""Seconds in which the rest of an answer plays once a newer recording waits to be followed."""

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
        journal: What became of the files that were touched since the start.
        measured: Whether what every file held at the start is known.
        following: Whether the newest recording is opened as it lands.
        next: The newest recording, while the one before it is still playing.
        anew: Whether the wanted recording is to be played from its start, though it is on the screen.
        flipped: Whether a recording is shown the other way than by itself: plain, or before and after.
        swapped: Whether the side that replays is the one before.
        kinds: If the place holds no recording, how many files of which ending it holds instead.
    """

    library: Library = field(default_factory=Library)
    wanted: Source | None = None
    opened: RecordingView | None = None
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
    journal: Journal = field(default_factory=Journal)
    baseline_ready: bool = False
    following: bool = False
    next: Source | None = None
    anew: bool = False
    flipped: bool = False
    swapped: bool = False
    kinds: Mapping[str, int] = field(default_factory=dict)

    def indexed(self, found: Sequence[IndexedFile], at: float = 0.0) -> Session:
        """Files were read, at the start or because they changed.

        Args:
            found: What was read.
            at: When, in seconds since the epoch.
        """
        after = self._indexed(found)
        if self.indexing or not found:
            return after
        completed = [file.path for file in sorted(found, key=lambda file: file.written) if file.is_completed]
        after = replace(after, journal=after.journal.happened(at, completed))
        # A file that was written twice says so at once.
        twice = after.journal.overwritten - self.journal.overwritten
        after = replace(after, library=after.library.judged(after._marks(twice & after.journal.touched.keys())))
        return after._followed(completed[-1]) if completed and after.following else after

    def watched(self, polling: str) -> Session:
        """The disk is watched by its own events; or it is polled, for the reason that `polling` gives."""
        return replace(self, polling=polling)

    def scanned(self) -> Session:
        """The first scan is complete."""
        return replace(self, indexing=False)

    def with_kinds(self, kinds: Mapping[str, int]) -> Session:
        """The files of a root without recordings, counted by their endings."""
        return replace(self, kinds=kinds)

    def with_baseline(self) -> Session:
        """What every file held at the start is known: from now on every change can be compared."""
        return replace(self, baseline_ready=True)

    def reviewed(self, reviews: Mapping[str, Review | None]) -> Session:
        """Files were judged; None stands for one that came and went."""
        after = replace(self, journal=self.journal.reviewed(reviews))
        return replace(after, library=self.library.judged(after._marks(reviews)))

    def _marks(self, paths: Iterable[str]) -> dict[str, RowVerdict | None]:
        """What the rows of files say."""
        return {path: self._mark(path) for path in paths}

    def _mark(self, path: str) -> RowVerdict | None:
        found = self.journal.touched.get(path)
        if found is None:
            return None
        each = (RowVerdict(one.verdict, self.journal.flags(path, one), one.moved) for one in found.each)
        return RowVerdict(found.verdict, self.journal.flags(path), found.moved, tuple(each))

    def _indexed(self, found: Sequence[IndexedFile]) -> Session:
        after = replace(self, library=self.library.merged(found, keep_gone=not self.indexing))
        opened = self.opened if self.opened and self.opened.entry.source == self.wanted else None
        if opened and (source := find_renamed(opened.entry, found, self.library, after.library)):
            after = replace(after, wanted=source, opened=opened.at(source), stale="")
        if not any(after.wanted and file.path == after.wanted.path for file in found):
            return after
        return replace(after, changes=self.changes + 1)

    # Following ---------------------------------------------------------------------------------------------------

    def follow(self) -> Session:
        """Keep the newest recording open from now on, beginning with the last one that landed."""
        after = replace(self, following=True)
        return after._followed(self.journal.newest) if self.journal.newest else after

    def let_go(self) -> Session:
        """Do not follow any more."""
        return replace(self, following=False, next=None) if self.following else self

    def _followed(self, path: str) -> Session:
        """A recording landed: it opens once what is playing has come to its end, which it does quickly from now on."""
        entry = next(iter(self.library.files.get(path, ())), None)
        if entry is None or entry.problem:
            return self
        return replace(self, next=entry.source, player=self.player.hurried(HURRY))._gone_on()

    def _gone_on(self) -> Session:
        """Open what landed, unless something is loading, playing, or was paused by the user."""
        if self.next is None or (self.wanted and not self.is_loaded):
            return self
        if self.wanted and not self.unopened and not self.player.at_end:
            return self
        if self.next == self.wanted:
            return replace(self, next=None, anew=True, changes=self.changes + 1)
        return replace(self.chose(self.next), next=None)

    # The open recording ------------------------------------------------------------------------------------------

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
        """A recording is wanted."""
        return replace(self, wanted=source, stale="", anew=False, flipped=False, swapped=False)

    def loaded(self, result: RecordingView | Unopened | None, source: Source, change: int = 0) -> Session:
        """A load ended; one that is no longer wanted, or was overtaken by a later one, changes nothing.

        Args:
            result: The recording, why it could not be opened, or None if its file is gone.
            source: What was to be loaded.
            change: How often the file had changed when the load began.
        """
        if source != self.wanted or change < self.loaded_change:
            return self
        after = replace(self._loaded(result, source), loaded_change=change, anew=False)
        if after.next:
            after = replace(after, player=after.player.hurried(HURRY))
        return after._gone_on()

    def _loaded(self, result: RecordingView | Unopened | None, source: Source) -> Session:
        again = self.opened is not None and self.opened.entry.source == source
        if isinstance(result, RecordingView) and not (again and self._stays_for(result)):
            after = replace(self, opened=result, unopened=None, stale=result.entry.stale or result.entry.problem)
            if again and not self.anew:
                return replace(after, player=self.player.over(after.total))
            start = Player(after.total, 0, self.autoplay and after.total > 0, self.player.speed)
            return replace(after, player=start if self.autoplay else start.seek(after.total))
        if again:
            entry = self.library.entry(source)
            # The list knows whether a half-written file was given up as broken.
            return replace(self, stale=(entry.stale if entry else "") or _staleness(result), unopened=None)
        failed = (
            result
            if isinstance(result, Unopened)
            else Unopened(source, Readability(ReadState.BROKEN, GONE), 0, NO_BYTES)
        )
        return replace(self, opened=None, unopened=failed, player=Player(speed=self.player.speed), stale="")

    def _stays_for(self, result: RecordingView) -> bool:
        """Whether what is on the screen stays: a file is gone, or holds only a part of what it held."""
        before = self.opened.entry.problem if self.opened else ""
        return result.entry.stale == GONE or bool(result.entry.problem and not before)

    @property
    def side(self) -> RecordingView | None:
        """The recording that replays: what is in the file, or if the user swapped what was in it."""
        if self.opened and self.opened.earlier and self.swapped:
            return self.opened.earlier.view
        return self.opened

    @property
    def total(self) -> int:
        """How many steps that one has."""
        return self.side.transcript.total if self.side else 0

    @property
    def comparing(self) -> bool:
        """Whether before and after are shown together: by itself if something changed that counts."""
        return self.opened is not None and is_comparing(self.opened, self.flipped)

    def turned(self) -> Session:
        """Show before and after together, or just one of them."""
        return replace(self, flipped=not self.flipped)

    def swap(self) -> Session:
        """Replay the other side, from its start if this one is at its end or plays."""
        after = replace(self, swapped=not self.swapped)
        if not self.player.at_end and not self.player.playing:
            return replace(after, player=self.player.over(after.total))
        playing = self.autoplay and after.total > 0
        player = Player(after.total, 0, playing, self.player.speed)
        return replace(after, player=player if playing else player.seek(after.total))

    def played(self, player: Player) -> Session:
        """The playhead moved."""
        return self if player == self.player else replace(self, player=player)._gone_on()

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


def is_comparing(opened: RecordingView, flipped: bool) -> bool:
    """Whether a recording is shown as before and after."""
    return opened.earlier is not None and (opened.earlier.comparison.verdict == "changed") != flipped


def _staleness(result: RecordingView | Unopened | None) -> str:
    if result is None:
        return GONE
    if isinstance(result, RecordingView):
        return result.entry.stale or result.entry.problem
    return WRITING if result.readability.is_half_written else result.problem
