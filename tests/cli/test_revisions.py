"""Revisions and what is staged as names: in `ls`, in `show` and in the app."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recview.cli.opening import NotOpened, opening_of
from recview.cli.screen_arguments import parser
from tests.cli.piped import recording, recview
from tests.ogx import dumped
from tests.sources.git.made import Repository, needs_git

pytestmark = needs_git

NAME = "0123abcd.json"


def written(text: str) -> bytes:
    return dumped(recording("tests/a.py::test_b", text)).encode()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with an answer that changed: committed `one`, then `two`, staged `three`, on disk `four`."""
    repository = Repository(tmp_path / "work")
    for text in ("one", "two"):
        files = {f"tests/recordings/{NAME}": written(text), "tests/x.py": b""}
        repository.commit(files)
    repository.write({f"tests/recordings/{NAME}": written("three")})
    repository.git("add", "-A")
    repository.write({f"tests/recordings/{NAME}": written("four")})
    monkeypatch.chdir(repository.path)
    return repository


PATH = f"tests/recordings/{NAME}"


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["HEAD"], "two"),
        (["HEAD~1"], "one"),
        (["main~1:tests"], "one"),
        ([f"main~1:{PATH}"], "one"),
        ([f"main~1:./{PATH}"], "one"),
        (["HEAD", "--", "tests"], "two"),
        (["HEAD", "--", PATH], "two"),
        (["--staged"], "three"),
        (["--staged", "tests"], "three"),
        (["--staged", "--", PATH], "three"),
        ([f":{PATH}"], "three"),
        (["--in", "HEAD~1", "test_b"], "one"),
        (["--in", "HEAD~1", "0123"], "one"),
        ([PATH], "four"),
        (["0123"], "four"),
        (["--", PATH], "four"),
        (["--", "HEAD"], "two"),
        (["HEAD^{/more}"], "two"),
    ],
)
def test_show(arguments: list[str], text: str, repository: Repository) -> None:
    done = recview("show", *arguments, "--json") if "--" not in arguments else recview("show", "--json", *arguments)
    assert (done.code, done.err) == (0, "")
    assert [choice["text"] for row in done.rows for choice in row["choices"]] == [text]


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (["HEAD"], PATH),
        (["HEAD:tests"], f"recordings/{NAME}"),
        ([f"HEAD:{PATH}"], NAME),
        (["--staged"], PATH),
        (["HEAD", "--", "tests/recordings"], PATH),
    ],
)
def test_ls(arguments: list[str], path: str, repository: Repository) -> None:
    done = recview("ls", *arguments)
    assert (done.code, done.err) == (0, "")
    assert [(row[0], row[1]) for row in done.fields] == [("tests/a.py::test_b", path)]


def test_paths_are_relative_to_the_current_folder(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("tests/recordings")
    for arguments in (
        ["HEAD", "--", NAME],
        [f"HEAD:./{NAME}"],
        ["HEAD", "--", ".."],
        [f"HEAD:{PATH}"],
        ["--staged", "."],
    ):
        assert len(recview("ls", *arguments).fields) == 1, arguments
    outside = recview("ls", "HEAD", "--", "../../..")
    assert (outside.code, outside.err.count("outside of the repository")) == (2, 1)


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (["HEAD:nosuch"], 2, "recview: HEAD:nosuch: there is no nosuch in HEAD"),
        (["HEAD", "--", "nosuch"], 2, "recview: HEAD: there is no nosuch in HEAD"),
        (["--staged", "nosuch"], 2, "recview: --staged: there is no nosuch in the index"),
        (["HEAD~7"], 2, "recview: no such file, folder or revision: HEAD~7"),
        (["nosuch/x"], 2, "recview: no such file or folder: nosuch/x"),
        (["HEAD:tests/x.py"], 1, "recview: HEAD:tests/x.py: "),
        (["HEAD:tests", "--", "x"], 2, "recview: HEAD:tests: HEAD:tests is a path already: name others as REF -- PATH"),
        (["@{u}"], 2, "recview: @{u}: no upstream configured for branch 'main'"),
    ],
)
def test_what_is_not_there_has_words(arguments: list[str], code: int, error: str, repository: Repository) -> None:
    done = recview("ls", *arguments)
    assert (done.code, done.err.startswith(error)) == (code, True), done.err


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = recview("ls", "HEAD~1")
    assert done.err == "recview: no such file, folder or revision: HEAD~1 (this folder is in no git repository)\n"
    assert recview("ls", "--staged").err == "recview: --staged: this folder is in no git repository\n"


def test_a_path_wins_over_a_revision_and_that_over_a_test(repository: Repository) -> None:
    repository.git("branch", "tests")
    assert [row[1] for row in recview("ls", "tests").fields] == [f"recordings/{NAME}"]
    repository.git("branch", "a-branch", "HEAD~1")
    assert [row[1] for row in recview("ls", "a-branch").fields] == [PATH]
    # What looks like a test or a file is looked for as a revision last.
    for name in ("0123", "test_b"):
        repository.git("branch", name, "HEAD~1")
        assert recview("show", name, "--json").rows[0]["choices"][0]["text"] == "four"
    repository.git("branch", "test_other", "HEAD~1")
    assert recview("show", "test_other", "--json").rows[0]["choices"][0]["text"] == "one"


@pytest.mark.parametrize(
    "arguments", [[PATH], ["0123"], ["tests/a.py::test_b"], ["test_b"], ["tests"], ["tests/recordings", PATH]]
)
def test_for_a_plain_name_git_is_not_started(arguments: list[str], repository: Repository, tmp_path: Path) -> None:
    log, program = tmp_path / "log", tmp_path / "bin/git"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho started >> {log}\nexit 1\n")
    program.chmod(0o755)
    environment = {"PATH": f"{program.parent}:{os.environ['PATH']}"}
    recview("ls", "HEAD", environment=environment)
    assert log.exists()
    log.unlink()
    assert recview("show", *arguments, environment=environment).code == 0
    assert not log.exists()


def opened(*arguments: str) -> tuple[str, tuple[str, ...]]:
    """What the app opens: how it is called, and which paths of it."""
    opening = opening_of(parser().parse_args(arguments))
    return opening.root.label, opening.root.tops


def test_the_app(repository: Repository) -> None:
    assert opened("HEAD~1") == ("HEAD~1", ("",))
    assert opened("HEAD:tests") == ("HEAD:tests", ("",))
    assert opened(f"HEAD:{PATH}") == (f"HEAD:{PATH}", (NAME,))
    assert opened("HEAD", "--", "tests", PATH) == (f"HEAD -- tests {PATH}", ("tests",))
    assert opened("--staged") == ("what is staged", ("",))
    assert opened("--staged", PATH) == (f"what is staged -- {PATH}", (PATH,))
    assert opened("--", "tests") == ("tests", ("",))
    assert opening_of(parser().parse_args(["HEAD"])).root.is_watched is False


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["HEAD~9"], "no such file, folder or revision: HEAD~9"),
        (["nosuch/x"], "no such file or folder: nosuch/x"),
        (["tests", "HEAD"], "HEAD is a revision, which is opened alone; HEAD -- PATH opens paths of it"),
        (["HEAD", "--", "nosuch"], "HEAD: there is no nosuch in HEAD"),
        (["--staged", "nosuch"], "--staged: there is no nosuch in the index"),
    ],
)
def test_what_the_app_does_not_open(arguments: list[str], words: str, repository: Repository) -> None:
    with pytest.raises(NotOpened) as problem:
        opening_of(parser().parse_args(arguments))
    assert str(problem.value) == words
