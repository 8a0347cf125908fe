"""Workers AI: pieces of text, wrapped answers, and what is not Cloudflare's."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given

from recview.events import Event, Failed, TextDelta, ToolCallDelta, Unknown, UsageReported
from recview.model import Exchange, Failure, Json, Outline, Usage
from recview.protocols.choosing import protocol_of
from tests import builders
from tests.builders import undigested
from tests.ogx import Value, usage
from tests.protocols.odd_json import never_raises, odd_exchanges
from tests.protocols.readers import READERS

cloudflare = READERS["cloudflare"]

RUN = "/client/v4/accounts/1/ai/run/@cf/maker/m-3b"


exchange = partial(builders.exchange, endpoint=RUN)


def whole(**result: Json) -> Value:
    return {"result": result, "success": True, "errors": [], "messages": []}


COUNTS = {"usage": usage(3, 1)}

EVENTS: dict[str, tuple[list[Json], list[Event]]] = {
    "a stream": (
        [{"response": "Hi", "p": "ab"}, {"response": " you", "p": "a"}, {"response": "", **COUNTS}],
        [TextDelta(0, 0, "Hi"), TextDelta(1, 0, " you"), UsageReported(2, Usage(3, 1, 4))],
    ),
    "a plain answer": (
        [whole(response="Hi", tool_calls=[], **COUNTS)],
        [TextDelta(0, 0, "Hi"), UsageReported(0, Usage(3, 1, 4))],
    ),
    "calls": (
        [whole(response=None, tool_calls=[{"name": "f", "arguments": {"a": 1}}, {"name": "g", "arguments": {}}])],
        [ToolCallDelta(0, 0, "0.0", "", "f", '{"a":1}'), ToolCallDelta(0, 0, "1.0", "", "g", "{}")],
    ),
    "calls in OpenAI's shape": (
        [whole(response="", tool_calls=[{"id": "c", "function": {"name": "f", "arguments": "{}"}}])],
        [ToolCallDelta(0, 0, "0.0", "c", "f", "{}")],
    ),
    "JSON that was asked for": ([whole(response={"a": True})], [TextDelta(0, 0, '{"a":true}')]),
    "an error in the stream": (
        [{"response": "a"}, {"error": "Overloaded"}],
        [TextDelta(0, 0, "a"), Failed(1, Failure("stream", "Overloaded", body="Overloaded"))],
    ),
    "unknown": (
        [{"response": "a"}, {"x": 1}, "x"],
        [
            TextDelta(0, 0, "a"),
            Unknown(1, "no response, tool_calls, usage or error in this object"),
            Unknown(2, "this chunk is not a JSON object"),
        ],
    ),
}


@pytest.mark.parametrize(("chunks", "expected"), EVENTS.values(), ids=EVENTS.keys())
def test_events(chunks: list[Json], expected: list[Event]) -> None:
    sent = exchange(*chunks, messages=[{"role": "user", "content": "Hi"}])
    assert protocol_of(sent).name == "cloudflare"
    assert list(cloudflare.decode(sent).events) == expected


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (exchange({"response": "a", "p": "ab"}, endpoint=""), "cloudflare"),
        (exchange({"response": "a", "done": False}), "ollama"),
        (exchange({"response": "a"}, endpoint="/search"), "raw"),
        (exchange({"result": {"shape": [1]}, "success": True}, streaming=False), "raw"),
        (exchange(endpoint=RUN, prompt="Hi"), "cloudflare"),
    ],
    ids=["answers alone", "Ollama", "another response", "an embedding", "nothing came"],
)
def test_claims(sent: Exchange, expected: str) -> None:
    found = protocol_of(sent).name
    assert found == expected


def test_request_and_outline() -> None:
    chat = exchange({"response": "a", **COUNTS}, messages=[{"role": "user", "content": "Hi"}])
    assert undigested(cloudflare.outline(chat)) == Outline("chat", "", Usage(3, 1, 4), messages=1, opening="Hi")
    prompt = exchange(whole(response="a"), prompt="P" * 99)
    assert undigested(cloudflare.outline(prompt)) == Outline("text", messages=1, opening="P" * 80)
    assert [part.text for message in cloudflare.decode(prompt).messages for part in message.parts] == ["P" * 99]


@given(odd_exchanges("response", "p", "result", "success", "tool_calls", "function", "usage", "error", "prompt"))
def test_never_raises(sent: Exchange) -> None:
    never_raises(cloudflare, sent)
