"""Putting a content before back: what is written, and everything over which nothing is."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from recview.root import Root
from recview.sources import replacing
from recview.sources.discovery import root_of
from recview.sources.git.objects import content_id
from recview.sources.git.revisions import root_of_revision, staged_root, work_tree_root
from recview.sources.restoring import ShownPair, refusal, restore
from recview.sources.trees import Tree, tree_of
from tests.archives.made import written, zipped
from tests.sources.git.made import Repository, needs_git

OLD, NEW = b'{"before": 1}', b'{"after": 2}'
PATH = "deep/in/a.json"


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    both = {"same.json": b"{}"}
    return put(tmp_path / "a", {PATH: OLD, **both}), put(tmp_path / "b", {PATH: NEW, **both})


def trees(sides: tuple[Path, Path]) -> tuple[Tree, Tree]:
    before, after = (tree_of(Root(folder)) for folder in sides)
    return before, after


def shown(
    before: str | None = PATH, after: str | None = PATH, old: bytes | str = OLD, new: bytes | str = NEW
) -> ShownPair:
    ids = [data if isinstance(data, str) else content_id(data, "sha1") for data in (old, new)]
    return ShownPair(before, after, *ids)


def snapshot(folder: Path) -> dict[str, tuple[int, bytes | str]]:
    """All that is in a folder: kinds and contents, links as such."""
    every = {}
    for path in sorted(folder.rglob("*")):
        mode = path.lstat().st_mode
        content: bytes | str = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else b""
        every[str(path.relative_to(folder))] = mode, content
    return every


def test_the_content_before_is_back_and_nothing_else_changes(sides: tuple[Path, Path]) -> None:
    target = sides[1] / PATH
    target.chmod(0o640)
    first, second = map(snapshot, sides)
    assert restore(*trees(sides), shown()) == ""
    assert snapshot(sides[0]) == first
    assert snapshot(sides[1]) == {**second, PATH: (stat.S_IFREG | 0o640, OLD)}


def test_a_file_that_is_gone_is_made_where_it_was(sides: tuple[Path, Path]) -> None:
    target = sides[1] / PATH
    target.unlink()
    assert restore(*trees(sides), shown(after=None, new="")) == ""
    assert target.read_bytes() == OLD
    assert os.listdir(target.parent) == ["a.json"]


Change = Callable[[Path, Path], object]
"""Does something to the two folders."""


def link_above(before: Path, after: Path) -> None:
    (after / "deep").rename(after / "elsewhere")
    (after / "deep").symlink_to("elsewhere")


def link_beside(before: Path, after: Path) -> None:
    (after / "deep/in").rename(after.parent / "outside")
    (after / "deep/in").symlink_to(after.parent / "outside")


def link_itself(before: Path, after: Path) -> None:
    (after / PATH).rename(after / "deep/in/b.json")
    (after / PATH).symlink_to("b.json")


def folder_itself(before: Path, after: Path) -> None:
    (after / PATH).unlink()
    (after / PATH).mkdir()


def fifo_itself(before: Path, after: Path) -> None:
    (after / PATH).unlink()
    os.mkfifo(after / PATH)


def file_above(before: Path, after: Path) -> None:
    (after / PATH).unlink()
    (after / "deep/in").rmdir()
    (after / "deep/in").write_bytes(b"{}")


def folder_gone(before: Path, after: Path) -> None:
    (after / "deep").rename(after.parent / "away")


MEANWHILE: list[tuple[Change, str]] = [
    (link_above, "deep on the way to it is a link"),
    (link_beside, "in on the way to it is a link"),
    (link_itself, "it is a link"),
    (folder_itself, "it is no regular file"),
    (fifo_itself, "it is no regular file"),
    (file_above, "in on the way to it is no folder"),
    (folder_gone, "its folder deep is gone"),
    (lambda before, after: (after / PATH).unlink(), "it is gone meanwhile"),
    (lambda before, after: (after / PATH).write_bytes(b"else"), "it changed since it was shown"),
    (lambda before, after: (after / PATH).write_bytes(b""), "it changed since it was shown"),
    (lambda before, after: (before / PATH).write_bytes(b"else"), "the file before changed since it was shown"),
    (lambda before, after: (before / PATH).unlink(), "the file before: it is gone, or a link that leads out of what"),
]


@pytest.mark.parametrize(("change", "words"), MEANWHILE, ids=[words for _, words in MEANWHILE])
def test_what_became_another_meanwhile_is_left_alone(sides: tuple[Path, Path], change: Change, words: str) -> None:
    listed = trees(sides)
    change(*sides)
    before = snapshot(sides[1].parent)
    assert restore(*listed, shown()).startswith(words)
    assert snapshot(sides[1].parent) == before


@pytest.mark.parametrize("there", [b"{}", "a link", "a folder"])
def test_nothing_is_made_over_something_else(sides: tuple[Path, Path], there: bytes | str) -> None:
    target = sides[1] / PATH
    target.unlink()
    listed = trees(sides)
    if isinstance(there, bytes):
        target.write_bytes(there)
    elif there == "a link":
        target.symlink_to("nowhere.json")
    else:
        target.mkdir()
    before = snapshot(sides[1])
    assert restore(*listed, shown(after=None, new="")) == "something else is there meanwhile"
    assert snapshot(sides[1]) == before


PAIRS: list[tuple[ShownPair, str]] = [
    (shown(before=None, old=""), "there was no such file before, and nothing is deleted"),
    (shown(before="../b/deep/in/a.json"), "there was no such file before, and nothing is deleted"),
    (shown(after="../a/deep/in/a.json"), "it is no file of the second side"),
    (shown(after="no.json"), "it is no file of the second side"),
    (shown(after="same.json", new=b"{}"), "it was called a.json before, and nothing is deleted"),
    (shown(new="unread a.json: too large"), "what it holds cannot be read, so it was not shown"),
    (shown(new=""), "what it holds cannot be read, so it was not shown"),
    (shown(old=""), "the file before changed since it was shown"),
]


@pytest.mark.parametrize(("pair", "words"), PAIRS, ids=[words for _, words in PAIRS])
def test_what_is_no_pair_of_files_is_refused(sides: tuple[Path, Path], pair: ShownPair, words: str) -> None:
    before = snapshot(sides[1].parent)
    assert restore(*trees(sides), pair) == words
    assert snapshot(sides[1].parent) == before


@pytest.mark.parametrize(
    "path", ["../x.json", "a/../../x.json", "/tmp/x.json", "a//x.json", "./x.json", "", "x\0.json"]
)
def test_a_path_never_leads_out(tmp_path: Path, path: str) -> None:
    (tmp_path / "base/a").mkdir(parents=True)
    before = snapshot(tmp_path)
    for shown_id in (None, content_id(b"", "sha1")):
        with pytest.raises((replacing.NotReplaced, ValueError)):
            replacing.write_below(str(tmp_path / "base"), path, OLD, shown_id)
    assert snapshot(tmp_path) == before


def meanwhile(monkeypatch: pytest.MonkeyPatch, name: str, does: Callable[[], Any]) -> None:
    """Do something once, right before a call of the system."""
    original = getattr(os, name)
    once: Iterator[Callable[[], Any]] = iter([does])

    def call(*arguments: Any, **options: Any) -> Any:
        for step in once:
            step()
        return original(*arguments, **options)

    monkeypatch.setattr(os, name, call)


def test_what_changes_while_it_is_written_is_left_alone(
    sides: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed, target = trees(sides), sides[1] / PATH
    meanwhile(monkeypatch, "fsync", lambda: target.write_bytes(b'{"after": 3}'))
    assert restore(*listed, shown()) == "it changed since it was shown"
    assert target.read_bytes() == b'{"after": 3}'
    assert os.listdir(target.parent) == ["a.json"]


def test_what_appears_while_it_is_made_is_left_alone(sides: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    target = sides[1] / PATH
    target.unlink()
    listed = trees(sides)
    meanwhile(monkeypatch, "link", lambda: target.write_bytes(b"else"))
    assert restore(*listed, shown(after=None, new="")) == "something else is there meanwhile"
    assert target.read_bytes() == b"else"
    assert os.listdir(target.parent) == ["a.json"]


def test_a_folder_that_becomes_a_link_while_it_is_written_is_not_followed(
    sides: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = put(sides[1].parent / "outside", {"a.json": NEW})
    folder = sides[1] / "deep/in"

    def swap() -> None:
        folder.rename(sides[1] / "deep/moved")
        folder.symlink_to(outside)

    listed = trees(sides)
    meanwhile(monkeypatch, "fsync", swap)
    restore(*listed, shown())
    assert (outside / "a.json").read_bytes() == NEW
    assert os.listdir(outside) == ["a.json"]


@pytest.mark.parametrize("link", ["deep", PATH])
def test_what_becomes_a_link_once_it_was_looked_at_is_not_followed(
    sides: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, link: str
) -> None:
    outside = put(sides[1].parent / "outside", {"in/a.json": NEW})

    def swap() -> None:
        (sides[1] / link).rename(sides[1] / "moved")
        (sides[1] / link).symlink_to(outside / link.removeprefix("deep").lstrip("/"))

    listed = trees(sides)
    # These come between a look at the name and its opening.
    meanwhile(monkeypatch, "access" if link == PATH else "listdir", swap)
    assert restore(*listed, shown())
    assert (outside / "in/a.json").read_bytes() == NEW
    assert os.listdir(outside / "in") == ["a.json"]


@pytest.mark.parametrize("call", ["fsync", "rename", "open"])
def test_what_the_system_refuses_is_a_clause_and_leaves_nothing(
    sides: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    original = getattr(os, call)

    def refuse(*arguments: Any, **options: Any) -> Any:
        if call == "open" and not str(arguments[0]).startswith(".recview-"):
            return original(*arguments, **options)
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    listed, before = trees(sides), snapshot(sides[1])
    monkeypatch.setattr(os, call, refuse)
    assert restore(*listed, shown()) == "permission denied"
    assert snapshot(sides[1]) == before


def test_a_write_protected_file_is_left_alone(sides: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    listed = trees(sides)
    (sides[1] / PATH).chmod(0o444)
    if not os.geteuid():
        monkeypatch.setattr(os, "access", lambda *arguments, **options: False)
    assert restore(*listed, shown()) == "it is write-protected"
    assert (sides[1] / PATH).read_bytes() == NEW


def test_another_spelling_of_the_name_is_another_file(
    sides: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the case of names does not count, the system opens `A.json` for `a.json`."""
    listed = trees(sides)
    monkeypatch.setattr(os, "listdir", lambda folder: ["deep", "in", "A.json"])
    assert restore(*listed, shown()) == "another spelling of a.json is there"
    assert (sides[1] / PATH).read_bytes() == NEW


def test_two_files_are_a_pair_whatever_they_are_called(tmp_path: Path) -> None:
    folder = put(tmp_path, {"a.json": OLD, "b.json": NEW})
    listed = [tree_of(root_of(str(folder / name))) for name in ("a.json", "b.json")]
    assert restore(listed[0], listed[1], shown("a.json", "b.json")) == ""
    assert (folder / "b.json").read_bytes() == OLD


def test_without_a_common_path_it_is_not_known_where_a_file_was(tmp_path: Path) -> None:
    sides = put(tmp_path / "a", {"x.json": OLD}), put(tmp_path / "b", {"t/y.json": NEW})
    words = restore(*trees(sides), shown("x.json", None, new=""))
    assert words == "the two sides have no path in common, so it is not known where it was"
    assert not (sides[1] / "x.json").exists()


def test_nothing_is_written_to_an_archive(tmp_path: Path) -> None:
    archive = Path(written(tmp_path, "b.zip", zipped({"a.json": NEW})))
    root, before = root_of(str(archive)), archive.read_bytes()
    assert refusal(root) == f"{root.label} is no folder on the disk"
    folder = put(tmp_path / "a", {"a.json": OLD})
    assert restore(tree_of(Root(folder)), tree_of(root), shown("a.json", "a.json")) == refusal(root)
    assert archive.read_bytes() == before


@needs_git
def test_of_git_only_the_working_tree_is_written(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work")
    top = str(repository.path)
    repository.commit({PATH: OLD, "only.json": OLD})
    put(repository.path, {PATH: NEW})
    repository.git("add", "-A")
    (repository.path / "only.json").unlink()
    head = root_of_revision("HEAD", top)
    assert head
    for root in (head, staged_root(top)):
        assert refusal(root)
        assert restore(tree_of(head), tree_of(root), shown()) == refusal(root)
    for pair in (shown(), shown("only.json", None, new="")):
        assert restore(tree_of(head), tree_of(work_tree_root(top)), pair) == ""
    assert [(repository.path / name).read_bytes() for name in (PATH, "only.json")] == [OLD, OLD]
    assert repository.git("status", "--short", "--untracked-files=all") == f"MM {PATH}"
