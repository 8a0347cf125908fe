"""What the screen does when the reader's process ended and another one begins."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from recview.display.mask import covered
from recview.humanize import shorten
from recview.indexed_file import IndexedFile
from recview.library.file_columns import FileColumns
from recview.live.events import BaselineReady, FilesIndexed, LiveEvent
from recview.live.reader_ended import MAX_STARTS, ReaderEnded

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen

CAUSE_COLUMNS, PATH_COLUMNS = 50, 40


class ReplacedReader:
    """Says that a reader ended, asks the next one for what the screen shows, and removes files that it did not find.

    Attributes:
        is_beginning: Whether the next reader has not read everything yet.
    """

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self.is_beginning = False
        self._unseen: set[str] = set()

    def show_end(self, event: ReaderEnded) -> None:
        """Say that the reader ended, and which file it was reading."""
        main = self._main
        if event.successor == "nobody":
            main.become(main.session.with_reader(is_there=False))
        if not main.is_leaving:
            main.notify(end_words(event), severity="error")

    def begin(self) -> None:
        """Another reader begins: ask it for all that is on the screen."""
        main = self._main
        self.is_beginning, self._unseen = True, set(main.session.library.files)
        main.become(main.session.with_reader(is_there=True))
        main.live.ask_for_rest()
        if main.session.wanted:
            main.loader.load(main.session.wanted)

    def events(self, event: LiveEvent) -> Iterator[LiveEvent]:
        """What to show for an event of a reader: once it has read all, the files that it did not find are gone.

        The baseline is another one from then on: the header says since when verdicts count.
        """
        if self.is_beginning and self._main.session.indexing and isinstance(event, FilesIndexed):
            event = self._without_deleted(event)
            yield event
            if event.is_complete and self._unseen:
                deleted = tuple(IndexedFile(path, ()) for path in sorted(self._unseen))
                yield event._replace(files=deleted, kinds=None)
            return
        yield event
        if not self.is_beginning:
            return
        if isinstance(event, BaselineReady):
            self.is_beginning = False
            self._main.become(self._main.session.with_baseline(time.strftime("%H:%M")))

    def _without_deleted(self, event: FilesIndexed) -> FilesIndexed:
        """What was read, without what is in the cache and no longer on the disk: that counts as not found."""
        deleted = set(FileColumns.of(event.files).paths_without_rows)
        self._unseen.difference_update(file.path for file in event.files)
        if not deleted:
            return event
        self._unseen.update(deleted.intersection(self._main.session.library.files))
        return event._replace(files=tuple(file for file in event.files if file.path not in deleted))


def end_words(event: ReaderEnded) -> str:
    """A sentence on the end of a reader."""
    cause = shorten(covered(event.cause), CAUSE_COLUMNS)
    if event.successor == "threads":
        return f"The reader's own process could not begin ({cause}): the screen's process reads"
    files = " and ".join(shorten(path, PATH_COLUMNS) for path in event.paths[:2])
    ended = f"The reader ended ({cause})"
    if event.successor == "process":
        reading = f"; it was reading {files}" if files else ""
        return f"{ended}: another one begins{reading}. Verdicts count from now on"
    others = f"{MAX_STARTS} others within a minute did"
    reading = f" while reading {files}" if files else ""
    return f"{ended}{reading}, as {others}: nothing is read until you open something later"
