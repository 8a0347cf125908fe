"""A folder is listed again when it changed, and a tree that did not change is not listed at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from recview.root import Root
from recview.sources.file_index import FileIndex
from recview.sources.folder_listings import KEPT_FOR_S, FolderListings
from recview.sources.walking import walk

LONG_AGO = (1_000_000_000, 1_000_000_000)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root/sub").mkdir(parents=True)
    (tmp_path / "root/a.json").write_text("{}")
    (tmp_path / "root/sub/b.json").write_text("{}")
    (tmp_path / "out").mkdir()
    settle(tmp_path / "root")
    return tmp_path / "root"


def settle(root: Path) -> None:
    """Let all folders be of long ago."""
    for folder, _, _ in os.walk(root, topdown=False):
        os.utime(folder, LONG_AGO)


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the folders that are listed from now on."""
    names: list[str] = []
    real = os.scandir

    def scandir(path: str) -> object:
        names.append(os.path.basename(os.path.normpath(path)))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    return names


def recordings(root: Path, listings: FolderListings) -> list[str]:
    return [path for folder in walk(Root(root), "", listings) for path in folder.recordings]


def test_what_did_not_change_is_not_listed_again(root: Path, listed: list[str]) -> None:
    listings = FolderListings()
    first = recordings(root, listings)
    assert first == ["a.json", "sub/b.json"]
    assert listed == ["root", "sub"]
    assert recordings(root, listings) == first
    assert listed == ["root", "sub"]


@pytest.mark.parametrize(
    ("change", "paths", "anew"),
    [
        (lambda root: (root / "sub/c.json").touch(), ["a.json", "sub/b.json", "sub/c.json"], ["sub"]),
        (lambda root: (root / "sub/b.json").unlink(), ["a.json"], ["sub"]),
        (lambda root: (root / "a.json").rename(root / "sub/a.json"), ["sub/a.json", "sub/b.json"], ["root", "sub"]),
        (lambda root: (root / "sub").chmod(0o755), ["a.json", "sub/b.json"], ["sub"]),
        (lambda root: (root / "a.json").write_text("other"), ["a.json", "sub/b.json"], []),
        (lambda root: (root / "sub").rename(root / "new"), ["a.json", "new/b.json"], ["root", "new"]),
        (lambda root: (root / "sub/pyvenv.cfg").touch(), ["a.json"], ["sub"]),
    ],
)
def test_what_changed_is_listed_again(
    root: Path, listed: list[str], change: Callable[[Path], object], paths: list[str], anew: list[str]
) -> None:
    listings = FolderListings()
    recordings(root, listings)
    listed.clear()
    change(root)
    assert recordings(root, listings) == paths
    assert listed == anew


def test_a_folder_that_changed_just_now_is_listed_again_and_again(root: Path, listed: list[str]) -> None:
    """Another file in the same step of the disk's clock would not show."""
    listings = FolderListings()
    (root / "sub/c.json").touch()
    for _ in range(3):
        recordings(root, listings)
    assert listed == ["root", "sub", "sub", "sub"]


def test_a_folder_with_links_is_listed_again_and_again(root: Path, listed: list[str]) -> None:
    """Where a link leads may change without a sign in the folder that has it."""
    (root / "sub/link").symlink_to("../../target")
    settle(root)
    listings = FolderListings()
    recordings(root, listings)
    (root.parent / "target").symlink_to(root / "new", target_is_directory=True)
    (root / "new").mkdir()
    (root / "new/d.json").touch()
    assert recordings(root, listings) == ["a.json", "new/d.json", "sub/b.json"]


def test_after_a_while_every_folder_is_listed_again(
    root: Path, listed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    listings = FolderListings()
    recordings(root, listings)
    now += KEPT_FOR_S
    recordings(root, listings)
    assert listed == ["root", "sub", "root", "sub"]


def test_a_scan_tells_what_changed_whether_or_not_its_folder_is_listed(root: Path) -> None:
    index = FileIndex(Root(root))
    list(index.batches(index.everything()))
    assert index.scan() == ({}, [])
    (root / "sub/b.json").write_text('{"a": 1}')
    assert [*index.scan()[0]] == ["sub/b.json"]
    list(index.batches(["sub/b.json"]))
    (root / "a.json").unlink()
    assert index.scan() == ({}, ["a.json"])
