"""The commands that take changes back: run by git itself, whatever the files are called."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from recview.exporting.git_commands import GitNames, git_commands
from recview.verdicts.listed_changes import ListedChange
from tests.sources.git.made import Repository, needs_git

NAMES = GitNames("v1")


def listed(before: str | None, after: str | None) -> ListedChange:
    return ListedChange(before, after, "", "", "behaviour")


@pytest.mark.parametrize(
    ("pairs", "names", "lines"),
    [
        ([], NAMES, []),
        ([("a.json", "a.json")], NAMES, ["git restore --source=v1 -- a.json"]),
        (
            [("a.json", "a.json"), ("b c.json", None)],
            NAMES,
            ["git restore --source=v1 -- \\\n    a.json \\\n    'b c.json'"],
        ),
        ([(None, "-n.json")], NAMES, ["git rm -- -n.json"]),
        ([("a.json", "b.json")], NAMES, ["git restore --source=v1 -- a.json", "git rm -- b.json"]),
        ([("[a].json", "[a].json")], NAMES, ["git --literal-pathspecs restore --source=v1 -- '[a].json'"]),
        ([(":a.json", None)], NAMES, ["git --literal-pathspecs restore --source=v1 -- :a.json"]),
        ([("a.json", None)], GitNames("$(id)"), ["git restore '--source=$(id)' -- a.json"]),
        ([("a.json", "t/a.json")], GitNames("v1", "t/"), ["git restore --source=v1 -- t/a.json"]),
        ([("t/u/a.json", None)], GitNames("v1", here="t/"), ["git restore --source=v1 -- u/a.json"]),
        ([("o/a.json", None)], GitNames("v1", here="t/u/"), ["git restore --source=v1 -- ../../o/a.json"]),
        ([("t/a.json", None)], GitNames("v1", here="t/u/"), ["git restore --source=v1 -- ../a.json"]),
        (
            [("a.json", "a.json"), (None, "n.json")],
            GitNames("v1", staged=True),
            ["git restore --staged --source=v1 -- a.json", "git rm --cached -- n.json"],
        ),
        ([("a\x1b[2J.json", None), ("b\nc.json", None)], NAMES, ["# 2 more, whose names cannot be typed"]),
    ],
)
def test_the_lines(pairs: list[tuple[str | None, str | None]], names: GitNames, lines: list[str]) -> None:
    assert git_commands([listed(*pair) for pair in pairs], names) == lines


@needs_git
def test_the_shell_and_git_do_what_they_say(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    paths = ["a b.json", "$(touch hacked).json", "[a].json", "-f.json", "t/*.json", "'quoted'.json", ":x.json"]
    repository.commit(dict.fromkeys(paths, b"before") | {"t/other.json": b"before"})
    repository.commit(dict.fromkeys([*paths, "t/other.json", "new;.json"], b"after"))
    changes = [*(listed(path, path) for path in paths), listed(None, "new;.json")]
    (tmp_path / "t/u").mkdir()
    for line in git_commands(changes, GitNames("HEAD~1", here="t/u/")):
        done = subprocess.run(line, shell=True, cwd=tmp_path / "t/u", capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
    assert {path: (tmp_path / path).read_bytes() for path in paths} == dict.fromkeys(paths, b"before")
    assert (tmp_path / "t/other.json").read_bytes() == b"after"
    assert not (tmp_path / "new;.json").exists()
    assert not list(tmp_path.rglob("hacked"))


def test_many_paths_are_several_commands() -> None:
    lines = git_commands([listed(f"{index}.json", None) for index in range(250)], NAMES)
    assert [line.count(".json") for line in lines] == [100, 100, 50]
