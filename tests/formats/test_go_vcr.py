"""go-vcr cassettes of both layouts."""

from __future__ import annotations

from tests.formats.fixtures import exchanges, of

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
