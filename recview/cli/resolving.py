"""A name that is no plain path, as targets of `ls` and `show`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from recview.cli.lookups import lookups
from recview.cli.name_shapes import looks_like_hash
from recview.cli.naming import candidates, decide
from recview.cli.output import warn
from recview.cli.report import Report
from recview.cli.revisions import Revisions
from recview.cli.targets import Target, is_just_path

_HASH = 12
"""Hexadecimal digits from which on a name is rather a replay's hash than a number."""


def resolve(
    name: str, places: Callable[[], Sequence[Target]], report: Report, code: int, paths: Sequence[str] = ()
) -> Iterator[Target]:
    """The targets that a name means.

    Args:
        name: The name.
        places: Where tests and files are looked for.
        report: Takes the name if it means nothing, or several things.
        code: The exit code if it means nothing.
        paths: What alone is wanted of a revision.
    """
    revisions = Revisions(paths)
    decision = decide(name, candidates(name, lookups(places, revisions, just_paths=is_just_path(name))))
    if decision.problem:
        report.add(decision.problem, code=2)
    elif decision.taken is None:
        report.add(nothing_words(name, revisions), code=2 if is_just_path(name) else code)
    else:
        if decision.notice:
            warn(decision.notice)
        for target, sources in decision.taken.value:
            paths = tuple(dict.fromkeys(source.path for source in sources))
            is_file = len(paths) == 1
            yield Target(target.root._replace(tops=paths), paths[0], is_file) if paths else target


def nothing_words(name: str, revisions: Revisions) -> str:
    """The problem of a name that means nothing.

    Args:
        name: The name.
        revisions: Was asked for it.
    """
    if words := revisions.words(name):
        return words
    nothing = f"no such file or folder: {name}"
    if not is_just_path(name):
        nothing += "; and no recording is called so, by its test or by its file's first letters"
    if looks_like_hash(name) and len(name) >= _HASH:
        nothing += f"\nIf a replay looked for it: recview why {name} says which recording it may be about"
    return f"{nothing}\ngit says of it: {revisions.problem}" if revisions.problem else nothing


def resolve_place(name: str, report: Report) -> Iterator[Target]:
    """The revision that is to be looked in; that there is none goes into the report."""
    revisions = Revisions()
    decision = decide(name, revisions.candidates(name))
    if decision.taken is None:
        report.add(revisions.words(name) or f"no such file or folder: {name}", code=2)
    else:
        yield from (target for target, _ in decision.taken.value)
