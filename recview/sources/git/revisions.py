"""From what the user calls a revision to what is opened: a root whose files are git's."""

from __future__ import annotations

import os
import posixpath
import re
import time
from collections.abc import Sequence
from pathlib import Path

from recview.git_source import INDEX, TREE, WORK_TREE, GitSource
from recview.root import Root
from recview.sources.git.commands import Git, GitProblem, listed_index, listed_tree, object_id, promisor_settings
from recview.sources.git.listing import ABSENT_TREE
from recview.sources.git.objects import SUBMODULE_MODE, index_entries, promisor, tree_entries
from recview.sources.git.repository import is_shallow, repository_of
from recview.sources.git.tree_files import SUBMODULE
from recview.sources.paths import is_within

SHALLOW = "this clone is shallow: git fetch --unshallow brings the history that it lacks"
NO_REPOSITORY = "this folder is in no git repository"
STAGED_NAME = "what is staged"

_BRACES = re.compile(r"\{[^}]*\}")


def split_revision(name: str) -> tuple[str, str | None]:
    """A revision and the path in it: `REF:PATH`; None for the path where there is just a revision.

    A colon in braces is part of the revision: `HEAD^{/fix: this}`. Before `:PATH`, what is staged, stands nothing.
    """
    plain = _BRACES.sub(lambda match: "_" * len(match[0]), name)
    at = plain.find(":")
    return (name, None) if at < 0 else (name[:at], name[at + 1 :])


def root_of_revision(name: str, folder: str = ".") -> Root | None:
    """What a name opens: the tree of a revision, a folder or a file in it, what is staged; None if it is no revision.

    Args:
        name: `REF`, `REF:PATH` or `:PATH`.
        folder: Where the user is: which repository is meant, and what `REF:./PATH` is relative to.

    Raises:
        GitProblem: If git cannot say, or the revision has no such path.
    """
    ref, path = split_revision(name)
    git = repository_of(folder)
    if git is None or (not ref and (not path or path.startswith(("/", ":")))):
        return None
    inner = _inner_path(git, path or "", folder)
    if not ref:
        return narrowed(_root(GitSource(git.top, INDEX, "", ":", time.time_ns()), name), [inner], git.top)
    tree = _tree_of(git, ref)
    if not tree:
        return None
    if not inner:
        return _root(GitSource(git.top, TREE, tree, f"{ref}:"), name)
    return _below(git, tree, ref, inner, name)


def why_no_revision(folder: str = ".") -> str:
    """Why a name may be no revision where one would be expected, as a clause; empty if nothing speaks for a reason.

    Raises:
        GitProblem: If git cannot say.
    """
    git = repository_of(folder)
    if git is None:
        return NO_REPOSITORY
    if not object_id(git, "HEAD", "commit"):
        return "this repository has no commit yet"
    return SHALLOW if is_shallow(git) else ""


def staged_root(folder: str = ".") -> Root:
    """What is staged: the index.

    Raises:
        GitProblem: If a folder is in no repository.
    """
    return _root(GitSource(_repository(folder).top, INDEX, "", ":", time.time_ns()), STAGED_NAME)


def work_tree_root(folder: str = ".") -> Root:
    """The working tree, with new files and without ignored ones.

    Raises:
        GitProblem: If a folder is in no repository.
    """
    return _root(GitSource(_repository(folder).top, WORK_TREE, opened_ns=time.time_ns()), "the working tree")


def narrowed(root: Root, paths: Sequence[str], folder: str = ".", *, may_lack: bool = False) -> Root:
    """A root of git with just some paths of it, from `-- PATH…`.

    Args:
        root: The whole tree of a revision, or what is staged.
        paths: As the user names them: relative to where he is, or absolute; nothing in them is a pattern.
        folder: Where the user is.
        may_lack: Whether some of them need not be there, as on one side of a comparison.

    Raises:
        GitProblem: If one of them is not there, or the root is a part of a tree already.
    """
    source = root.git
    if source is None or not paths:
        return root
    if root.tops != ("",) or source.prefix.partition(":")[2]:
        raise GitProblem(f"{root.label} is a path already: name others as REF -- PATH")
    git = Git("", source.top)
    tops = tuple(dict.fromkeys(_inner_path(git, os.path.join("./", path), folder) for path in paths))
    if "" in tops:
        return root
    tops = tuple(top for top in tops if not any(top != other and is_within(top, other) for other in tops))
    if source.kind != WORK_TREE and not may_lack:
        repository = repository_of(source.top)
        assert repository is not None
        listed = _listed_paths(repository, source, tops)
        if missing := [top for top in tops if not any(is_within(path, top) for path in listed)]:
            raise GitProblem(f"there is no {', '.join(missing)} in {source.prefix.removesuffix(':') or 'the index'}")
    words = "" if root.name.startswith(":") else f" -- {' '.join(paths)}"
    return root._replace(tops=tops, name=f"{root.name}{words}")


def _listed_paths(git: Git, source: GitSource, tops: Sequence[str]) -> list[str]:
    if source.kind == TREE:
        return [entry.path for entry in tree_entries(listed_tree(git, source.tree, tops))]
    return [entry.path for entry in index_entries(listed_index(git))]


def _root(source: GitSource, name: str) -> Root:
    return Root(Path(source.base), name=name, git=source)


def _repository(folder: str) -> Git:
    git = repository_of(folder)
    if git is None:
        raise GitProblem(NO_REPOSITORY)
    return git


def _tree_of(git: Git, ref: str) -> str:
    """The id of a revision's tree; empty if there is no such revision."""
    try:
        return object_id(git, ref, "tree")
    except GitProblem:
        if promisor(promisor_settings(git)) is not None and object_id(git, ref, "commit"):
            raise GitProblem(ABSENT_TREE) from None
        raise


def _below(git: Git, tree: str, ref: str, path: str, name: str) -> Root:
    """A folder or a file of a tree."""
    above, _, last = path.rpartition("/")
    entry = next(tree_entries(listed_tree(git, tree, [path])), None)
    if entry is None or entry.path != path:
        raise GitProblem(f"there is no {path} in {ref}")
    if entry.mode == SUBMODULE_MODE:
        raise GitProblem(SUBMODULE)
    if entry.is_folder:
        return _root(GitSource(git.top, TREE, entry.id, f"{ref}:{path}/"), name)
    if not above:
        return _root(GitSource(git.top, TREE, tree, f"{ref}:"), name)._replace(tops=(last,))
    return _below(git, tree, ref, above, name)._replace(tops=(last,), name=name)


def _inner_path(git: Git, path: str, folder: str) -> str:
    """A path from the top of the repository; one that begins with `./` or `../` is relative to where the user is.

    Raises:
        GitProblem: If it leads out of it.
    """
    is_relative = path.split("/")[0] in (".", "..")
    start = os.path.realpath(folder) if is_relative else git.top
    full = posixpath.normpath(os.path.join(start, path if is_relative or os.path.isabs(path) else f"./{path}"))
    if not is_within(full, git.top.rstrip("/")):
        raise GitProblem(f"{path} is outside of the repository at {git.top}")
    return full[len(git.top.rstrip("/")) :].strip("/")
