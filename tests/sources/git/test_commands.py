"""Git is asked so that nothing of a repository runs, nothing is written, and no name becomes an option or a command."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from recview.sources.contents import contents
from recview.sources.git import blobs, commands
from recview.sources.git.blobs import Blobs
from recview.sources.git.commands import Git, GitProblem, git_at, object_id
from recview.sources.git.history import earlier_objects
from recview.sources.git.revisions import root_of_revision, staged_root, work_tree_root
from tests.sources.git.made import Repository, needs_git

HOOKS = ("post-index-change", "post-checkout", "pre-commit", "reference-transaction", "fsmonitor-watchman")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "work")


def script(path: Path, *lines: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(("#!/bin/sh", *lines, "")))
    path.chmod(0o755)
    return str(path)


def files_below(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path): (path.lstat().st_mtime_ns, path.lstat().st_size)
        for path in sorted(folder.rglob("*"))
        if not path.is_dir()
    }


@needs_git
def test_nothing_of_a_hostile_repository_runs_and_nothing_is_written(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"a.json": b"{}", "b.json": b"[]", ".gitattributes": b"*.json filter=evil diff=evil\n"})
    log = tmp_path / "log"
    evil = script(tmp_path / "evil", f'echo "$0 $*" >> {log}', "cat")
    for hook in HOOKS:
        script(repository.path / ".git/hooks" / hook, f'echo "$0" >> {log}')
    for key in (
        *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy"),
        *("filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.textconv", "diff.evil.command"),
        *("diff.external", "gpg.program", "credential.helper", "remote.origin.uploadpack", "remote.origin.vcs"),
        *("alias.rev-parse", "alias.ls-tree", "pager.ls-tree", "core.alternateRefsCommand", "sequence.editor"),
    ):
        repository.git("config", key, evil if not key.startswith("alias") else f"!{evil}")
    for key in ("log.showSignature", "filter.evil.required", "core.untrackedCache", "remote.origin.promisor"):
        repository.git("config", key, "true")
    repository.git("config", "remote.origin.url", f"ext::{evil}")
    repository.write({"a.json": b"{ }", "new.json": b"1"})
    os.utime(repository.path / "b.json")
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_PROXY_COMMAND"):
        monkeypatch.setenv(name, evil)
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(tmp_path / "trace2"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    log.unlink(missing_ok=True)
    before = files_below(tmp_path)
    folder = str(repository.path)
    for root in (root_of_revision("HEAD", folder), staged_root(folder), work_tree_root(folder)):
        assert root is not None
        assert {"a.json", "b.json"} <= {content.path for content in contents(root) if not content.problem}
    assert list(earlier_objects(git_at(folder), ["a.json"])) == ["a.json"]
    assert files_below(tmp_path) == before


@needs_git
@pytest.mark.parametrize(
    "ref", ["--output=stolen", "--upload-pack=x", "-h", "$(touch stolen)", "`touch stolen`", "a;b"]
)
def test_a_ref_never_becomes_an_option_or_a_command(ref: str, repository: Repository) -> None:
    commit = repository.commit({"a.json": b"{}"})
    before = files_below(repository.path)
    assert root_of_revision(ref, str(repository.path)) is None
    assert files_below(repository.path) == before
    name = f"refs/heads/{ref}"
    (repository.path / ".git" / "packed-refs").write_text(
        f"# pack-refs with: peeled fully-peeled sorted\n{commit} {name}\n"
    )
    before = files_below(repository.path)
    root = root_of_revision(ref, str(repository.path))
    if " " not in ref:
        assert root is not None
        assert [content.path for content in contents(root)] == ["a.json"]
    assert files_below(repository.path) == before


@needs_git
@pytest.mark.parametrize(
    "name", ["", "\0", "a\0b", "\ud800", "x" * 5_000, "nosuch", "HEAD^^^", "..", "A..B", "HEAD:a.json", "HEAD@{9999}"]
)
def test_what_is_no_revision_has_no_id(name: str, repository: Repository) -> None:
    repository.commit({"a.json": b"{}"})
    assert object_id(git_at(str(repository.path)), name, "tree") == ""


@needs_git
@pytest.mark.parametrize(("name", "words"), [("@{u}", "no upstream"), ("HEAD^{blob}", "expected blob type")])
def test_of_some_names_git_has_a_sentence(name: str, words: str, repository: Repository) -> None:
    repository.commit({"a.json": b"{}"})
    with pytest.raises(GitProblem, match=words):
        object_id(git_at(str(repository.path)), name, "tree")


@needs_git
def test_all_ways_to_name_a_revision(repository: Repository) -> None:
    first = repository.commit({"a.json": b"{}"}, "fix: one")
    repository.commit({"a.json": b"[]"}, "two")
    repository.git("tag", "-a", "-m", "x", "v1", "HEAD~1")
    tree = repository.git("rev-parse", f"{first}^{{tree}}")
    git = git_at(str(repository.path))
    for name in (
        first,
        first[:9],
        "HEAD~1",
        "HEAD^",
        "main~1",
        "main@{1}",
        "v1",
        "refs/tags/v1",
        "HEAD^{/fix: one}",
        tree,
    ):
        assert object_id(git, name, "tree") == tree, name


@needs_git
def test_only_ids_go_to_the_other_commands(repository: Repository) -> None:
    git = git_at(str(repository.path))
    for call in (
        lambda: commands.listed_tree(git, "--output=x"),
        lambda: commands.commit_object(git, "HEAD"),
        lambda: commands.common_commit(git, "HEAD", "--fork-point"),
        lambda: commands.absent_objects(git, "--all"),
        lambda: commands.checked_objects(git, ["HEAD:a.json"]),
        lambda: Blobs(git).read("HEAD", 0, None, 1, 1),
    ):
        with pytest.raises(GitProblem, match="no object's id"):
            call()


def fake_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> Git:
    script(tmp_path / "bin" / "git", *lines)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    return git_at(str(tmp_path))


def test_git_that_does_not_answer_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git = fake_git(tmp_path, monkeypatch, f"echo $$ > {tmp_path}/pid", "exec sleep 1000")
    monkeypatch.setattr(commands, "SECONDS", 0.2)
    monkeypatch.setattr(blobs, "SECONDS", 0.2)
    for call in (lambda: object_id(git, "HEAD", "tree"), lambda: Blobs(git).read("0" * 40, 0, None, 1, 1)):
        with pytest.raises(GitProblem, match="did not answer within"):
            call()
        if (tmp_path / "pid").exists():
            with pytest.raises(ProcessLookupError):
                os.kill(int((tmp_path / "pid").read_text()), 0)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("echo 'fatal: no way' >&2", "exit 128"), "no way"),
        (("exit 3",), "ended"),
        (("echo nonsense", "exit 0"), "ended with 0"),
        (("kill -9 $$",), "ended"),
    ],
)
def test_git_that_fails_has_words(
    lines: tuple[str, ...], problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = fake_git(tmp_path, monkeypatch, *lines)
    with pytest.raises(GitProblem, match=problem):
        object_id(git, "HEAD", "tree")
    with pytest.raises(GitProblem):
        Blobs(git).read("0" * 40, 0, None, 1, 1)


def test_no_git_has_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "git").write_text("no program")
    for path in ("", str(tmp_path), "bin"):
        monkeypatch.setenv("PATH", path)
        with pytest.raises(GitProblem, match="not installed"):
            git_at(".")


def test_a_program_of_the_repository_is_not_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path / "git", "exit 0")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f".:{os.environ['PATH']}")
    try:
        assert git_at(".").program != "./git"
        assert os.path.isabs(git_at(".").program)
    except GitProblem:
        assert stat.S_ISREG((tmp_path / "git").stat().st_mode)
