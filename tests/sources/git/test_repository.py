"""Which repository a folder is in, found without asking git."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recview.sources.contents import contents
from recview.sources.git.commands import GitProblem
from recview.sources.git.repository import BARE, ELSEWHERE, check_work_tree, is_shallow, repository_of
from recview.sources.git.revisions import NO_REPOSITORY, root_of_revision, staged_root, work_tree_root
from tests.sources.git.made import Repository, needs_git

pytestmark = needs_git


def test_the_nearest_working_tree(tmp_path: Path) -> None:
    outer, inner = Repository(tmp_path / "outer"), Repository(tmp_path / "outer/a/inner")
    (tmp_path / "outer/b/c").mkdir(parents=True)
    for name in ("objects", "refs"):
        (tmp_path / "outer/b/.git" / name).mkdir(parents=True)
    for folder, top in (("a", outer), ("b/c", outer), ("a/inner", inner), (".git/hooks", outer)):
        git = repository_of(str(outer.path / folder))
        assert git is not None
        assert git.top == str(top.path)
        assert not is_shallow(git)
        check_work_tree(git)


def test_no_repository(tmp_path: Path) -> None:
    assert repository_of(str(tmp_path)) is None
    assert root_of_revision("HEAD", str(tmp_path)) is None
    for open_root in (staged_root, work_tree_root):
        with pytest.raises(GitProblem, match=NO_REPOSITORY):
            open_root(str(tmp_path))


def test_a_bare_repository_has_a_word(tmp_path: Path) -> None:
    bare = Repository(tmp_path / "bare.git", "--bare")
    for folder in (bare.path, bare.path / "objects"):
        with pytest.raises(GitProblem) as problem:
            root_of_revision("HEAD", str(folder))
        assert str(problem.value) == BARE


def test_a_folder_that_is_laid_out_as_a_repository_is_none(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work")
    repository.commit({"a.json": b"{}"})
    planted = Repository(tmp_path / "work/recordings/planted", "--bare")
    planted.git("config", "core.bare", "false")
    planted.git("config", "core.worktree", "/")
    git = repository_of(str(planted.path))
    assert git is not None
    assert git.top == str(repository.path)
    assert root_of_revision("HEAD", str(planted.path)) == root_of_revision("HEAD", str(repository.path))


def test_a_working_tree_that_is_placed_elsewhere_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/secret.json").write_bytes(b"secret")
    repository = Repository(tmp_path / "work")
    repository.commit({"a.json": b"{}"})
    repository.git("config", "core.worktree", str(tmp_path / "home"))
    assert [(content.path, content.problem) for content in contents(work_tree_root(str(repository.path)))] == [
        ("", ELSEWHERE)
    ]
    assert root_of_revision("HEAD", str(repository.path)) is not None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
def test_of_another_owner_s_repository_git_s_own_sentence_is_shown(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work")
    repository.commit({"a.json": b"{}"})
    for path in (repository.path, repository.path / ".git"):
        os.chown(path, 12_345, 12_345)
    with pytest.raises(
        GitProblem, match=r"^detected dubious ownership in repository at .*git config --global --add safe"
    ):
        root_of_revision("HEAD", str(repository.path))
    [content] = contents(staged_root(str(repository.path)))
    assert content.problem.startswith("detected dubious ownership")
