"""What the checks said of each file of a tree, kept out of memory until it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.checks.runner import FileResult
from recview.findings import FileFindings, as_plain, from_plain
from recview.model import WHOLE, Readability, ReadState
from recview.packed_values import PackedValues
from recview.sources.checked_files import StampedResult


class CheckResults:
    """The result of each file, and what the checks of the whole tree say of it. One thread puts, any may remove.

    Attributes:
        has_news: Whether there is a result to keep for the next session that an earlier one did not keep.
    """

    def __init__(self) -> None:
        self.has_news = False
        self._results = PackedValues()
        self._beside = PackedValues()

    def __iter__(self) -> Iterator[StampedResult]:
        return (result for path in self._results if (result := self.get(path)) is not None)

    def paths(self) -> list[str]:
        """The paths of the files that have a result, sorted."""
        return sorted(self._results)

    def get(self, path: str) -> StampedResult | None:
        """The result of a file; None if it has none."""
        packed = self._results.get(path)
        if packed is None:
            return None
        recordings, findings, facts, problem, stamp, is_foreign, is_lasting = packed
        readability = Readability(ReadState[problem[0]], problem[1]) if problem else WHOLE
        result = FileResult(path, recordings, from_plain(path, findings), facts, readability)
        return StampedResult(result, stamp, is_foreign, is_lasting)

    def put(self, each: StampedResult, *, is_news: bool = False) -> None:
        """Put the result of a file in the place of what it had; `is_news` if no earlier session kept it."""
        self.has_news = self.has_news or (is_news and each.is_lasting)
        result, stamp, is_foreign, is_lasting = each
        readability = result.readability
        problem = None if readability == WHOLE else (readability.state.name, readability.reason)
        self._results[result.path] = (
            result.recordings,
            as_plain(result.findings),
            result.facts,
            problem,
            stamp,
            is_foreign,
            is_lasting,
        )

    def remove(self, path: str) -> None:
        """Forget the result of a file, if it has one."""
        self._results.remove(path)

    def take_beside(self, findings: Mapping[str, FileFindings]) -> list[str]:
        """Take what the checks of the whole tree say of files, in the place of what they said before.

        Returns:
            The paths of the files of which they say something else now.
        """
        differing = [path for path in self._beside if path not in findings]
        for path in differing:
            self._beside.remove(path)
        for path, file in findings.items():
            packed = (file.unreachable, as_plain(file.findings))
            if self._beside.get(path) != packed:
                self._beside[path] = packed
                differing.append(path)
        return differing

    def findings(self, path: str) -> FileFindings:
        """All that was found in a file, in it alone and beside others."""
        result, beside = self._results.get(path), self._beside.get(path)
        unreachable, others = beside or ("", ())
        return FileFindings(from_plain(path, (*(result[1] if result else ()), *others)), unreachable)
