"""What the checks found in the rows of the list, as far as they were checked."""

from __future__ import annotations

import marshal
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from recview.findings import WHOLE_FILE, FileFindings, as_plain, from_plain
from recview.library.coded import Table
from recview.library.row_columns import NUMBERS
from recview.library.row_store import latest_rows, same_path
from recview.named_tuple import NamedTuple

if TYPE_CHECKING:
    from recview.findings import Finding, RuleText
    from recview.library.row_store import RowStore
    from recview.model import Source

_NUMBER = NUMBERS.index("number")


class FindingFacts(NamedTuple):
    """What a query can ask of the findings in a recording.

    Attributes:
        rules: The ids of the rules that found something, each once, sorted.
        severities: How grave that is, each once, sorted.
        is_unreachable: Whether no replay finds it by its name.
    """

    rules: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    is_unreachable: bool = False


class FindingCount(NamedTuple):
    """How many of some recordings have findings, each by its gravest; those of notes alone are not counted."""

    errors: int = 0
    warnings: int = 0


NO_FINDINGS = FindingCount()

UNCHECKED, NOTHING = 0, 1
"""The codes of a row that was not checked yet, and of one in which nothing was found."""


class FindingTable:
    """What was found in each file; it grows as more is checked.

    Attributes:
        is_complete: Whether all files were checked, also beside each other: until then more may be found in any.
        has_marks: Whether an error or a warning was found in any.
        rules: What is to be said of each rule that found something.
        values: The distinct facts, by code; None for `UNCHECKED`.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Know nothing any more: another reader begins."""
        self.is_complete = False
        self.has_marks = False
        self.rules: dict[str, RuleText] = {}
        self.values: list[FindingFacts | None] = [None, FindingFacts()]
        self._table: Table[FindingFacts] = Table([FindingFacts()])
        # By path the findings as plain values in bytes, a fourth of what they take otherwise; none if there are none.
        self._files: dict[str, bytes] = {}
        self._store: RowStore | None = None
        self._codes = array("I")
        self._outdated: set[str] = set()

    def take(self, files: Mapping[str, FileFindings], rules: Mapping[str, RuleText], *, is_complete: bool) -> None:
        """Take what was found in further files, in the place of what was found in them before.

        Args:
            files: What was found in each.
            rules: What is to be said of further rules.
            is_complete: Whether all files were checked by now.
        """
        for path, file in files.items():
            self._files[same_path(self._store, path)] = (
                marshal.dumps((file.unreachable, as_plain(file.findings))) if any(file) else b""
            )
        self.rules.update(rules)
        self.is_complete = is_complete
        self._outdated.update(files)
        findings = (finding for file in files.values() for finding in file.findings)
        self.has_marks = self.has_marks or any(finding.severity != "info" for finding in findings)

    def forget(self, paths: Iterable[str]) -> None:
        """Count files as unchecked, as they changed."""
        for path in paths:
            if self._files.pop(path, None) is not None:
                self._outdated.add(path)

    def unreachable(self, path: str) -> str:
        """Why no replay finds a file by its name, as a word; empty if one does, or that is not known."""
        file = self._file(path)
        return file.unreachable if file else ""

    def file_findings(self, path: str) -> Sequence[Finding]:
        """What was found in a file."""
        file = self._file(path)
        return file.findings if file else ()

    def _file(self, path: str) -> FileFindings | None:
        """All that was found in a file; None if it was not checked yet."""
        packed = self._files.get(path)
        if not packed:
            return None if packed is None else FileFindings()
        unreachable, findings = marshal.loads(packed)
        return FileFindings(from_plain(path, findings), unreachable)

    def findings(self, source: Source) -> list[Finding]:
        """What was found in a recording and in its file as a whole."""
        file = self._file(source.path)
        return _of_recording(file, source.number) if file else []

    def facts(self, source: Source) -> FindingFacts | None:
        """What a query can ask of a recording; None if it was not checked yet."""
        file = self._file(source.path)
        return None if file is None else _facts(file, source.number)

    def count_of(self, source: Source) -> FindingCount:
        """The same of one recording."""
        facts = self.facts(source)
        return _counted(facts, 1) if facts else NO_FINDINGS

    def count(self, store: RowStore, rows: Iterable[int]) -> FindingCount:
        """How many of some rows have findings."""
        if not self.has_marks:
            return NO_FINDINGS
        codes = self.codes(store)
        alike = Counter(map(codes.__getitem__, rows))
        counts = [_counted(facts, number) for code, number in alike.items() if (facts := self.values[code])]
        return FindingCount(*map(sum, zip(NO_FINDINGS, *counts, strict=True)))

    def codes(self, store: RowStore) -> array[int]:
        """For each row of a store the code of its facts in `values`."""
        if store is not self._store:
            self._store, self._codes = store, array("I")
            self._outdated.clear()
        first = len(self._codes)
        if self._outdated or len(store) > first:
            self._codes.extend([UNCHECKED] * (len(store) - first))
            outdated = [row for path in self._outdated for row in latest_rows(store, path)]
            self._outdated.clear()
            paths, numbers = store.paths, store.rows.numbers[_NUMBER]
            for row in (*outdated, *range(first, len(store))):
                self._codes[row] = self._code(paths[row], numbers[row])
        return self._codes

    def _code(self, path: str, number: int) -> int:
        file = self._file(path)
        if file is None:
            return UNCHECKED
        if not any(file):
            return NOTHING
        (code,) = self._table.add([_facts(file, number)])
        self.values += self._table.values[len(self.values) - NOTHING :]
        return code + NOTHING


def _counted(facts: FindingFacts, number: int) -> FindingCount:
    if "error" in facts.severities:
        return FindingCount(errors=number)
    return FindingCount(warnings=number) if "warning" in facts.severities else NO_FINDINGS


def _of_recording(file: FileFindings, number: int) -> list[Finding]:

    return [finding for finding in file.findings if finding.index in (number, WHOLE_FILE)]


def _facts(file: FileFindings, number: int) -> FindingFacts:
    findings = _of_recording(file, number)
    rules, severities = ({finding.rule for finding in findings}, {finding.severity for finding in findings})
    return FindingFacts(tuple(sorted(rules)), tuple(sorted(severities)), bool(file.unreachable))
