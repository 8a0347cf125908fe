"""Cassettes of promptecho: calls with the key that they are found by."""

from __future__ import annotations

import base64
import json

from tests.formats.fixtures import fixture
from tests.formats.seen import records
from tests.formats.shown import problem, said, sent


def test_the_fixture() -> None:
    plain, streamed = records(fixture("promptecho"), "cassettes/a.yaml")
    assert [record["format"] for record in (plain, streamed)] == ["promptecho"] * 2
    assert [record["provider"] for record in (plain, streamed)] == ["anthropic"] * 2
    assert (said(plain), sent(plain)) == (("end_turn", "Hello.", "", []), [("user", "Hi")])
    assert (said(streamed), streamed["chunks"]) == (("end_turn", "Done.", "", []), 3)
    assert (streamed["usage"]["input"], streamed["usage"]["output"]) == (4, 5)


def test_a_binary_body() -> None:
    answer = {"type": "message", "content": [{"type": "text", "text": "Hi"}], "stop_reason": "end_turn"}
    packed = base64.b64encode(json.dumps(answer).encode()).decode()
    data = f"""interactions:
- request: {{method: POST, url: "https://api.anthropic.com/v1/messages", match_key: a, body: {{}}}}
  response: {{status: 200, headers: {{}}, streaming: false, binary: true, body: {packed}}}
"""
    (record,) = records(data.encode(), "a.yaml")
    assert said(record)[1] == "Hi"


def test_a_call_without_its_answer_is_being_written() -> None:
    found = problem(fixture("promptecho").partition(b"    streaming: true")[0], "a.yaml")
    assert found.is_half_written
    assert len(found.recovered) == 2
