"""The rows of a file, and what becomes of them as the file is read again or compared."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from recview.indexed_file import IndexedFile
from recview.library.tally import GONE, WRITING
from recview.model import Entry, Verdict

Rows: TypeAlias = tuple[Entry, ...]
"""The rows of a file."""


class RowVerdict(NamedTuple):
    """What a row says of what became of its file."""

    verdict: Verdict
    flags: tuple[str, ...] = ()
    token_change: str = ""
    each: tuple[RowVerdict, ...] = ()

    def on(self, entry: Entry) -> Entry:
        """A row with what became of its file, or where that is known of its exchange."""
        row = self.each[entry.source.number] if entry.source.number < len(self.each) else self
        return entry._replace(verdict=row.verdict, flags=row.flags, token_change=row.token_change)


def is_gone(entry: Entry) -> bool:
    """Whether a row is that of a deleted file."""
    return entry.verdict == "gone" and entry.stale == GONE


def rows_once_read(before: Rows, file: IndexedFile, keep_gone: bool) -> Rows:
    """The rows of a file that was read again, from those that it had; none if the file leaves the list.

    Args:
        before: The rows so far.
        file: What was read.
        keep_gone: A deleted file stays in the list, marked so.
    """
    if not file.entries and keep_gone and not file.hidden:
        return tuple(entry._replace(stale=GONE, verdict="gone", flags=(), token_change="") for entry in before)
    broken = next((entry.problem for entry in file.entries if entry.problem), "")
    if broken and before and not any(entry.problem for entry in before):
        return tuple(entry._replace(stale=WRITING if file.readability.is_half_written else broken) for entry in before)
    verdict = before[0].verdict if before else ""
    if verdict and verdict not in ("gone", "broken"):
        # Until it is compared again.
        each = tuple(RowVerdict(entry.verdict or verdict, entry.flags, entry.token_change) for entry in before)
        return tuple(map(RowVerdict(verdict, each=each).on, file.entries))
    return file.entries


def rows_with_verdict(before: Rows, verdict: RowVerdict | None, departed: Rows) -> Rows:
    """The rows of a file with another verdict; None removes those of a deleted file.

    Args:
        before: The rows so far.
        verdict: What became of the file.
        departed: The rows that it had when it left the list, which the verdict `gone` brings back.
    """
    if verdict is None:
        # A file that came back may be marked late that it was gone.
        rest = (entry for entry in before if not is_gone(entry))
        return tuple(entry._replace(verdict="") if entry.verdict == "gone" else entry for entry in rest)
    return tuple(map(verdict.on, before or (departed if verdict.verdict == "gone" else ())))
