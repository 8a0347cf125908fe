"""HTTP archives."""

from __future__ import annotations

import json

from recview.formats import Unread, read
from tests.formats.fixtures import exchanges, of


def test_the_fixture() -> None:
    (found,) = of("har")
    assert (found.request.model, found.request.headers) == ("tiny-8", {"Content-Type": ["application/json"]})
    assert found.response.chunks[0].data == {"object": "response", "status": "completed", "output": []}
    assert found.response.fields["recorded_at"] == "2026-01-05T10:00:00.000Z"
    assert found.response.fields["duration"] == 120.5


def test_odd_entries() -> None:
    entry = {"request": 3, "response": {"headers": [4], "content": {"encoding": "base64", "text": "no base64!"}}}
    (found,) = exchanges(json.dumps({"log": {"entries": [entry]}}).encode(), "a.har")
    assert found.response.chunks[0].data == "no base64!"
    assert isinstance(read(b'{"log": {"entries": []}}', "a.har"), Unread)
    assert isinstance(read(b'{"log": {"entries": [1]}}', "a.har"), Unread)
