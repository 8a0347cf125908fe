"""What a comparison compares: the files of a side, equal ones known without reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.root import Root
from recview.sources.discovery import root_of
from recview.sources.files import NotRead
from recview.sources.git.revisions import root_of_revision, staged_root, work_tree_root
from recview.sources.git.tree_files import SUBMODULE
from recview.sources.trees import Tree, same_bytes, tree_of
from tests.archives.made import written, zipped
from tests.sources.git.made import Repository, needs_git

pytestmark = needs_git
FILES = {"a.json": b"{}", "t/b.json": b"[1]", "c.txt.py": b""}


def sides(tmp_path: Path, *options: str) -> dict[str, Tree]:
    """The same files as each kind of side."""
    repository = Repository(tmp_path / "work", *options)
    repository.commit(FILES)
    folder = str(repository.path)
    root = root_of_revision("HEAD", folder)
    assert root is not None
    return {
        "revision": tree_of(root),
        "staged": tree_of(staged_root(folder)),
        "work tree": tree_of(work_tree_root(folder)),
        "folder": tree_of(Root(repository.path)),
        "archive": tree_of(root_of(written(tmp_path, "a.zip", zipped(FILES)))),
    }


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)])
def test_every_kind_of_side_has_the_same_ids(options: tuple[str, ...], tmp_path: Path) -> None:
    trees = sides(tmp_path, *options)
    for tree in trees.values():
        assert (list(tree.files), tree.problem) == (["a.json", "t/b.json"], "")
        assert tree.read("t/b.json").data == b"[1]"
        for other in trees.values():
            assert same_bytes(tree, "a.json", other, "a.json")
            assert not same_bytes(tree, "a.json", other, "t/b.json")
            assert not same_bytes(tree, "a.json", other, "nosuch.json")
    assert all(
        trees["revision"].files[path].id == trees["staged"].files[path].id != "" for path in ("a.json", "t/b.json")
    )


def test_equal_files_of_git_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trees = sides(tmp_path)
    monkeypatch.setattr(Tree, "read", lambda tree, path: pytest.fail(f"{path} was read"))
    assert same_bytes(trees["revision"], "a.json", trees["staged"], "a.json")
    assert not same_bytes(trees["revision"], "a.json", trees["staged"], "t/b.json")


def test_what_cannot_be_read_equals_nothing(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work")
    repository.commit({"a.json": b"{}"})
    Repository(repository.path / "inner").commit({"x.json": b"{}"})
    tree = tree_of(work_tree_root(str(repository.path)))
    assert tree.files["inner"].problem == SUBMODULE
    assert not same_bytes(tree, "inner", tree, "inner")
    with pytest.raises(NotRead):
        tree.read("inner")
    (repository.path / "a.json").unlink()
    assert tree.content_id("a.json") == ""
