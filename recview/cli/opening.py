"""What the arguments of the screen mean: what is opened, which recording is chosen, and what the user is told of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from recview.cli.targets import STDIN, exists, is_just_path, may_be_other
from recview.root import Root
from recview.value import Value

if TYPE_CHECKING:
    import argparse

    from recview.model import Source


class NotOpened(Exception):
    """Nothing can be opened; the message says why.

    Attributes:
        code: The exit code.
    """

    def __init__(self, problem: str, code: int = 2) -> None:
        super().__init__(problem)
        self.code = code


class Opening(Value):
    """What is opened.

    Attributes:
        root: Where the recordings are.
        chosen: The recording that the user named; None if the first is opened.
        notices: What is said of it.
    """

    root: Root
    chosen: Source | None = None
    notices: tuple[str, ...] = ()


def opening_of(options: argparse.Namespace) -> Opening:
    """What the arguments ask for.

    Raises:
        NotOpened: If there is nothing of that name, or several things, or nothing is found.
    """
    if options.demo:
        return Opening(Root(Path(__file__).parent.parent / "demo" / "recordings", name="sample recordings"))
    if options.staged:
        return _staged_opening([*options.paths, *options.behind])
    if STDIN in options.paths:
        from recview.cli.opening_stdin import opening_of_stdin

        return opening_of_stdin(options.paths)
    if options.behind and len(options.paths) == 1 and not exists(options.paths[0]):
        opening = _named_opening([], options.paths, options.behind)
        if opening.root.git:
            return opening
    given = [*options.paths, *options.behind]
    paths = [path for path in given if exists(path)]
    names = [name for name in given if name not in paths]
    if len(given) > 1 and (missing := [name for name in names if is_just_path(name)]):
        raise NotOpened(f"no such file or folder: {', '.join(missing)}")
    if not names and not any(map(may_be_other, paths)):
        return Opening(root_of_all(paths) if paths else _discovered_root())
    return _named_opening(paths, names)


def _staged_opening(paths: Sequence[str]) -> Opening:
    from recview.sources.git.commands import GitProblem
    from recview.sources.git.revisions import narrowed, staged_root

    try:
        return Opening(narrowed(staged_root(), paths))
    except GitProblem as problem:
        raise NotOpened(f"--staged: {problem}") from None


def root_of_all(paths: Sequence[str], *, is_list: bool = False) -> Root:
    """The root of paths that exist.

    Raises:
        NotOpened: If one of them was deleted meanwhile.
    """
    try:
        if len(paths) == 1 and not is_list:
            from recview.sources.discovery import root_of

            return root_of(paths[0])
        from recview.sources.several_paths import root_of_paths

        return root_of_paths(paths, is_list=is_list)
    except FileNotFoundError as error:
        raise NotOpened(f"no such file or folder: {error}") from None


def _discovered_root() -> Root:
    from recview.sources.discovery import discover

    tops = discover(Path())
    if not tops:
        raise NotOpened(
            "no recordings below this folder: no folder named recordings or cassettes was found.\n"
            "Name a path (recview path/to/recordings), or try the samples: recview --demo",
            code=1,
        )
    return Root(Path(), tops)


def _named_opening(paths: Sequence[str], names: Sequence[str], behind: Sequence[str] = ()) -> Opening:
    """The paths, or without any what is found, with the recording chosen that a name means; or a revision."""
    from recview.cli.lookups import lookups
    from recview.cli.naming import candidates, decide
    from recview.cli.resolving import nothing_words
    from recview.cli.revisions import Revisions
    from recview.cli.targets import Target, discovered

    if len(names) > 1:
        raise NotOpened(f"one recording can be chosen, and these are {len(names)} names: {', '.join(names)}")
    below = [path for path in paths if path not in names]
    places: list[Target] = []

    def places_to_search() -> list[Target]:
        if not places:
            places.extend([Target(root_of_all(below), "")] if below and names else discovered())
        return places

    notices: list[str] = []
    revisions = Revisions(behind)
    chosen, root = None, root_of_all(below) if below else None
    for name in (*filter(may_be_other, below), *names):
        decision = decide(name, candidates(name, lookups(places_to_search, revisions, just_paths=is_just_path(name))))
        if decision.problem:
            raise NotOpened(decision.problem)
        if decision.taken is None:
            raise NotOpened(nothing_words(name, revisions))
        notices += filter(None, [decision.notice])
        if name in names:
            [(target, sources), *_] = decision.taken.value
            if target.root.git and below:
                raise NotOpened(f"{name} is a revision, which is opened alone; {name} -- PATH opens paths of it")
            chosen, root = next(iter(sources), None), target.root
    assert root is not None
    return Opening(root, chosen, tuple(notices))


def take_terminal() -> None:
    """Have standard input be the terminal from now on, as keys come from there; what was piped in has been read.

    Raises:
        NotOpened: If this process has none.
    """
    names = ["/dev/tty"]
    with suppress(OSError):
        names.append(os.ttyname(2))
    if os.uname().sysname == "Darwin":
        # Its event queues do not take the one of this name.
        names.reverse()
    for name in names:
        try:
            handle = os.open(name, os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError:
            continue
        os.dup2(handle, 0)
        os.close(handle)
        return
    raise NotOpened("it needs a terminal for its keys, and there is none: /dev/tty cannot be opened")
