"""What is read through an archive, as through a folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.beside import FilesBeside
from recview.sources.comparing import compare_with_baseline
from recview.sources.contents import contents
from recview.sources.discovery import root_of
from recview.sources.file_index import FileIndex
from recview.sources.files import NotRead, read_listed, stamp_on_disk
from recview.sources.kinds import count_kinds
from tests.archives.made import tarred, written, zipped

FILES = {
    "t10/a.json": b"{}",
    "t2/b.json": b"[]",
    "t2/x/c.json": b"{}",
    "b.json": b"{}",
    "a.txt": b"none",
    "a.py": b"",
    "node_modules/n.json": b"{}",
    "__MACOSX/._b.json": b"\0",
}
LISTED = ["b.json", "t2/b.json", "t2/x/c.json", "t10/a.json"]


def test_an_archive_is_listed_as_a_folder_would_be(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / name).write_bytes(data)
    (tmp_path / "folder/__MACOSX/._b.json").unlink()
    expected = [(content.path, content.data) for content in contents(Root(tmp_path / "folder"))]
    assert [path for path, _ in expected] == LISTED
    for name, data in (("a.zip", zipped(FILES)), ("a.tar.gz", tarred(FILES, packing="gz"))):
        root = root_of(written(tmp_path, name, data))
        assert root.archives == ("",)
        assert [(content.path, content.data) for content in contents(root)] == expected


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "not a zip archive, or damaged at its end"),
        (zipped({}), "an archive that holds no file"),
    ],
)
def test_what_is_wrong_with_the_archive_is_said_of_it(data: bytes, problem: str, tmp_path: Path) -> None:
    root = root_of(written(tmp_path, "a.zip", data))
    assert [(content.path, content.problem) for content in contents(root)] == [("", problem)]
    beside = Root(tmp_path, ("a.zip", "b"), archives=("a.zip",))
    assert [(content.path, content.problem) for content in contents(beside)] == [("a.zip", problem)]


def test_members_that_are_not_read_are_named(tmp_path: Path) -> None:
    root = root_of(written(tmp_path, "a.zip", zipped({"../x.json": b"{}", "in.zip": b"", "b.json": b"{}"})))
    assert {content.path: content.problem for content in contents(root)} == {
        "b.json": "",
        "in.zip": "an archive in an archive, which is not opened",
        "‥/x.json": "its path leads out of the archive, so it is not read",
    }


def test_a_changed_archive_is_read_anew(tmp_path: Path) -> None:
    path = written(tmp_path, "a.zip", zipped({"a.json": b"{}", "b.json": b"{}"}))
    index = FileIndex(root_of(path))
    changed, deleted = index.scan()
    assert (list(changed), deleted) == (["a.json", "b.json"], [])
    for name in changed:
        index.read(name)
    assert not any(map(list, index.scan()))
    os.replace(written(tmp_path, "new", zipped({"b.json": b"[]", "c.json": b"{}"})), path)
    changed, deleted = index.scan()
    assert (list(changed), deleted) == (["b.json", "c.json"], ["a.json"])
    assert read_listed(index.root, "b.json").data == b"[]"
    os.unlink(path)
    assert index.scan()[1] == ["a.json", "b.json"]
    with pytest.raises(FileNotFoundError):
        read_listed(index.root, "b.json")


def test_a_part_of_a_member_is_read(tmp_path: Path) -> None:
    root = root_of(written(tmp_path, "a.tar", tarred({"a.json": b"0123456789"})))
    list(contents(root))
    part = read_listed(root, "a.json", 3, 4)
    assert (part.data, part.size, part.whole) == (b"3456", 10, True)
    assert stamp_on_disk(root.path("a.json"))[2] == 10
    assert stamp_on_disk(root.path("gone.json")) == (0, 0, 0, 0)
    with pytest.raises(FileNotFoundError):
        read_listed(root, "gone.json")
    with pytest.raises(FileNotFoundError):
        read_listed(root, "../a.tar.json")


def test_a_recording_reads_beside_it_in_its_archive_and_nowhere_else(tmp_path: Path) -> None:
    written(tmp_path, "secret.txt", b"secret")
    root = root_of(written(tmp_path, "a.zip", zipped({"mappings/a.json": b"{}", "files/body.txt": b"body"})))
    list(contents(root))
    beside = FilesBeside(root)
    assert beside("files/body.txt") == b"body"
    assert beside("mappings/../files/body.txt") == b"body"
    assert beside("../secret.txt") == "it is outside of what was opened"
    assert beside("files/gone.txt") == "there is no such file in what was opened"


def test_an_archive_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    path = written(tmp_path, "a.zip", zipped({"a.json": b"{}"}))
    os.chmod(path, 0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert [content.problem for content in contents(root_of(path))] == ["cannot be read: permission denied"]


def test_an_archive_without_a_recording_counts_what_it_holds(tmp_path: Path) -> None:
    root = root_of(written(tmp_path, "a.zip", zipped({"a.py": b"", "b.py": b"", "c.txt": b""})))
    assert [content.path for content in contents(root)] == []
    assert count_kinds(root) == {".py": 2, ".txt": 1}


def test_not_read_is_said_of_a_member(tmp_path: Path) -> None:
    root = root_of(written(tmp_path, "a.zip", zipped({"in.zip": b""})))
    list(contents(root))
    with pytest.raises(NotRead, match="an archive in an archive"):
        read_listed(root, "in.zip")


def test_what_is_in_an_archive_is_compared_though_it_has_no_path_on_the_disk(tmp_path: Path) -> None:
    root, baseline = FileIndex(root_of(written(tmp_path, "a.zip", zipped({"a.json": b"{}"})))).root, Baseline()
    baseline.keep("a.json", b"{}")
    baseline.keep("b.json", b"{}")
    compared = {path: compare_with_baseline(root, path, baseline, is_final=True) for path in ("a.json", "b.json")}
    assert {path: file and file.verdict for path, file in compared.items()} == {"a.json": "same", "b.json": "gone"}
