"""The whole state of the app as one frozen value, with a method for each thing that can happen.

Nothing here knows a clock, a file or a terminal: a rule of reloading is a line of code and a three-line test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from recview.chosen_pair import ChosenPair, before_of
from recview.library import FileColumns, IndexedFile, Library, find_renamed, row_verdicts
from recview.model import Source
from recview.progress import Progress, advanced, without
from recview.reading.recording_view import RecordingView, Unopened, gone_file, is_kept, staleness
from recview.replay.player import Player
from recview.value import Value
from recview.verdicts.journal import Journal
from recview.verdicts.review import Review

REST_OF_ANSWER_S = 0.4
"""Seconds in which the rest of an answer plays once a newer recording waits to be followed."""

Option: TypeAlias = Literal["ghost", "shaded", "secrets", "autoplay"]
Side: TypeAlias = Literal["after", "before"]


class Session(Value):
    """What the screen shows.

    Attributes:
        wanted: The recording that the user chose; it may still be loading.
        opened: What is on the screen: the wanted recording, or until it is loaded the one before.
        unopened: The wanted file, if it could not be opened.
        stale: Why what is on the screen is older than its file; empty if it is not.
        indexing: Whether the first scan is still under way.
        reloads: How often the wanted file changed, so that it had to be loaded again.
        shown_reload: The reload that what is on the screen comes from: what an older one loaded comes too late.
        polling: Why the system's own file events are not used, if they are not.
        journal: What became of the files that were touched since the start.
        baseline_ready: Whether the first content of every file is known.
        verdicts_since: When the baseline was read again after the reader had ended; empty if it is that of the start.
        has_reader: Whether there is a reader; false if it ended too often.
        following: Whether the newest recording is opened as it lands.
        queued: The newest recording, while the one before it is still playing.
        restart_on_load: Whether the wanted recording is to be played from its start, though it is on the screen.
        view_toggled: Whether the user asked for the other view than fits the verdict: see `is_comparing`.
        replayed_side: The side of before and after that replays.
        pair: What the user marked to be compared; None if nothing.
        kinds: If the root holds no recording, how many files of which ending it holds instead.
        progress: How far long work has come, for each kind of work; opening comes first.
    """

    library: Library = Library()
    wanted: Source | None = None
    opened: RecordingView | None = None
    unopened: Unopened | None = None
    player: Player = Player()
    autoplay: bool = True
    indexing: bool = True
    stale: str = ""
    secrets: bool = False
    ghost: bool = False
    shaded: bool = False
    reloads: int = 0
    shown_reload: int = 0
    polling: str = ""
    journal: Journal = Journal()
    baseline_ready: bool = False
    verdicts_since: str = ""
    has_reader: bool = True
    following: bool = False
    queued: Source | None = None
    restart_on_load: bool = False
    view_toggled: bool = False
    replayed_side: Side = "after"
    pair: ChosenPair | None = None
    kinds: Mapping[str, int] = {}
    progress: tuple[Progress, ...] = ()

    def with_files(self, files: Sequence[IndexedFile], at: float = 0.0) -> Session:
        """The session once files were read, at the start or because they changed.

        Args:
            files: What was read.
            at: When, in seconds since the epoch.
        """
        files = FileColumns.of(files)
        after = self._with_rows(files)
        if self.indexing or not files:
            return after
        completed = files.completed()
        after = after._replace(journal=after.journal.with_writes(at, completed))
        twice = after.journal.overwritten - self.journal.overwritten
        after = after._with_verdicts_of(twice & after.journal.touched.keys())  # says so at once
        return after._with_queued(completed[-1]) if completed and after.following else after

    def _with_rows(self, files: FileColumns) -> Session:
        after = self._replace(library=self.library.merged(files, keep_gone=not self.indexing))
        opened = self.opened if self.opened and self.opened.entry.source == self.wanted else None
        if opened and (source := find_renamed(opened.entry, files, self.library, after.library)):
            after = after._replace(wanted=source, opened=opened.at(source), stale="")
        shown = (after.wanted, before_of(after.pair, after.wanted))
        is_changed = any(source is not None and source.path in files.paths for source in shown)
        return after._replace(reloads=self.reloads + is_changed)

    def with_reviews(self, reviews: Mapping[str, Review | None]) -> Session:
        """The session once files were compared with the baseline; None means that it came and went."""
        return self._replace(journal=self.journal.with_reviews(reviews))._with_verdicts_of(reviews)

    def _with_verdicts_of(self, paths: Iterable[str]) -> Session:
        return self._replace(library=self.library.apply_verdicts(row_verdicts(self.journal, paths)))

    def with_scan(self, polling: str, kinds: Mapping[str, int] | None, *, is_complete: bool) -> Session:
        """The session once the scanner handed something on; for the arguments, see `FilesIndexed`."""
        after = self._replace(polling=polling, kinds=self.kinds if kinds is None else kinds)
        return after._replace(indexing=False, progress=without(self.progress, "indexing")) if is_complete else after

    def with_progress(self, progress: Progress) -> Session:
        """The session once long work has come further."""
        return self._replace(progress=advanced(self.progress, progress))

    def with_baseline(self, verdicts_since: str = "") -> Session:
        """The session once every file's first content is known; to a later reader only since a time, as `14:03`."""
        return self._replace(baseline_ready=True, verdicts_since=verdicts_since or self.verdicts_since)

    def with_reader(self, *, is_there: bool) -> Session:
        """The session once the reader ended: another one reads everything again, or there is none."""
        if not is_there:
            return self._replace(has_reader=False)
        return self._replace(indexing=True, baseline_ready=False, has_reader=True)

    def follow(self) -> Session:
        """Keep the newest recording open from now on, beginning with the last one that landed."""
        after = self._replace(following=True)
        return after._with_queued(self.journal.newest) if self.journal.newest else after

    def unfollow(self) -> Session:
        """Do not follow any more."""
        return self._replace(following=False, queued=None) if self.following else self

    def _with_queued(self, path: str) -> Session:
        """A recording landed: it opens once what is playing has come to its end, which it does quickly from now on."""
        entry = next(iter(self.library.files.get(path, ())), None)
        if entry is None or entry.problem:
            return self
        return self._replace(queued=entry.source, player=self.player.hurried(REST_OF_ANSWER_S))._open_queued()

    def _open_queued(self) -> Session:
        """Open what landed, unless something is loading, playing, or was paused by the user."""
        if self.queued is None or (self.wanted and not self.is_loaded):
            return self
        if self.wanted and not self.unopened and not self.player.at_end:
            return self
        if self.queued == self.wanted:
            return self._replace(queued=None, restart_on_load=True, reloads=self.reloads + 1)
        return self.choose(self.queued)._replace(queued=None)

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

    def choose(self, source: Source) -> Session:
        """Want a recording, which is to be loaded."""
        return self._replace(wanted=source, stale="", restart_on_load=False, view_toggled=False, replayed_side="after")

    def cancel_load(self) -> Session:
        """Want what is on the screen, if anything is, in the place of what is loading."""
        is_outdated = self.is_loaded and (self.reloads > self.shown_reload or self.player.goes_on)
        stale = "opening all of it was cancelled" if is_outdated else self.stale
        return self._replace(wanted=self.shown, queued=None, progress=without(self.progress, "opening"), stale=stale)

    def end_load(self, result: RecordingView | Unopened | None, source: Source, reload: int = 0) -> Session:
        """Show what was loaded; what is no longer wanted, or was overtaken by a later load, changes nothing.

        Args:
            result: The recording, why it could not be opened, or None if its file is gone.
            source: What was to be loaded.
            reload: `reloads` when the load began.
        """
        is_beginning = isinstance(result, RecordingView) and result.transcript.goes_on
        if source != self.wanted or reload < self.shown_reload or (is_beginning and self.is_loaded):
            return self
        after = self._with_loaded(result, source)._replace(shown_reload=reload, restart_on_load=False)
        if after.queued:
            after = after._replace(player=after.player.hurried(REST_OF_ANSWER_S))
        return after._open_queued()

    def _with_loaded(self, result: RecordingView | Unopened | None, source: Source) -> Session:
        again = self.opened is not None and self.opened.entry.source == source
        if isinstance(result, RecordingView) and not (again and is_kept(self.opened, result)):
            after = self._replace(opened=result, unopened=None, stale=result.entry.stale or result.entry.problem)
            if again and not self.restart_on_load:
                return after._replace(player=self.player.over(after.total))
            start = Player(after.total, 0, self.autoplay and after.total > 0, self.player.speed)
            start = start._replace(goes_on=result.transcript.goes_on)
            return after._replace(player=start if self.autoplay else start.seek(after.total))
        if again:
            entry = self.library.entry(source)
            # The list knows whether a half-written file was given up as broken.
            return self._replace(stale=(entry.stale if entry else "") or staleness(result), unopened=None)
        failed = result if isinstance(result, Unopened) else gone_file(source)
        return self._replace(opened=None, unopened=failed, player=Player(speed=self.player.speed), stale="")

    @property
    def replayed(self) -> RecordingView | None:
        """The recording that replays: the content of the file, or on the other side its earlier content."""
        if self.opened and self.opened.earlier and self.replayed_side == "before":
            return self.opened.earlier.view
        return self.opened

    @property
    def total(self) -> int:
        """How many steps that one has."""
        return self.replayed.transcript.total if self.replayed else 0

    def toggle_view(self) -> Session:
        """Show before and after together, or just one of them."""
        return self._replace(view_toggled=not self.view_toggled)

    def swap_sides(self) -> Session:
        """Replay the other side, from its start if this one is at its end or plays."""
        after = self._replace(replayed_side="after" if self.replayed_side == "before" else "before")
        if not self.player.at_end and not self.player.playing:
            return after._replace(player=self.player.over(after.total))
        player = Player(after.total, 0, self.autoplay and after.total > 0, self.player.speed)
        return after._replace(player=player if player.playing else player.seek(after.total))

    def with_player(self, player: Player) -> Session:
        """The session with another state of the replay, or the same session; at its end, the queued one opens."""
        return self if player == self.player else self._replace(player=player)._open_queued()

    def switch(self, option: Option) -> Session:
        """Switch an option on or off."""
        return self._replace(**{option: not getattr(self, option)})

    def restart(self) -> Session:
        """Play the open recording from its start."""
        return self._replace(player=self.player._replace(position=0, playing=self.player.total > 0, due=0.0))
