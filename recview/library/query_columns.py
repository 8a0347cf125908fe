"""What queries look through of a store's rows besides its own columns: made as a query needs it, and kept."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary

from recview.content_facts import ContentFacts
from recview.library.distinct_facts import DistinctFacts
from recview.library.name_buffer import NameBuffer
from recview.library.query_names import label
from recview.library.row_columns import NONE, NUMBERS
from recview.library.row_facts import shape_facts, tokens, with_content
from recview.library.row_store import RowStore
from recview.library.text_blocks import TextBlocks
from recview.model import Usage
from recview.query.facts import Facts
from recview.query.fields import FIELDS
from recview.query.syntax import Field, Pattern, Word
from recview.text_terms import TextTerm

_TOTAL, _INPUT, _OUTPUT, _SIZE, _CHUNKS = map(NUMBERS.index, ("total", "input", "output", "size", "chunks"))

ABSENT = -(2**63)
"""In a column of tokens: none were recorded."""

_MOST = 2**62


class QueryColumns:
    """Further columns of a store. It grows, and so do they.

    Attributes:
        test_ids: The distinct test ids, in lower case.
        labels: The distinct labels above rows, for regular expressions; so `ids` and `paths`.
    """

    def __init__(self, store: RowStore) -> None:
        # A store must not be kept alive by what is kept for it.
        rows, keys, paths = store.rows, store.keys, store.paths
        self.test_ids = TextBlocks(lambda codes: _ids(rows.test_ids.table.values[codes.start : codes.stop]))
        self.labels = NameBuffer(lambda codes: [label(keys, code) for code in codes])
        self.ids = NameBuffer(lambda codes: _ids(rows.test_ids.table.values[codes.start : codes.stop]))
        self.paths = NameBuffer(lambda codes: paths.table.values[codes.start : codes.stop])
        self._shapes, self._contents = DistinctFacts(), DistinctFacts()
        self._content_values: Sequence[ContentFacts | None] = ()
        self._tokens = array("q")

    def shapes(self, store: RowStore) -> DistinctFacts:
        """The facts of each shape, by its code."""
        facts, shapes = self._shapes.facts, store.rows.shapes.table.values
        facts += map(shape_facts, shapes[len(facts) :])
        return self._shapes

    def contents(self, values: Sequence[ContentFacts | None]) -> DistinctFacts:
        """The facts that decoding told, by the code that they have in a `ContentFactsTable`; none where it told none.

        Args:
            values: What it told, by code. It grows; another reader begins with another one.
        """
        if values is not self._content_values:
            self._contents, self._content_values = DistinctFacts(), values
        facts = self._contents.facts
        facts += [with_content(Facts(), content or ContentFacts()) for content in values[len(facts) :]]
        return self._contents

    def numbers(self, store: RowStore, field: str) -> Sequence[int]:
        """The tokens, the size or the chunks of each row; below 0 where there are none."""
        if field == "tokens":
            return self.tokens(store)
        column = store.rows.numbers[_SIZE if field == "size" else _CHUNKS]
        return [store.rows.value(number) for number in column] if min(column, default=0) < 0 else column

    def tokens(self, store: RowStore) -> array[int]:
        """The tokens of each row, or `ABSENT`; see `recview.library.row_facts.tokens`."""
        before = len(self._tokens)
        if before < len(store):
            rows = store.rows
            for total, sent, received in zip(
                *(rows.numbers[index][before:] for index in (_TOTAL, _INPUT, _OUTPUT)), strict=True
            ):
                if total == NONE and sent >= 0 and received >= 0:
                    total = sent + received
                elif total < 0:
                    count = tokens(Usage(rows.value(sent), rows.value(received), rows.value(total)))
                    total = max(-_MOST, min(count[0], _MOST)) if count else ABSENT
                self._tokens.append(total)
        return self._tokens


def _ids(test_ids: list[str | None]) -> list[str]:
    """Test ids; a row without one has an empty text."""
    return [test_id or "" for test_id in test_ids]


_columns: WeakKeyDictionary[RowStore, QueryColumns] = WeakKeyDictionary()


def query_columns(store: RowStore) -> QueryColumns:
    """The further columns of a store."""
    columns = _columns.get(store)
    if columns is None:
        columns = _columns[store] = QueryColumns(store)
    return columns


def terms_of(field: Field) -> Iterable[TextTerm]:
    """The texts that a field of a query looks for; none unless it is one of texts."""
    row = FIELDS[field.name]
    if row.kind != "text":
        return
    for condition in field.conditions:
        if isinstance(condition, Word | Pattern):
            yield TextTerm(condition.text, isinstance(condition, Pattern), row.members)
