"""One batch is what happens at about one time: it ends soon once every file is closed, and later while one is open."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from threading import Event
from typing import cast

import pytest

from recview.live.inotify import (
    DELETED,
    EVENTS_LOST,
    IS_FOLDER,
    MADE,
    MODIFIED,
    MOVED_HERE,
    WRITTEN,
    FolderEvent,
    Inotify,
)
from recview.live.tree_watches import ADDED, CLOSED_QUIET_S, QUIET_S, TreeWatches, makes_environment
from recview.live.tree_watches import DELETED as GONE
from recview.live.tree_watches import MODIFIED as CHANGED
from recview.root import Root


class Script:
    """Tells events that are handed in, and notes for how long it was to wait for more."""

    def __init__(self, *reads: list[FolderEvent]) -> None:
        self._reads = list(reads)
        self.waits: list[float] = []

    def __len__(self) -> int:
        return 1

    def watch(self, folder: str) -> None:
        """Watch nothing."""

    def read(self, seconds: float) -> list[FolderEvent]:
        self.waits.append(seconds)
        return self._reads.pop(0) if self._reads else []


def events(root: Path, *bits: int, name: str = "a.json") -> list[FolderEvent]:
    return [FolderEvent(str(root / name), each) for each in bits]


@pytest.mark.parametrize(
    ("reads", "waits"),
    [
        ([[MADE, MODIFIED, WRITTEN]], [CLOSED_QUIET_S]),
        ([[MOVED_HERE]], [CLOSED_QUIET_S]),
        ([[MODIFIED, DELETED]], [CLOSED_QUIET_S]),
        ([[MADE | IS_FOLDER]], [CLOSED_QUIET_S]),
        ([[MADE, MODIFIED]], [QUIET_S]),
        ([[MODIFIED], [WRITTEN]], [QUIET_S, CLOSED_QUIET_S]),
        ([[WRITTEN], [MODIFIED]], [CLOSED_QUIET_S, QUIET_S]),
    ],
)
def test_a_batch_waits_longer_while_a_file_is_open(tmp_path: Path, reads: list[list[int]], waits: list[float]) -> None:
    script = Script(*(events(tmp_path, *bits) for bits in reads))
    batch = TreeWatches(Root(tmp_path), cast(Inotify, script)).next_batch(Event(), 0.1)
    assert {path for _, path in batch} == {str(tmp_path / "a.json")}
    assert script.waits[1:] == waits


def test_a_batch_ends_though_there_is_no_quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recview.live.tree_watches.MAX_BATCH_S", 0)
    script = Script(events(tmp_path, WRITTEN), events(tmp_path, WRITTEN, name="b.json"))
    watches = TreeWatches(Root(tmp_path), cast(Inotify, script))
    assert watches.next_batch(Event(), 0.1) == {(CHANGED, str(tmp_path / "a.json"))}
    assert watches.next_batch(Event(), 0.1) == {(CHANGED, str(tmp_path / "b.json"))}


def test_lost_events_stand_for_a_deleted_root(tmp_path: Path) -> None:
    script = Script([FolderEvent("", EVENTS_LOST)])
    root = Root(tmp_path, ("a", "b"))
    assert TreeWatches(root, cast(Inotify, script)).next_batch(Event(), 0.1) == {(GONE, path) for path in root.roots}


@pytest.mark.parametrize("is_stopped", [True, False])
def test_a_batch_is_empty_if_nothing_happens(tmp_path: Path, is_stopped: bool) -> None:
    stop = Event()
    if is_stopped:
        stop.set()
    script = Script()
    assert TreeWatches(Root(tmp_path), cast(Inotify, script)).next_batch(stop, 0.0) == set()
    assert len(script.waits) == 1


@pytest.mark.parametrize(
    ("batch", "expected"),
    [
        ({(ADDED, "/a/pyvenv.cfg")}, True),
        ({(CHANGED, "/a/b.json"), (ADDED, "/a/conda-meta")}, True),
        ({(GONE, "/a/pyvenv.cfg")}, False),
        ({(ADDED, "/a/b.json")}, False),
    ],
)
def test_an_environment_is_known_by_its_mark(batch: Iterable[tuple[int, str]], expected: bool) -> None:
    assert makes_environment(set(batch)) is expected
