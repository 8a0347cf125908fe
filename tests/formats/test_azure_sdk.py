"""Session records of the Azure SDKs: bodies as trees, as lines and in base64."""

from __future__ import annotations

import json

from recview.formats import read
from recview.model import Readability
from tests.formats.fixtures import exchanges, of


def test_the_fixture() -> None:
    chat, content = of("azure-sdk")
    assert (chat.request.method, chat.request.endpoint) == ("POST", "/v1/chat/completions")
    assert (chat.request.model, chat.response.streaming) == ("tiny-13", True)
    assert [chunk.data["choices"][0]["delta"] for chunk in chat.response.chunks] == [{"content": "Hello"}]
    assert (content.request.body, content.response.chunks[0].data) == (None, {"ok": True})


def test_odd_entries() -> None:
    plain = {
        "RequestUri": 5,
        "RequestHeaders": 5,
        "ResponseHeaders": {"content-type": "text/plain"},
        "ResponseBody": "Hi",
    }
    listed = {"RequestUri": "", "ResponseHeaders": {"Content-Type": "application/json"}, "ResponseBody": ["a"]}
    first, second = exchanges(json.dumps({"Entries": [plain, listed]}).encode(), "a.json")
    assert (first.request.url, first.response.chunks[0].data) == ("", "Hi")
    assert second.response.chunks[0].data == ["a"]
    assert isinstance(read(b'{"Entries": [{"RequestUri": 1}, 5]}', "a.json"), Readability)
