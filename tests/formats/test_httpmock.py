"""Mocks that httpmock recorded: a YAML document a call."""

from __future__ import annotations

import pytest

from recview.formats import read
from recview.model import Readability
from tests.formats.fixtures import exchanges, fixture, of


def test_the_fixture() -> None:
    chat, denied = of("httpmock")
    assert (chat.request.method, chat.request.url) == ("POST", "/v1/chat/completions?api-version=1")
    assert (chat.request.endpoint, chat.request.model) == ("/v1/chat/completions", "tiny-10")
    assert chat.request.headers == {"content-type": ["application/json"]}
    assert (len(chat.response.chunks), chat.response.streaming, chat.response.status) == (2, True, 200)
    assert (denied.request.url, denied.request.model) == (
        "http://bedrock.test/model/tiny-11/converse-stream",
        "tiny-11",
    )
    assert (denied.response.status, "bytes" in denied.response.chunks[0].data) == (403, True)


def test_odd_mocks() -> None:
    (one,) = exchanges(b"when:\n  path: 5\n  query_param: 5\n  json_body: {a: 1}\nthen:\n  body: x\n", "a.yaml")
    assert (one.request.url, one.request.body, one.response.status) == ("", {"a": 1}, None)
    assert isinstance(read(b"when:\n  path: /a\nthen: 5\n", "a.yaml"), Readability)


def test_a_mock_without_an_answer_is_being_written() -> None:
    begun = fixture("httpmock").rpartition(b"then:")[0]
    found = read(begun, "a.yaml")
    assert isinstance(found, Readability)
    assert found.is_half_written


@pytest.mark.parametrize("encoding", ["base64", "Base64"])
def test_a_body_that_is_called_base64(encoding: str) -> None:
    mock = f"when:\n  path: /a\nthen:\n  body: eyJhIjogMX0=\n  body_encoding: {encoding}\n"
    (found,) = exchanges(mock.encode(), "a.yaml")
    assert found.response.chunks[0].data == {"a": 1}
