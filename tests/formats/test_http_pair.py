"""HTTP calls whose parts are called otherwise, one or a line each."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode

import pytest

from recview.formats import read
from recview.model import Json, Readability
from tests.formats.seen import ASKED, HELLO, brief, completion, lines, message, records, streamed
from tests.ogx import Value

URL = "https://api.openai.com/v1/chat/completions"
STREAM = streamed("Hel", "lo")
SSE = {"content-type": "text/event-stream"}


def pair(response: Json, request: Value | None = None, **beside: Json) -> Value:
    return {"request": {"method": "POST", "url": URL, "headers": {}, "body": ASKED, **(request or {})}, **beside} | {
        "response": response
    }


PARTS = {"scheme": "https", "host": "api.openai.com", "port": 443, "path": "/v1/chat/completions"}
PACKED = "base64:" + b64encode(gzip.compress(json.dumps(completion()).encode())).decode()
FLAT = {"method": "POST", "url": URL, "status_code": 200}


@pytest.mark.parametrize(
    "call",
    [
        pair({"status_code": 200, "headers": SSE, "body_raw": STREAM}, logged_at="2026-01-01T00:00:00Z"),
        pair({"status_code": 200, "headers": {}, "body": completion()}),
        pair({"statusCode": 200, "headers": {}, "body": json.dumps(completion())}),
        pair({"status_code": 200, "body": completion()}),
        pair({"status": 200, "headers": SSE, "content": STREAM}, {"url": None, **PARTS, "content": json.dumps(ASKED)}),
        pair({"status": {"code": 200}, "headers": [["content-type", "text/event-stream"]], "body": {"string": STREAM}}),
        pair({"status": 200, "headers": {"content-encoding": "gzip"}, "body": PACKED}),
        {**FLAT, "request_body": ASKED, "response_headers": SSE, "response_body": STREAM},
        {**FLAT, "requestBody": json.dumps(ASKED), "responseBody": completion()},
    ],
    ids=[
        "claude-trace, streamed",
        "claude-trace",
        "camel case",
        "no headers",
        "mitmproxy",
        "pairs",
        "packed",
        "flat",
        "flat, camel",
    ],
)
@pytest.mark.parametrize("path", ["a.json", "a.jsonl"])
def test_calls(call: Value, path: str) -> None:
    for found in records(json.dumps(call).encode() if path == "a.json" else lines([call, call]), path):
        assert (brief(found), found["url"], found["status"], found["request"]) == (HELLO, URL, 200, ASKED)
        assert (found["format"], found["problem"], found["request_only"]) == ("http-json", None, False)


def test_a_call_that_nobody_answered_is_a_request_only() -> None:
    orphan = pair(None, note="ORPHANED_REQUEST - No matching response received")
    answered, other = records(lines([pair({"status": 200, "headers": {}, "body": message()}), orphan]), "log.jsonl")
    assert (answered["request_only"], other["request_only"]) == (False, True)
    assert (other["protocol"], other["choices"], other["problem"]) == ("openai.chat", [], None)
    assert other["messages"][0]["parts"][0]["text"] == "Hi"


def test_errors_and_nothing() -> None:
    error = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
    calls = [
        pair({"status_code": 529, "headers": {}, "body": error}),
        pair({"status": 204, "headers": {}, "body": None}),
    ]
    failed, empty = records(lines(calls), "log.jsonl")
    assert brief(failed) == ("exception", "", "", "overloaded_error 529: Overloaded")
    assert (empty["request_only"], empty["status"], empty["choices"]) == (False, 204, [])


def test_what_says_whether_it_streamed_is_no_http_call() -> None:
    other = pair({"status": 200, "headers": {}, "body": None, "is_streaming": False})
    assert isinstance(read(json.dumps([other]).encode(), "a.json"), Readability)


def test_a_port_of_its_own_stays_in_the_url() -> None:
    request = {"url": None, **PARTS, "scheme": "http", "port": 8000}
    (found,) = records(lines([pair({"status_code": 200, "headers": {}, "body": completion()}, request)]), "a.jsonl")
    assert found["url"] == "http://api.openai.com:8000/v1/chat/completions"


def test_both_bodies_may_be_base64() -> None:
    asked, got = (b64encode(json.dumps(body).encode()).decode() for body in (ASKED, completion()))
    (found,) = records(lines([pair({"status_code": 200, "headers": {}, "body": got}, {"body": asked})]), "a.jsonl")
    assert (brief(found), found["request"]) == (HELLO, ASKED)


def test_a_call_of_a_batch_keeps_its_name() -> None:
    (found,) = records(lines([pair({"status_code": 200, "body": completion()}, custom_id="q-1")]), "a.jsonl")
    assert (brief(found), found["test_id"]) == (HELLO, "a::q-1")
