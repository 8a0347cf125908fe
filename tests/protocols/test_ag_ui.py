"""AG-UI: what agents stream to user interfaces."""

from __future__ import annotations

import pytest
from hypothesis import given

from recview.events import Event, Failed, Finished, Noted, ReasoningDelta, TextDelta, ToolCallDelta, Unknown
from recview.events import UsageReported as Counted
from recview.model import Exchange, Failure, Json, Usage
from recview.protocols.choosing import protocol_of
from recview.protocols.finishes import normal
from tests.builders import exchange
from tests.protocols.odd_json import never_raises, odd_exchanges
from tests.protocols.readers import READERS

ag_ui = READERS["ag_ui"]

STARTED: Json = {"type": "RUN_STARTED", "threadId": "t", "runId": "r"}
FINISHED: Json = {"type": "RUN_FINISHED", "threadId": "t", "runId": "r"}
ANSWERED: Json = [
    {"role": "assistant", "content": "an earlier answer"},
    {"role": "user", "content": "Hi"},
    {"role": "assistant", "content": "Ho", "toolCalls": [{"id": "c1", "function": {"name": "go", "arguments": "{}"}}]},
]


def text(delta: str, message: str = "m1") -> Json:
    return {"type": "TEXT_MESSAGE_CONTENT", "messageId": message, "delta": delta}


EVENTS: dict[str, tuple[list[Json], list[Event]]] = {
    "text": (
        [{"type": "TEXT_MESSAGE_START", "messageId": "m1", "role": "assistant"}, text("Hi"), FINISHED],
        [TextDelta(2, 0, "Hi"), Finished(3, 0, "RUN_FINISHED")],
    ),
    "chunks, of which the first alone has a role": (
        [
            {"type": "TEXT_MESSAGE_CHUNK", "messageId": "m1", "role": "assistant", "delta": "Hi"},
            {"type": "TEXT_MESSAGE_CHUNK", "delta": "!"},
        ],
        [TextDelta(1, 0, "Hi"), TextDelta(2, 0, "!")],
    ),
    "a message in the user's name is no answer": (
        [{"type": "TEXT_MESSAGE_START", "messageId": "m0", "role": "user"}, text("Hi", "m0"), text("Ho")],
        [Noted(2, 0, "user message", "Hi"), TextDelta(3, 0, "Ho")],
    ),
    "thinking and reasoning": (
        [
            {"type": "THINKING_TEXT_MESSAGE_CONTENT", "delta": "a"},
            {"type": "REASONING_MESSAGE_CONTENT", "messageId": "m0", "delta": "b"},
            {"type": "REASONING_MESSAGE_CHUNK", "messageId": "m0", "delta": "c"},
        ],
        [ReasoningDelta(1, 0, "a"), ReasoningDelta(2, 0, "b"), ReasoningDelta(3, 0, "c")],
    ),
    "a call that the interface runs": (
        [
            {"type": "TOOL_CALL_START", "toolCallId": "c1", "toolCallName": "go"},
            {"type": "TOOL_CALL_ARGS", "toolCallId": "c1", "delta": "{}"},
            {"type": "TOOL_CALL_END", "toolCallId": "c1"},
        ],
        [ToolCallDelta(1, 0, "c1", "c1", "go"), ToolCallDelta(2, 0, "c1", "", "", "{}")],
    ),
    "a call that the agent runs, as Python dumps it": (
        [
            {"type": "TOOL_CALL_CHUNK", "tool_call_id": "c1", "tool_call_name": "go", "delta": "{}"},
            {"type": "TOOL_CALL_RESULT", "tool_call_id": "c1", "content": "ok"},
        ],
        [
            *(ToolCallDelta(1, 0, "c1", "c1", "go", "{}"), ToolCallDelta(2, 0, "c1", runs="provider")),
            Noted(2, 0, "tool result", "ok\n"),
        ],
    ),
    "state, activity, custom and raw events": (
        [
            {"type": "STATE_SNAPSHOT", "snapshot": {"a": 1}},
            {"type": "STATE_DELTA", "delta": [{"op": "add"}]},
            {"type": "ACTIVITY_SNAPSHOT", "content": {"b": 2}},
            {"type": "CUSTOM", "name": "PredictState", "value": 3},
            {"type": "RAW", "event": {"type": "on_chain_start"}},
            {"type": "STEP_STARTED", "stepName": "s"},
        ],
        [
            *(Noted(1, 0, "state", '{"a":1}\n'), Noted(2, 0, "state", '[{"op":"add"}]\n')),
            *(Noted(3, 0, "activity", '{"b":2}\n'), Noted(4, 0, "PredictState", "3\n")),
        ],
    ),
    "an agent that streams nothing answers by its messages": (
        [{"type": "MESSAGES_SNAPSHOT", "messages": ANSWERED}, FINISHED],
        [TextDelta(1, 0, "Ho"), ToolCallDelta(1, 0, "c1", "c1", "go", "{}"), Finished(2, 0, "RUN_FINISHED")],
    ),
    "what was streamed is not told again": (
        [text("Ho"), {"type": "MESSAGES_SNAPSHOT", "messages": ANSWERED}],
        [TextDelta(1, 0, "Ho")],
    ),
    "an outcome": ([{**FINISHED, "outcome": {"type": "interrupt"}}], [Finished(1, 0, "interrupt")]),
    "a result and its counts": (
        [{**FINISHED, "result": {"usage": {"inputTokens": 9, "inputTokensDetails": {"cachedTokens": 4}}}}],
        [
            Noted(1, 0, "result", '{"usage":{"inputTokens":9,"inputTokensDetails":{"cachedTokens":4}}}\n'),
            *(Finished(1, 0, "RUN_FINISHED"), Counted(1, Usage(9, cached=4))),
        ],
    ),
    "an error": (
        [text("Hi"), {"type": "RUN_ERROR", "message": "No", "code": "E1"}],
        [TextDelta(1, 0, "Hi"), Failed(2, Failure("stream", "No", "", "E1", body={"message": "No", "code": "E1"}))],
    ),
    "unknown": (
        [{"type": "HOLOGRAM"}, {"a": 1}, "x"],
        [
            *(Unknown(1, "no event of AG-UI has this type"), Unknown(2, "no type in this object")),
            Unknown(3, "this chunk is not a JSON object"),
        ],
    ),
}


@pytest.mark.parametrize(("chunks", "expected"), EVENTS.values(), ids=EVENTS.keys())
def test_events(chunks: list[Json], expected: list[Event]) -> None:
    sent = exchange(STARTED, *chunks)
    assert protocol_of(sent).name == "ag_ui"
    assert list(ag_ui.decode(sent).events) == expected


@pytest.mark.parametrize(("word", "form"), [("RUN_FINISHED", "stop"), ("success", "stop"), ("interrupt", "pause")])
def test_finish_words(word: str, form: str) -> None:
    assert normal(word) == form


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (exchange(text("Hi")), "ag_ui"),
        (exchange({"type": "CUSTOM", "name": "a"}), "raw"),
        (exchange({"type": "RUN_A_MILE"}), "raw"),
        (exchange(threadId="t", runId="r", messages=[]), "ag_ui"),
        (exchange(threadId="t", messages=[]), "raw"),
    ],
    ids=["the first event is lost", "a common word", "another run", "request alone", "another request"],
)
def test_claims(sent: Exchange, expected: str) -> None:
    assert protocol_of(sent).name == expected


IMAGE = {"type": "binary", "mimeType": "image/png", "data": "iVBORw0KGgo="}
SOURCE = {"type": "image", "source": {"type": "data", "value": "iVBORw0KGgo=", "mimeType": "image/png"}}
LINK = {"type": "image", "source": {"type": "url", "value": "https://a.test/b.png"}}


def test_messages() -> None:
    sent = [
        {"role": "user", "content": [{"type": "text", "text": "Hi"}, IMAGE, SOURCE, LINK]},
        ANSWERED[2],
        {"role": "tool", "content": "ok", "toolCallId": "c1"},
    ]
    read = ag_ui.decode(exchange(messages=sent)).messages
    assert [[(part.kind, part.text, part.id) for part in message.parts] for message in read] == [
        [
            *(("text", "Hi", ""), ("image", "image/png, 8 bytes", "")),
            *(("image", "image/png, 8 bytes", ""), ("image", "https://a.test/b.png", "")),
        ],
        [("text", "Ho", ""), ("tool_call", "{}", "c1")],
        [("tool_result", "ok", "c1")],
    ]


@given(
    odd_exchanges(
        *("type", "delta", "messageId", "role", "toolCallId", "toolCallName", "messages", "toolCalls", "content"),
        *("usage", "result", "outcome", "source", "value", "name"),
    )
)
def test_never_raises(sent: Exchange) -> None:
    never_raises(ag_ui, sent)
