"""A name that is no plain path, as targets of `ls` and `show`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from recview.cli.lookups import lookups
from recview.cli.naming import candidates, decide
from recview.cli.output import warn
from recview.cli.report import Report
from recview.cli.targets import Target


def resolve(name: str, places: Callable[[], Sequence[Target]], report: Report, code: int) -> Iterator[Target]:
    """The targets that a name means.

    Args:
        name: The name.
        places: Where tests and files are looked for.
        report: Takes the name if it means nothing, or several things.
        code: The exit code if it means nothing.
    """
    decision = decide(name, candidates(name, lookups(places)))
    if decision.problem:
        report.add(decision.problem, code=2)
    elif decision.taken is None:
        report.add(NOTHING.format(name), code=code)
    else:
        if decision.notice:
            warn(decision.notice)
        for target, sources in decision.taken.value:
            paths = tuple(dict.fromkeys(source.path for source in sources))
            is_file = len(paths) == 1
            yield Target(target.root._replace(tops=paths), paths[0], is_file) if paths else target


NOTHING = "no such file or folder: {}; and no recording is called so, by its test or by its file's first letters"
"""The problem of a name that means nothing."""
