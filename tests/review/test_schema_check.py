"""Where a value does not fit a schema: required keys, types and enums; a schema may be anything at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.review.families.schemas import schema_of
from recview.review.schema_check import fault
from tests.examples import examples
from tests.json_values import json_values

PERSON = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "age": {"type": ["integer", "null"]},
        "mood": {"enum": ["good", "bad"]},
        "tags": {"type": "array", "items": {"$ref": "#/$defs/tag"}},
        "next": {"anyOf": [{"$ref": "#"}, {"type": "null"}]},
    },
    "$defs": {"tag": {"type": "object", "required": ["id"]}},
}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"name": "a"}, None),
        ({"name": "a", "other": 1}, None),
        ({"name": "a", "age": 1.0}, None),
        ({"name": "a", "age": None}, None),
        ({}, (".name", "is missing")),
        ([], ("", "is no object")),
        ({"name": 1}, (".name", "is no string")),
        ({"name": "a", "age": 1.5}, (".age", "is no integer")),
        ({"name": "a", "age": True}, (".age", "is no integer")),
        ({"name": "a", "mood": "odd"}, (".mood", "is none of the values")),
        ({"name": "a", "tags": [{"id": 1}, {}]}, (".tags[1].id", "is missing")),
        ({"name": "a", "next": {"name": "b"}}, None),
        ({"name": "a", "next": {}}, (".next", "fits none of the schemas")),
    ],
)
def test_fault(value: Any, expected: tuple[str, str] | None) -> None:
    assert fault(value, PERSON) == expected


@pytest.mark.parametrize(
    ("value", "schema", "fits"),
    [
        (1, {"enum": [1]}, True),
        (True, {"enum": [1]}, False),
        ("a", {"const": "b"}, False),
        (None, {"type": "STRING", "nullable": True}, True),
        (None, {"type": "STRING"}, False),
        ({}, {"allOf": [{"required": ["a"]}, {}]}, False),
        ({}, {"$ref": "https://example.org/schema.json"}, True),
        ({}, {"$ref": "#/$defs/missing"}, True),
        ({"a": {}}, {"$ref": "#", "properties": {"a": {"$ref": "#"}}}, True),
        ({}, True, True),
    ],
)
def test_what_is_checked(value: Any, schema: Any, fits: bool) -> None:
    assert (fault(value, schema) is None) == fits


KEYWORDS = ["type", "$ref", "anyOf", "allOf", "enum", "required", "properties", "items", "const", "nullable"]
VALUES = json_values(*KEYWORDS, strings=["#", "object"])


@given(VALUES, st.dictionaries(st.sampled_from(KEYWORDS), VALUES | st.just("#") | st.lists(st.just({"$ref": "#"}))))
@examples(200)
def test_no_schema_raises(value: Any, schema: Any) -> None:
    fault(value, schema)


SCHEMA = {"type": "object", "required": ["a"]}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"response_format": {"type": "json_schema", "json_schema": {"name": "n", "schema": SCHEMA}}}, SCHEMA),
        ({"response_format": {"type": "json_object"}}, {"type": "object"}),
        ({"response_format": {"type": "text"}}, None),
        ({"text": {"format": {"type": "json_schema", "name": "n", "schema": SCHEMA}}}, SCHEMA),
        ({"generationConfig": {"responseSchema": SCHEMA}}, SCHEMA),
        ({"config": {"response_schema": SCHEMA}}, SCHEMA),
        ({"format": SCHEMA}, SCHEMA),
        ({"format": "json"}, None),
        ({"response_format": 1, "text": [], "config": "x"}, None),
        (None, None),
    ],
)
def test_where_apis_have_it(body: Any, expected: Any) -> None:
    assert schema_of(body) == expected


def test_a_schema_that_refers_to_itself_twice_ends() -> None:
    assert fault({}, {"allOf": [{"$ref": "#"}, {"$ref": "#"}]}) is None
    assert fault({}, {"anyOf": [{"allOf": [{"$ref": "#"}]}, {"$ref": "#"}], "type": "array"}) is not None
