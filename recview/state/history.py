"""The queries that were typed, and going through them as a shell does."""

from __future__ import annotations

from collections.abc import Iterable

MOST_QUERIES = 200
MOST_CHARACTERS = 1_000
"""Of a query that is kept: a longer one was pasted by mistake."""


def with_queries(queries: Iterable[str], added: Iterable[str]) -> tuple[str, ...]:
    """Queries and those that were added, the most recent last: the last 200, none twice in a row, none blank."""
    result: list[str] = []
    for query in (*queries, *added):
        if query.strip() and len(query) <= MOST_CHARACTERS and result[-1:] != [query]:
            result.append(query)
    return tuple(result[-MOST_QUERIES:])


class QueryHistory:
    """The queries of this and of earlier runs, and which of them the line shows.

    Attributes:
        queries: All of them, the most recent last.
        added: Those of this run.
    """

    def __init__(self, queries: Iterable[str] = ()) -> None:
        self.queries = with_queries((), queries)
        self.added: tuple[str, ...] = ()
        self._typed = ""
        self._index = len(self.queries)

    def add(self, query: str) -> None:
        """Keep a query that was used; the next walk begins behind it."""
        self.queries = with_queries(self.queries, [query])
        self.added = with_queries(self.added, [query])
        self.begin("")

    def begin(self, typed: str) -> None:
        """Begin a walk at what is being typed, which stands behind the most recent query."""
        self._typed, self._index = typed, len(self.queries)

    def older(self) -> str:
        """Step to the query before and return it; at the oldest one, that."""
        return self._step(-1)

    def newer(self) -> str:
        """Step to the query behind and return it; behind the most recent one, what was being typed."""
        return self._step(1)

    def _step(self, by: int) -> str:
        self._index = min(len(self.queries), max(0, self._index + by))
        return self.queries[self._index] if self._index < len(self.queries) else self._typed
