"""Scanning a place: only what changed is read again, whatever lies about in the folders."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from recview.formats import HEAD
from recview.library import IndexedFile, Library
from recview.root import Root
from recview.sources import files
from recview.sources.file_index import FileIndex
from recview.sources.tree_listing import DANGLING
from tests import hostile
from tests.formats.fixtures import fixture
from tests.ogx import chat, dumped, message, stream

TEXT = dumped(chat("t/a.py::t", [message("user", "Hi")], stream("ok")))


def fill(base: Path, *paths: str, text: str = TEXT) -> None:
    for path in paths:
        (base / path).parent.mkdir(parents=True, exist_ok=True)
        (base / path).write_text(text)


def scanned(catalog: FileIndex, below: str = "") -> tuple[list[str], list[str]]:
    """Scan, read what changed and forget what is gone."""
    changed, gone = catalog.scan(below)
    for _ in catalog.batches(changed, gone):
        pass
    return sorted(changed), sorted(gone)


def read(catalog: FileIndex, path: str) -> IndexedFile:
    found = catalog.read(path)
    assert found is not None
    return found


def problem(found: IndexedFile) -> str:
    return found.entries[0].problem


def test_scan(tmp_path: Path) -> None:
    fill(tmp_path, "a.json", "x/b.json", "x/y/c.json", "notes.md", ".git/d.json", "x/node_modules/e.json")
    assert scanned(FileIndex(Root(tmp_path))) == (["a.json", "x/b.json", "x/y/c.json"], [])


def test_everything_is_what_a_scan_finds(tmp_path: Path) -> None:
    hostile.write(tmp_path / "x")
    fill(tmp_path, "a.json", "x/y/c.json", "z/d.json")
    catalog = FileIndex(Root(tmp_path, ("x", "z", "gone")))
    changed, _ = catalog.scan()
    assert sorted(catalog.everything()) == sorted(changed)


def test_second_scan_finds_only_what_changed(tmp_path: Path) -> None:
    fill(tmp_path, "a.json", "b.json", "c.json")
    catalog = FileIndex(Root(tmp_path))
    scanned(catalog)
    assert scanned(catalog) == ([], [])
    (tmp_path / "a.json").write_text(TEXT + " ")
    (tmp_path / "b.json").unlink()
    fill(tmp_path, "d.json")
    assert scanned(catalog) == (["a.json", "d.json"], ["b.json"])
    assert scanned(catalog) == ([], [])


def test_file_replaced_by_one_of_the_same_size_and_time(tmp_path: Path) -> None:
    fill(tmp_path, "a.json", "new")
    status = os.stat(tmp_path / "a.json")
    os.utime(tmp_path / "new", ns=(status.st_atime_ns, status.st_mtime_ns))
    catalog = FileIndex(Root(tmp_path))
    scanned(catalog)
    os.replace(tmp_path / "new", tmp_path / "a.json")
    assert scanned(catalog) == (["a.json"], [])


def test_the_same_content_again_changes_nothing_in_the_library(tmp_path: Path) -> None:
    fill(tmp_path, "a.json")
    catalog = FileIndex(Root(tmp_path))
    library = Library().merged([read(catalog, "a.json")])
    os.utime(tmp_path / "a.json", ns=(1, 1))
    changed, gone = catalog.scan()
    assert ([*changed], gone) == (["a.json"], [])
    assert library.merged([read(catalog, "a.json")]).root is library.root


def test_scan_below_a_folder(tmp_path: Path) -> None:
    fill(tmp_path, "a.json", "x/b.json", "x/y/c.json", "xy/d.json")
    catalog = FileIndex(Root(tmp_path))
    scanned(catalog)
    for path in ("a.json", "x/b.json", "xy/d.json"):
        (tmp_path / path).unlink()
    fill(tmp_path, "x/y/e.json", "xy/f.json")
    assert scanned(catalog, "x") == (["x/y/e.json"], ["x/b.json"])
    assert scanned(catalog) == (["xy/f.json"], ["a.json", "xy/d.json"])


def test_folder_that_is_gone(tmp_path: Path) -> None:
    fill(tmp_path, "x/a.json", "x/b.json", "c.json")
    catalog = FileIndex(Root(tmp_path))
    scanned(catalog)
    (tmp_path / "x").rename(tmp_path / "z")
    assert scanned(catalog, "x") == ([], ["x/a.json", "x/b.json"])
    assert scanned(catalog, "z") == (["z/a.json", "z/b.json"], [])


def test_several_tops(tmp_path: Path) -> None:
    fill(tmp_path, "x/recordings/a.json", "y/recordings/b.json", "z/c.json")
    catalog = FileIndex(Root(tmp_path, ("x/recordings", "y/recordings", "gone")))
    assert scanned(catalog) == (["x/recordings/a.json", "y/recordings/b.json"], [])
    assert scanned(catalog, "x/recordings") == ([], [])
    assert scanned(catalog, "z") == ([], [])


def test_scan_below_a_folder_above_a_top(tmp_path: Path) -> None:
    fill(tmp_path, "x/recordings/a.json")
    catalog = FileIndex(Root(tmp_path, ("x/recordings",)))
    scanned(catalog)
    assert scanned(catalog, "x") == ([], [])


def test_single_file(tmp_path: Path) -> None:
    fill(tmp_path, "a.odd", "b.json")
    catalog = FileIndex(Root(tmp_path, ("a.odd",)))
    assert scanned(catalog) == (["a.odd"], [])
    (tmp_path / "a.odd").unlink()
    assert scanned(catalog) == ([], ["a.odd"])


def test_loops_of_links_end(tmp_path: Path) -> None:
    fill(tmp_path, "x/a.json")
    (tmp_path / "x/up").symlink_to("..", target_is_directory=True)
    (tmp_path / "x/self").symlink_to(".", target_is_directory=True)
    assert scanned(FileIndex(Root(tmp_path))) == (["x/a.json"], [])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pipe.json", "not a file but a pipe"),
        ("self.json", "too many levels"),
        ("dangling.json", "a link to a file that does not exist"),
        ("empty.json", "the file is empty"),
        ("large.json", "larger than"),
    ],
)
def test_odd_files_are_listed_with_their_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    monkeypatch.setattr(files, "SIZE_LIMIT", 1_000_000)
    hostile.write(tmp_path / "place", large=1_000_001)
    catalog = FileIndex(Root(tmp_path / "place"))
    changed, _ = catalog.scan()
    assert name in changed
    assert words in problem(read(catalog, name))
    assert "folder.json" not in changed


def test_odd_files_are_read_once(tmp_path: Path) -> None:
    hostile.write(tmp_path / "place")
    (tmp_path / "place/dangling.json").unlink()
    catalog = FileIndex(Root(tmp_path / "place"))
    scanned(catalog)
    assert scanned(catalog) == ([], [])


def test_dangling_link_is_read_once_and_is_gone_when_removed(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to("nowhere.json")
    catalog = FileIndex(Root(tmp_path))
    assert scanned(catalog) == (["a.json"], [])
    assert scanned(catalog) == ([], [])
    (tmp_path / "a.json").unlink()
    assert scanned(catalog) == ([], ["a.json"])


def test_place_that_is_a_dangling_link(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to("nowhere.json")
    assert scanned(FileIndex(Root(tmp_path, ("a.json",)))) == (["a.json"], [])


def test_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, "a.json", "locked/b.json")
    real = os.scandir

    def refusing(path: str) -> Iterator[os.DirEntry[str]]:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    catalog = FileIndex(Root(tmp_path))
    # The tests may run as root, for whom there are no permissions.
    monkeypatch.setattr("os.scandir", refusing)
    changed, _ = catalog.scan()
    assert sorted(changed) == ["a.json", "locked"]
    assert problem(read(catalog, "locked")) == "cannot be read: permission denied"
    monkeypatch.setattr("os.scandir", real)
    scanned(catalog)
    assert catalog.stamps.keys() == {"a.json", "locked/b.json"}


def test_file_that_vanishes_between_scan_and_read(tmp_path: Path) -> None:
    fill(tmp_path, "a.json")
    catalog = FileIndex(Root(tmp_path))
    changed, _ = catalog.scan()
    (tmp_path / "a.json").unlink()
    assert [found for batch in catalog.batches(changed) for found in batch] == [IndexedFile("a.json", ())]
    assert catalog.scan() == ({}, [])


def test_forget(tmp_path: Path) -> None:
    fill(tmp_path, "a.json")
    catalog = FileIndex(Root(tmp_path))
    scanned(catalog)
    assert catalog.memory.forget("a.json") == IndexedFile("a.json", ())
    assert [*catalog.scan()[0]] == ["a.json"]


def test_place_that_does_not_exist(tmp_path: Path) -> None:
    assert FileIndex(Root(tmp_path / "gone")).scan() == ({}, [])


def test_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recview.sources.batches.BATCH_FILES", 3)
    names = [f"{number}.json" for number in range(7)]
    fill(tmp_path, *names)
    catalog = FileIndex(Root(tmp_path))
    rests: list[int] = []
    batches = list(catalog.batches(names, ["gone.json"], seconds=60, throttle=lambda: rests.append(1)))
    assert [found.path for batch in batches for found in batch] == ["gone.json", *names]
    assert [len(batch) for batch in batches] == [3, 3, 2]
    assert len(rests) == 7
    assert len(next(catalog.batches(names, seconds=0))) == 1
    assert list(catalog.batches([])) == []


def test_what_was_written_is_dated(tmp_path: Path) -> None:
    fill(tmp_path, "a.json")
    catalog = FileIndex(Root(tmp_path))
    first = read(catalog, "a.json")
    assert first.written == (tmp_path / "a.json").stat().st_mtime_ns
    (tmp_path / "a.json").chmod(0o600)
    assert not read(catalog, "a.json").written, "another mode is no other content"
    fill(tmp_path, "a.json", text=f"{TEXT}\n")
    again = read(catalog, "a.json")
    assert (bool(again.written), again.is_completed) == (True, False), "the line feed at the end of the same write"
    fill(tmp_path, "a.json", text=TEXT[:200])
    assert not read(catalog, "a.json").written, "half of a write"
    fill(tmp_path, "a.json", text=TEXT)
    assert read(catalog, "a.json").is_completed


def test_every_content_is_handed_on(tmp_path: Path) -> None:
    handed: list[tuple[str, bytes | None, str]] = []
    fill(tmp_path, "a.json")
    (tmp_path / "b.json").symlink_to("nowhere")
    catalog = FileIndex(Root(tmp_path), keep=lambda path, data, problem: handed.append((path, data, problem)))
    scanned(catalog)
    assert sorted(handed) == [("a.json", TEXT.encode(), ""), ("b.json", None, DANGLING)]


CASSETTE = fixture("vcrpy").decode()


def test_files_of_common_endings_have_a_row_if_they_are_recordings(tmp_path: Path) -> None:
    fill(tmp_path, "x/cassette.yaml", text=CASSETTE)
    fill(tmp_path, "compose.yaml", "ci.yml", text="services:\n  web: {}\n" * 20)
    fill(tmp_path, "notes.txt", "empty.yaml", text="")
    kept: list[str] = []
    catalog = FileIndex(Root(tmp_path), keep=lambda path, data, problem: kept.append(path))
    changed, _ = catalog.scan()
    assert len(changed) == 5
    found = [file for batch in catalog.batches(changed) for file in batch]
    assert [(file.path, len(file.entries)) for file in found] == [("x/cassette.yaml", 3)]
    assert kept == ["x/cassette.yaml"]
    assert catalog.scan() == ({}, [])


def test_only_the_start_of_other_files_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "log.txt").write_text("a line\n" * 100_000)
    asked: list[int] = []
    real = os.read

    def counting(handle: int, count: int) -> bytes:
        asked.append(count)
        return real(handle, count)

    monkeypatch.setattr("os.read", counting)
    assert FileIndex(Root(tmp_path)).read("log.txt") is None
    assert asked == [HEAD]


def test_a_cassette_keeps_its_row_whatever_becomes_of_it(tmp_path: Path) -> None:
    fill(tmp_path, "a.yaml", text=CASSETTE)
    catalog = FileIndex(Root(tmp_path))
    library = Library().merged([read(catalog, "a.yaml")])
    for text, partial in (("", True), (CASSETTE[:700], True), ("services: {}\n" * 20, False)):
        fill(tmp_path, "a.yaml", text=text)
        found = read(catalog, "a.yaml")
        assert found.readability.is_half_written is partial
        library = library.merged([found])
        assert [entry.stale != "" for entry in library.files["a.yaml"]] == [True] * 3
    fill(tmp_path, "a.yaml", text=CASSETTE)
    library = library.merged([read(catalog, "a.yaml")])
    assert [entry.stale for entry in library.files["a.yaml"]] == [""] * 3


def test_a_file_that_was_asked_for_has_a_row(tmp_path: Path) -> None:
    fill(tmp_path, "notes.txt", text="nothing of interest\n" * 9)
    assert problem(read(FileIndex(Root(tmp_path, ("notes.txt",))), "notes.txt")) == "not a recording that recview knows"


@pytest.mark.parametrize("name", ["pipe.yaml", "dangling.txt"])
def test_odd_files_of_common_endings_have_no_row(tmp_path: Path, name: str) -> None:
    if name.startswith("pipe"):
        os.mkfifo(tmp_path / name)
    else:
        (tmp_path / name).symlink_to("nowhere")
    catalog = FileIndex(Root(tmp_path))
    assert scanned(catalog) == ([name], [])
    assert catalog.read(name) is None
    assert scanned(catalog) == ([], [])
