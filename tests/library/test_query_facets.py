"""The facets of a list count what the queries that they are written as match."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recview.content_facts import ContentFacts
from recview.library.query_facets import tree_facets
from recview.library.query_rows import queried
from recview.model import Entry
from recview.query.facets import FACETS, facet_query, with_facet
from tests.examples import examples
from tests.library.test_query_rows import listed, lists, parsed


@given(lists, st.sampled_from(["", "x", "finish:STOP", "test_y OR is:stream"]))
@examples(300)
def test_a_facet_counts_what_its_query_matches(some: list[tuple[Entry, ContentFacts | None]], typed: str) -> None:
    root, table = listed(some)
    narrowed = queried(root, parsed(typed), table).root
    facets = tree_facets(narrowed, table)
    assert [facet.name for facet in facets] == list(FACETS)
    for facet in facets:
        values = [value for value, _ in facet.counts]
        for value, count in facet.counts:
            query = with_facet(typed, facet_query(facet.name, value, values))
            rows = queried(root, parsed(query), table).root
            hits = [row for row in rows.members if facet.name == "verdict" or rows.store.entry(row).verdict != "gone"]
            assert len(hits) == count
        assert [count for _, count in facet.counts] == sorted((count for _, count in facet.counts), reverse=True)


def test_what_is_not_read_is_counted_apart() -> None:
    root, table = listed([])
    assert [facet.unread for facet in tree_facets(root, table)] == [0] * len(FACETS)
