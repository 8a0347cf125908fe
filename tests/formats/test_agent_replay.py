"""Cassettes of agent-replay: a header, then a call a line."""

from __future__ import annotations

import base64
import json

from tests.formats.fixtures import fixture
from tests.formats.seen import records
from tests.formats.shown import problem, said, sent


def test_the_fixture() -> None:
    plain, streamed = records(fixture("agent-replay"), "cassettes/a.jsonl")
    assert (plain["format"], plain["provider"], plain["url"]) == (
        "agent-replay",
        "anthropic",
        "https://api.anthropic.com/v1/messages",
    )
    assert (said(plain), sent(plain)) == (("end_turn", "Hello.", "", []), [("user", "Hi")])
    assert (said(streamed), streamed["streaming"], streamed["chunks"]) == (("stop", "Hey.", "", []), True, 2)


def test_a_body_that_is_no_json() -> None:
    packed = {"__non_json_b64__": base64.b64encode(b"bad gateway").decode()}
    call = {
        "kind": "interaction",
        "method": "POST",
        "host": "a.test",
        "path": "/v1/x",
        "request": {"body": packed, "fp_exact": "a"},
        "response": {"status": 502, "body": packed},
    }
    (record,) = records(json.dumps(call).encode() + b"\n", "a.jsonl")
    assert (record["request"], record["error"]["message"]) == ("bad gateway", "bad gateway")


def test_a_header_alone_and_a_line_that_is_cut() -> None:
    header, _, rest = fixture("agent-replay").partition(b"\n")
    assert problem(header + b"\n", "a.jsonl").is_sound
    found = problem(header + b"\n" + rest[:-9], "a.jsonl")
    assert (found.is_half_written, len(found.recovered)) == (True, 1)
