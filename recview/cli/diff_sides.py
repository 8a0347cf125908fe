"""What `recview diff` and `recview review` compare: two sources each, or what git has of one or none."""

from __future__ import annotations

import os
from collections.abc import Sequence

from recview.cli.report import Report
from recview.cli.targets import exists, may_be_other, resolve_targets
from recview.git_source import WORK_TREE
from recview.root import Root
from recview.sources.git.bases import Sides, default_sides, sides_of_range
from recview.sources.git.commands import GitProblem
from recview.sources.git.revisions import narrowed, root_of_revision, staged_root, work_tree_root


class NoSides(Exception):
    """What the arguments name cannot be compared; the message says why, and is empty if the report has it already."""


def sides_of(names: Sequence[str], behind: Sequence[str], report: Report, *, staged: bool) -> Sides:
    """The two sides.

    Args:
        names: At most two: paths, revisions, tests, starts of file names, or one range `A...B`.
        behind: Paths that alone are wanted of what is in git.
        report: Takes names that mean nothing, or several things.
        staged: Whether what is staged is the second side.

    Raises:
        NoSides: If there are none.
    """
    try:
        if staged:
            return _staged(names, behind, report)
        if len(names) > 1:
            return _two(names[0], names[1], behind, report)
        return _one(names[0], behind, report) if names else _narrowed(default_sides(os.environ), behind)
    except GitProblem as problem:
        raise NoSides(str(problem)) from None


def _staged(names: Sequence[str], behind: Sequence[str], report: Report) -> Sides:
    if len(names) > 1:
        raise NoSides("--staged compares with one revision: recview diff --staged [A]")
    if names and _is_path(names[0]):
        names, behind = (), (*names, *behind)
    before = _root(names[0] if names else "HEAD", report)
    return _narrowed(Sides(before, staged_root()), behind)


def _one(name: str, behind: Sequence[str], report: Report) -> Sides:
    """A range, a revision with the working tree, or a path in what is compared by default."""
    if _is_path(name):
        return _narrowed(default_sides(os.environ), [name, *behind])
    if sides := sides_of_range(name):
        return _narrowed(sides, behind)
    root = _root(name, report)
    if root.git is None:
        raise NoSides(f"{name} is compared with nothing: name two, or a revision")
    return _narrowed(Sides(root, work_tree_root()), behind)


def _two(first: str, second: str, behind: Sequence[str], report: Report) -> Sides:
    for name, path in ((first, second), (second, first)):
        if _is_path(path) and not _is_path(name) and (sides := _in_work_tree(name, path)):
            return _narrowed(sides if path is second else Sides(sides.after, sides.before), [path, *behind])
    return _narrowed(Sides(_root(first, report), _root(second, report)), behind)


def _in_work_tree(name: str, path: str) -> Sides | None:
    """A whole revision and the working tree, if a path is in it: both are about that path then, as in git."""
    root = root_of_revision(name)
    if root is None or root.git is None or root.tops != ("",) or root.git.prefix.partition(":")[2]:
        return None
    is_inside = os.path.realpath(path).startswith(os.path.join(root.git.top, ""))
    return Sides(root, work_tree_root()) if is_inside else None


def _is_path(name: str) -> bool:
    return exists(name) and not may_be_other(name)


def _root(name: str, report: Report) -> Root:
    targets = list(resolve_targets([name], report))
    if not targets:
        raise NoSides("")
    if len(targets) > 1:
        raise NoSides(f"{name} stands for several: {', '.join(target.name for target in targets)}")
    return targets[0].root


def _narrowed(sides: Sides, paths: Sequence[str]) -> Sides:
    """Both sides with just some paths of what is in git; a path may be on one side only.

    Raises:
        GitProblem: If a path is on neither side.
        NoSides: If nothing of git is compared.
    """
    if not paths:
        return sides
    tops: list[set[str]] = [set(), set()]
    for path in paths:
        problems: list[GitProblem] = []
        for root, kept in zip(sides, tops, strict=True):
            try:
                kept |= _tops(root, path)
            except GitProblem as problem:
                problems.append(problem)
        if len(problems) == sum(root.git is not None for root in sides):
            raise problems[0] if problems else NoSides(f"-- {path}: neither side is in git; name the paths themselves")
    return Sides(*(root._replace(tops=_outermost(kept)) for root, kept in zip(sides, tops, strict=True)))


def _tops(root: Root, path: str) -> set[str]:
    """What a path is in a side; all of a side that is not in git.

    Raises:
        GitProblem: If the side has no such path.
    """
    if root.git is None:
        return set(root.tops)
    tops = set(narrowed(root, [path]).tops)
    if root.git.kind == WORK_TREE and not all(os.path.lexists(os.path.join(root.git.top, top)) for top in tops):
        raise GitProblem(f"there is no {path} in {root.label}")
    return tops


def _outermost(tops: set[str]) -> tuple[str, ...]:
    if "" in tops:
        return ("",)
    return tuple(sorted(top for top in tops if not any(top.startswith(f"{other}/") for other in tops)))
