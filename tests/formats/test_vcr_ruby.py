"""Cassettes of Ruby's VCR: bodies in text, in a binary tag and in base64."""

from __future__ import annotations

import json

from recview.formats import read
from recview.model import Readability
from tests.formats.fixtures import exchanges, of


def test_the_fixture() -> None:
    chat, token = of("vcr-ruby")
    assert (chat.request.method, chat.request.model, chat.request.endpoint) == ("POST", "tiny-2", "/v1/messages")
    assert chat.response.chunks[0].data == {"type": "message", "role": "assistant", "content": []}
    assert chat.response.fields["recorded_at"] == "Mon, 05 Jan 2026 10:00:00 GMT"
    assert token.request.body == {"grant_type": "refresh_token", "scope": ["a", "b"]}
    assert (token.response.status, token.response.chunks[0].data) == (401, {"error": "invalid_grant"})


def test_as_json() -> None:
    pair = {
        "request": {"method": "get", "uri": "https://api.test/v1/models", "body": {"string": ""}},
        "response": {"status": {"code": 200}, "body": {"base64_string": "not base64!"}},
        "recorded_at": "now",
    }
    # R's package vcr.
    bare = {"request": {"method": "POST", "uri": "https://api.test/v1"}, "response": {"status": 404}}
    kept = {"http_interactions": [pair, 3, bare], "recorded_with": "VCR 6.3.1"}
    first, odd, failed = exchanges(json.dumps(kept).encode(), "a.json")
    assert (first.request.method, first.request.body, first.response.status) == ("GET", None, 200)
    assert failed.response.status == 404
    assert first.response.chunks[0].data == "not base64!"
    assert list(odd.response.chunks) == []


def test_an_empty_cassette_says_so() -> None:
    found = read(b"---\nhttp_interactions: []\nrecorded_with: VCR 6.3.1\n", "a.yml")
    assert isinstance(found, Readability)
    assert found.is_sound
