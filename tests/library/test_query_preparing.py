"""What is made before a query is typed: with it, a query makes nothing more and finds the same."""

from __future__ import annotations

import pytest

from recview.indexed_file import IndexedFile
from recview.library import Library
from recview.library.content_table import ContentFactsTable
from recview.library.query_preparing import prepare
from recview.library.query_rows import queried
from recview.library.text_blocks import BLOCK, TextBlocks
from recview.model import Entry, Source
from recview.query.syntax import Word


def test_a_query_after_it_finds_the_same() -> None:
    sources = [Source(f"x/by hand {number}.json") for number in range(3 * BLOCK + 5)]
    files = [IndexedFile(each.path, (Entry(each, test_id=f"t/x.py::{each.path}"),)) for each in sources]
    fresh, prepared = (Library().merged(files).root for _ in range(2))
    contents = ContentFactsTable()
    assert sum(1 for _ in prepare(prepared, contents)) > 6
    for text in ("hand 7", "x.py", "zzz"):
        counts = [queried(root, Word(text)).root.tally.recordings for root in (fresh, prepared)]
        assert counts[0] == counts[1]


@pytest.mark.parametrize("count", [0, 1, BLOCK - 1, BLOCK, 2 * BLOCK + 3])
def test_blocks_are_joined_once(count: int) -> None:
    asked: list[range] = []

    def texts(codes: range) -> list[str]:
        asked.append(codes)
        return [f"name {code}" for code in codes]

    blocks = TextBlocks(texts)
    assert sum(1 for _ in blocks.prepare(count)) == count // BLOCK
    assert [len(codes) for codes in asked] == [BLOCK] * (count // BLOCK)
    list(blocks.holding(["name"], count))
    assert len(asked) == -(-count // BLOCK)
