"""`--where`: which recordings a command is about, by a query."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import TypeVar

from recview.cli.output import Stopped
from recview.humanize import one_line
from recview.library.finding_table import FindingFacts, FindingTable
from recview.library.row_facts import row_facts
from recview.model import Entry, Readability
from recview.patterns import Pattern as Compiled
from recview.patterns import PatternProblem, compile_pattern, pattern_problem
from recview.query.facts import Facts
from recview.query.matching import asks_for_findings, matches
from recview.query.parsing import parse
from recview.query.syntax import Pattern, Query, QueryProblem, repeated
from recview.query.unknown_values import unknown_values
from recview.reading.listing import unread_file
from recview.reading.query_facts import decoded_facts, exchange_row
from recview.reading.recording import MeasuredRecording, Recording
from recview.reading.recordings import decode_exchange
from recview.root import Root

Read = TypeVar("Read", Recording, MeasuredRecording)

_NAMED = ("model", "protocol", "provider", "format", "finish", "tool")
"""The fields of which the nearest value is named where nothing matches."""

LIMIT_S = 2.0
"""Seconds after which a query's regular expressions are stopped, if that is more than a third of all the work.

They take time that grows with the text and nothing else: in a large tree 2 s are no sign of anything.
"""

_SHOWN = 40
"""Characters of a query that are repeated from where it is wrong on."""


class Where:
    """A query, asked of one recording after the other.

    Attributes:
        text: The query as it was typed.
    """

    def __init__(self, text: str, query: Query) -> None:
        self.text = text
        self._query = query
        self._matches_any = False
        self._findings: FindingTable | None = None
        self._seconds = 0.0
        self._values: dict[str, set[str]] = {name: set() for name in _NAMED}

    def look_into(self, root: Root) -> None:
        """Check the recordings of a root, if the query asks for what is found in them: it is asked of them next."""
        if self.asks_for_findings:
            from recview.cli.where_findings import findings_in  # on use: it imports the checks

            self._findings = findings_in(root)

    @property
    def asks_for_findings(self) -> bool:
        """Whether it asks for anything that only the checks tell."""
        return asks_for_findings(self._query)

    def keeps(self, row: Entry, read: Callable[[], Recording | None]) -> bool:
        """Whether the query matches a recording.

        Args:
            row: Its row.
            read: Decodes it; None if that cannot be done. It is asked only where the row does not tell.
        """
        checked = self._findings.facts(row.source) or FindingFacts() if self._findings else None
        facts = row_facts(row, None, checked, is_checked=True)
        truth = matches(self._query, facts, self._has)
        if truth is None:
            facts = decoded_facts(row, read(), checked)
            truth = matches(self._query, facts, self._has)
        self._matches_any = self._matches_any or bool(truth)
        if not self._matches_any:
            self._note(facts)
        return bool(truth)

    def keeps_unread(self, path: str, readability: Readability, size: int) -> bool:
        """Whether the query matches a file that could not be read."""
        row = unread_file(path, readability, size).entries[0]
        return self.keeps(row, lambda: None)

    def of(self, recordings: Iterable[Read], size: int) -> Iterator[Read]:
        """Those of the recordings of a file that the query matches.

        Args:
            recordings: All of them.
            size: The bytes of the file.
        """
        for recording in recordings:
            row = exchange_row(recording.exchange, size, recording.readability)
            if self.keeps(row, partial(_decoded, recording)):
                yield recording

    def wants(self, recording: Recording, size: int) -> bool:
        """Whether the query matches a recording of a file of so many bytes."""
        return any(self.of((recording,), size))

    def _has(self, pattern: Pattern, text: str) -> bool:
        """Whether a regular expression is found in a text.

        Raises:
            Stopped: If looking for it has taken too long.
        """
        if self._seconds > LIMIT_S and self._seconds > time.thread_time() / 3:
            raise Stopped(f"--where {repeated(one_line(self.text))}: it was stopped after {self._seconds:.0f} s")
        began_at = time.thread_time()
        compiled = _compiled(pattern.text)
        has_it = isinstance(compiled, Compiled) and compiled.matches(text)
        self._seconds += time.thread_time() - began_at
        return has_it

    def _note(self, facts: Facts) -> None:
        for name, values in self._values.items():
            values.update(getattr(facts, name))

    @property
    def problem(self) -> str:
        """That nothing matched, and what was probably meant; empty if anything did."""
        if self._matches_any:
            return ""
        lines = unknown_values(self._query, {name: sorted(values) for name, values in self._values.items()})
        return "; ".join((f"no recording matches --where {repeated(one_line(self.text))}", *lines))


def _decoded(recording: Recording | MeasuredRecording) -> Recording | None:
    if isinstance(recording, Recording):
        return recording
    try:
        return decode_exchange(recording.exchange)
    except Exception:
        # A protocol's own mistake: the recording is listed with it.
        return None


def where(text: str) -> Where:
    """The query of an argument.

    Raises:
        argparse.ArgumentTypeError: It is wrong; the message says where and what to write instead.
    """
    query = parse(text, pattern_problem=pattern_problem)
    if isinstance(query, QueryProblem):
        raise argparse.ArgumentTypeError(pointed(text, query))
    return Where(text, query)


def pointed(text: str, problem: QueryProblem) -> str:
    """What is wrong with a query, what to write instead, and where it is, in a line."""
    start = f"at character {problem.start + 1:,}"
    rest = one_line(text[problem.start :].strip()[:_SHOWN])
    return f"{problem.words} ({start}: {rest})" if rest else f"{problem.words} (at its end)"


@cache
def _compiled(text: str) -> Compiled | PatternProblem:
    return compile_pattern(text)
