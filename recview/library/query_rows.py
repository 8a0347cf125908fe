"""Which rows of the list a query matches: what `recview.query.matching` says, over the columns of all rows at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property, reduce
from types import MappingProxyType

from recview.content_facts import ContentFacts
from recview.library.content_table import UNREAD, ContentFactsTable
from recview.library.finding_table import FindingTable
from recview.library.name_buffer import NameBuffer, NameSearch
from recview.library.query_columns import ABSENT, QueryColumns, query_columns, terms_of
from recview.library.query_names import holding, names_in, rows_named
from recview.library.row_facts import with_findings
from recview.library.row_store import RowStore
from recview.library.text_blocks import TextBlocks
from recview.library.tree import Branch
from recview.library.truths import Truths, all_rows, decided, of_bytes, of_codes, of_rows
from recview.named_tuple import NamedTuple
from recview.patterns import Pattern as Compiled
from recview.patterns import compile_pattern
from recview.query.facts import Facts
from recview.query.fields import FIELDS
from recview.query.matching import asks_for_findings, matches
from recview.query.numbers import bounds
from recview.query.parsing import unquoted
from recview.query.syntax import (
    And,
    Comparison,
    Condition,
    Field,
    Leaf,
    Not,
    Pattern,
    Query,
    Range,
    Whole,
    Word,
    leaves,
)
from recview.text_terms import TextTerm

Texts = Mapping[TextTerm, Collection[int]]
"""The rows that have each text, as far as the reader has answered."""

NO_TEXTS: Texts = MappingProxyType({})


class QueriedRows(NamedTuple):
    """What a query leaves of a tree.

    Attributes:
        root: The tree of the rows that it matches; the same tree if it matches all.
        undecided: How many further rows it may match once more of them is read.
    """

    root: Branch
    undecided: int


def queried(
    root: Branch, query: Query, contents: ContentFactsTable | None = None, texts: Texts = NO_TEXTS
) -> QueriedRows:
    """The part of a tree that a query matches.

    Args:
        root: The tree.
        query: The query.
        contents: What decoding told of rows; None if nothing was read.
        texts: The rows that have each of the query's texts; one that is missing was not searched for yet.
    """
    members = root.members
    truths = _Columns(root.store, contents, texts).truths(query)
    rows = truths.rows(members)
    return QueriedRows(root if len(rows) == len(members) else root.with_rows(rows), truths.undecided(members))


def named(root: Branch, text: str) -> Branch:
    """The part of a tree that a name leaves, whatever it would mean as a query: as a whole, else word by word."""
    name = unquoted(text.strip())
    words = [name] if names_in(root)(name) else name.split()
    return queried(root, And(tuple(map(Word, words)))).root


def text_terms(query: Query) -> list[TextTerm]:
    """The texts that a query looks for, each once."""
    fields = (leaf for leaf in leaves(query) if isinstance(leaf, Field))
    return list(dict.fromkeys(term for field in fields for term in terms_of(field)))


def name_searches(root: Branch, query: Query) -> list[NameSearch]:
    """The searches for the expressions of a query in names, as far as they went: `queried` waits for each."""
    columns = _Columns(root.store, None, NO_TEXTS)
    return [search for leaf in leaves(query) for search in columns.name_searches(leaf)]


class _Columns:
    """Evaluates one query over all rows of a store."""

    def __init__(self, store: RowStore, contents: ContentFactsTable | None, texts: Texts) -> None:
        self._store = store
        self._count = len(store)
        self._texts = texts
        self._further: QueryColumns = query_columns(store)
        self._contents: Sequence[ContentFacts | None] = contents.values if contents else [None]
        self._content_codes: Sequence[int] = contents.codes(store) if contents else bytes(self._count)
        self._findings = contents.findings if contents else FindingTable()
        self._expressions: dict[str, Compiled | None] = {}

    def truths(self, query: Query) -> Truths:
        """For every row whether a query matches it."""
        if isinstance(query, Not):
            return self.truths(query.part).opposite
        if isinstance(query, Leaf):
            return self._leaf(query)
        every = decided(self._count, all_rows(self._count))
        if isinstance(query, And):
            return reduce(Truths.both, map(self.truths, query.parts), every)
        return reduce(Truths.either, map(self.truths, query.parts), decided(self._count, 0))

    def _leaf(self, leaf: Leaf) -> Truths:
        if isinstance(leaf, Field):
            return self._field(leaf)
        truths = self._of_tables(leaf)
        if isinstance(leaf, Word):
            return truths.either(decided(self._count, rows_named(self._store, leaf.text)))
        for (buffer, count), codes in zip(
            self._name_buffers(leaf), (self._store.key_codes, self._store.paths.codes), strict=True
        ):
            if truths.holds != all_rows(self._count) and (expression := self._compiled(leaf)):
                truths = truths.either(decided(self._count, of_codes(codes, buffer.matching(expression, count))))
        return truths

    def _name_buffers(self, leaf: Leaf) -> list[tuple[NameBuffer, int]]:
        """The names that an expression of a term is looked for in, and how many there are."""
        store, further = self._store, self._further
        if isinstance(leaf, Pattern):
            return [(further.labels, len(store.keys.keys)), (further.paths, len(store.paths.table.values))]
        if isinstance(leaf, Field) and leaf.name == "path":
            return [(further.paths, len(store.paths.table.values))]
        is_test = isinstance(leaf, Field) and leaf.name == "test"
        return [(further.ids, len(store.rows.test_ids.table.values))] if is_test else []

    def name_searches(self, leaf: Leaf) -> Iterable[NameSearch]:
        """The searches for the expressions of a term in names."""
        conditions = leaf.conditions if isinstance(leaf, Field) else (leaf,)
        for condition in conditions:
            if isinstance(condition, Pattern) and (expression := self._compiled(condition)):
                yield from (buffer.search(expression, count) for buffer, count in self._name_buffers(leaf))

    def _field(self, field: Field) -> Truths:
        store, row = self._store, FIELDS[field.name]
        if row.kind == "text":
            return reduce(Truths.either, map(self._text, terms_of(field)), decided(self._count, 0))
        if row.name in ("chunks", "size", "tokens"):
            return decided(self._count, self._numbers(row.name, field.conditions))
        if row.name == "path":
            column, texts, buffer = store.paths, store.path_texts, self._further.paths
            return decided(self._count, self._names(field, column.table.values, column.codes, texts, buffer))
        if row.name == "test":
            ids = store.rows.test_ids
            texts, buffer = self._further.test_ids, self._further.ids
            return decided(self._count, self._names(field, ids.table.values, ids.codes, texts, buffer))
        truths = self._of_tables(field)
        return truths.either(self._of_findings(field)) if asks_for_findings(field) else truths

    def _of_findings(self, field: Field) -> Truths:
        """What the few distinct findings of rows say."""
        findings, codes = self._findings, self._findings.codes(self._store)
        facts = (with_findings(Facts(), each, is_checked=findings.is_complete) for each in findings.values)
        truths = [matches(field, each, self._search) for each in facts]
        holds = of_codes(codes, bytes(truth is True for truth in truths))
        return Truths(self._count, holds, holds | of_codes(codes, bytes(truth is None for truth in truths)))

    def _of_tables(self, leaf: Leaf) -> Truths:
        """What the few distinct shapes and contents of rows say."""

        def ask(facts: Facts) -> bool | None:
            return matches(leaf, facts, self._search)

        shape_codes = self._store.rows.shapes.codes
        shapes, open_shapes = self._further.shapes(self._store).truths(leaf, ask)
        contents, _ = self._further.contents(self._contents).truths(leaf, ask)
        holds = of_codes(shape_codes, shapes)
        holds |= of_codes(self._content_codes, contents[:UNREAD] + b"\0" + contents[UNREAD + 1 :])
        open_rows = self._unread_rows and of_codes(shape_codes, open_shapes)
        return Truths(self._count, holds, holds | (open_rows & self._unread_rows))

    @cached_property
    def _unread_rows(self) -> int:
        if UNREAD not in self._content_codes:
            return 0
        return of_codes(self._content_codes, bytes(content is None for content in self._contents))

    def _text(self, term: TextTerm) -> Truths:
        if term not in self._texts:
            return Truths(self._count, 0, all_rows(self._count))
        holds = of_rows(self._count, self._texts[term])
        return Truths(self._count, holds, holds | self._unread_rows)

    def _numbers(self, name: str, conditions: Sequence[Condition]) -> int:
        column, holds = self._further.numbers(self._store, name), 0
        for low, high in (bounds(each) for each in conditions if isinstance(each, Comparison | Range)):
            low = ABSENT + 1 if low is None else low
            holds |= of_bytes(
                [low <= number for number in column] if high is None else [low <= number <= high for number in column]
            )
        return holds

    def _names(
        self,
        field: Field,
        names: Sequence[str | None],
        codes: Sequence[int],
        texts: TextBlocks,
        buffer: NameBuffer,
    ) -> int:
        """The rows of which a name meets any condition of a field.

        Args:
            field: The field.
            names: The distinct names; None where a row has none.
            codes: The code of each row's name.
            texts: The names in lower case.
            buffer: The names for regular expressions.
        """
        count, holds = len(names), 0
        for condition in field.conditions:
            if isinstance(condition, Word):
                matching = holding(texts, count, condition.text, lambda code: names[code] or "")
            elif isinstance(condition, Whole):
                matching = bytearray(name == condition.text for name in names)
            elif isinstance(condition, Pattern) and (expression := self._compiled(condition)):
                matching = bytearray(buffer.matching(expression, count))
            else:
                continue
            if None in names:
                matching[names.index(None)] = 0
            holds |= of_codes(codes, matching)
        return holds

    def _compiled(self, pattern: Pattern) -> Compiled | None:
        if pattern.text not in self._expressions:
            expression = compile_pattern(pattern.text)
            self._expressions[pattern.text] = expression if isinstance(expression, Compiled) else None
        return self._expressions[pattern.text]

    def _search(self, pattern: Pattern, text: str) -> bool:
        return (expression := self._compiled(pattern)) is not None and expression.matches(text)
