"""What queries mean for one recording."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from recview.query.facts import OF_CONTENT, Facts
from recview.query.fields import FIELDS, FieldRow
from recview.query.matching import matches
from recview.query.parsing import parse
from recview.query.syntax import Pattern, Query, QueryProblem, negated
from tests.examples import examples
from tests.query.queries import queries

HASH = "5d00fd96" + "0123456789abcdef" * 3 + "abcdef01"

CALL = Facts(
    labels="tests/unit/test_x.py::Case::test_y[ollama/llama3.2:3b-True]",
    path=(f"tests/recordings/{HASH}.json",),
    model=("llama3.2:3B",),
    test=("tests/unit/test_x.py::Case::test_y[ollama/llama3.2:3b-True]",),
    protocol=("openai.chat",),
    provider=("ollama",),
    format=("ogx",),
    finish=("tool_calls", "tool_use"),
    tool=("get_weather", "Search"),
    status=(200,),
    marks=frozenset({"stream", "parallel"}),
    parts=frozenset({"usage", "tools"}),
    chunks=(12,),
    tokens=(1_500,),
    choices=(1,),
    size=(20_000,),
    answer=("Hello World",),
    calls=('{"city": "Paris"}',),
    request=("Say hello",),
)


def search(pattern: Pattern, text: str) -> bool:
    return re.search(pattern.text, text) is not None


def asked(text: str, facts: Facts) -> bool | None:
    query = parse(text)
    assert not isinstance(query, QueryProblem)
    return matches(query, facts, search)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("test_y", True),
        ("test_y[ollama/llama3.2:3b", True),
        ("case", True),
        ("Case::test_y", True),
        ("CASE", False),
        ("3B", True),
        ("search", True),
        ("weather test_x", True),
        ("weather test_z", False),
        ("5d00", True),
        ("5D00FD96", True),
        ("d00f", False),
        ("789abcdef0", True),
        ("recordings", False),
        ("recordings/", True),
        ("/home/me/TESTS/recordings/" + HASH + ".json", True),
        ("/test_[xz]/", True),
        ("/test_z/", False),
        ("/^get_/", True),
        ("model:3b", True),
        ("model:=3B", False),
        ("model:=llama3.2:3B", True),
        ("model:/3[Bb]$/", True),
        ("path:recordings", True),
        ("protocol:responses", False),
        ("protocol:responses,chat", True),
        ("finish:tool_calls", True),
        ("finish:TOOL_USE", True),
        ("finish:tool", False),
        ("-finish:stop", True),
        ("finish:none", False),
        ("tool:weather", True),
        ("status:2..300", True),
        ("status:>=400", False),
        ("is:stream is:parallel", True),
        ("is:plain OR is:stream", True),
        ("is:image", False),
        ("has:usage -has:citations", True),
        ("chunks:12", True),
        ("chunks:>12", False),
        ("chunks:>=12 chunks:<=12 chunks:<13", True),
        ("tokens:1k..2k", True),
        ("tokens:..1k", False),
        ("choices:>1", False),
        ("size:20k", True),
        ("verdict:new", False),
        ("text:hello", True),
        ("text:paris", True),
        ("answer:paris", False),
        ("answer:world", True),
        ("answer:hello,paris", True),
        ("request:Hello", False),
        ("reasoning:hello", False),
        ("text:/H.llo/", True),
        ("is:reasoning,stream", True),
    ],
)
def test_a_query_matches(text: str, expected: bool) -> None:
    assert asked(text, CALL) is expected


UNREAD = CALL._replace(provider=(), tool=(), choices=(), status=(), parts=frozenset({"usage"}), unread=OF_CONTENT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("test_y", True),
        ("weather", None),
        ("-weather", None),
        ("weather finish:stop", False),
        ("weather OR is:stream", True),
        ("provider:ollama", None),
        ("is:image", None),
        ("is:image,stream", True),
        ("is:plain", False),
        ("has:citations", None),
        ("has:usage", True),
        ("status:200", None),
    ],
)
def test_what_is_not_read_is_neither_yes_nor_no(text: str, expected: bool | None) -> None:
    assert asked(text, UNREAD) is expected


def test_a_status_that_is_read_counts_before_the_rest_is() -> None:
    assert asked("status:404", UNREAD._replace(status=(404,))) is True


@given(queries)
@examples(500)
def test_what_is_decided_early_stays_so(query: Query) -> None:
    early = matches(query, UNREAD, search_anything)
    if early is not None:
        assert matches(query, CALL, search_anything) is early


@given(queries)
@examples(500)
def test_a_negated_query_matches_the_others(query: Query) -> None:
    assert matches(negated(query), CALL, search_anything) is not matches(query, CALL, search_anything)


def search_anything(pattern: Pattern, text: str) -> bool:
    return len(pattern.text) % 2 == 0


@pytest.mark.parametrize("row", FIELDS.values(), ids=lambda row: row.name)
def test_every_field_has_members(row: FieldRow) -> None:
    assert row.members
    assert set(row.members) <= set(Facts._fields)
