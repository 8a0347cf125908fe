"""The verdicts that rows show, as the journal has them."""

from __future__ import annotations

from collections.abc import Iterable

from recview.library.file_rows import RowVerdict
from recview.verdicts.journal import Journal


def row_verdicts(journal: Journal, paths: Iterable[str]) -> dict[str, RowVerdict | None]:
    """The verdict of each file by its path, with those of its exchanges; None for one that was not touched."""
    return {path: _row_verdict(journal, path) for path in paths}


def _row_verdict(journal: Journal, path: str) -> RowVerdict | None:
    review = journal.touched.get(path)
    if review is None:
        return None
    exchanges = (RowVerdict(each.verdict, journal.flags(path, each), each.token_change) for each in review.each)
    return RowVerdict(review.verdict, journal.flags(path), review.token_change, tuple(exchanges))
