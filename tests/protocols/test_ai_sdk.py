"""The AI SDK: UI message streams, the lines of version 4, and the parts of a language model's stream."""

from __future__ import annotations

import pytest
from hypothesis import given

from recview.events import Event, Failed, Finished, Noted, ReasoningDelta, TextDelta, ToolCallDelta, Unknown
from recview.events import UsageReported as Counted
from recview.framing import Framing
from recview.model import Chunk, Exchange, Failure, Json, Usage
from recview.protocols.choosing import protocol_of
from recview.protocols.finishes import normal
from tests.builders import exchange
from tests.protocols.odd_json import never_raises, odd_exchanges
from tests.protocols.readers import READERS

ai_sdk = READERS["ai_sdk"]

START: Json = {"type": "start", "messageId": "m1"}
TEXT: Json = {"type": "text-delta", "id": "t", "delta": "Hi"}
CALL: Json = {"type": "tool-input-available", "toolCallId": "c1", "toolName": "go", "input": {"a": 1}}
FIRST: Event = TextDelta(0, 0, "Hi")


def begun(call: str = "go", chunk: int = 1) -> ToolCallDelta:
    return ToolCallDelta(chunk, 0, "c1", "c1", call)


PARTS: dict[str, tuple[list[Json], list[Event]]] = {
    "text and reasoning": (
        [TEXT, {"type": "reasoning-delta", "id": "r", "delta": "Hm"}, {"type": "text-end", "id": "t"}],
        [FIRST, ReasoningDelta(1, 0, "Hm")],
    ),
    "a call in pieces, then as a whole": (
        [
            TEXT,
            {"type": "tool-input-start", "toolCallId": "c1", "toolName": "go"},
            {"type": "tool-input-delta", "toolCallId": "c1", "inputTextDelta": '{"a":1}'},
            CALL,
        ],
        [FIRST, begun(), ToolCallDelta(2, 0, "c1", "", "", '{"a":1}')],
    ),
    "a call as a whole": ([TEXT, CALL], [FIRST, ToolCallDelta(1, 0, "c1", "c1", "go", '{"a":1}')]),
    "a call that the provider runs": (
        [TEXT, {**CALL, "providerExecuted": True}],
        [FIRST, ToolCallDelta(1, 0, "c1", "c1", "go", '{"a":1}', "provider")],
    ),
    "a call whose result is in the stream was run by whoever answers": (
        [TEXT, CALL, {"type": "tool-output-available", "toolCallId": "c1", "output": {"b": 2}}],
        [
            *(FIRST, ToolCallDelta(1, 0, "c1", "c1", "go", '{"a":1}'), ToolCallDelta(2, 0, "c1", runs="provider")),
            Noted(2, 0, "tool result", '{"b":2}\n'),
        ],
    ),
    "a result that is not yet whole, and one of another turn": (
        [TEXT, {"type": "tool-output-available", "toolCallId": "c0", "output": 1, "preliminary": True}],
        [FIRST],
    ),
    "a tool that failed": (
        [TEXT, {"type": "tool-output-error", "toolCallId": "c0", "errorText": "No"}],
        [FIRST, Noted(1, 0, "tool result", "No\n")],
    ),
    "sources, files and data": (
        [
            TEXT,
            {"type": "source-url", "sourceId": "s", "url": "https://a.test", "title": "A"},
            {"type": "file", "url": "data:image/png;base64,iVBORw0KGgo=", "mediaType": "image/png"},
            {"type": "data-weather", "data": {"t": 1}},
        ],
        [
            *(FIRST, Noted(1, 0, "citations", "A https://a.test\n")),
            *(Noted(2, 0, "file", "image/png, 8 bytes\n"), Noted(3, 0, "weather", '{"t":1}\n')),
        ],
    ),
    "an end without a reason": ([TEXT, {"type": "finish-step"}, {"type": "finish"}], [FIRST, Finished(2, 0, "finish")]),
    "an end with a reason, and counts in the message's metadata": (
        [TEXT, {"type": "finish", "finishReason": "length", "messageMetadata": {"usage": {"inputTokens": 3}}}],
        [FIRST, Finished(1, 0, "length"), Counted(1, Usage(3))],
    ),
    "broken off": ([TEXT, {"type": "abort"}], [FIRST, Finished(1, 0, "abort")]),
    "an error": (
        [TEXT, {"type": "error", "errorText": "No"}],
        [FIRST, Failed(1, Failure("stream", "No", body="No"))],
    ),
    "a language model's stream": (
        [
            TEXT,
            {"type": "tool-input-start", "id": "c1", "toolName": "go"},
            {"type": "tool-input-delta", "id": "c1", "delta": "{}"},
            {"type": "tool-call", "toolCallId": "c1", "toolName": "go", "input": "{}"},
            {
                "type": "finish",
                "finishReason": {"unified": "tool-calls", "raw": "tool_use"},
                "usage": {
                    "inputTokens": {"total": 9, "cacheRead": 4, "cacheWrite": 2},
                    "outputTokens": {"total": 3, "reasoning": 1},
                },
            },
        ],
        [
            *(FIRST, begun(), ToolCallDelta(2, 0, "c1", "", "", "{}"), Finished(4, 0, "tool-calls")),
            Counted(4, Usage(9, 3, None, 4, 2, 1)),
        ],
    ),
    "the parts of a full stream": (
        [
            {"type": "text-delta", "id": "t", "text": "Hi"},
            {"type": "reasoning", "textDelta": "Hm"},
            {"type": "finish-step", "usage": {"inputTokens": 1}},
            {"type": "finish", "finishReason": "stop", "totalUsage": {"inputTokens": 9, "reasoningTokens": 1}},
        ],
        [
            *(FIRST, ReasoningDelta(1, 0, "Hm"), Counted(2, Usage(1)), Finished(3, 0, "stop")),
            Counted(3, Usage(9, reasoning=1)),
        ],
    ),
    "unknown": (
        [TEXT, {"type": "hologram"}, {"a": 1}, "x"],
        [
            *(FIRST, Unknown(1, "no part of this name"), Unknown(2, "no type in this object")),
            Unknown(3, "this chunk is not a JSON object"),
        ],
    ),
}


@pytest.mark.parametrize(("parts", "expected"), PARTS.values(), ids=PARTS.keys())
def test_parts(parts: list[Json], expected: list[Event]) -> None:
    sent = exchange(*parts)
    assert protocol_of(sent).name == "ai_sdk"
    assert list(ai_sdk.decode(sent).events) == expected


def lines(*sent: str) -> tuple[Chunk, ...]:
    """The chunks of a body of such lines, as a container frames it."""
    framed = Framing().answer("\n".join(sent), "text/plain; charset=utf-8")
    assert framed.streaming
    return tuple(framed.chunks)


LINES: dict[str, tuple[tuple[str, ...], list[Event]]] = {
    "an answer": (
        ('f:{"messageId":"m"}', 'g:"Hm"', '0:"Hi"', 'd:{"finishReason":"stop","usage":{"promptTokens":9}}'),
        [ReasoningDelta(1, 0, "Hm"), TextDelta(2, 0, "Hi"), Finished(3, 0, "stop"), Counted(3, Usage(9))],
    ),
    "a call in pieces and its result": (
        (
            'b:{"toolCallId":"c1","toolName":"go"}',
            'c:{"toolCallId":"c1","argsTextDelta":"{}"}',
            '9:{"toolCallId":"c1","toolName":"go","args":{}}',
            'a:{"toolCallId":"c1","result":"ok"}',
        ),
        [
            *(begun(chunk=0), ToolCallDelta(1, 0, "c1", "", "", "{}"), ToolCallDelta(3, 0, "c1", runs="provider")),
            Noted(3, 0, "tool result", "ok\n"),
        ],
    ),
    "an error": (('0:"Hi"', '3:"No"'), [FIRST, Failed(1, Failure("stream", "No", body="No"))]),
    "data, annotations and a source": (
        ('0:"Hi"', "2:[1]", '8:[{"b":2}]', 'h:{"url":"https://a.test"}'),
        [
            *(FIRST, Noted(1, 0, "data", "[1]\n"), Noted(2, 0, "annotations", '[{"b":2}]\n')),
            Noted(3, 0, "citations", "https://a.test\n"),
        ],
    ),
    "a line that is cut": (('0:"Hi"', '0:"th'), [FIRST, Unknown(1, "this chunk is not a JSON object")]),
}


@pytest.mark.parametrize(("sent", "expected"), LINES.values(), ids=LINES.keys())
def test_lines_of_version_4(sent: tuple[str, ...], expected: list[Event]) -> None:
    answered = exchange(*lines(*sent))
    assert protocol_of(answered).name == "ai_sdk"
    assert list(ai_sdk.decode(answered).events) == expected


@pytest.mark.parametrize("text", ["3: a list", "0:1 is a score", 'a:"', "Hello", '0:"open'])
def test_words_are_no_lines(text: str) -> None:
    framed = Framing().answer(text, "text/plain")
    assert (framed.streaming, [chunk.data for chunk in framed.chunks]) == (False, [text])


@pytest.mark.parametrize(
    ("word", "form"),
    [("finish", "stop"), ("tool-calls", "tool_calls"), ("content-filter", "content_filter"), ("unknown", "other")],
)
def test_finish_words(word: str, form: str) -> None:
    assert normal(word) == form


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([START, {"type": "start-step"}], "ai_sdk"),
        ([START], "ai_sdk"),
        ([{"type": "data-progress", "data": {"n": number}} for number in range(9)], "ai_sdk"),
        ([{"type": "data-progress"}], "raw"),
        ([{**START, "pid": 1}], "raw"),
        ([{"a": 1}], "raw"),
    ],
    ids=["a start", "nothing but it", "parts of the app", "no part of an app", "another start", "another stream"],
)
def test_claims(parts: list[Json], expected: str) -> None:
    assert protocol_of(exchange(*parts)).name == expected


TOOL_PART = {"type": "tool-go", "toolCallId": "c1", "input": {"a": 1}, "output": "ok"}
OLD_CALL = {"toolCallId": "c1", "toolName": "go", "args": {"a": 1}, "result": "ok"}
BOTH = [("tool_call", '{"a":1}', "go"), ("tool_result", "ok", "go")]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"role": "user", "parts": [{"type": "text", "text": "Hi"}]}, [("text", "Hi", "")]),
        ({"role": "user", "content": "Hi"}, [("text", "Hi", "")]),
        ({"role": "user", "content": "Hi", "parts": [{"type": "text", "text": "Hi"}]}, [("text", "Hi", "")]),
        ({"role": "assistant", "parts": [{"type": "step-start"}, TOOL_PART]}, BOTH),
        ({"role": "assistant", "content": "", "toolInvocations": [OLD_CALL]}, BOTH),
        ({"role": "assistant", "parts": [{"type": "tool-invocation", "toolInvocation": OLD_CALL}]}, BOTH),
        (
            {"role": "user", "parts": [{"type": "file", "mediaType": "image/png", "url": "https://a.test/b.png"}]},
            [("image", "https://a.test/b.png", "")],
        ),
        (
            {"role": "tool", "content": [{**OLD_CALL, "type": "tool-result", "args": None}]},
            [("tool_result", "ok", "go")],
        ),
    ],
    ids=["a part", "content", "both", "a tool's part", "of version 4", "its part", "an image", "a model's prompt"],
)
def test_messages(message: Json, expected: list[tuple[str, str, str]]) -> None:
    (read,) = ai_sdk.decode(exchange(messages=[message])).messages
    assert [(part.kind, part.text, part.name) for part in read.parts] == expected


@given(
    odd_exchanges(
        *("type", "delta", "toolCallId", "toolName", "input", "output", "messages", "parts", "toolInvocation", "usage"),
        *("finishReason", "messageMetadata", "inputTokens", "warnings", "source", "file"),
    )
)
def test_never_raises(sent: Exchange) -> None:
    never_raises(ai_sdk, sent)
