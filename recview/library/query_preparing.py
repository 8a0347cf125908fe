"""What every query needs of the rows, made step by step before one is typed: else the first key would wait for it."""

from __future__ import annotations

from collections.abc import Iterator

from recview.library.content_table import ContentFactsTable
from recview.library.query_columns import query_columns
from recview.library.query_rows import queried
from recview.library.tree import Branch
from recview.patterns import compile_pattern
from recview.query.parsing import parse
from recview.query.syntax import Word


def prepare(root: Branch, contents: ContentFactsTable) -> Iterator[None]:
    """Make what queries look through, a few milliseconds of work at each step."""
    store = root.store
    parse("finish:stop")
    yield
    compile_pattern("a")
    yield
    query_columns(store).shapes(store)
    yield
    contents.codes(store)
    yield
    yield from store.keys.texts.prepare(len(store.keys.keys))
    yield from store.path_texts.prepare(len(store.named))
    queried(root.with_rows(()), Word("a"), contents)
