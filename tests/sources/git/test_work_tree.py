"""The working tree as git counts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.root import Root
from recview.sources.contents import contents
from recview.sources.git.commands import GitProblem
from recview.sources.git.objects import POINTER
from recview.sources.git.revisions import narrowed, work_tree_root
from recview.sources.git.tree_files import LINK, POINTED_TO, SUBMODULE
from recview.sources.trees import tree_of
from tests.sources.git.made import Repository, needs_git

pytestmark = needs_git


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "work")
    repository.commit({"a.json": b"{}", "t/b.json": b"[]", ".gitignore": b"ignored*\nbuild/\n"})
    return repository


def held(repository: Repository) -> dict[str, bytes | str]:
    root: Root = work_tree_root(str(repository.path))
    return {content.path: content.problem or content.data for content in contents(root)}


def test_with_new_files_and_without_ignored_ones(repository: Repository) -> None:
    repository.write(
        {"a.json": b"changed", "new.json": b"1", "t/n/new.json": b"2", "ignored.json": b"3", "build/x.json": b"4"}
    )
    (repository.path / ".git/info/exclude").write_text("private.json\n")
    repository.write({"private.json": b"5"})
    expected = {"a.json": b"changed", "new.json": b"1", "t/b.json": b"[]", "t/n/new.json": b"2"}
    assert held(repository) == expected
    repository.git("add", "-f", "ignored.json")
    assert held(repository) == expected | {"ignored.json": b"3"}


def test_what_is_deleted_is_not_there(repository: Repository) -> None:
    (repository.path / "a.json").unlink()
    (repository.path / "t/b.json").unlink()
    (repository.path / "t/b.json").mkdir()
    assert held(repository) == {}


def test_what_is_behind_a_link_is_not_there(repository: Repository, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b.json").write_bytes(b"secret")
    (repository.path / "t/b.json").unlink()
    (repository.path / "t").rmdir()
    (repository.path / "t").symlink_to(outside)
    (repository.path / "a.json").unlink()
    (repository.path / "a.json").symlink_to(outside / "b.json")
    (repository.path / "new.json").symlink_to(outside / "b.json")
    assert held(repository) == {"a.json": LINK, "new.json": LINK}


def test_a_file_that_becomes_a_link_after_it_was_listed(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_bytes(b"secret")
    tree = tree_of(work_tree_root(str(repository.path)))
    (repository.path / "a.json").unlink()
    (repository.path / "a.json").symlink_to(tmp_path / "secret.json")
    assert tree.content_id("a.json") == ""


def test_a_sparse_checkout_is_as_if_it_were_whole(repository: Repository) -> None:
    repository.git("sparse-checkout", "set", "--no-cone", "/a.json")
    assert not (repository.path / "t").exists()
    assert held(repository) == {"a.json": b"{}", "t/b.json": b"[]"}
    repository.write({"t/b.json": b"here after all"})
    assert held(repository)["t/b.json"] == b"here after all"


def test_paths_narrow_it_whether_they_are_there_or_not(repository: Repository) -> None:
    root = work_tree_root(str(repository.path))
    for paths, expected in ((["t"], ["t/b.json"]), (["t", "nosuch"], ["t/b.json"]), (["."], ["a.json", "t/b.json"])):
        below = narrowed(root, paths, str(repository.path))
        assert [content.path for content in contents(below)] == expected
    with pytest.raises(GitProblem, match="outside"):
        narrowed(root, [".."], str(repository.path))


def test_a_pointer_of_lfs_has_a_word(repository: Repository) -> None:
    repository.write({"a.json": POINTER + b"oid sha256:0\nsize 5\n"})
    assert held(repository)["a.json"] == POINTED_TO


def test_a_repository_inside_has_a_word(repository: Repository) -> None:
    inner = Repository(repository.path / "inner")
    inner.commit({"x.json": b"{}"})
    assert held(repository) == {"a.json": b"{}", "t/b.json": b"[]", "inner": SUBMODULE}


def test_a_file_that_a_filter_changed_is_read_as_it_is_on_disk(repository: Repository) -> None:
    repository.commit({".gitattributes": b"*.json text eol=crlf\n"})
    repository.git("rm", "-q", "--cached", "-r", ".")
    repository.git("reset", "-q", "--hard")
    repository.write({"a.json": b"{\r\n}"})
    assert held(repository)["a.json"] == b"{\r\n}"
