"""Mistral's conversations: events of agents and their tools, and plain entries."""

from __future__ import annotations

import pytest
from hypothesis import given

from recview.events import Event, Failed, Finished, Noted, ReasoningDelta, TextDelta, ToolCallDelta, Unknown
from recview.events import UsageReported as Counted
from recview.model import Exchange, Failure, Json, Usage
from recview.protocols.choosing import protocol_of
from tests.builders import exchange
from tests.protocols.odd_json import never_raises, odd_exchanges
from tests.protocols.readers import READERS

mistral = READERS["mistral.conversations"]

COUNTS: Json = {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12, "connector_tokens": 0}
STARTED: Json = {"type": "conversation.response.started", "conversation_id": "v1"}
DONE: Json = {"type": "conversation.response.done", "usage": COUNTS}
CITED: Json = {"type": "tool_reference", "tool": "web_search", "title": "A", "url": "https://a.test"}
THOUGHT: Json = {"type": "thinking", "thinking": [{"type": "text", "text": "Hm"}]}


def delta(content: Json) -> Json:
    return {"type": "message.output.delta", "id": "m1", "content": content}


def tool(step: str, **more: Json) -> Json:
    return {"type": f"tool.execution.{step}", "id": "x1", "name": "web_search", **more}


def function(arguments: str, name: str = "go") -> Json:
    return {"type": "function.call.delta", "id": "f1", "tool_call_id": "c1", "name": name, "arguments": arguments}


EVENTS: dict[str, tuple[list[Json], list[Event]]] = {
    "text": (
        [delta("Hi"), delta({"type": "text", "text": "!"}), DONE],
        [TextDelta(1, 0, "Hi"), TextDelta(2, 0, "!"), Finished(3, 0, "done"), Counted(3, Usage(9, 3, 12))],
    ),
    "parts": (
        [delta(THOUGHT), delta(CITED), delta({"type": "tool_file", "file_id": "f1"})],
        [
            *(ReasoningDelta(1, 0, "Hm"), Noted(2, 0, "citations", "A https://a.test\n")),
            Noted(3, 0, "tool_file", '{"type":"tool_file","file_id":"f1"}\n'),
        ],
    ),
    "a tool that Mistral runs": (
        [tool("started", arguments=""), tool("delta", arguments="{}"), tool("done", info={"n": 1})],
        [
            ToolCallDelta(1, 0, "x1", "x1", "web_search", "", "provider"),
            ToolCallDelta(2, 0, "x1", "", "", "{}", "provider"),
            *(ToolCallDelta(3, 0, "x1", runs="provider"), Noted(3, 0, "tool result", '{"n":1}\n')),
        ],
    ),
    "a function in pieces": (
        [function("{"), function("}", "")],
        [ToolCallDelta(1, 0, "c1", "c1", "go", "{"), ToolCallDelta(2, 0, "c1", arguments="}")],
    ),
    "agents that hand over": (
        [
            {"type": "agent.handoff.started", "previous_agent_id": "a1", "previous_agent_name": "A"},
            {"type": "agent.handoff.done", "next_agent_id": "b1"},
        ],
        [Noted(1, 0, "handoff", "previous: A\n"), Noted(2, 0, "handoff", "next: b1\n")],
    ),
    "an error": (
        [{"type": "conversation.response.error", "message": "No", "code": 500}],
        [Failed(1, Failure("stream", "No", "", "500", body={"message": "No", "code": "500"}))],
    ),
    "unknown": (
        [{"type": "hologram"}, "x"],
        [Unknown(1, "no event of a conversation has this type"), Unknown(2, "this chunk is not a JSON object")],
    ),
}


@pytest.mark.parametrize(("chunks", "expected"), EVENTS.values(), ids=EVENTS.keys())
def test_events(chunks: list[Json], expected: list[Event]) -> None:
    sent = exchange(STARTED, *chunks)
    assert protocol_of(sent).name == "mistral.conversations"
    assert list(mistral.decode(sent).events) == expected


ENTRIES: dict[str, tuple[list[Json], list[Event]]] = {
    "a message": ([{"type": "message.output", "content": "Hi"}], [TextDelta(0, 0, "Hi")]),
    "a message in parts": (
        [{"type": "message.output", "content": [THOUGHT, {"type": "text", "text": "Hi"}]}],
        [ReasoningDelta(0, 0, "Hm"), TextDelta(0, 0, "Hi")],
    ),
    "a tool and a function": (
        [
            {"type": "tool.execution", "id": "x1", "name": "web_search", "arguments": "{}"},
            {"type": "function.call", "tool_call_id": "c1", "name": "go", "arguments": {"a": 1}},
        ],
        [
            ToolCallDelta(0, 0, "x1", "x1", "web_search", "{}", "provider"),
            ToolCallDelta(0, 0, "x1", runs="provider"),
            ToolCallDelta(0, 0, "c1", "c1", "go", '{"a":1}'),
        ],
    ),
    "an entry of another kind": ([{"type": "hologram"}], [Noted(0, 0, "hologram", '{"type":"hologram"}\n')]),
}


@pytest.mark.parametrize(("entries", "expected"), ENTRIES.values(), ids=ENTRIES.keys())
def test_plain(entries: list[Json], expected: list[Event]) -> None:
    body = {"object": "conversation.response", "outputs": entries, "usage": COUNTS}
    sent = exchange(body, streaming=False)
    assert protocol_of(sent).name == "mistral.conversations"
    assert list(mistral.decode(sent).events) == [*expected, Counted(0, Usage(9, 3, 12))]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (exchange(delta("Hi")), "mistral.conversations"),
        (exchange(endpoint="/v1/conversations/v1", inputs="Hi"), "mistral.conversations"),
        (exchange(endpoint="/v1/conversations", items=[]), "raw"),
    ],
    ids=["the first event is lost", "request alone", "another API's conversation"],
)
def test_claims(sent: Exchange, expected: str) -> None:
    assert protocol_of(sent).name == expected


def test_messages() -> None:
    inputs = [
        {"role": "user", "content": "Hi"},
        {"type": "message.output", "content": [{"type": "text", "text": "Ho"}]},
        {"type": "function.call", "tool_call_id": "c1", "name": "go", "arguments": "{}"},
        {"type": "function.result", "tool_call_id": "c1", "result": "ok"},
        {"type": "agent.handoff", "next_agent_name": "B"},
    ]
    read = mistral.decode(exchange(instructions="S", inputs=inputs)).messages
    assert [(message.role, part.kind, part.text) for message in read for part in message.parts] == [
        ("system", "text", "S"),
        ("user", "text", "Hi"),
        ("assistant", "text", "Ho"),
        ("assistant", "tool_call", "{}"),
        ("tool", "tool_result", "ok"),
        ("assistant", "other", '{"type":"agent.handoff","next_agent_name":"B"}'),
    ]
    assert [part.text for message in mistral.decode(exchange(inputs="Hi")).messages for part in message.parts] == ["Hi"]


@given(
    odd_exchanges(
        *("type", "object", "content", "thinking", "outputs", "name", "arguments", "tool_call_id", "info", "inputs"),
        *("usage", "message", "code", "image_url", "role", "result"),
    )
)
def test_never_raises(sent: Exchange) -> None:
    never_raises(mistral, sent)
