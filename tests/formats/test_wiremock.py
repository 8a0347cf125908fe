"""Stubs that WireMock recorded: what is matched is what was sent."""

from __future__ import annotations

import json

import pytest

from recview.formats import Unread, read
from recview.model import Json
from tests.formats.fixtures import exchanges, of


def test_the_fixture() -> None:
    (found,) = of("wiremock")
    assert (found.request.method, found.request.endpoint) == ("POST", "/v1/chat/completions")
    assert (found.request.model, found.request.headers) == ("tiny-12", {"Accept": "application/json"})
    assert found.request.body["messages"] == [{"content": "Hi", "role": "user"}]
    assert found.response.chunks[0].data["choices"][0]["message"]["content"] == "Hello"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"jsonBody": {"a": 1}}, {"a": 1}),
        ({"base64Body": "eyJhIjogMX0="}, {"a": 1}),
        ({"bodyFileName": "a.json"}, "(in a file of its own: a.json)"),
    ],
    ids=["tree", "base64", "another file"],
)
def test_answers_of_a_list_in_json(answer: Json, expected: Json) -> None:
    stub = {"request": {"method": "POST", "urlPath": "/v1/x"}, "response": {"status": 201, **answer}}
    found = exchanges(json.dumps({"mappings": [stub, stub]}).encode(), "a.json")
    assert [(one.request.endpoint, one.response.status) for one in found] == [("/v1/x", 201)] * 2
    assert found[0].response.chunks[0].data == expected


@pytest.mark.parametrize(
    "data",
    [b'{"request": {"urlPath": 5, "bodyPatterns": 5}, "response": 5}', b"mappings: 5\n", b"request:\n  url: /a\n"],
)
def test_odd_stubs(data: bytes) -> None:
    assert isinstance(read(data, "a.json"), Unread)


def test_a_recording_that_speaks_of_urlpath_is_none() -> None:
    said = {
        "method": "POST",
        "url": "https://h.test/v1/chat/completions",
        "body": {"messages": [], "x": {"urlPath": 1}},
    }
    data = json.dumps({"request": said, "response": {"body": {"choices": []}, "is_streaming": False}}).encode()
    assert [one.format for one in exchanges(data, "a.json")] == ["ogx"]
