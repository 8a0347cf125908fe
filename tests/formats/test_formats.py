"""File bytes to exchanges: what is read, why the rest is not, and that nothing raises."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recview.formats import FORMATS, SUFFIXES, Unread, read
from recview.model import Exchange, Json
from tests.ogx import Value, chat, dumped, message, stream

HI = chat("t", [message("user", "Hi")], stream("Hello"))
TEXT = dumped(HI).encode()

ANY_JSON: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["data: 1", "event: x", ""]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["__type__", "__data__", "body", "model", "error"]) | st.text(), inner)
    ),
    max_leaves=12,
)
REQUEST_KEYS = ("method", "url", "headers", "body", "payload", "kwargs", "endpoint", "model", "test_id", "tool_name")
RESPONSE_KEYS = ("body", "is_streaming", "status", "is_exception", "exception_data", "exception_message")


def objects(keys: Sequence[str]) -> st.SearchStrategy[Value]:
    return st.dictionaries(st.sampled_from(keys), ANY_JSON)


def test_a_recording_is_read() -> None:
    found = read(TEXT, "a/b.json")
    assert not isinstance(found, Unread)
    assert [exchange.source for exchange in found] == [("a/b.json", 0)]
    assert found[0].format in {known.NAME for known in FORMATS}
    assert ".json" in SUFFIXES


@pytest.mark.parametrize("exact", [False, True])
def test_exact(exact: bool) -> None:
    found = read(TEXT.replace(b'"created": 0', b'"created": 123456789012345678901'), "a.json", exact=exact)
    assert not isinstance(found, Unread)
    assert isinstance(found[0].response.chunks[0].data["created"], int) is exact


@pytest.mark.parametrize(
    ("data", "partial", "foreign"),
    [
        (b"", True, False),
        (b"\n ", True, False),
        (TEXT[: len(TEXT) // 2], True, False),
        (b"[" * 10_000 + b"]" * 10_000, False, False),
        (bytes(range(256)), False, False),
        (b"interactions:\n- request: {}\n", False, False),
        (b"null", False, True),
        (b"42", False, True),
        (b'"text"', False, True),
        (b"[1, 2, 3]", False, True),
        (b"{}", False, True),
        (b'{"name": "x", "version": "1.0.0"}', False, True),
        (b'{"request": 1, "response": 2}', False, True),
        (b'{"request": {"id": 1}, "response": {"ok": true}}', False, True),
    ],
    ids=[
        "empty",
        "blanks",
        "half-written",
        "deep",
        "binary",
        "YAML",
        "null",
        "number",
        "string",
        "list",
        "empty object",
        "package",
        "wrong types",
        "other keys",
    ],
)
def test_unread(data: bytes, partial: bool, foreign: bool) -> None:
    found = read(data, "a.json")
    assert isinstance(found, Unread)
    assert found.problem
    assert (found.partial, found.foreign) == (partial, foreign)


@given(st.binary() | st.text().map(str.encode) | ANY_JSON.map(lambda value: json.dumps(value).encode()))
@settings(max_examples=100, deadline=None)
def test_no_bytes_make_read_raise(data: bytes) -> None:
    for exact in (False, True):
        found = read(data, "a.json", exact=exact)
        assert isinstance(found, Unread) or all(isinstance(one, Exchange) for one in found)


@given(st.integers(0, len(TEXT)), st.binary(max_size=4))
@settings(max_examples=100, deadline=None)
def test_no_damage_makes_read_raise(place: int, damage: bytes) -> None:
    read(TEXT[:place] + damage + TEXT[place + len(damage) :], "a.json", exact=True)


@given(objects(REQUEST_KEYS), objects(RESPONSE_KEYS), ANY_JSON, ANY_JSON)
@settings(max_examples=100, deadline=None)
def test_no_recording_makes_read_raise(request: Value, response: Value, test_id: Json, ids: Json) -> None:
    value = {"test_id": test_id, "request": request, "response": response, "id_normalization_mapping": ids}
    found = read(json.dumps(value).encode(), "a.json", exact=True)
    if isinstance(found, Unread):
        assert found.foreign
    else:
        assert all(chunk is not None for one in found for chunk in one.response.chunks)
