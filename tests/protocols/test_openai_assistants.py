"""Runs of OpenAI's Assistants as they are streamed."""

from __future__ import annotations

import pytest
from hypothesis import given

from recview.events import Event, Failed, Finished, Noted, TextDelta, ToolCallDelta, Unknown, UsageReported
from recview.model import Chunk, Exchange, Failure, Json, Usage
from recview.protocols.choosing import protocol_of
from recview.protocols.finishes import normal
from tests.builders import exchange
from tests.protocols.odd_json import never_raises, odd_exchanges
from tests.protocols.readers import READERS

assistants = READERS["openai.assistants"]

COUNTS = {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12}
CALL: dict[str, Json] = {"id": "c1", "type": "function", "function": {"name": "go", "arguments": "{}"}}


def event(name: str, **fields: Json) -> Chunk:
    data = {"id": "o1", "object": name, **fields}
    return Chunk(name, data, data)


def run(status: str, **more: Json) -> Chunk:
    return event("thread.run", status=status, **more)


def message(*content: Json, name: str = "thread.message.delta", **more: Json) -> Chunk:
    holder = {"delta": {"content": list(content)}} if name.endswith("delta") else {"content": list(content)}
    return event(name, **holder, **more)


def text(value: str, **more: Json) -> Json:
    return {"index": 0, "type": "text", "text": {"value": value, **more}}


def step(**call: Json) -> Chunk:
    return event("thread.run.step.delta", delta={"step_details": {"tool_calls": [{"index": 0, **call}]}})


def whole_step(**call: Json) -> Chunk:
    return event("thread.run.step", status="completed", step_details={"tool_calls": [call]})


CITED = {"type": "file_citation", "text": "[1]", "file_citation": {"file_id": "f1"}}
LOGS = {"index": 0, "type": "logs", "logs": "1"}
ACTION = {"type": "submit_tool_outputs", "submit_tool_outputs": {"tool_calls": [CALL]}}
ERROR = {"code": "rate_limit_exceeded", "message": "No"}

EVENTS: dict[str, tuple[list[Chunk], list[Event]]] = {
    "text, which the whole message repeats": (
        [
            message(text("Hi")),
            message(text("!")),
            message(text("Hi!"), name="thread.message", status="completed"),
            run("completed", usage=COUNTS),
        ],
        [
            *(TextDelta(1, 0, "Hi"), TextDelta(2, 0, "!"), Finished(4, 0, "completed")),
            UsageReported(4, Usage(9, 3, 12)),
        ],
    ),
    "a message that came in no pieces": (
        [message(text("Hi"), name="thread.message", status="completed")],
        [TextDelta(1, 0, "Hi")],
    ),
    "what it cites, and an image": (
        [message(text("Hi", annotations=[CITED]), {"type": "image_file", "image_file": {"file_id": "f2"}})],
        [TextDelta(1, 0, "Hi"), Noted(1, 0, "annotations", "f1\n"), Noted(1, 0, "image", "f2\n")],
    ),
    "a function in pieces, which the required action repeats": (
        [
            step(**{**CALL, "function": {"name": "go", "arguments": ""}}),
            step(type="function", function={"arguments": '{"a"'}),
            step(type="function", function={"arguments": ":1}"}),
            run("requires_action", required_action=ACTION),
        ],
        [
            *(ToolCallDelta(1, 0, "c1", "c1", "go"), ToolCallDelta(2, 0, "c1", arguments='{"a"')),
            *(ToolCallDelta(3, 0, "c1", arguments=":1}"), Finished(4, 0, "requires_action")),
        ],
    ),
    "a function by the required action alone": (
        [run("requires_action", required_action=ACTION)],
        [ToolCallDelta(1, 0, "c1", "c1", "go", "{}"), Finished(1, 0, "requires_action")],
    ),
    "code that OpenAI runs": (
        [
            step(id="k1", type="code_interpreter", code_interpreter={"input": "1", "outputs": []}),
            step(type="code_interpreter", code_interpreter={"outputs": [LOGS]}),
            whole_step(id="k1", type="code_interpreter", code_interpreter={"input": "1", "outputs": [LOGS]}),
        ],
        [
            ToolCallDelta(1, 0, "k1", "k1", "code_interpreter", "1", "provider"),
            ToolCallDelta(2, 0, "k1", runs="provider"),
            Noted(2, 0, "code_interpreter output", "1\n"),
            ToolCallDelta(3, 0, "k1", runs="provider"),
        ],
    ),
    "a search by its whole step": (
        [whole_step(id="k1", type="file_search", file_search={})],
        [ToolCallDelta(1, 0, "k1", "k1", "file_search", "", "provider")],
    ),
    "an answer that was cut": (
        [run("incomplete", incomplete_details={"reason": "max_completion_tokens"})],
        [Finished(1, 0, "incomplete:max_completion_tokens")],
    ),
    "a run that failed": (
        [run("failed", last_error=ERROR)],
        [Finished(1, 0, "failed"), Failed(1, Failure("stream", "No", "", "rate_limit_exceeded", body=ERROR))],
    ),
    "an event that is an error": (
        [Chunk("error", ERROR, ERROR)],
        [Failed(1, Failure("stream", "No", "", "rate_limit_exceeded", body=ERROR))],
    ),
    "an event kept as its clients' objects": (
        [Chunk("", {"event": "thread.run.completed", "data": {"object": "thread.run", "status": "completed"}}, None)],
        [Finished(1, 0, "completed")],
    ),
    "unknown": (
        [Chunk("", {"hologram": 1}, None), Chunk("", "x", "x")],
        [Unknown(1, "no object of a thread"), Unknown(2, "this chunk is not a JSON object")],
    ),
}


@pytest.mark.parametrize(("chunks", "expected"), EVENTS.values(), ids=EVENTS.keys())
def test_events(chunks: list[Chunk], expected: list[Event]) -> None:
    sent = exchange(run("queued"), *chunks)
    assert protocol_of(sent).name == "openai.assistants"
    assert list(assistants.decode(sent).events) == expected


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("incomplete:max_completion_tokens", "length"),
        ("incomplete:max_prompt_tokens", "length"),
        ("requires_action", "tool_calls"),
        ("expired", "error"),
        ("cancelled", "other"),
    ],
)
def test_finish_words(word: str, form: str) -> None:
    assert normal(word) == form


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (exchange({"object": "thread.run", "status": "queued"}, streaming=False), "raw"),
        (exchange({"object": "thread.run", "status": "completed"}, streaming=False), "openai.assistants"),
        (exchange({"object": "list", "data": [{"object": "thread.message"}]}, streaming=False), "card"),
        (exchange(endpoint="/v1/threads/t/runs", assistant_id="a"), "openai.assistants"),
        (exchange(endpoint="/v1/runs", assistant_id="a"), "raw"),
    ],
    ids=["a run", "a run that has ended", "messages", "request alone", "another service"],
)
def test_claims(sent: Exchange, expected: str) -> None:
    assert protocol_of(sent).name == expected


def test_messages() -> None:
    sent = exchange(
        instructions="S",
        additional_messages=[{"role": "user", "content": "Hi"}],
        tool_outputs=[{"tool_call_id": "c1", "output": "ok"}],
    )
    read = assistants.decode(sent).messages
    assert [(message.role, [(part.text, part.id) for part in message.parts]) for message in read] == [
        ("system", [("S", "")]),
        ("user", [("Hi", "")]),
        ("tool", [("ok", "c1")]),
    ]


@given(
    odd_exchanges(
        *("object", "id", "delta", "content", "text", "value", "step_details", "tool_calls", "type", "function"),
        *("status", "required_action", "submit_tool_outputs", "last_error", "event", "data", "thread", "tool_outputs"),
    )
)
def test_never_raises(sent: Exchange) -> None:
    never_raises(assistants, sent)
