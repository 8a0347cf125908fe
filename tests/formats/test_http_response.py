"""HTTP answers that stand alone."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode

import pytest

from recview.formats import read
from recview.model import Json, Readability
from tests.formats.fixtures import fixture
from tests.formats.seen import ASKED, HELLO, brief, completion, message, records, streamed

STREAM = streamed("Hel", "lo")
EVENTS = [json.loads(line[6:]) for line in STREAM.splitlines() if line.startswith("data: {")]
PACKED = b64encode(STREAM.encode()).decode()
SLOW = {"error": {"message": "slow", "type": "limit"}}
KIND = {"Content-Type": "text/event-stream"}
CLAUDE = ("anthropic.messages", "Hello", "stop", "")


def test_the_fixture() -> None:
    (found,) = records(fixture("http-response"), "a.json")
    assert (brief(found), found["status"], found["model"], found["url"]) == (HELLO, 200, "tiny-25", None)
    assert (found["format"], found["request_only"]) == ("http-response", False)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"status": 200, "headers": {}, "body": completion()}, HELLO),
        (
            {"statusCode": 200, "headers": KIND, "body": b64encode(STREAM.encode()).decode(), "isBase64Encoded": True},
            HELLO,
        ),
        ({"status_code": 200, "headers": [["content-type", "text/event-stream"]], "body": STREAM}, HELLO),
        ({"status": 200, "headers": ["content-type", "text/event-stream"], "body": STREAM}, HELLO),
        ({"status": {"code": 200}, "headers": {}, "body": {"string": json.dumps(message())}}, CLAUDE),
        ({"status": 200, "statusText": "OK", "headers": {}, "data": completion()}, HELLO),
        ({"response": {"status": 200, "headers": {}, "body": completion()}}, HELLO),
        ({"request": ASKED, "response": {"status": 200, "headers": {}, "body": completion()}}, HELLO),
        ({"status": 200, "body": message()}, CLAUDE),
        ({"status": 200, "body": json.dumps(message())}, CLAUDE),
        ({"status": 200, "body": STREAM}, HELLO),
        (
            {"status": 429, "body": {"error": {"message": "slow", "type": "limit"}}},
            ("exception", "", "", "limit 429: slow"),
        ),
        ({"status": 500, "headers": {}, "body": "down"}, ("exception", "", "", "500: down")),
        ({"status": 200, "headers": {}, "body": ""}, ("raw", "", "", "")),
        ({"status": 200, "headers": {}, "body": b64encode(json.dumps(completion()).encode()).decode()}, HELLO),
        ({"status": 200, "headers": {}, "body": b64encode(gzip.compress(STREAM.encode())).decode()}, HELLO),
        ({"status": 200, "headers": KIND, "body": PACKED}, HELLO),
        ({"status": 200, "headers": KIND, "body": STREAM.splitlines()}, HELLO),
        ({"status": 200, "headers": KIND, "body": STREAM.splitlines(keepends=True)}, HELLO),
        ({"status": 200, "headers": KIND, "body": STREAM.strip().split("\n\n")}, HELLO),
        ({"status": 200, "headers": KIND, "body": EVENTS}, HELLO),
        ({"status": 200, "headers": {}, "body": ["data: of", 5]}, ("raw", "", "", "")),
        ({"body": completion() | {"padding": "x" * 5000}, "headers": {}, "status": 200}, HELLO),
    ],
    ids=[
        *("tree", "Lambda", "pairs", "raw headers", "as cassettes", "axios", "wrapped", "with the request"),
        *("without headers", "as text", "a stream", "an error", "words", "empty"),
        *("base64", "packed base64", "base64 of a stream", "lines", "whole lines", "events as text", "events"),
        *("no lines", "long and sorted"),
    ],
)
def test_answers(content: Json, expected: tuple[str, ...]) -> None:
    for value in (content, [content]):
        (found,) = records(json.dumps(value).encode(), "a.json")
        assert brief(found) == expected


def test_a_request_that_stands_beside_it() -> None:
    content = {"request": ASKED, "response": {"status": 200, "headers": {}, "body": completion()}}
    (found,) = records(json.dumps(content).encode(), "a.json")
    assert (found["request"], found["messages"][0]["parts"][0]["text"]) == (ASKED, "Hi")


@pytest.mark.parametrize(
    "content",
    [
        {"status": "ok", "headers": {}, "body": "x"},
        {"status": 200, "body": "words"},
        {"status": 200, "headers": {}},
        {"status": 7, "headers": {}, "body": "x"},
        {"headers": {}, "body": completion()},
        {"response": {"status": 200}},
        {"name": "x", "status": 200, "body": {"a": 1}},
    ],
    ids=["a word", "no headers", "no body", "no status", "none at all", "bare", "something else"],
)
def test_other_json_is_left_alone(content: Json) -> None:
    found = read(json.dumps(content).encode(), "a.json")
    assert isinstance(found, Readability)
    assert found.is_sound
