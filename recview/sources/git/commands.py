"""The only place that starts git, and only commands that run nothing of a repository's own and write nothing.

No option turns filters off, so `status`, `diff` and the like are never called (see `recview.sources.git.work_tree`).
Names of refs only go to `rev-parse` behind `--end-of-options`; every other command is given object ids, and paths
behind `--`. What an object lacks in a partial clone is never fetched.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from typing import IO, TYPE_CHECKING, NamedTuple

from recview.sources.git.environment import cleaned, problem_words

if TYPE_CHECKING:
    import subprocess

SECONDS = 60
"""How long git may take to answer."""

MAX_NAME_BYTES = 4_096
NO_GIT = "git is not installed, or not in PATH"

_OPTIONS = (
    *("--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs"),
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false"),
    *("-c", "safe.bareRepository=explicit"),
)
_ID = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")


class GitProblem(Exception):
    """Git cannot be asked, or does not answer; the message is a clause for the user, git's own where there is one."""


class Git(NamedTuple):
    """Git in a working tree.

    Attributes:
        program: The path of the program.
        top: The top folder of the working tree.
    """

    program: str
    top: str


class Answer(NamedTuple):
    """What git answered.

    Attributes:
        code: Its exit code.
        output: What it wrote.
        problem: What it says went wrong; empty if it says nothing.
    """

    code: int
    output: bytes
    problem: str


def git_at(top: str) -> Git:
    """Git in a working tree.

    Args:
        top: Its top folder.

    Raises:
        GitProblem: If git is not installed.
    """
    # A relative folder in PATH may be one of the repository's.
    for folder in filter(os.path.isabs, os.get_exec_path()):
        program = os.path.join(folder, "git")
        if os.path.isfile(program) and os.access(program, os.X_OK):
            return Git(program, top)
    raise GitProblem(NO_GIT)


def object_id(git: Git, name: str, kind: str) -> str:
    """The id of what a revision is called; empty if there is none.

    Args:
        git: Where to ask.
        name: A ref, an id, or any other way to name a revision (`HEAD~2`, `main@{yesterday}`).
        kind: `commit` or `tree`.

    Raises:
        GitProblem: If git cannot say.
    """
    try:
        is_name = name != "" and "\0" not in name and len(os.fsencode(name)) <= MAX_NAME_BYTES
    except UnicodeError:
        is_name = False
    if not is_name:
        return ""
    answer = _ask(git, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{{kind}}}")
    if answer.code == 0 and _ID.fullmatch(text := answer.output.decode("ascii", "replace").strip()):
        return text
    if answer.code in (1, 128) and not answer.problem:
        return ""
    raise _failure("rev-parse", answer)


def listed_tree(git: Git, tree: str, paths: Sequence[str] | None = None) -> bytes:
    """What `ls-tree -z` says of all files of a tree, or of just some paths.

    Args:
        git: Where to ask.
        tree: The id of the tree.
        paths: Paths from its top; None for every file in it.
    """
    words = ("-r",) if paths is None else ()
    return _output(git, "ls-tree", *words, "-z", "--full-tree", checked_id(tree), "--", *(paths or ()))


def listed_index(git: Git) -> bytes:
    """What `ls-files -t -s -z` says of the index: a tag, mode, id, stage and path for each file."""
    return _output(git, "ls-files", "-t", "-s", "-z")


def listed_untracked(git: Git) -> bytes:
    """The paths that are in the working tree, not in the index and not ignored, each followed by NUL."""
    return _output(git, "ls-files", "--others", "--exclude-standard", "-z")


def checked_objects(git: Git, ids: Iterable[str]) -> bytes:
    """What `cat-file --batch-check` says of objects: a line for each, in their order."""
    lines = "".join(f"{checked_id(id_)}\n" for id_ in ids).encode()
    return _output(git, "cat-file", "--batch-check", "--buffer", given=lines)


def commit_object(git: Git, commit: str) -> bytes:
    """A commit as git keeps it."""
    return _output(git, "cat-file", "commit", checked_id(commit))


def common_commit(git: Git, first: str, second: str) -> str:
    """The best common ancestor of two commits; empty if there is none, or a shallow clone lacks it."""
    answer = _ask(git, "merge-base", checked_id(first), checked_id(second))
    if answer.code == 1 and not answer.problem:
        return ""
    if answer.code:
        raise _failure("merge-base", answer)
    return checked_id(answer.output.decode("ascii", "replace").strip())


def commits_of_paths(git: Git, commit: str, paths: Sequence[str]) -> bytes:
    """The ids of the commits up to one that changed something at or below some paths, a line for each, newest first."""
    return _output(git, "rev-list", checked_id(commit), "--", *paths)


def changes_of_commits(git: Git, commits: bytes, paths: Sequence[str]) -> bytes:
    """What `diff-tree --raw -z` says of commits, given as lines: it compares ids, no contents, so no filter is run."""
    words = ("--stdin", "-r", "-m", "--root", "--raw", "-z", "--no-commit-id", "--no-renames", "--no-abbrev")
    return _output(git, "diff-tree", *words, "--", *paths, given=commits)


def absent_objects(git: Git, tree: str) -> bytes:
    """What `rev-list` says of all objects of a tree: a line for each, those that are absent behind `?`."""
    words = ("--objects", "--no-object-names", "--no-walk", "--missing=print")
    return _output(git, "rev-list", *words, checked_id(tree), "--")


def promisor_settings(git: Git) -> bytes:
    """The settings that a partial clone has, each with NUL behind it; nothing if the repository is none."""
    pattern = r"^(extensions\.partialclone|remote\..*\.promisor)$"
    answer = _ask(git, "config", "-z", "--get-regexp", pattern)
    return answer.output if answer.code == 0 else b""


def own_display_settings(git: Git) -> bytes:
    """How the user wants output shown, by their own files and not a repository's: settings, each followed by NUL."""
    pattern = r"^(core\.pager|pager\.diff|color\.(ui|diff))$"
    answer = _ask(git, "config", "--global", "--includes", "-z", "--get-regexp", pattern)
    return answer.output if answer.code == 0 else b""


def facts(git: Git) -> list[str]:
    """Of the repository: `true` in its working tree, the way from the top of that, and whether it is shallow."""
    words = ("--is-inside-work-tree", "--show-prefix", "--is-shallow-repository")
    return _output(git, "rev-parse", *words).decode("utf-8", "surrogateescape").split("\n")[:-1]


def start_batch(git: Git, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start `cat-file --batch`, which answers a line with an id by that object.

    Args:
        git: Where to ask.
        errors: A file that takes what it says went wrong.
    """
    import subprocess

    return _start(git, ("cat-file", "--batch"), stdin=subprocess.PIPE, errors=errors.fileno())


def checked_id(text: str) -> str:
    """The text, if it is the id of an object.

    Raises:
        GitProblem: If it is none.
    """
    if not _ID.fullmatch(text):
        raise GitProblem("git answered with what is no object's id")
    return text


def _output(git: Git, *words: str, given: bytes = b"") -> bytes:
    answer = _ask(git, *words, given=given)
    if answer.code:
        raise _failure(words[0], answer)
    return answer.output


def _failure(command: str, answer: Answer) -> GitProblem:
    return GitProblem(answer.problem or f"git {command} ended with {answer.code}")


def _ask(git: Git, *words: str, given: bytes = b"") -> Answer:
    import subprocess

    process = _start(git, words, stdin=subprocess.PIPE if given else subprocess.DEVNULL, errors=subprocess.PIPE)
    try:
        output, errors = process.communicate(given or None, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise GitProblem(f"git {words[0]} did not answer within {SECONDS} seconds") from None
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    return Answer(process.returncode, output, problem_words(errors))


def _start(git: Git, words: Sequence[str], *, stdin: int, errors: int) -> subprocess.Popen[bytes]:
    """Start git without a terminal that it could ask on, and out of reach of the terminal's ctrl+c."""
    import subprocess

    try:
        return subprocess.Popen(
            [git.program, *_OPTIONS, *words],
            cwd=git.top,
            env=cleaned(os.environ),
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise GitProblem(f"git cannot be started: {error}") from None
