"""Cassettes of agentic-api: turns, their streams as lines, and the shapes of its history."""

from __future__ import annotations

import json

import pytest

from tests.formats.fixtures import exchanges, fixture
from tests.formats.seen import records
from tests.formats.shown import has_row, problem, said, sent

PATH = "cassettes/a.yaml"
ASKED = "{body: {input: x, model: m, stream: true}, headers: {}, method: POST, path: /v1/responses, query_params: {}}"
EVENTS = (
    {"type": "response.output_text.delta", "item_id": "i", "output_index": 0, "content_index": 0, "delta": "Hi"},
    {"type": "response.completed", "response": {"id": "r", "status": "completed", "model": "m", "output": []}},
)


def test_the_fixture() -> None:
    streamed, plain, failed = records(fixture("agentic-api"), "tests/cassettes/test_loop/a.yaml")
    assert [record["format"] for record in (streamed, plain, failed)] == ["agentic-api"] * 3
    assert (streamed["method"], streamed["url"]) == ("POST", "/v1/responses?trace=1")
    assert (streamed["protocol"], streamed["chunks"], streamed["status"]) == ("openai.responses", 3, 200)
    assert said(streamed) == ("completed", "1 2 3", "", [])
    assert (plain["protocol"], plain["model"], plain["streaming"]) == ("anthropic.messages", "tiny-21", False)
    assert (failed["protocol"], failed["status"], failed["error"]["type"]) == (
        "exception",
        400,
        "invalid_request_error",
    )
    assert streamed["test_id"] == "tests/test_loop::a"


def turn(lines: list[object]) -> bytes:
    # JSON is YAML, too.
    return f"turns:\n- filename: t1\n  request: {ASKED}\n  response: {json.dumps({'sse': lines})}\n".encode()


@pytest.mark.parametrize(
    "lines",
    [
        [line for event in EVENTS for line in (f"event: {event['type']}\n", f"data: {json.dumps(event)}\n", "\n")],
        [line for event in EVENTS for line in (f"data: {json.dumps(event)}", "")],
        [f"data: {json.dumps(event)}\n" for event in EVENTS],
        [f"data: {json.dumps(event)}" for event in EVENTS],
        [f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in EVENTS],
        [json.dumps(event) for event in EVENTS],
        [{"event": event["type"], "data": event} for event in EVENTS],
        [{"event": event["type"], "data": json.dumps(event)} for event in EVENTS],
        [*EVENTS],
    ],
    ids=["lines", "stripped", "websocket", "by hand", "events", "bare", "parsed", "parsed, data as text", "trees"],
)
def test_every_way_to_keep_a_stream(lines: list[object]) -> None:
    (record,) = records(turn(lines), PATH)
    assert (record["streaming"], record["chunks"]) == (True, 2)
    assert said(record) == ("completed", "Hi", "", [])
    assert record["problem"] is None
    (exchange,) = exchanges(turn(lines), PATH)
    assert [chunk.note for chunk in exchange.response.chunks] == ["", ""]


SINGLE = """filename: 2026-x
request:
  body: {messages: [{role: user, content: Hi}], model: m}
  headers: {}
  method: POST
  path: /v1/chat/completions
request_id: r
response:
  body: {object: chat.completion, choices: [{message: {role: assistant, content: Hey}, finish_reason: stop}]}
  status_code: 200
timestamp: "2026"
"""
FLAT = f"""# by hand
model: m
request: {{input: Hi}}
expected_text: Hey
sse:
- 'data: {json.dumps(EVENTS[0])}'
- 'data: {json.dumps(EVENTS[1])}'
"""
LOOP = """model: m
request: {input: Hi}
turns:
- description: one
  response: {body: '{"object": "response", "status": "completed", "output": []}'}
- description: two
  response: {body: '{"object": "response", "status": "completed", "output": []}'}
"""


@pytest.mark.parametrize(
    ("text", "messages", "protocols"),
    [
        (SINGLE, [[("user", "Hi")]], ["openai.chat"]),
        (FLAT, [[("user", "Hi")]], ["openai.responses"]),
        (LOOP, [[("user", "Hi")], []], ["openai.responses"] * 2),
    ],
    ids=["one at the top", "without HTTP", "one request for all"],
)
def test_the_shapes_of_its_history(text: str, messages: list[object], protocols: list[str]) -> None:
    turns = records(text.encode(), PATH)
    assert [sent(record) for record in turns] == messages
    assert [record["protocol"] for record in turns] == protocols
    assert turns[0]["problem"] is None


def test_a_call_that_failed_on_its_way_and_a_stream_that_broke() -> None:
    lost = (
        f"- filename: t2\n  request: {ASKED}\n  response: {{transport_error: {{type: ReadTimeout, message: late}}}}\n"
    )
    stream, error = records(turn([f"data: {json.dumps(EVENTS[0])}"])[:-2] + STREAM_ERROR + lost.encode(), PATH)
    assert (stream["choices"][0]["text"], stream["problem"]) == ("Hi", "its stream broke: peer closed")
    assert (error["error"]["source"], error["error"]["type"], error["error"]["message"]) == (
        "exception",
        "ReadTimeout",
        "late",
    )
    assert error["problem"] is None


STREAM_ERROR = b', "status_code": 200, "stream_error": "peer closed"}\n'


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        (f"turns:\n- filename: t1\n  request: {ASKED}\n", True),
        (f"turns:\n- filename: t1\n  request: {ASKED}\n  response:\n    headers: {{}}\n", True),
        ("turns:\n- user: hello, how are you doing today?\n  expect: I am fine, thank you\n", False),
        ("turns:\n- request: {text: hello and good morning}\n  response: {text: hi and good morning}\n", False),
        ("request: {a: 1, path: the path of something}\nmodel: a model of something else\n", False),
    ],
    ids=["asked", "answering", "a script", "other turns", "other keys"],
)
def test_what_has_no_answer(text: str, partial: bool) -> None:
    found = problem(text.encode(), PATH)
    assert (found.is_half_written, has_row(text.encode(), PATH)) == (partial, partial)


def test_sessions_without_messages_say_so() -> None:
    data = b"format: responses-websocket-v1\nsessions:\n  - handshake: {url: ws://x}\n    frames: []\n"
    assert "websocket" in problem(data, PATH).reason
