"""DashScope's own API: texts and messages, whose stream may repeat all that came before."""

from __future__ import annotations

import pytest
from hypothesis import given

from recview.events import Event, Failed, Finished, Noted, ReasoningDelta, TextDelta, ToolCallDelta, Unknown
from recview.events import UsageReported as Counted
from recview.model import Chunk, Exchange, Failure, Json, Usage
from recview.protocols.choosing import protocol_of
from tests.builders import exchange
from tests.protocols.odd_json import never_raises, odd_exchanges
from tests.protocols.readers import READERS

dashscope = READERS["dashscope"]

PATH = "/api/v1/services/aigc/text-generation/generation"
COUNTED = Usage(9, 3, 12)


def answer(content: Json, reason: str = "null", **more: Json) -> Json:
    choice = {"message": {"role": "assistant", "content": content, **more}, "finish_reason": reason}
    return with_counts({"choices": [choice]})


def text(value: str, reason: str = "null") -> Json:
    return with_counts({"text": value, "finish_reason": reason})


def with_counts(output: Json) -> Json:
    counts = {"input_tokens": 9, "output_tokens": 3, "total_tokens": 12}
    return {"output": output, "usage": counts, "request_id": "r1"}


def call(arguments: str, name: str = "go") -> Json:
    return [{"index": 0, "id": "c1", "type": "function", "function": {"name": name, "arguments": arguments}}]


ERROR = {"code": "InvalidParameter", "message": "No", "request_id": "r1"}

EVENTS: dict[str, tuple[list[Json], list[Event]]] = {
    "all of the text so far in each object": (
        [text("H"), text("Hi"), text("Hi", "stop")],
        [TextDelta(0, 0, "H"), Counted(0, COUNTED), TextDelta(1, 0, "i"), Finished(2, 0, "stop")],
    ),
    "what is new in each object": (
        [answer("H"), answer("i"), answer("", "stop")],
        [TextDelta(0, 0, "H"), Counted(0, COUNTED), TextDelta(1, 0, "i"), Finished(2, 0, "stop")],
    ),
    "all of the reasoning so far": (
        [answer("", reasoning_content="H"), answer("", reasoning_content="Hm"), answer("a", reasoning_content="Hm")],
        [ReasoningDelta(0, 0, "H"), Counted(0, COUNTED), ReasoningDelta(1, 0, "m"), TextDelta(2, 0, "a")],
    ),
    "new reasoning": (
        [answer("", reasoning_content="H"), answer("", reasoning_content="m"), answer("a", reasoning_content="")],
        [ReasoningDelta(0, 0, "H"), Counted(0, COUNTED), ReasoningDelta(1, 0, "m"), TextDelta(2, 0, "a")],
    ),
    "all of a call so far": (
        [answer("", tool_calls=call("{")), answer("", "tool_calls", tool_calls=call("{}"))],
        [
            *(ToolCallDelta(0, 0, "0.0", "c1", "go", "{"), Counted(0, COUNTED)),
            *(ToolCallDelta(1, 0, "0.0", "c1", "go", "}"), Finished(1, 0, "tool_calls")),
        ],
    ),
    "pieces of a call": (
        [answer("", tool_calls=call("{")), answer("", tool_calls=call("}", "")), answer("", "tool_calls")],
        [
            *(ToolCallDelta(0, 0, "0.0", "c1", "go", "{"), Counted(0, COUNTED)),
            *(ToolCallDelta(1, 0, "0.0", "c1", "", "}"), Finished(2, 0, "tool_calls")),
        ],
    ),
    "parts of a multimodal answer": (
        [answer([{"text": "Hi"}, {"image": "https://a.test/b.png"}], "stop")],
        [
            *(TextDelta(0, 0, "Hi"), Noted(0, 0, "image", "https://a.test/b.png\n"), Finished(0, 0, "stop")),
            Counted(0, COUNTED),
        ],
    ),
    "an error": (
        [answer("Hi"), ERROR],
        [
            *(TextDelta(0, 0, "Hi"), Counted(0, COUNTED)),
            Failed(1, Failure("stream", "No", "", "InvalidParameter", body=ERROR)),
        ],
    ),
    "unknown": (
        [answer("Hi"), {"request_id": "r1"}, "x"],
        [
            *(TextDelta(0, 0, "Hi"), Counted(0, COUNTED), Unknown(1, "no output or error in this object")),
            Unknown(2, "this chunk is not a JSON object"),
        ],
    ),
}


@pytest.mark.parametrize(("chunks", "expected"), EVENTS.values(), ids=EVENTS.keys())
def test_events(chunks: list[Json], expected: list[Event]) -> None:
    sent = exchange(*(Chunk("result", data, data) for data in chunks))
    assert protocol_of(sent).name == "dashscope"
    assert list(dashscope.decode(sent).events) == expected


SENT: Json = {"messages": [{"role": "user", "content": "Hi"}]}


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (exchange(answer("Hi", "stop"), streaming=False), "dashscope"),
        (exchange({"output": {"text": "Hi"}}, streaming=False), "raw"),
        (exchange({"output": "Hi", "request_id": "r1"}, streaming=False), "raw"),
        (exchange(endpoint=PATH, input=SENT), "dashscope"),
        (exchange(endpoint="/api/v1/services/embeddings/text-embedding", input=SENT), "raw"),
    ],
    ids=["plain", "another output", "output that is words", "request alone", "another service"],
)
def test_claims(sent: Exchange, expected: str) -> None:
    assert protocol_of(sent).name == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (SENT, [("user", ["Hi"])]),
        (
            {"prompt": "Hi", "history": [{"user": "a", "bot": "b"}]},
            [("user", ["a"]), ("bot", ["b"]), ("prompt", ["Hi"])],
        ),
        (
            {"messages": [{"role": "user", "content": [{"image": "https://a.test/b.png"}, {"text": "Hi"}]}]},
            [("user", ["https://a.test/b.png", "Hi"])],
        ),
    ],
    ids=["messages", "a prompt after turns", "parts without a type"],
)
def test_messages(body: Json, expected: list[tuple[str, list[str]]]) -> None:
    read = dashscope.decode(exchange(input=body)).messages
    assert [(message.role, [part.text for part in message.parts]) for message in read] == expected


@given(
    odd_exchanges(
        *("output", "choices", "message", "content", "text", "finish_reason", "request_id", "code", "tool_calls"),
        *("function", "arguments", "reasoning_content", "input", "messages", "history", "prompt", "search_info"),
    )
)
def test_never_raises(sent: Exchange) -> None:
    never_raises(dashscope, sent)
