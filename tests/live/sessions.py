"""Sessions of the live threads over a root, one after the other, that share a cache."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from recview.cache.settings import CacheSettings
from recview.cache.store import CacheStore
from recview.library import Library
from recview.live.comparer import Comparer
from recview.live.events import BaselineReady, FilesIndexed, LiveEvent
from recview.live.idle_work import IdleWork
from recview.live.index_keeper import IndexKeeper
from recview.live.scanner import Scanner
from recview.model import Entry
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.files import whole_content
from recview.sources.parsed_files import ParsedFiles


class LiveSession:
    """One session that reads all files once and does not watch.

    Attributes:
        events: What was handed on, in order.
        baseline: The first contents.
        comparer: Its comparer.
        scanner: Its scanner.
    """

    def __init__(self, root: Root, cache: CacheSettings | None, keep: int = 64_000_000) -> None:
        self.events: list[LiveEvent] = []
        files = ParsedFiles(root)
        store = CacheStore(root, cache)
        self.baseline = Baseline(keep, files.parse_first, store.content, partial(whole_content, root, by_any_link=True))
        self.comparer = Comparer(root, self.baseline, files, self.events.append, is_busy=lambda: False)
        self.idle_work = IdleWork(root, is_busy=lambda: False)
        self.scanner = Scanner(
            *(root, self.comparer, files, self.events.append),
            watching=False,
            is_busy=lambda: False,
            keeper=IndexKeeper(store, self.baseline, self.idle_work, self.comparer.reviews.digest),
        )

    def start(self) -> LiveSession:
        """Read everything and take the baseline."""
        self.comparer.start()
        self.scanner.start()
        self.scanner.read_rest()
        self.scanner._thread.join(60)
        while not any(isinstance(event, BaselineReady) for event in self.events):
            time.sleep(0.001)
        return self

    def end(self) -> LiveSession:
        """Do what can wait, and keep what was read."""
        while self.baseline.has_waiting or not self.comparer._jobs.empty() or not self.idle_work.is_done:
            time.sleep(0.001)
        self.scanner.stop()
        self.comparer.stop()
        self.comparer._thread.join(60)
        self.scanner.keep_index()
        return self

    def rows(self) -> Mapping[str, tuple[Entry, ...]]:
        """The rows of every file as the list has them in the end."""
        library = Library()
        for event in self.events:
            if isinstance(event, FilesIndexed):
                library = library.merged(event.files)
        return dict(library.files)


def run_session(base: Path, cache: Path | None, keep: int = 64_000_000) -> LiveSession:
    """A whole session over a folder."""
    return LiveSession(Root(base), CacheSettings(str(cache)) if cache else None, keep).start().end()
