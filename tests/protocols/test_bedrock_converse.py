"""Converse and ConverseStream: one row a frame, a block and a deviation."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.events import (
    Event,
    Failed,
    Finished,
    Noted,
    ReasoningDelta,
    TextDelta,
    ToolCallDelta,
    Unknown,
    UsageReported,
)
from recview.model import Chunk, Exchange, Failure, Json, Message, Part, Usage
from recview.protocols.choosing import protocol_of
from recview.review.comparing import compare
from recview.review.parsed import parse_file
from recview.verdicts.comparison import Comparison
from tests import builders
from tests.ogx import chat, dumped, typed
from tests.protocols.readers import READERS

bedrock_converse = READERS["bedrock.converse"]

URL = "https://bedrock-runtime.us-east-1.amazonaws.com/model/amazon.nova-micro-v1%3A0/converse-stream"
Frame = tuple[str, Json]


def exchange(*frames: Frame, **more: Any) -> Exchange:
    return builders.exchange(*(Chunk(kind, data, data) for kind, data in frames), **more)


def frame(kind: str, **fields: Any) -> Frame:
    return kind, {**fields, "p": "abcdef"}


def delta(block: int = 0, **fields: Any) -> Frame:
    return frame("contentBlockDelta", contentBlockIndex=block, delta=fields)


def opened(block: int, **start: Any) -> Frame:
    return frame("contentBlockStart", contentBlockIndex=block, start=start)


START = frame("messageStart", role="assistant")
STOP = frame("contentBlockStop", contentBlockIndex=0)


def end(reason: str = "end_turn", **fields: Any) -> Frame:
    return frame("messageStop", stopReason=reason, **fields)


def counted(**counts: int) -> Frame:
    return frame("metadata", usage={**counts, "serverToolUsage": {}}, metrics={"latencyMs": 551})


COUNTED = counted(inputTokens=9, outputTokens=3, totalTokens=12)
USAGE = Usage(9, 3, 12)
CALL = {"toolUseId": "t1", "name": "weather"}
CITED = {"title": "facts", "sourceContent": [{"text": "red"}], "location": {"documentChar": {"documentIndex": 0}}}
ERROR = {"message": "Too many requests."}
FAILURE = Failure("stream", "Too many requests.", "throttlingException", body=ERROR)

STREAMS: dict[str, tuple[list[Frame], list[Event]]] = {
    "text": (
        [START, delta(text="Hi"), delta(text=""), delta(text=" you"), STOP, end(), COUNTED],
        [TextDelta(1, 0, "Hi"), TextDelta(3, 0, " you"), Finished(5, 0, "end_turn"), UsageReported(6, USAGE)],
    ),
    "tool calls": (
        [
            START,
            opened(1, toolUse=CALL),
            delta(1, toolUse={"input": ""}),
            delta(1, toolUse={"input": '{"city"'}),
            delta(1, toolUse={"input": ':"Rome"}'}),
            opened(2, toolUse={"toolUseId": "t2", "name": "time"}),
            end("tool_use"),
        ],
        [
            ToolCallDelta(1, 0, "1", "t1", "weather"),
            ToolCallDelta(3, 0, "1", arguments='{"city"'),
            ToolCallDelta(4, 0, "1", arguments=':"Rome"}'),
            ToolCallDelta(5, 0, "2", "t2", "time"),
            Finished(6, 0, "tool_use"),
        ],
    ),
    "input as an object": (
        [delta(1, toolUse={"input": {"city": "Rome"}})],
        [ToolCallDelta(0, 0, "1", arguments='{"city":"Rome"}')],
    ),
    "reasoning and what proves it": (
        [delta(reasoningContent={"text": "hm"}), delta(reasoningContent={"signature": "AAAA"})],
        [ReasoningDelta(0, 0, "hm")],
    ),
    "omitted and redacted reasoning": (
        [delta(reasoningContent={"signature": "AAAA"}), delta(reasoningContent={"redactedContent": "AAAA"})],
        [
            Noted(0, 0, "omitted reasoning", "signature, base64, 3 bytes\n"),
            Noted(1, 0, "redacted reasoning", "base64, 3 bytes\n"),
        ],
    ),
    "citation": ([delta(citation=CITED)], [Noted(0, 0, "citations", "facts: red\n")]),
    "result of a tool that ran there": (
        [opened(1, toolResult={"toolUseId": "t1", "status": "success"}), delta(1, toolResult=[{"json": {"a": 1}}])],
        [Noted(1, 0, "tool result", '{"a":1}\n')],
    ),
    "image": (
        [opened(1, image={"format": "png"}), delta(1, image={"source": {"bytes": "AAAA"}})],
        [Noted(1, 0, "image", "image, 3 bytes\n")],
    ),
    "fields of the model": (
        [end("stop_sequence", additionalModelResponseFields={"stop_sequence": "|"})],
        [Noted(0, 0, "additional fields", '{"stop_sequence":"|"}\n'), Finished(0, 0, "stop_sequence")],
    ),
    "guardrail": (
        [
            end("guardrail_intervened"),
            frame("metadata", trace={"guardrail": {"actionReason": "Blocked."}, "promptRouter": {}}),
        ],
        [Finished(0, 0, "guardrail_intervened"), Noted(1, 0, "guardrail", "Blocked.\n")],
    ),
    "router": (
        [frame("metadata", trace={"promptRouter": {"invokedModelId": "arn:m"}})],
        [Noted(0, 0, "routed to", "arn:m\n")],
    ),
    "cache": (
        [counted(inputTokens=2, outputTokens=3, totalTokens=10, cacheReadInputTokens=1, cacheWriteInputTokens=4)],
        [UsageReported(0, Usage(2, 3, 10, cached=1, cache_write=4))],
    ),
    "cache, in Nova's words": (
        [counted(inputTokens=2, outputTokens=3, cacheReadInputTokenCount=1, cacheWriteInputTokenCount=0)],
        [UsageReported(0, Usage(2, 3, cached=1, cache_write=0))],
    ),
    "a second message": (
        [START, delta(text="a"), end(), START, delta(text="b"), end("max_tokens")],
        [
            TextDelta(1, 0, "a"),
            Finished(2, 0, "end_turn"),
            TextDelta(4, 1, "b"),
            Finished(5, 1, "max_tokens"),
        ],
    ),
    "exception": (
        [delta(text="a"), ("throttlingException", ERROR)],
        [TextDelta(0, 0, "a"), Failed(1, FAILURE)],
    ),
    "exception of the model": (
        [("modelStreamErrorException", {"originalMessage": "No.", "originalStatusCode": 424})],
        [
            Failed(
                0,
                Failure(
                    *("stream", "No.", "modelStreamErrorException", "424"),
                    body={"originalMessage": "No.", "originalStatusCode": 424},
                ),
            )
        ],
    ),
    "exceptions without an object": (
        [("validationException", "No."), ("validationException", None)],
        [
            Failed(0, Failure("stream", "No.", "validationException", body="No.")),
            Failed(1, Failure("stream", "(no message)", "validationException")),
        ],
    ),
    "wrapped, as SDKs have it": (
        [("", {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": "a"}}}), ("", {"messageStop": {}})],
        [TextDelta(0, 0, "a"), Unknown(1, "an empty object")],
    ),
    "wrapped exception": ([("", {"throttlingException": ERROR})], [Failed(0, FAILURE)]),
    "unknown": (
        [
            ("hologram", {"a": 1}),
            ("", {"a": 1}),
            ("", None),
            ("", {}),
            delta(hologram={}),
            delta(),
            opened(0, hologram={}),
        ],
        [
            Unknown(0, "a frame of type hologram"),
            Unknown(1, "a frame without a type"),
            Unknown(2, "this chunk is not a JSON object"),
            Unknown(3, "an empty object"),
            Unknown(4, "content of type hologram"),
            Unknown(5, "no content in this frame"),
            Unknown(6, "a block of type hologram"),
        ],
    ),
    "odd types": (
        [delta(text=5), delta(toolUse=5), frame("contentBlockDelta", contentBlockIndex="x", delta=[]), end([])],  # type: ignore[arg-type]
        [Unknown(2, "no content in this frame")],
    ),
    "nothing": ([], []),
}


@pytest.mark.parametrize(("frames", "expected"), STREAMS.values(), ids=STREAMS.keys())
def test_stream(frames: list[Frame], expected: list[Event]) -> None:
    assert list(bedrock_converse.decode(exchange(*frames)).events) == expected


def plain(*blocks: Json, reason: str = "end_turn", **fields: Any) -> Exchange:
    message = {"role": "assistant", "content": list(blocks)}
    counts = {"inputTokens": 9, "outputTokens": 3, "totalTokens": 12}
    return exchange(
        ("", {"output": {"message": message}, "stopReason": reason, "usage": counts, **fields}), streaming=False
    )


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (
            [{"text": "a"}, {"type": "text", "text": "b"}],
            [TextDelta(0, 0, "a"), TextDelta(0, 0, "b")],
        ),
        (
            [{"text": "a"}, {"toolUse": {**CALL, "input": {"a": 1}, "type": "tool_use"}}],
            [TextDelta(0, 0, "a"), ToolCallDelta(0, 0, "1", "t1", "weather", '{"a":1}')],
        ),
        ([{"reasoningContent": {"reasoningText": {"text": "hm", "signature": "AA"}}}], [ReasoningDelta(0, 0, "hm")]),
        (
            [{"citationsContent": {"content": [{"text": "red"}], "citations": [CITED]}}],
            [Noted(0, 0, "citations", "facts: red\n"), TextDelta(0, 0, "red")],
        ),
        ([{"toolResult": {"content": [{"text": "ok"}]}}], [Noted(0, 0, "tool result", "ok\n")]),
        ([{"image": {"format": "png", "source": {"bytes": "AAAA"}}}], [Noted(0, 0, "image", "image/png, 3 bytes\n")]),
        ([None, {"hologram": 1}], [Unknown(0, "no content in this frame"), Unknown(0, "content of type hologram")]),
        ([], []),
    ],
    ids=["text", "call", "reasoning", "cited", "tool result", "image", "unknown", "nothing"],
)
def test_a_plain_answer_yields_the_events_of_a_stream(blocks: list[Json], expected: list[Event]) -> None:
    made = plain(*blocks)
    assert protocol_of(made) is bedrock_converse.protocol
    ending = [Finished(0, 0, "end_turn"), UsageReported(0, USAGE)]
    assert list(bedrock_converse.decode(made).events) == [*expected, *ending]
    assert bedrock_converse.outline(made)[1:3] == ("end_turn", USAGE)


@pytest.mark.parametrize(
    ("frames", "url", "expected"),
    [
        ([START], "", True),
        ([("", {"contentBlockStart": {}})], "", True),
        ([("throttlingException", ERROR)], URL, True),
        ([("throttlingException", ERROR)], "", False),
        ([], URL, True),
        ([], URL.replace("/converse-stream", "/invoke"), False),
        ([("", {"output": {"text": "a"}})], URL, False),
        ([("metadata", {"run_id": "a"})], "", False),
        ([("", {"id": "a", "metadata": {}})], "", False),
        ([("", {"choices": []})], URL, False),
        ([("", None)], "", False),
    ],
)
def test_claims(frames: list[Frame], url: str, expected: bool) -> None:
    assert bedrock_converse.claims(exchange(*frames, url=url)) is expected


@pytest.mark.parametrize(
    ("frames", "finish", "usage", "failure"),
    [
        ([START, delta(text="a"), STOP, end(), COUNTED], "end_turn", USAGE, None),
        ([START, end(), START, end("max_tokens")], "max_tokens", None, None),
        ([START, delta(text="a"), ("throttlingException", ERROR)], "", None, FAILURE),
        ([], "", None, None),
    ],
)
def test_outline(frames: list[Frame], finish: str, usage: Usage | None, failure: Failure | None) -> None:
    said = [{"role": "assistant", "content": []}, {"role": "user", "content": [{"text": "Hello"}]}]
    found = bedrock_converse.outline(exchange(*frames, system=[{"text": "S"}], messages=said))
    assert (found.kind, found.finish, found.usage, found.failure) == ("chat", finish, usage, failure)
    assert (found.messages, found.opening) == (2, "Hello")


def test_messages_are_those_of_the_request() -> None:
    made = exchange(START, messages=[{"role": "user", "content": [{"text": "Hi"}]}])
    assert bedrock_converse.decode(made).messages == (Message("user", (Part("text", "Hi"),)),)


def recording(*frames: Frame) -> str:
    body = [typed(f"bedrock.{kind}", data) for kind, data in frames]
    return dumped(chat("t.py::a", [], body, url=URL, endpoint="/model/a/converse-stream"))


def verdict(before: str, after: str) -> Comparison:
    return compare(*(parse_file(text.encode(), "a.json") for text in (before, after)))


def answer(*pieces: Frame, padding: str, latency: int) -> list[Frame]:
    call = {"toolUseId": padding, "name": "weather"}
    told = ("metadata", {"usage": {"inputTokens": len(pieces)}, "metrics": {"latencyMs": latency}})
    frames = [START, *pieces[:-1], STOP, opened(1, toolUse=call), pieces[-1], STOP, end("tool_use"), told]
    return [(kind, {**data, "p": padding}) for kind, data in frames]


def test_the_verdict_of_a_recording_made_again() -> None:
    call = delta(1, toolUse={"input": "{}"})
    before = recording(*answer(delta(text="It is so"), call, padding="ab", latency=5))
    cut = recording(*answer(delta(text="It "), delta(text="is so"), call, padding="abc", latency=7))
    assert verdict(before, cut).verdict == "noise"
    other = verdict(before, recording(*answer(delta(text="It is bad"), call, padding="ab", latency=5)))
    assert (other.verdict, [each.at for each in other.differences]) == ("changed", ["answer.choices[0].text"])


KEYS = st.sampled_from(
    [
        *("messageStart", "contentBlockStart", "contentBlockDelta", "messageStop", "metadata", "output", "message"),
        *("contentBlockIndex", "start", "delta", "text", "toolUse", "input", "toolResult", "reasoningContent", "image"),
        *("reasoningText", "signature", "redactedContent", "citation", "citationsContent", "citations", "content"),
        *("sourceContent", "location", "web", "source", "bytes", "s3Location", "document", "searchResult", "json"),
        *("stopReason", "usage", "inputTokens", "trace", "guardrail", "promptRouter", "messages", "system", "role"),
        *("additionalModelResponseFields", "throttlingException", "guardContent", "cachePoint", "name", "toolUseId"),
    ]
)
HOSTILE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=30,
)


@given(st.lists(st.tuples(KEYS | st.just(""), HOSTILE), max_size=4), HOSTILE, st.booleans())
def test_nothing_raises(frames: list[Frame], body: Json, streaming: bool) -> None:
    made = exchange(*frames, streaming=streaming)
    made = made._replace(request=made.request._replace(body=body))
    bedrock_converse.claims(made)
    found = bedrock_converse.decode(made).events
    outline = bedrock_converse.outline(made)
    assert outline.finish in {event.reason for event in found if isinstance(event, Finished)} | {""}
    assert outline.usage == next((one.usage for one in reversed(found) if isinstance(one, UsageReported)), None)
