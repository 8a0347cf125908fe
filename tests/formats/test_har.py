"""HTTP archives."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode

import pytest

from recview.formats import read
from recview.model import Readability
from tests.formats.fixtures import exchanges, fixture, of


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
    assert isinstance(read(b'{"log": {"entries": []}}', "a.har"), Readability)
    assert isinstance(read(b'{"log": {"entries": [1]}}', "a.har"), Readability)


@pytest.mark.parametrize(
    ("path", "name", "test_id"),
    [
        ("a/recordings/Suite_1/says-hi_2/recording.har", "Suite/says hi", "a/recordings::Suite/says hi"),
        ("recordings/says-hi_2/recording.har", "says hi", "recordings::says hi"),
        ("recording.har", "Suite/says hi", "::Suite/says hi"),
        ("a/recording.har", "", "a::recording"),
    ],
    ids=["suite", "test alone", "from its folder", "no name"],
)
def test_the_test_that_polly_names(path: str, name: str, test_id: str) -> None:
    kept = json.loads(fixture("har"))
    kept["log"]["_recordingName"] = name
    assert [one.test_id for one in exchanges(json.dumps(kept).encode(), path)] == [test_id]


def test_packed_pieces() -> None:
    packed = gzip.compress(b'{"object": "response"}', mtime=0)
    pieces = json.dumps([b64encode(part).decode() for part in (packed[:9], packed[9:])])
    for said, expected in ((pieces, {"object": "response"}), ('["no base64!"]', ["no base64!"]), ('["', '["')):
        entry = {"request": {}, "response": {"content": {"encoding": "base64", "text": said}}}
        (found,) = exchanges(json.dumps({"log": {"entries": [entry]}}).encode(), "a.har")
        assert found.response.chunks[0].data == expected


def test_in_yaml() -> None:
    data = b"log:\n  version: '1.2'\n  entries:\n  - request: {url: https://a.test/v1}\n    response: {status: 200}\n"
    (found,) = exchanges(data, "a/recording.har.yaml")
    assert (found.request.endpoint, found.response.status, found.test_id) == ("/v1", 200, "a::recording")
