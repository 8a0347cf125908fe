"""Calls that claude-tap captured: streams as events, websockets as messages, and what never came."""

from __future__ import annotations

import pytest

from recview.model import Json
from tests.formats.fixtures import fixture
from tests.formats.seen import ASKED, HELLO, brief, completion, lines, message, records, streamed
from tests.ogx import Value


def test_the_fixture() -> None:
    streamed_call, socket = records(fixture("claude-tap"), "t.jsonl")
    assert brief(streamed_call) == ("anthropic.messages", "Hello", "stop", "")
    assert (streamed_call["url"], streamed_call["chunks"]) == ("https://api.anthropic.com/v1/messages?beta=true", 3)
    assert (streamed_call["usage"]["input"], streamed_call["usage"]["output"]) == (2, 3)
    assert brief(socket) == ("openai.responses", "Hello", "stop", "")
    assert (socket["method"], socket["status"], socket["chunks"], socket["model"]) == ("WEBSOCKET", 101, 3, "tiny-21")
    assert socket["messages"][0]["parts"][0]["text"] == "Hi"


def line(response: Json, path: str = "/v1/chat/completions") -> Value:
    request = {"method": "POST", "path": path, "headers": {}, "body": ASKED}
    return {"turn": 1, "upstream_base_url": "https://api.test/", "request": request, "response": response}


EVENTS = [
    {"event": "message", "data": chunk} for chunk in streamed("Hel", "lo").replace("data: ", "").split("\n\n")[:3]
]
ERROR = {"error": {"type": "overloaded_error", "message": "Overloaded"}}
DOWN = "overloaded_error: Overloaded"


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ({"status": 200, "body": completion()}, HELLO),
        ({"status": 200, "body": None, "sse_events": EVENTS}, HELLO),
        ({"status": 200, "sse_events": [{"event": "message", "data": {"choices": []}}, *EVENTS]}, HELLO),
        ({"status": 200, "body": completion("put together"), "sse_events": EVENTS}, HELLO),
        ({"status": 200, "body": message(), "sse_events": []}, ("anthropic.messages", "Hello", "stop", "")),
        ({"status": 529, "body": ERROR}, ("exception", "", "", "overloaded_error 529: Overloaded")),
        ({"status": 502, "body": None, "error": "no route"}, ("exception", "", "", "502: no route")),
        (
            {"status": 200, "sse_events": [*EVENTS[:1], {"event": "error", "data": ERROR}]},
            ("openai.chat", "Hel", "", DOWN),
        ),
        (None, ("openai.chat", "", "", "")),
        ({"status": 200, "sse_events": [5, None, "words", {"event": 5, "data": []}]}, ("openai.chat", "", "", "")),
    ],
    ids=[
        "plain",
        "events",
        "nameless",
        "events first",
        "Anthropic",
        "error",
        "no connection",
        "error event",
        "none",
        "odd",
    ],
)
def test_answers(response: Json, expected: tuple[str, ...]) -> None:
    (found,) = records(lines([line(response)]), "t.jsonl")
    assert brief(found) == expected
    assert found["url"] == "https://api.test/v1/chat/completions"
    assert found["request_only"] is (response is None)
