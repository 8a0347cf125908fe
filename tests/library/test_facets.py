"""The facets of a list count what the queries that they are written as match."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.content_facts import ContentFacts
from recview.library.facets import LARGEST, OF_LIST, OF_TYPING, facets, from_which_number
from recview.library.query_rows import queried
from recview.model import Entry, Failure, Outline, Source, Usage
from tests.examples import examples
from tests.library.test_query_rows import listed, lists, parsed


@given(lists, st.sampled_from(["", "x", "finish:STOP", "(test_y OR is:stream)"]))
@examples(75)
def test_a_facet_counts_what_its_query_matches(some: list[tuple[Entry, ContentFacts | None]], typed: str) -> None:
    root, table = listed(some)
    narrowed = queried(root, parsed(typed), table).root
    for facet in facets(narrowed, table, OF_TYPING):
        for value, count in facet.values:
            rows = queried(root, parsed(f"{typed} {facet.term(value)}"), table).root
            kept = [row for row in rows.members if value == "gone" or rows.store.entry(row).verdict != "gone"]
            assert len(kept) == count
        counts = [count for _, count in facet.values]
        assert counts == sorted(counts, reverse=True)


def entry(name: str, **members: str) -> tuple[Entry, ContentFacts | None]:
    return Entry(Source(name), outline=Outline("chat", "STOP (1)", finish_form="stop"), **members), None  # type: ignore[arg-type]


def test_a_finish_is_listed_by_its_normal_form_and_what_is_not_read_is_counted_apart() -> None:
    called = Outline("chat", "tool_use", calls=True, finish_form="tool_calls")
    some = [entry("a"), (Entry(Source("b"), outline=called), None), (Entry(Source("c"), outline=called), None)]
    root, table = listed([*some, (Entry(Source("d"), outline=called), ContentFacts(tools=("f", "g")))])
    by_field = {facet.field: facet for facet in facets(root, table)}
    assert tuple(by_field) == OF_LIST
    assert by_field["finish"].values == (("tool_calls", 3), ("stop", 1))
    # The answer of the first calls no tool, as its row tells.
    assert (by_field["tool"].values, by_field["tool"].unread) == ((("f", 1), ("g", 1)), 2)


@pytest.mark.parametrize(("model", "expected"), [("gpt-4o", "model:=gpt-4o"), ("gpt-4o-mini", "model:gpt-4o-mini")])
def test_the_query_of_a_part_of_another_value_asks_for_the_whole(model: str, expected: str) -> None:
    root, table = listed([entry("a", model="gpt-4o"), entry("b", model="gpt-4o-mini")])
    models = next(facet for facet in facets(root, table) if facet.field == "model")
    assert models.term(model) == expected


def test_a_file_that_is_gone_counts_by_its_verdict_alone() -> None:
    root, table = listed([entry("a", verdict="gone"), entry("b", verdict="new")])
    by_field = {facet.field: facet.values for facet in facets(root, table, OF_TYPING)}
    assert by_field["verdict"] == (("gone", 1), ("new", 1))
    assert by_field["finish"] == (("stop", 1),)
    assert dict(by_field["is"]) == {"gone": 1, "new": 1, "plain": 1}


def test_an_error_counts_for_its_whole_type_not_for_a_message_that_has_the_word() -> None:
    failures = [Failure("response", "no", "limit"), Failure("response", "over the limit", "quota")]
    root, table = listed([(Entry(Source(f"{f.type}"), outline=Outline("chat", failure=f)), None) for f in failures])
    errors = next(facet for facet in facets(root, table) if facet.field == "error")
    assert errors.values == (("limit", 1), ("quota", 1))
    assert [len(queried(root, parsed(errors.term(value)), table).root.members) for value, _ in errors.values] == [1, 1]


@pytest.mark.parametrize(
    ("totals", "expected"),
    [([], None), ([None, None], None), ([5, None, 9], 5), (range(1, 100), 100 - LARGEST)],
    ids=["nothing", "no number", "few", "many"],
)
def test_the_largest_begin_at_a_number(totals: Sequence[int | None], expected: int | None) -> None:
    usages = [Usage(total=total) if total else None for total in totals]
    root, _ = listed(
        [(Entry(Source(f"{i}"), outline=Outline("chat", usage=usage)), None) for i, usage in enumerate(usages)]
    )
    assert from_which_number(root, "tokens") == expected
    assert from_which_number(root, "size") is None
