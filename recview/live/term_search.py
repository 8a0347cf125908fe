"""The search for one term among the texts of all recordings, as far as it went."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import islice

from recview.live.events import TermResult
from recview.patterns import PatternProblem
from recview.text_matching import WIDTH, RecordedTexts, column_indexes, compiled
from recview.text_terms import TextHit, TextTerm

MOST_HITS = 200
"""Recordings of which it is told unasked where the term stands."""


class TermSearch:
    """The search for one term.

    Attributes:
        searched: How many recordings were searched.
    """

    def __init__(self, term: TextTerm) -> None:
        """Begin.

        Args:
            term: What to search for.
        """
        self.searched = 0
        self._columns = column_indexes(term.fields)
        self._recordings = array("I")
        self._hits: dict[int, TextHit] = {}
        matcher = compiled(term)
        self._problem = matcher if isinstance(matcher, PatternProblem) else PatternProblem("")
        self._matcher = None if isinstance(matcher, PatternProblem) else matcher

    @property
    def is_stopped(self) -> bool:
        """Whether it does not go on."""
        return bool(self._problem.reason)

    def stop(self, reason: str) -> None:
        """Do not go on, for a reason, which is a clause."""
        if not self.is_stopped:
            self._problem = PatternProblem(reason)

    def search(self, texts: RecordedTexts, recordings: range) -> None:
        """Search the next recordings."""
        if self._matcher is not None:
            matches = texts.matches(self._matcher, recordings, self._columns)
            for match in islice(matches, MOST_HITS - len(self._hits)):
                number = match[0] // WIDTH
                self._recordings.append(number)
                self._hits[number] = texts.hit(self._matcher, match, self._columns)
            self._recordings.extend([text // WIDTH for text, _, _ in matches])
        self.searched = recordings.stop

    def hits(self, texts: RecordedTexts, recordings: Iterable[int]) -> dict[int, TextHit]:
        """Where the term stands in some recordings; without those that do not have it."""
        hits: dict[int, TextHit] = {}
        if self._matcher is None:
            return hits
        for number in recordings:
            if 0 <= number < texts.total:
                for match in texts.matches(self._matcher, range(number, number + 1), self._columns):
                    hits[number] = texts.hit(self._matcher, match, self._columns)
        return hits

    def result(self, problem: str) -> TermResult:
        """What was found so far.

        Args:
            problem: Why some texts are missing; empty if none is.
        """
        reason, hint = self._problem if self.is_stopped else (problem, "")
        return TermResult(self._recordings, self._hits, reason, hint)
