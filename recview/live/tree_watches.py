"""Watching the folders of a root by the events of Linux, in batches: one batch for what happens at about one time.

A file is read as soon as its writer closes it, so that a write is on the screen at once; one that stays open, when
nothing was written to it for a moment.
"""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from contextlib import closing
from threading import Event
from typing import TypeAlias

from recview.live import inotify
from recview.live.inotify import FolderEvent, Inotify
from recview.root import ENVIRONMENT_MARKS, Root
from recview.sources.walking import walk

ADDED, MODIFIED, DELETED = 1, 2, 3
"""What happened to a path; the numbers are those of watchfiles."""

PathChange: TypeAlias = tuple[int, str]
"""What happened, and to which path on disk."""

QUIET_S, CLOSED_QUIET_S = 0.01, 0.002
"""Seconds of quiet that end a batch, and seconds if all its files are closed, so that no more is to come."""

MAX_BATCH_S = 0.1
"""Seconds after which a batch ends, quiet or not."""

STOP_CHECK_S = 0.1
"""Seconds after which a stop is noticed."""


def watch_tree(root: Root, stop: Event, tick: float) -> Generator[set[PathChange], None, None]:
    """Batches of what happens in the folders of a root; the first, an empty one, comes as soon as they are watched.

    Args:
        root: What is watched; of a single file its folder.
        stop: Ends it.
        tick: Seconds after which an empty batch comes if nothing happens.

    Raises:
        OSError: If the system has no watches left.
        FileNotFoundError: If there is no folder to watch.
    """
    with closing(Inotify()) as watches:
        tree = TreeWatches(root, watches)
        tree.watch_all()
        yield set()
        while not stop.is_set():
            yield tree.next_batch(stop, tick)


def makes_environment(batch: set[PathChange]) -> bool:
    """Whether a folder became a Python environment, which is not to be watched."""
    return any(kind != DELETED and os.path.basename(path) in ENVIRONMENT_MARKS for kind, path in batch)


class TreeWatches:
    """The watches of the folders of a root that are looked into."""

    def __init__(self, root: Root, watches: Inotify) -> None:
        """Begin with nothing watched.

        Args:
            root: Whose folders.
            watches: What tells events.
        """
        self._root = root
        self._watches = watches
        self._has_trees = not all(map(os.path.isfile, root.roots))
        self._open_files: set[str] = set()

    def watch_all(self) -> None:
        """Watch all that is there.

        Raises:
            OSError: If the system has no watches left.
            FileNotFoundError: If nothing is there.
        """
        for top in self._root.tops:
            path = self._root.path(top)
            if os.path.isdir(path):
                self._watch_below(top)
            elif os.path.isfile(path) or not self._has_trees:
                self._watch(os.path.dirname(path) or ".")
        if not len(self._watches):
            raise FileNotFoundError

    def next_batch(self, stop: Event, tick: float) -> set[PathChange]:
        """What happens next at about one time.

        Args:
            stop: Ends the waiting.
            tick: Seconds after which the batch is empty if nothing happens.
        """
        end = time.monotonic() + tick
        while not (events := self._watches.read(min(STOP_CHECK_S, tick))):
            if stop.is_set() or time.monotonic() > end:
                return set()
        batch: set[PathChange] = set()
        began = time.monotonic()
        while events:
            for event in events:
                self._take(event, batch)
            if time.monotonic() - began > MAX_BATCH_S:
                break
            events = self._watches.read(QUIET_S if self._open_files else CLOSED_QUIET_S)
        self._open_files.clear()
        return batch

    def _take(self, event: FolderEvent, batch: set[PathChange]) -> None:
        path, bits = event
        if bits & inotify.EVENTS_LOST:
            # As if all had been deleted: what is there now is watched, and scanned, from the beginning.
            batch.update((DELETED, top) for top in self._root.roots)
            return
        kind = _kind(bits)
        batch.add((kind, path))
        if bits & (inotify.WRITTEN | inotify.MOVED_HERE) or kind == DELETED:
            self._open_files.discard(path)
        elif bits & (inotify.MADE | inotify.MODIFIED) and not bits & inotify.IS_FOLDER:
            self._open_files.add(path)
        # A folder that could not be looked into may be open now.
        is_other = kind == ADDED or bits & inotify.ATTRIBUTES
        if is_other and self._has_trees and os.path.isdir(path):
            self._watch_below(path.removeprefix(self._root.path("")))

    def _watch_below(self, top: str) -> None:
        """Watch a folder and those below it, as far as they are looked into."""
        for folder in walk(self._root, top):
            if not (folder.is_left_out or folder.error):
                self._watch(self._root.path(folder.path))

    def _watch(self, folder: str) -> None:
        try:
            self._watches.watch(folder)
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            # It is gone again, or closed: the folder that holds it tells when that changes.
            return


def _kind(bits: int) -> int:
    ends = inotify.DELETED | inotify.MOVED_AWAY | inotify.FOLDER_DELETED | inotify.FOLDER_MOVED | inotify.UNMOUNTED
    if bits & ends:
        return DELETED
    return ADDED if bits & (inotify.MADE | inotify.MOVED_HERE) else MODIFIED
