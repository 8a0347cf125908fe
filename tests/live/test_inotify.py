"""Events about folders, as Linux tells them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("needs Linux", allow_module_level=True)

from recview.live import inotify
from recview.live.inotify import FolderEvent, Inotify

NAMES = {
    getattr(inotify, name): name
    for name in ("MODIFIED", "ATTRIBUTES", "WRITTEN", "MOVED_AWAY", "MOVED_HERE", "MADE", "DELETED", "FOLDER_DELETED")
}


@pytest.fixture
def watches(tmp_path: Path) -> Iterator[Inotify]:
    with closing(Inotify()) as watches:
        watches.watch(str(tmp_path))
        yield watches


def happened(watches: Inotify, root: Path) -> list[str]:
    """What is told, each as a name and a path below the root."""
    events: list[FolderEvent] = []
    while more := watches.read(0.05):
        events += more
    return [
        f"{NAMES.get(event.bits & ~inotify.IS_FOLDER, event.bits)} {os.path.relpath(event.path, root)}"
        for event in events
    ]


def test_writing_ends_with_a_close(tmp_path: Path, watches: Inotify) -> None:
    with (tmp_path / "é.json").open("w") as file:
        file.write("a")
        file.flush()
        assert happened(watches, tmp_path) == ["MADE é.json", "MODIFIED é.json"]
    assert happened(watches, tmp_path) == ["WRITTEN é.json"]


def test_reading_is_not_told(tmp_path: Path, watches: Inotify) -> None:
    (tmp_path / "a").touch()
    happened(watches, tmp_path)
    (tmp_path / "a").read_text()
    assert os.listdir(tmp_path) == ["a"]
    assert happened(watches, tmp_path) == []


def test_a_name_that_is_no_text(tmp_path: Path, watches: Inotify) -> None:
    with open(os.fsencode(tmp_path) + b"/\xff.json", "w"):
        pass
    assert watches.read(0.05)[0].path == os.fsdecode(os.fsencode(tmp_path) + b"/\xff.json")


def test_a_folder_that_is_moved_is_told_of_by_its_new_path(tmp_path: Path, watches: Inotify) -> None:
    (tmp_path / "old/deep").mkdir(parents=True)
    for folder in ("old", "old/deep"):
        watches.watch(str(tmp_path / folder))
    happened(watches, tmp_path)
    (tmp_path / "old").rename(tmp_path / "new")
    assert happened(watches, tmp_path)[:2] == ["MOVED_AWAY old", "MOVED_HERE new"]
    (tmp_path / "new/deep/a").touch()
    assert happened(watches, tmp_path) == []
    watches.watch(str(tmp_path / "new/deep"))
    (tmp_path / "new/deep/b").touch()
    assert happened(watches, tmp_path)[0] == "MADE new/deep/b"


def test_a_folder_that_is_deleted_is_not_watched_any_more(tmp_path: Path, watches: Inotify) -> None:
    (tmp_path / "a").mkdir()
    watches.watch(str(tmp_path / "a"))
    assert len(watches) == 2
    (tmp_path / "a").rmdir()
    assert happened(watches, tmp_path) == ["MADE a", "FOLDER_DELETED a", "DELETED a"]
    assert len(watches) == 1


@pytest.mark.parametrize(("name", "error"), [("gone", FileNotFoundError), ("file", NotADirectoryError)])
def test_what_cannot_be_watched(tmp_path: Path, watches: Inotify, name: str, error: type[OSError]) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(error, match=name):
        watches.watch(str(tmp_path / name))


def test_it_is_closed_when_it_ends(tmp_path: Path) -> None:
    before = os.listdir("/proc/self/fd")
    with closing(Inotify()) as watches:
        watches.watch(str(tmp_path))
        assert len(os.listdir("/proc/self/fd")) == len(before) + 1
    assert os.listdir("/proc/self/fd") == before
