"""Three real re-records as commits: the classes of their files are those of the same files in folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from recview.root import Root
from recview.sources.discovery import root_of
from recview.sources.git.revisions import root_of_revision
from recview.sources.tree_changes import tree_changes
from recview.sources.trees import tree_of
from tests.review.second_comparison import classes_of_folders
from tests.review.test_second_comparison import CLASSES
from tests.sources.git.made import Repository, needs_git

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif("RECVIEW_CORPUS" not in os.environ, reason="needs the corpus"),
    needs_git,
]

RENAMED = (b"tests/integration/", b"suites/it/")
"""A folder of tests before and after it was renamed: in the paths of recordings and in their test ids."""


class Committed(NamedTuple):
    """A tree, in a folder and as a commit."""

    folder: Path
    commit: str


class History(NamedTuple):
    """A repository and what was committed to it, by the name of the re-record and of the side."""

    repository: Repository
    trees: dict[tuple[str, str], Committed]

    def root(self, *key: str) -> Root:
        """A commit, opened."""
        pair, side = key
        root = root_of_revision(self.trees[pair, side].commit, str(self.repository.path))
        assert root is not None
        return root


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Each re-record as three commits: before, after, and after with its tests in a folder of another name."""
    made = tmp_path_factory.mktemp("commits")
    repository = Repository(made / "repository")
    trees: dict[tuple[str, str], Committed] = {}
    for pair in CLASSES:
        source = Path(os.environ["RECVIEW_CORPUS"], "rerecords", pair)
        write_renamed(source / "after", made / pair)
        for side, folder in (("before", source / "before"), ("after", source / "after"), ("renamed", made / pair)):
            repository.git(f"--work-tree={folder}", "add", "-A", "--force", ".")
            repository.git(f"--work-tree={folder}", "commit", "-q", "-m", f"{pair} {side}")
            trees[pair, side] = Committed(folder, repository.git("rev-parse", "HEAD"))
    return History(repository, trees)


def write_renamed(source: Path, folder: Path) -> None:
    for path in source.rglob("*.json"):
        target = folder / str(path.relative_to(source)).replace(RENAMED[0].decode(), RENAMED[1].decode())
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes().replace(*RENAMED))


def classes(before: Root, after: Root) -> dict[str, str]:
    changes = tree_changes(tree_of(before), tree_of(after))
    assert not changes.identical
    return {change.path: change.class_ for change in changes.each}


@pytest.mark.parametrize("side", ["after", "renamed"])
@pytest.mark.parametrize("pair", CLASSES)
def test_commits_and_folders_have_the_same_classes(history: History, pair: str, side: str) -> None:
    folders = history.trees[pair, "before"].folder, history.trees[pair, side].folder
    of_commits = classes(history.root(pair, "before"), history.root(pair, side))
    assert of_commits == classes(*(root_of(str(folder)) for folder in folders))
    assert of_commits == classes_of_folders(*folders)


@pytest.mark.parametrize("pair", CLASSES)
def test_a_commit_and_a_folder_are_compared(history: History, pair: str) -> None:
    """Files of a commit have ids of git's, those of a folder are hashed for it."""
    after = root_of(str(history.trees[pair, "after"].folder))
    assert tree_changes(tree_of(history.root(pair, "after")), tree_of(after)).each == ()
    assert classes(history.root(pair, "before"), after) == classes(
        history.root(pair, "before"), history.root(pair, "after")
    )
