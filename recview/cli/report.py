"""What went wrong while a command ran, written to standard error as it is met, and the exit code that follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from recview.cli.output import warn
from recview.humanize import listed_kinds, plural
from recview.sources.kinds import count_kinds

if TYPE_CHECKING:
    from recview.cli.targets import Target


class Report:
    """The problems of one run.

    Attributes:
        code: The exit code: the highest of all problems, 0 without any.
    """

    def __init__(self) -> None:
        self.code = 0
        self._foreign: dict[str, str] = {}
        self._count = 0

    def add(self, problem: str, code: int = 1) -> None:
        """Warn of a problem that is worth an exit code."""
        warn(problem)
        self.code = max(self.code, code)

    def count_file(self) -> None:
        """Count a file that holds recordings, or was meant to."""
        self._count += 1

    def leaves_out(self, target: Target, path: str, problem: str, *, foreign: bool) -> bool:
        """Whether a file that cannot be read is left out; if not, or if the user named it, it is a problem.

        Args:
            target: Where the file is.
            path: The file's path below the target's root.
            problem: Why it cannot be read.
            foreign: Whether it is sound and no recording: such a file is left out.
        """
        if foreign and not target.is_file:
            # `calls recorded by nock: recview does not read it yet`; a file of no known kind has just its ending.
            kind, colon, _ = problem.partition(": recview ")
            self._foreign[path] = kind if colon else ""
        else:
            self.count_file()
            self.add(f"{target.path(path)}: {problem}")
        return foreign

    def add_exchanges(self, target: Target, path: str, problems: Mapping[str, Sequence[int]]) -> None:
        """Warn of exchanges that cannot be read to their end, or whose answers cannot.

        Args:
            target: Where their file is.
            path: The file's path below the target's root.
            problems: The indexes of the exchanges, from 0, by their problem.
        """
        for problem, indexes in problems.items():
            more = f" (and {len(indexes) - 1:,} more of its exchanges)" if len(indexes) > 1 else ""
            number = f" #{indexes[0] + 1}" if indexes[0] else ""
            self.add(f"{target.path(path)}{number}: {problem}{more}")

    def end(self, target: Target, code: int = 1) -> None:
        """After the last file of a target: if no recording was there, say what was.

        Args:
            target: The target.
            code: The exit code of that.
        """
        if not self._count:
            kinds = count_kinds(target.root, self._foreign)
            besides = f", just {plural(kinds.total(), 'file')} of another kind: {listed_kinds(kinds)}" if kinds else ""
            self.add(f"{target.name}: no recording{besides}", code)
        self._count, self._foreign = 0, {}
