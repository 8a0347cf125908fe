"""What queries look through of a store's rows besides its own columns: made as a query needs it, and kept."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from recview.library.query_names import NameBuffer, label
from recview.library.row_columns import NUMBERS
from recview.library.row_facts import shape_facts, tokens
from recview.library.row_store import RowStore
from recview.library.text_blocks import TextBlocks
from recview.model import Usage
from recview.query.facts import Facts

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
        self._shape_facts: list[Facts] = []
        self._tokens = array("q")

    def shape_facts(self, store: RowStore) -> list[Facts]:
        """The facts of each shape, by its code."""
        shapes = store.rows.shapes.table.values
        self._shape_facts += map(shape_facts, shapes[len(self._shape_facts) :])
        return self._shape_facts

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
                if total < 0:
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
