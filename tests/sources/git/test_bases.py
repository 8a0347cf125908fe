"""What is compared: ranges, and what holds if nothing is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.git_source import TREE, WORK_TREE
from recview.root import Root
from recview.sources.contents import contents
from recview.sources.git.bases import default_sides, sides_of_range, split_sides
from recview.sources.git.commands import GitProblem
from recview.sources.git.revisions import narrowed
from tests.sources.git.made import Repository, needs_git

pytestmark = needs_git


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A branch `side` and `main`, each with a commit since they parted."""
    repository = Repository(tmp_path / "work")
    repository.commit({"a.json": b"base"})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit({"a.json": b"side"})
    repository.git("checkout", "-q", "main")
    repository.commit({"a.json": b"main"})
    return repository


def content(root: Root) -> bytes:
    [file] = [file for file in contents(root) if file.path == "a.json"]
    return file.data


@pytest.mark.parametrize(
    ("name", "sides"),
    [
        ("a...b", ("a", "b")),
        ("...b", ("HEAD", "b")),
        ("a...", ("a", "HEAD")),
        ("...", ("HEAD", "HEAD")),
        ("a..b", None),
        ("a....b", None),
        ("a", None),
        ("-x...--y", ("-x", "--y")),
    ],
)
def test_ranges(name: str, sides: tuple[str, str] | None) -> None:
    assert split_sides(name) == sides


def test_a_range_begins_where_its_branches_parted(repository: Repository) -> None:
    sides = sides_of_range("main...side", str(repository.path))
    assert sides is not None
    assert (content(sides.before), content(sides.after)) == (b"base", b"side")
    assert (sides.before.label, sides.after.label) == ("main...side", "side")
    assert sides_of_range("main", str(repository.path)) is None


def test_a_side_may_lack_a_path(repository: Repository) -> None:
    repository.commit({"new/b.json": b"{}"})
    sides = sides_of_range("side...main", str(repository.path))
    assert sides is not None
    paths = [
        [file.path for file in contents(narrowed(root, ["new"], str(repository.path), may_lack=True))] for root in sides
    ]
    assert paths == [[], ["new/b.json"]]
    with pytest.raises(GitProblem, match="there is no new in"):
        narrowed(sides.before, ["new"], str(repository.path))


def test_a_range_that_cannot_be_has_words(repository: Repository) -> None:
    with pytest.raises(GitProblem, match="no such revision: nosuch"):
        sides_of_range("main...nosuch", str(repository.path))
    repository.git("checkout", "-q", "--orphan", "other")
    repository.commit({"a.json": b"other"})
    with pytest.raises(GitProblem, match=r"main and other have no commit in common$"):
        sides_of_range("main...other", str(repository.path))


@pytest.mark.parametrize(
    ("make", "environment", "before"),
    [
        ((), {}, b"base"),
        (("update-ref", "refs/remotes/origin/dev", "side~0"), {"GITHUB_BASE_REF": "dev"}, b"side"),
        (("branch", "dev", "side"), {"GITHUB_BASE_REF": "dev"}, b"side"),
        (("update-ref", "refs/remotes/origin/HEAD", "side"), {}, b"side"),
        (("branch", "-m", "main", "master"), {}, b"base"),
        (("branch", "-m", "main", "remote-only"), {"GITHUB_BASE_REF": "remote-only"}, b"base"),
        ((), {"GITHUB_BASE_REF": "--output=x", "GITHUB_REF": "refs/pull/1/merge"}, b"base"),
    ],
)
def test_by_default_a_branch_with_what_it_left(
    make: tuple[str, ...], environment: dict[str, str], before: bytes, repository: Repository
) -> None:
    repository.git("checkout", "-q", "side")
    if make:
        repository.git(*make)
    repository.write({"a.json": b"on disk", "new.json": b"{}"})
    sides = default_sides(environment, str(repository.path))
    assert content(sides.before) == before
    assert content(sides.after) == b"on disk"
    assert sides.before.git is not None
    assert sides.after.git is not None
    assert (sides.before.git.kind, sides.after.git.kind) == (TREE, WORK_TREE)


PULL = {"GITHUB_REF": "refs/pull/7/merge", "GITHUB_BASE_REF": "main"}


def merged(repository: Repository) -> str:
    """As a code host keeps a pull request of `side` into `main`; returns its merge commit."""
    repository.git("checkout", "-q", "--detach", "main")
    repository.git("merge", "-q", "--no-ff", "-s", "ours", "-m", "merged", "side")
    commit = repository.commit({"a.json": b"merged"})
    tree, first, second = (repository.git("rev-parse", name) for name in (f"{commit}^{{tree}}", "main", "side"))
    merge = repository.git("commit-tree", tree, "-p", first, "-p", second, "-m", "merged")
    repository.git("update-ref", "refs/pull/7/merge", merge)
    return merge


def test_in_ci_a_pull_request_s_merge_commit_with_its_first_parent(repository: Repository, tmp_path: Path) -> None:
    merge = merged(repository)
    runner = Repository(tmp_path / "runner")
    runner.git("fetch", "-q", "--depth=2", f"file://{repository.path}", merge)
    runner.git("checkout", "-q", "--detach", merge)
    sides = default_sides(PULL, str(runner.path))
    assert (content(sides.before), content(sides.after)) == (b"main", b"merged")
    assert sides.before.label == "HEAD^1"


def test_a_clone_of_depth_one_says_what_brings_the_base(repository: Repository, tmp_path: Path) -> None:
    merge = merged(repository)
    repository.git("config", "uploadpack.allowAnySHA1InWant", "true")
    runner = Repository(tmp_path / "runner")
    runner.git("remote", "add", "origin", f"file://{repository.path}")
    runner.git("fetch", "-q", "--depth=1", "origin", merge)
    runner.git("checkout", "-q", "--detach", merge)
    with pytest.raises(GitProblem, match="fetch-depth: 2") as problem:
        default_sides(PULL, str(runner.path))
    command = str(problem.value).partition(": ")[2].partition(",")[0]
    assert command.startswith("git fetch --no-tags --depth=1 origin ")
    runner.git(*command.split()[1:])
    assert content(default_sides(PULL, str(runner.path)).before) == b"main"


def test_without_a_base_there_are_words(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work")
    with pytest.raises(GitProblem, match="no commit yet"):
        default_sides({}, str(repository.path))
    repository.git("checkout", "-q", "-b", "only")
    repository.commit({"a.json": b"{}"})
    with pytest.raises(GitProblem, match=r"name it: A B, or A\.\.\.B$"):
        default_sides({}, str(repository.path))
    clone = repository.clone(tmp_path / "clone", "--depth=1")
    clone.git("remote", "remove", "origin")
    with pytest.raises(GitProblem, match="shallow"):
        default_sides({}, str(clone.path))
    with pytest.raises(GitProblem, match="no git repository"):
        default_sides({}, str(tmp_path))
