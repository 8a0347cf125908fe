"""The query over the list: what was typed, what it means, and what the reader told that it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from recview.library import Branch
from recview.library.content_table import ContentFactsTable
from recview.library.row_store import RowStore
from recview.live.requests import ReadHits
from recview.query.syntax import EVERYTHING, And, Query, QueryProblem
from recview.value import Value

if TYPE_CHECKING:
    from recview.text_terms import TextHit, TextTerm
from recview.tui.name_work import NameWork


class TextRows(Value):
    """The rows that have a text, and where it stands first in some of them."""

    rows: frozenset[int]
    hits: dict[int, TextHit]


class TextAnswer:
    """The answer of the reader to a text that a query looks for.

    Args:
        recordings: The numbers of the recordings that have it, as far as it was searched.
        hits: Where it stands first, for some of them.
        problem: Why it was not searched for, or not to the end; empty if it was.
    """

    def __init__(self, recordings: Sequence[int], hits: Mapping[int, TextHit], problem: str = "") -> None:
        self._recordings = recordings
        self._hits = dict(hits)
        self.problem = problem
        self._made_of: tuple[object, ...] = ()
        self._rows = TextRows(frozenset(), {})

    def add(self, hits: Mapping[int, TextHit]) -> None:
        """Take where it stands in further recordings."""
        self._hits.update(hits)
        self._made_of = ()

    def rows(self, contents: ContentFactsTable, store: RowStore) -> TextRows:
        """The rows of the recordings: a file that was compared has other rows than before."""
        made_of = (contents.version, store, len(store))
        if made_of != self._made_of:
            hits = {row: hit for number, hit in self._hits.items() for row in contents.rows(store, [number])}
            self._rows = TextRows(frozenset(contents.rows(store, self._recordings)), hits)
            self._made_of = made_of
        return self._rows


class ListQuery:
    """What the list is filtered by. A text that cannot be read leaves the query before it in force.

    Attributes:
        text: What was typed last.
        read_text: What was typed as it could last be read.
        query: What that means; `EVERYTHING` if nothing is filtered.
        problem: What is wrong with the text; None if nothing is.
        contents: What decoding told of recordings, as far as they were read.
        texts: What the reader answered for each text that the query looks for.
        undecided: How many further rows may match once more of them is read.
        search_number: The number of the search that the reader answers.
        names: The search for its expressions in names.
    """

    def __init__(self, notify: Callable[[], object] = lambda: None) -> None:
        """Filter nothing.

        Args:
            notify: Is called once all names were searched that a query waited for.
        """
        self.text = self.read_text = ""
        self.query: Query = EVERYTHING
        self.problem: QueryProblem | None = None
        self.contents = ContentFactsTable()
        self.texts: dict[TextTerm, TextAnswer] = {}
        self.undecided = 0
        self.search_number = 0
        self.names = NameWork(notify)
        self._wanted_hits: set[int] = set()
        self._asked: set[int] = set()

    @property
    def is_active(self) -> bool:
        """Whether rows may be left out."""
        return self.query is not EVERYTHING

    @property
    def parts(self) -> tuple[Query, ...]:
        """What all recordings must match."""
        return self.query.parts if isinstance(self.query, And) else (self.query,)

    @property
    def is_waiting(self) -> bool:
        """Whether a text or a name was not yet searched for: until then the rows from before are shown."""
        return self.names.is_waiting or any(term not in self.texts for term in self.terms())

    def type(self, text: str, root: Branch) -> bool:
        """Take what was typed; returns whether the query is another one.

        Args:
            text: The query as text.
            root: The tree, whose names are taken whole.
        """
        self.text = text
        if not text.strip():
            query: Query | QueryProblem = EVERYTHING
        else:
            query = parsed(text, root)
        self.problem = query if isinstance(query, QueryProblem) else None
        if isinstance(query, QueryProblem):
            return False
        self._asked.clear()
        is_other, self.query, self.read_text = query != self.query, query, text.strip()
        return is_other

    def search_names(self, root: Branch) -> None:
        """Look for the expressions of the query in the names of a tree, as far as a moment allows."""
        if not self.is_active:
            self.names.begin(())
            return
        from recview.library.query_rows import name_searches  # on use, as in `leaves`

        self.names.begin(name_searches(root, self.query))

    def leaves(self, root: Branch) -> Branch:
        """The part of a tree that the query leaves."""
        if not self.is_active:
            self.undecided = 0
            return root
        from recview.library.query_rows import queried  # on use: nothing is filtered at the start

        rows = {term: answer.rows(self.contents, root.store).rows for term, answer in self.texts.items()}
        result = queried(root, self.query, self.contents, rows)
        self.undecided = result.undecided
        return result.root

    def count(self, text: str, root: Branch) -> int:
        """How many recordings another query would leave; 0 where it cannot be read."""
        from recview.library.query_rows import queried

        query = parsed(text, root)
        return 0 if isinstance(query, QueryProblem) else queried(root, query, self.contents).root.tally.present

    def terms(self) -> list[TextTerm]:
        """The texts that the query looks for."""
        if not self.is_active:
            return []
        from recview.library.query_rows import text_terms

        return text_terms(self.query)

    def hit(self, store: RowStore, row: int) -> TextHit | None:
        """Where a text of the query stands in a row; None if none does, or that was not told yet."""
        for answer in self.texts.values():
            answered = answer.rows(self.contents, store)
            if hit := answered.hits.get(row):
                return hit
            if row in answered.rows and row not in self._asked:
                self._asked.add(row)
                self._wanted_hits.add(row)
        return None

    def take_wanted_hits(self, store: RowStore) -> list[ReadHits]:
        """The requests for where the texts stand in rows that were shown, and of which that was not told yet."""
        if not self._wanted_hits:
            return []
        rows, self._wanted_hits = self._wanted_hits, set()
        requests = []
        for term, answer in self.texts.items():
            answered = answer.rows(self.contents, store)
            missing = answered.rows.intersection(rows).difference(answered.hits)
            numbers = [self.contents.number(store, row) for row in missing]
            if read := tuple(number for number in numbers if number is not None):
                requests.append(ReadHits(self.search_number, term, read))
        return requests


def parsed(text: str, root: Branch) -> Query | QueryProblem:
    """The query that a text spells over a tree, whose names are taken whole; or what is wrong with it."""
    from recview.library.query_names import names_in
    from recview.query.parsing import parse

    return parse(text, is_name=names_in(root), pattern_problem=_pattern_problem)


def _pattern_problem(text: str) -> str:
    from recview.patterns import pattern_problem  # on use: few queries have an expression

    return pattern_problem(text)
