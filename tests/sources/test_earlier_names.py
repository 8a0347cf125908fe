"""A name that an earlier content of the same path explains, in repositories that git makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.findings import NameVerdict
from recview.json_text import strict
from recview.sources.earlier_names import earlier_names
from tests.checks.names.named import FOLDER, TEST, named, recording
from tests.sources.git.made import Repository, needs_git

pytestmark = needs_git

OLD_TEST = f"{TEST}[old]"
OLD = recording(test=OLD_TEST)
NAME = named(OLD)
OTHER = f"{FOLDER}/{'f' * 64}.json"


def proven(top: Path, *paths: str, reason: str = "unexplained-name") -> dict[str, str]:
    """By path the test that the history proves."""
    names = [NameVerdict(path, reachable=False, reason=reason) for path in paths]
    return {path: earlier.test_id for path, earlier in earlier_names(names, {p: str(top / p) for p in paths}).items()}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One in which the test was renamed inside a file, twice, and another file never had the right name."""
    made = Repository(tmp_path / "r")
    for test in (OLD_TEST, f"{TEST}[middle]", TEST):
        made.write({path: strict(recording(test=test)).encode() for path in (NAME, OTHER)})
        made.git("add", ".")
        made.git("commit", "-q", "-m", test)
    return made


def test_the_history_of_the_path_proves_the_test(repository: Repository) -> None:
    assert proven(repository.path, NAME, OTHER) == {NAME: OLD_TEST}


def test_what_is_explained_is_not_looked_up(repository: Repository) -> None:
    assert proven(repository.path, NAME, reason="older-normalization") == {}


def test_a_rename_that_is_not_committed_counts(tmp_path: Path) -> None:
    made = Repository(tmp_path)
    made.write({NAME: strict(OLD).encode()})
    made.git("add", ".")
    made.git("commit", "-q", "-m", "old")
    made.write({NAME: strict(recording()).encode()})
    assert proven(tmp_path, NAME) == {NAME: OLD_TEST}


def test_without_a_history_nothing_is_proven(tmp_path: Path, repository: Repository) -> None:
    assert proven(tmp_path, NAME) == {}
    made = Repository(tmp_path / "empty")
    made.write({NAME: strict(OLD).encode()})
    assert proven(made.path, NAME) == {}
    Repository(tmp_path).git("clone", "-q", "--depth", "1", f"file://{repository.path}", str(tmp_path / "shallow"))
    assert proven(tmp_path / "shallow", NAME) == {}
