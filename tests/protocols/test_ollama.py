"""Ollama's own API: chat and generate, streamed and plain, as recorded by OGX and as it is on the wire."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from hypothesis import given

from recview.events import (
    Event,
    Failed,
    Finished,
    Noted,
    ReasoningDelta,
    TextDelta,
    TokenLogprob,
    ToolCallDelta,
    Unknown,
    UsageReported,
)
from recview.model import Exchange, Failure, Json, Outline, Part, Usage
from recview.protocols.choosing import protocol_of
from recview.review.comparing import compare
from recview.review.parsed import parse_file
from tests import builders
from tests.builders import ended, undigested
from tests.ogx import Value, chat, dumped, typed
from tests.protocols.odd_json import never_raises, odd_exchanges
from tests.protocols.readers import READERS

ollama = READERS["ollama"]

PNG = "iVBORw0KGgoAAAAN"


exchange = partial(builders.exchange, endpoint="/api/chat")


def said(content: str = "", *, done: bool = False, **fields: Any) -> Value:
    """A line of a chat; done with counts, as it is sent."""
    message = {"role": "assistant", "content": content, **fields}
    return {
        "model": "m",
        "created_at": "2025-01-01T00:00:00Z",
        "message": message,
        "done": done,
        **(END if done else {}),
    }


def wrote(response: str = "", *, done: bool = False, **fields: Any) -> Value:
    """A line of a generation."""
    return {"model": "m", "response": response, "done": done, **(END if done else {}), **fields}


END = {"done_reason": "stop", "total_duration": 900, "prompt_eval_count": 5, "eval_count": 2, "eval_duration": 300}
COUNTS = Usage(input=5, output=2)


def call(name: str, arguments: Json, **more: Any) -> Value:
    return {"function": {"name": name, "arguments": arguments}, **more}


EVENTS: dict[str, tuple[list[Json], list[Event]]] = {
    "a streamed chat": (
        [said("Hi"), said(" you"), said(done=True)],
        [TextDelta(0, 0, "Hi"), TextDelta(1, 0, " you"), Finished(2, 0, "stop"), UsageReported(2, COUNTS)],
    ),
    "a plain one": ([said("Hi", done=True)], [TextDelta(0, 0, "Hi"), Finished(0, 0, "stop"), UsageReported(0, COUNTS)]),
    "OGX's classes, which spell out what there is not": (
        [
            typed("ollama._types.ChatResponse", {**said("Hi", thinking=None, tool_calls=None), "done_reason": None}),
            typed("ollama._types.ChatResponse", said(done=True)),
        ],
        [TextDelta(0, 0, "Hi"), Finished(1, 0, "stop"), UsageReported(1, COUNTS)],
    ),
    "a generation": (
        [wrote("1"), wrote(" 2", thinking=None, context=None), wrote(done=True, context=[1, 2, 3])],
        [TextDelta(0, 0, "1"), TextDelta(1, 0, " 2"), Finished(2, 0, "stop"), UsageReported(2, COUNTS)],
    ),
    "thinking": (
        [said(thinking="hm"), wrote(thinking="so"), said("4")],
        [ReasoningDelta(0, 0, "hm"), ReasoningDelta(1, 0, "so"), TextDelta(2, 0, "4")],
    ),
    "tool calls, whole, over two lines": (
        [said(tool_calls=[call("f", {"a": [1, "é"]}), call("g", {})]), said(tool_calls=[call("f", {}, id="c1")])],
        [
            ToolCallDelta(0, 0, "0", "", "f", '{"a":[1,"é"]}'),
            ToolCallDelta(0, 0, "1", "", "g", "{}"),
            ToolCallDelta(1, 0, "2", "c1", "f", "{}"),
        ],
    ),
    "an image": ([said(images=[PNG])], [Noted(0, 0, "image", "image/png, 12 bytes\n")]),
    "logprobs": (
        [{**said("Hi"), "logprobs": [{"token": "Hi", "logprob": -0.5, "top_logprobs": []}]}],
        [TextDelta(0, 0, "Hi", (TokenLogprob("Hi", -0.5),))],
    ),
    "done without a reason, as older servers send it": (
        [wrote("a"), {"model": "m", "response": "", "done": True}],
        [TextDelta(0, 0, "a"), Finished(1, 0, "done")],
    ),
    "a cached prompt has no count": (
        [wrote("a"), {"response": "", "done": True, "done_reason": "length", "eval_count": 1}],
        [TextDelta(0, 0, "a"), Finished(1, 0, "length"), UsageReported(1, Usage(output=1))],
    ),
    "a model is loaded first": (
        [{"done": True, "done_reason": "load"}, said("Hi")],
        [Finished(0, 0, "load"), TextDelta(1, 0, "Hi")],
    ),
    "another answer after the first": (
        [wrote("a"), {"response": "", "done": True}, wrote("b")],
        [TextDelta(0, 0, "a"), Finished(1, 0, "done"), TextDelta(2, 1, "b")],
    ),
    "an error line": (
        [said("Hi"), {"error": "an error was encountered"}],
        [
            TextDelta(0, 0, "Hi"),
            Failed(1, Failure("stream", "an error was encountered", body="an error was encountered")),
        ],
    ),
    "lines of another kind": (
        [said("Hi"), "<html>", {}, {"status": "ok"}],
        [
            TextDelta(0, 0, "Hi"),
            Unknown(1, "this chunk is not a JSON object"),
            Unknown(2, "an empty object"),
            Unknown(3, "no message, response, done or error in this chunk"),
        ],
    ),
}


@pytest.mark.parametrize(("chunks", "expected"), EVENTS.values(), ids=EVENTS.keys())
def test_events(chunks: list[Json], expected: list[Event]) -> None:
    sent = exchange(*chunks, messages=[])
    assert list(ollama.decode(sent).events) == expected


MESSAGES: dict[str, tuple[Value, list[tuple[str, list[Part]]]]] = {
    "a chat": (
        {
            "messages": [
                {"role": "system", "content": "S"},
                {"role": "user", "content": "What is it?", "images": [PNG]},
                {"role": "assistant", "content": "", "thinking": "hm", "tool_calls": [call("f", {"a": 1})]},
                {"role": "tool", "tool_name": "f", "content": "42"},
            ]
        },
        [
            ("system", [Part("text", "S")]),
            ("user", [Part("text", "What is it?"), Part("image", "image/png, 12 bytes")]),
            ("assistant", [Part("reasoning", "hm"), Part("tool_call", '{"a":1}', "f")]),
            ("tool", [Part("tool_result", "42", "f")]),
        ],
    ),
    "a generation": (
        {"system": "S", "template": "T", "prompt": "P", "images": [PNG], "suffix": "X", "context": [1, 2]},
        [
            ("context", [Part("other", "2 token ids of an earlier answer")]),
            ("system", [Part("text", "S")]),
            ("template", [Part("text", "T")]),
            ("prompt", [Part("text", "P"), Part("image", "image/png, 12 bytes")]),
            ("suffix", [Part("text", "X")]),
        ],
    ),
    "empty fields": ({"system": "", "template": "", "prompt": "P"}, [("prompt", [Part("text", "P")])]),
    "only an image": ({"images": [PNG]}, [("prompt", [Part("image", "image/png, 12 bytes")])]),
    "odd types": (
        {"messages": [None, 5], "prompt": 7},
        [("?", [Part("other", "not an object")]), ("?", [Part("other", "5")])],
    ),
}


@pytest.mark.parametrize(("body", "expected"), MESSAGES.values(), ids=MESSAGES.keys())
def test_messages(body: Value, expected: list[tuple[str, list[Part]]]) -> None:
    found = ollama.decode(exchange(**body)).messages
    assert [(message.role, list(message.parts)) for message in found] == expected


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (exchange(typed("ollama._types.GenerateResponse", wrote("a"))), "ollama"),
        (exchange(said("a"), endpoint=""), "ollama"),
        (exchange("<html>", wrote("a"), endpoint=""), "ollama"),
        (exchange({"error": "no"}, messages=[{"role": "user"}]), "ollama"),
        (exchange(messages=[{"role": "user"}]), "ollama"),
        (exchange({"error": "no"}, streaming=False, messages=[{"role": "user"}]), "exception"),
        (exchange({"model": "m", "done": True, "done_reason": "load"}, streaming=False, messages=[]), "card"),
        (exchange({"done": True, "more": 1}, endpoint=""), "raw"),
        (exchange({"status": "pulling", "total": 1}), "card"),
        (exchange(), "raw"),
    ],
    ids=[
        "class",
        "body",
        "after a broken line",
        "error",
        "nothing",
        "error body",
        "load",
        "done alone",
        "pull",
        "empty",
    ],
)
def test_claims(sent: Exchange, expected: str) -> None:
    found = protocol_of(sent).name
    assert found == expected


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (
            exchange(said("a"), said(done=True), messages=[{"role": "user", "content": "Hello"}]),
            ended(Outline("chat", "stop", COUNTS, messages=1, opening="Hello")),
        ),
        (
            exchange(wrote("a", done=True), prompt="P" * 99),
            ended(Outline("text", "stop", COUNTS, messages=1, opening="P" * 80)),
        ),
        (
            exchange(said("a"), {"error": "no"}, messages=[]),
            Outline("chat", failure=Failure("stream", "no", body="no")),
        ),
        (exchange(None, 5, "x", {"done": "yes"}), Outline("chat")),
    ],
    ids=["chat", "text", "error", "odd"],
)
def test_outline(sent: Exchange, expected: Outline) -> None:
    assert undigested(ollama.outline(sent)) == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([said("Hello "), said("there"), said(done=True)], "noise"),
        ([said("Hel"), said("lo there"), {**said(done=True), "eval_count": 9, "total_duration": 1}], "noise"),
        ([said("Hello"), said(" you"), said(done=True)], "changed"),
        ([said("Hello "), said("there"), {**said(done=True), "done_reason": "length"}], "changed"),
    ],
    ids=["cut differently", "other counts", "other text", "other ending"],
)
def test_a_rerecord_is_judged_by_what_was_said(after: list[Value], expected: str) -> None:
    def read(chunks: list[Value]) -> Any:
        body = [typed("ollama._types.ChatResponse", chunk) for chunk in chunks]
        return parse_file(dumped(chat("t.py::a", [], body, endpoint="/api/chat")).encode(), "a.json")

    before = read([said("Hel"), said("lo"), said(" there"), said(done=True)])
    assert compare(before, read(after)).verdict == expected


@given(odd_exchanges("done", "message", "response", "error", "content", "tool_calls", "function", "images", "prompt"))
def test_never_raises(sent: Exchange) -> None:
    never_raises(ollama, sent)
