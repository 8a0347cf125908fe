"""go-vcr cassettes of both layouts."""

from __future__ import annotations

import pytest

from recview.formats import read
from recview.model import Readability
from tests.formats.fixtures import exchanges, fixture, of

V1 = b"""---
version: 1
interactions:
- request:
    body: '{"model":"tiny-1"}'
    form: {}
    headers: {}
    url: https://api.test/v1/chat/completions
    method: POST
  response:
    body: '{"choices":[]}'
    headers: {}
    status: 200 OK
    code: 200
    duration: ""
"""


def test_the_fixture() -> None:
    gemini, bedrock = of("go-vcr")
    assert gemini.request.model == "tiny-3"
    assert gemini.request.endpoint == "/v1beta/models/tiny-3:streamGenerateContent"
    assert [chunk.data["candidates"] for chunk in gemini.response.chunks] == [
        [{"content": {"parts": [{"text": "Hello"}]}}],
        [{"finishReason": "STOP"}],
    ]
    assert gemini.response.fields["duration"] == "1.25s"
    assert bedrock.request.model == "us.maker.tiny-4-v1:0"
    assert bedrock.response.status == 403


def test_the_first_layout() -> None:
    (found,) = exchanges(V1, "a.yaml")
    assert (found.format, found.request.model, found.response.status) == ("go-vcr", "tiny-1", 200)
    assert "duration" not in found.response.fields


def test_an_interaction_that_is_none_costs_itself() -> None:
    data = V1.replace(b"interactions:\n", b"interactions:\n- null\n- words\n")
    found = exchanges(data, "a.yaml")
    assert [one.request.model for one in found] == ["", "", "tiny-1"]
    assert {one.format for one in found} == {"go-vcr"}


@pytest.mark.parametrize(("end", "whole"), [(b"code: 200", True), (b"code: 20", False), (b"code:", False)])
def test_without_a_last_line_end(end: bytes, whole: bool) -> None:
    assert len(exchanges(fixture("go-vcr").rstrip(b"\n"), "a.yaml")) == 2
    found = read(V1.partition(b"code: 200")[0] + end, "a.yaml")
    assert isinstance(found, Readability) is not whole
