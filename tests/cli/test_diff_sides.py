"""What `recview diff` compares, by its arguments."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.cli.diff_sides import NoSides, sides_of
from recview.cli.report import Report
from tests.cli.piped import fill, recording
from tests.ogx import dumped
from tests.sources.git.made import Repository, needs_git

pytestmark = needs_git


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """On a branch, with a commit more than main, and something staged."""
    made = Repository(tmp_path / "work")
    made.commit({"t/a.json": dumped(recording("t::a")).encode(), "u/b.json": b"{}"})
    made.git("checkout", "-q", "-b", "topic")
    made.commit({"t/c.json": dumped(recording("t::c")).encode()})
    fill(tmp_path / "other", {"a.json": recording("t::a")})
    monkeypatch.chdir(made.path)
    for name in ("GITHUB_REF", "GITHUB_BASE_REF"):
        monkeypatch.delenv(name, raising=False)
    return made


def named(*names: str, behind: tuple[str, ...] = (), staged: bool = False) -> list[tuple[str, tuple[str, ...]]]:
    """The name and the paths of both sides."""
    return [(root.label, root.tops) for root in sides_of(names, behind, Report(), staged=staged)]


WORK, STAGED, ALL = "the working tree", "what is staged", ("",)


def test_sides(repository: Repository) -> None:
    assert named() == [("main...HEAD", ALL), (WORK, ALL)]
    assert named("topic") == named("topic", behind=()) == [("topic", ALL), (WORK, ALL)]
    assert named("main...topic") == [("main...topic", ALL), ("topic", ALL)]
    assert named("main", "topic") == [("main", ALL), ("topic", ALL)]
    assert named("../other", "topic:t") == [("../other", ALL), ("topic:t", ALL)]
    assert named(staged=True) == [("HEAD", ALL), (STAGED, ALL)]
    assert named("main", staged=True) == [("main", ALL), (STAGED, ALL)]


def test_paths_narrow_both_sides(repository: Repository) -> None:
    assert named("t") == [("main...HEAD", ("t",)), (WORK, ("t",))]
    assert named("main", "t") == named("main", behind=("t",)) == [("main", ("t",)), (WORK, ("t",))]
    assert named("t", "main") == [(WORK, ("t",)), ("main", ("t",))]
    assert named("t", staged=True) == named(behind=("t",), staged=True) == [("HEAD", ("t",)), (STAGED, ("t",))]
    assert named("main", "topic", behind=("t/c.json", "u")) == [("main", ("u",)), ("topic", ("t/c.json", "u"))]
    assert named("main", "topic", behind=("t", "t/a.json")) == [("main", ("t",)), ("topic", ("t",))]


@pytest.mark.parametrize(
    ("names", "behind", "staged", "words"),
    [
        (("main", "topic"), ("nosuch",), False, "nosuch"),
        (("main",), ("nosuch",), False, "nosuch"),
        (("main",), ("../other",), False, "outside"),
        (("nosuch...main",), (), False, "no such revision: nosuch"),
        (("../other", "../other"), ("a.json",), False, "neither side is in git"),
        (("main", "topic"), (), True, "--staged compares with one revision"),
        (("--output=x",), (), False, ""),
        (("nosuch",), (), False, ""),
    ],
)
def test_what_cannot_be_compared_is_said(
    repository: Repository, names: tuple[str, ...], behind: tuple[str, ...], staged: bool, words: str
) -> None:
    with pytest.raises(NoSides) as problem:
        named(*names, behind=behind, staged=staged)
    assert words in str(problem.value)
    assert not (repository.path / "x").exists()


def test_outside_of_a_repository_two_are_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(fill(tmp_path, {"a.json": recording("t::a"), "b.json": recording("t::b")}))
    for names in ((), ("a.json",)):
        with pytest.raises(NoSides, match="no git repository"):
            named(*names)
    assert named("a.json", "b.json") == [("a.json", ("a.json",)), ("b.json", ("b.json",))]
