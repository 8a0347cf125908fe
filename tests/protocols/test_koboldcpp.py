"""KoboldCpp's own API: streamed tokens and plain results."""

from __future__ import annotations

import pytest
from hypothesis import given

from recview.events import Event, Failed, Finished, TextDelta, ToolCallDelta, Unknown, UsageReported
from recview.model import Chunk, Exchange, Failure, Json, Usage
from recview.protocols.choosing import protocol_of
from tests.builders import exchange
from tests.protocols.odd_json import never_raises, odd_exchanges
from tests.protocols.readers import READERS

kobold = READERS["koboldcpp"]

CALL = {"id": "c1", "type": "function", "function": {"name": "go", "arguments": "{}"}}
BUSY = {"msg": "Server is busy", "type": "service_unavailable"}


def result(text: str, reason: str | None = "stop", **more: Json) -> Json:
    return {"results": [{"text": text, "finish_reason": reason, **more}]}


EVENTS: dict[str, tuple[list[Json], list[Event]]] = {
    "a stream": (
        [{"token": "Hi", "finish_reason": None}, {"token": "!", "finish_reason": "length"}],
        [TextDelta(0, 0, "Hi"), TextDelta(1, 0, "!"), Finished(1, 0, "length")],
    ),
    "a reason that is none": (
        [{"token": "Hi", "finish_reason": "null"}, {"token": "", "finish_reason": "stop"}],
        [TextDelta(0, 0, "Hi"), Finished(1, 0, "stop")],
    ),
    "an older server's tokens": ([{"token": "Hi"}, {"token": "!"}], [TextDelta(0, 0, "Hi"), TextDelta(1, 0, "!")]),
    "a plain answer": (
        [result("Hi", prompt_tokens=9, completion_tokens=3)],
        [TextDelta(0, 0, "Hi"), Finished(0, 0, "stop"), UsageReported(0, Usage(9, 3))],
    ),
    "a call": (
        [result("", "tool_calls", tool_calls=[CALL])],
        [ToolCallDelta(0, 0, "0.0", "c1", "go", "{}"), Finished(0, 0, "tool_calls")],
    ),
    "an error, and an unknown object": (
        [{"token": "Hi"}, {"detail": BUSY}, {"hologram": 1}],
        [
            TextDelta(0, 0, "Hi"),
            Failed(1, Failure("stream", "Server is busy", "service_unavailable", body=BUSY)),
            Unknown(2, "no results or token in this object"),
        ],
    ),
}


@pytest.mark.parametrize(("chunks", "expected"), EVENTS.values(), ids=EVENTS.keys())
def test_events(chunks: list[Json], expected: list[Event]) -> None:
    sent = exchange(*(Chunk("message", data, data) for data in chunks))
    assert protocol_of(sent).name == "koboldcpp"
    assert list(kobold.decode(sent).events) == expected


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (exchange({"results": [{"text": "a"}]}, streaming=False), "koboldcpp"),
        (exchange({"token": "secret"}, streaming=False), "raw"),
        (exchange({"results": [{"text": "a", "url": "https://a.test"}]}, streaming=False), "raw"),
        (exchange({"results": [{"text": "a"}]}, streaming=False, endpoint="/search"), "raw"),
        (exchange({"token": "a"}, {"token": "b"}, endpoint="/api/chat"), "raw"),
        (exchange({"token": "a"}, endpoint="/api/extra/generate/stream/"), "koboldcpp"),
        (exchange(endpoint="/api/v1/generate", prompt="x"), "koboldcpp"),
        (exchange(endpoint="/api/v1/generate"), "raw"),
    ],
    ids=[
        "an old server",
        "another token",
        "a search",
        "texts elsewhere",
        "tokens elsewhere",
        "tokens",
        "request alone",
        "no prompt",
    ],
)
def test_claims(sent: Exchange, expected: str) -> None:
    assert protocol_of(sent).name in {expected, "card"} if expected == "raw" else protocol_of(sent).name == expected


def test_request() -> None:
    messages = kobold.decode(exchange(memory="M", prompt="P", images=["iVBORw0KGgo="])).messages
    assert [(message.role, [part.text for part in message.parts]) for message in messages] == [
        ("memory", ["M"]),
        ("prompt", ["P", "image/png, 8 bytes"]),
    ]


@given(odd_exchanges("results", "text", "token", "finish_reason", "tool_calls", "detail", "prompt", "images"))
def test_never_raises(sent: Exchange) -> None:
    never_raises(kobold, sent)
