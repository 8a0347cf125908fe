"""Printing a query and parsing it again is the identity."""

from __future__ import annotations

import pytest
from hypothesis import given

from recview.query.parsing import parse
from recview.query.printing import printed
from recview.query.syntax import Query, QueryProblem
from tests.examples import examples
from tests.query.queries import queries, texts


@given(queries)
@examples(400)
def test_what_is_printed_is_parsed_to_the_same(query: Query) -> None:
    assert parse(printed(query)) == query


@given(texts)
@examples(1000)
def test_what_was_parsed_is_printed_and_parsed_to_the_same(text: str) -> None:
    query = parse(text)
    if not isinstance(query, QueryProblem):
        assert parse(printed(query)) == query


@pytest.mark.parametrize(
    "text",
    [
        "a b",
        "a OR b c",
        "a (b OR c) -d",
        "-(a b)",
        '"a b" "OR" "-x" "finish:stop"',
        r"/a\/b/",
        "finish:stop,length tokens:>10k size:1M.. chunks:3",
        'model:=gpt-4o,"a b" text:/x y/',
        "test_y[ollama/llama3.2:3b]",
    ],
)
def test_what_needs_no_other_spelling_keeps_it(text: str) -> None:
    query = parse(text)
    assert not isinstance(query, QueryProblem)
    assert printed(query) == text
