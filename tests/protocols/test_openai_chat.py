"""chat.completions: every deviation that real servers were recorded with, one row each."""

from __future__ import annotations

from typing import Any

import pytest

from recview.events import (
    Event,
    Failed,
    Finished,
    Noted,
    ReasoningDelta,
    RefusalDelta,
    TextDelta,
    TokenLogprob,
    ToolCallDelta,
    Unknown,
    UsageReported,
)
from recview.framing.server_sent_events import events
from recview.model import Failure, Json, Usage
from recview.protocols.outlining import outline
from tests.builders import exchange
from tests.demo_recordings import call, plain
from tests.ogx import Value, chunk, delta, message, typed, usage
from tests.protocols.readers import READERS

openai_chat = READERS["openai.chat"]


def said(finish: str | None = None, index: int = 0, **fields: Any) -> Value:
    """A chunk of one choice."""
    return chunk(delta(index, finish, **fields))


def tool(**fields: Any) -> Value:
    """A chunk with one tool call, given without what the SDK adds."""
    return said(tool_calls=[fields])


def part(**fields: Any) -> Value:
    """A chunk whose content is one part."""
    return said(content=[fields])


def bare(**fields: Any) -> Value:
    """A chunk without a class, as a raw event stream has it."""
    return {"choices": [{"index": 0, **fields}]}


def logprobs(**tokens: float) -> Value:
    return {"content": [{"token": token, "logprob": logprob} for token, logprob in tokens.items()]}


ERROR = {"message": "Overloaded", "type": "server_error", "code": 503}
FAILURE = Failure("stream", "Overloaded", "server_error", "503", body=ERROR)

CITED = {"type": "url_citation", "url_citation": {"title": "A page", "url": "https://h.test", "start_index": 0}}

STREAMS: dict[str, tuple[list[Json], list[Event]]] = {
    "usage on a last chunk without choices": (
        [said(content="Hi"), said("stop"), chunk(usage=usage(3, 1))],
        [TextDelta(0, 0, "Hi"), Finished(1, 0, "stop"), UsageReported(2, Usage(3, 1, 4))],
    ),
    "usage on the finish chunk": (
        [chunk(delta(finish="stop"), usage=usage(3, 1))],
        [Finished(0, 0, "stop"), UsageReported(0, Usage(3, 1, 4))],
    ),
    "usage on several chunks": (
        [chunk(delta(content="a"), usage=usage(3, 1)), chunk(delta(content="b"), usage=usage(3, 2))],
        [
            TextDelta(0, 0, "a"),
            UsageReported(0, Usage(3, 1, 4)),
            TextDelta(1, 0, "b"),
            UsageReported(1, Usage(3, 2, 5)),
        ],
    ),
    "usage in detail": (
        [chunk(usage={**usage(3, 1, {"reasoning_tokens": 1}), "prompt_tokens_details": {"cached_tokens": 2}})],
        [UsageReported(0, Usage(3, 1, 4, cached=2, reasoning=1))],
    ),
    "usage under x_groq": (
        [{"choices": [], "x_groq": {"id": "r", "usage": usage(3, 1)}}],
        [UsageReported(0, Usage(3, 1, 4))],
    ),
    "usage without a number": ([chunk(usage={"prompt_tokens": None, "total_tokens": "4"})], []),
    "first chunk without choices, id and model": (
        [chunk(id="", model="", object=""), said(content="Hi")],
        [TextDelta(1, 0, "Hi")],
    ),
    "role on every chunk": (
        [said(role="assistant", content="a"), said(role="assistant", content="b"), said("stop", role="assistant")],
        [TextDelta(0, 0, "a"), TextDelta(1, 0, "b"), Finished(2, 0, "stop")],
    ),
    "arguments in pieces": (
        [
            said(tool_calls=[call(0, "c1", "f", "")]),
            said(tool_calls=[call(0, None, None, '{"a"')]),
            said(tool_calls=[call(0, None, None, ":1}")]),
        ],
        [
            ToolCallDelta(0, 0, "0.0", "c1", "f", ""),
            ToolCallDelta(1, 0, "0.0", "", "", '{"a"'),
            ToolCallDelta(2, 0, "0.0", "", "", ":1}"),
        ],
    ),
    "arguments whole, two calls in one delta": (
        [said("tool_calls", tool_calls=[call(0, "c1", "f", "{}"), call(1, "c2", "g", '{"a":1}')])],
        [
            ToolCallDelta(0, 0, "0.0", "c1", "f", "{}"),
            ToolCallDelta(0, 0, "1.0", "c2", "g", '{"a":1}'),
            Finished(0, 0, "tool_calls"),
        ],
    ),
    "arguments as an object": (
        [tool(index=0, id="c1", function={"name": "f", "arguments": {"a": [1, "é"]}})],
        [ToolCallDelta(0, 0, "0.0", "c1", "f", '{"a":[1,"é"]}')],
    ),
    "tool delta without an index": (
        [
            tool(id="c1", function={"name": "f", "arguments": "{"}),
            tool(function={"arguments": "}"}),
            tool(id="c2", function={"name": "g", "arguments": "{}"}),
        ],
        [
            ToolCallDelta(0, 0, "0.0", "c1", "f", "{"),
            ToolCallDelta(1, 0, "0.0", "", "", "}"),
            ToolCallDelta(2, 0, "0.1", "c2", "g", "{}"),
        ],
    ),
    "tool deltas without index and id in one list": (
        [said(tool_calls=[{"function": {"name": "f"}}, {"function": {"name": "g"}}])],
        [ToolCallDelta(0, 0, "0.0", "", "f"), ToolCallDelta(0, 0, "1.0", "", "g")],
    ),
    "id repeated on each piece": (
        [
            said(tool_calls=[call(0, "c1", "f", "{")]),
            said(tool_calls=[call(0, "c1", "f", "}")]),
        ],
        [ToolCallDelta(0, 0, "0.0", "c1", "f", "{"), ToolCallDelta(1, 0, "0.0", "c1", "f", "}")],
    ),
    "empty name and id on later pieces": (
        [
            said(tool_calls=[call(0, "c1", "f", "{")]),
            tool(index=0, id="", function={"name": "", "arguments": "}"}),
        ],
        [ToolCallDelta(0, 0, "0.0", "c1", "f", "{"), ToolCallDelta(1, 0, "0.0", "", "", "}")],
    ),
    "new id under a used index": (
        [
            said(tool_calls=[call(0, "c1", "f", "{}")]),
            said(tool_calls=[call(0, "c2", "g", "{")]),
            said(tool_calls=[call(0, None, None, "}")]),
        ],
        [
            ToolCallDelta(0, 0, "0.0", "c1", "f", "{}"),
            ToolCallDelta(1, 0, "0.1", "c2", "g", "{"),
            ToolCallDelta(2, 0, "0.1", "", "", "}"),
        ],
    ),
    "the same index in two choices": (
        [said(index=place, tool_calls=[call(0, f"c{place}", "f", "{}")]) for place in (0, 1)],
        [ToolCallDelta(0, 0, "0.0", "c0", "f", "{}"), ToolCallDelta(1, 1, "0.0", "c1", "f", "{}")],
    ),
    "custom tool": (
        [tool(index=0, id="c1", type="custom", custom={"name": "sql", "input": "SELECT 1"})],
        [ToolCallDelta(0, 0, "0.0", "c1", "sql", "SELECT 1")],
    ),
    "legacy function_call": (
        [said(function_call={"name": "f", "arguments": "{"}), said(function_call={"arguments": "}"})],
        [ToolCallDelta(0, 0, "function_call", "", "f", "{"), ToolCallDelta(1, 0, "function_call", "", "", "}")],
    ),
    "legacy arguments as an object": (
        [said(function_call={"name": "f", "arguments": {"a": 1}})],
        [ToolCallDelta(0, 0, "function_call", "", "f", '{"a":1}')],
    ),
    "an empty legacy call": ([said(function_call={"name": "", "arguments": ""}, content="a")], [TextDelta(0, 0, "a")]),
    "content in the finish chunk": (
        [said("stop", content="all")],
        [TextDelta(0, 0, "all"), Finished(0, 0, "stop")],
    ),
    "content after the finish": (
        [said("stop"), said(content="more")],
        [Finished(0, 0, "stop"), TextDelta(1, 0, "more")],
    ),
    "empty finish_reason": ([said("", content="a"), said("")], [TextDelta(0, 0, "a")]),
    "finish_reason twice": (
        [said("tool_calls"), said("stop")],
        [Finished(0, 0, "tool_calls"), Finished(1, 0, "stop")],
    ),
    "finish stop although tools were called": (
        [said("stop", tool_calls=[call(0, "c1", "f", "{}")])],
        [ToolCallDelta(0, 0, "0.0", "c1", "f", "{}"), Finished(0, 0, "stop")],
    ),
    "delta and cumulative message": (
        [
            bare(delta={"content": "a"}, message={"content": "a"}),
            bare(delta={"content": "b"}, message={"content": "ab"}),
            bare(delta={"content": ""}, message={"content": "ab"}, finish_reason="stop"),
        ],
        [TextDelta(0, 0, "a"), TextDelta(1, 0, "b"), Finished(2, 0, "stop")],
    ),
    "empty delta and cumulative message": (
        [bare(delta={"content": "all"}), bare(delta={}, message={"content": "all"}, finish_reason="stop")],
        [TextDelta(0, 0, "all"), Finished(1, 0, "stop")],
    ),
    "null delta and a message": ([bare(delta=None, message={"content": "a"})], [TextDelta(0, 0, "a")]),
    "reasoning_content": ([said(reasoning_content="hm")], [ReasoningDelta(0, 0, "hm")]),
    "reasoning": ([said(reasoning="hm", content="a")], [ReasoningDelta(0, 0, "hm"), TextDelta(0, 0, "a")]),
    "the same reasoning under two keys": (
        [said(reasoning="hm", reasoning_content="hm", reasoning_details=[{"text": "hm"}])],
        [ReasoningDelta(0, 0, "hm")],
    ),
    "an empty key beside the reasoning": ([said(reasoning="hm", reasoning_content="")], [ReasoningDelta(0, 0, "hm")]),
    "reasoning_details": (
        [
            said(
                reasoning_details=[
                    {"type": "reasoning.text", "text": "one"},
                    {"type": "reasoning.summary", "summary": "two"},
                    {"type": "reasoning.encrypted", "data": "…"},
                ]
            )
        ],
        [ReasoningDelta(0, 0, "one"), ReasoningDelta(0, 0, "\n\ntwo")],
    ),
    "reasoning_details whose blocks stand in `reasoning`, too": (
        [
            said(reasoning="a", reasoning_details=[{"index": 0, "text": "a"}]),
            said(reasoning="b", reasoning_details=[{"index": 0, "text": "b"}]),
            said(reasoning="c", reasoning_details=[{"index": 1, "text": "c"}]),
            said(reasoning="d", reasoning_details=[{"index": 1, "text": "another"}]),
            said(reasoning_content="ef", thinking_blocks=[{"thinking": "e"}, {"thinking": "f"}]),
        ],
        [
            ReasoningDelta(0, 0, "a"),
            ReasoningDelta(1, 0, "b"),
            ReasoningDelta(2, 0, "\n\nc"),
            ReasoningDelta(3, 0, "d"),
            ReasoningDelta(4, 0, "\n\ne"),
            ReasoningDelta(4, 0, "\n\nf"),
        ],
    ),
    "tools that the server ran, told twice": (
        [
            said(executed_tools=[{"index": 0, "type": "search", "arguments": '{"query":"a"}'}]),
            said(executed_tools=[{"index": 0, "type": "search", "arguments": '{"query":"a"}', "output": "b"}]),
            said(
                executed_tools=[
                    {"index": 1, "type": "x", "arguments": "", "search_results": {"results": [{"url": "u"}]}}
                ]
            ),
        ],
        [
            ToolCallDelta(0, 0, "executed 0", "", "search", '{"query":"a"}', "provider"),
            Noted(1, 0, "search output", "b\n"),
            ToolCallDelta(2, 0, "executed 1", "", "x", "", "provider"),
            Noted(2, 0, "x output", "u\n"),
        ],
    ),
    "thinking parts": (
        [
            part(type="thinking", thinking=[{"type": "text", "text": "h"}, {"type": "text", "text": "m"}]),
            part(type="thinking", thinking="so"),
            part(type="text", text="a"),
        ],
        [ReasoningDelta(0, 0, "hm"), ReasoningDelta(1, 0, "so"), TextDelta(2, 0, "a")],
    ),
    "part of another kind": ([part(type="sound", ids=[1])], [Noted(0, 0, "sound", "in the raw chunk\n")]),
    "parts that cite": (
        [part(type="tool_reference", title="H", url="https://h.test"), part(type="reference", reference_ids=[1])],
        [
            Noted(0, 0, "citations", "H https://h.test\n"),
            Noted(1, 0, "citations", '{"type":"reference","reference_ids":[1]}\n'),
        ],
    ),
    "markup inside content": ([said(content="<think>hm</think>")], [TextDelta(0, 0, "<think>hm</think>")]),
    "choices interleaved": (
        [said(content="a"), said(index=1, content="x"), said("stop"), said("length", index=1)],
        [TextDelta(0, 0, "a"), TextDelta(1, 1, "x"), Finished(2, 0, "stop"), Finished(3, 1, "length")],
    ),
    "choices in one chunk": (
        [chunk(delta(content="a"), delta(1, content="x"))],
        [TextDelta(0, 0, "a"), TextDelta(0, 1, "x")],
    ),
    "choices without an index": (
        [{"choices": [{"delta": {"content": "a"}}, {"delta": {"content": "x"}, "index": None}]}],
        [TextDelta(0, 0, "a"), TextDelta(0, 1, "x")],
    ),
    "error inside the stream": ([said(content="a"), {"error": ERROR}], [TextDelta(0, 0, "a"), Failed(1, FAILURE)]),
    "error beside choices": ([chunk(error=ERROR)], [Failed(0, FAILURE)]),
    "error as a string": ([{"error": "No."}], [Failed(0, Failure("stream", "No.", body="No."))]),
    "null error": ([chunk(delta(content="a"), error=None)], [TextDelta(0, 0, "a")]),
    "refusal": (
        [
            said(refusal="No", logprobs={"refusal": [{"token": "No", "logprob": -0.5}]}),
            said(refusal="."),
        ],
        [RefusalDelta(0, 0, "No", (TokenLogprob("No", -0.5),)), RefusalDelta(1, 0, ".")],
    ),
    "logprobs": (
        [said(content="Hi!", logprobs=logprobs(Hi=-0.25, **{"!": 0}))],
        [TextDelta(0, 0, "Hi!", (TokenLogprob("Hi", -0.25), TokenLogprob("!", 0.0)))],
    ),
    "logprobs without numbers": (
        [said(content="Hi", logprobs={"content": [{"token": "Hi"}, None, {"token": "x", "logprob": "-1"}]})],
        [TextDelta(0, 0, "Hi")],
    ),
    "audio": (
        [said(audio={"data": "AAAA"}), said(audio={"transcript": "Hello"}), said(audio={})],
        [Noted(0, 0, "audio", "audio, 3 bytes\n"), Noted(1, 0, "audio transcript", "Hello")],
    ),
    "images and annotations": (
        [said(images=[{}], annotations=[CITED, CITED, {**CITED, "url_citation": {"url": "https://i.test"}}])],
        [
            Noted(0, 0, "images", "1 in the raw chunk\n"),
            Noted(0, 0, "annotations", "A page https://h.test\n"),
            Noted(0, 0, "annotations", "https://i.test\n"),
        ],
    ),
    "sources beside the answer, with every chunk": (
        [
            {**bare(delta={"content": "a"}), "citations": ["https://h.test"]},
            {
                **bare(delta={"content": "b"}),
                "citations": ["https://h.test", "https://i.test"],
                "search_results": [{"title": "H", "url": "https://h.test"}, {"title": "I", "url": "https://i.test"}],
                "sources": [{"title": "M", "url": "https://m.test"}],
            },
            {
                **bare(delta={"content": "c"}),
                "search_info": {"search_results": [{"index": 3, "title": "K", "url": "u"}]},
            },
            said(context={"citations": [{"title": "L", "filepath": "l.md"}]}),
        ],
        [
            TextDelta(0, 0, "a"),
            Noted(0, 0, "citations", "[1] https://h.test\n"),
            TextDelta(1, 0, "b"),
            Noted(1, 0, "citations", "[2] I https://i.test\n"),
            Noted(1, 0, "citations", "[1] M https://m.test\n"),
            TextDelta(2, 0, "c"),
            Noted(2, 0, "citations", "[3] K u\n"),
            Noted(3, 0, "citations", "L l.md\n"),
        ],
    ),
    "an empty object": ([{}], [Unknown(0, "an empty object")]),
    "logprobs of a content in parts": (
        [
            bare(
                delta={"content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
                logprobs={"content": [{"token": "a", "logprob": -1}]},
            )
        ],
        [TextDelta(0, 0, "a", (TokenLogprob("a", -1.0),)), TextDelta(0, 0, "b")],
    ),
    "calls without any id under one index": (
        [
            said(tool_calls=[call(0, None, "f", '{"a":')]),
            said(tool_calls=[call(0, None, "f", "1}")]),
            said(tool_calls=[call(0, None, "f", '{"a":2}')]),
        ],
        [
            ToolCallDelta(0, 0, "0.0", "", "f", '{"a":'),
            ToolCallDelta(1, 0, "0.0", "", "f", "1}"),
            ToolCallDelta(2, 0, "0.1", "", "f", '{"a":2}'),
        ],
    ),
    "calls without any id or index": (
        [
            tool(function={"name": "f", "arguments": "{}"}),
            tool(function={"name": "g", "arguments": ""}),
            tool(function={"arguments": '{"a":1}'}),
        ],
        [
            ToolCallDelta(0, 0, "0.0", "", "f", "{}"),
            ToolCallDelta(1, 0, "0.1", "", "g", ""),
            ToolCallDelta(2, 0, "0.1", "", "", '{"a":1}'),
        ],
    ),
    "an id that comes again": (
        [said(tool_calls=[call(0, name, "f", "{")]) for name in ("a", "b", "a")],
        [
            ToolCallDelta(0, 0, "0.0", "a", "f", "{"),
            ToolCallDelta(1, 0, "0.1", "b", "f", "{"),
            ToolCallDelta(2, 0, "0.0", "a", "f", "{"),
        ],
    ),
    "not an object": (
        [None, "data", 7, [1], said(content="a")],
        [*(Unknown(place, "this chunk is not a JSON object") for place in range(4)), TextDelta(4, 0, "a")],
    ),
    "an unknown object": (
        [{"type": "ping"}],
        [Unknown(0, "no choices, usage or error in this chunk")],
    ),
    "choices of odd types": (
        [{"choices": 5}, {"choices": [None, 3]}, {"choices": [{"delta": []}]}],
        [Unknown(2, "a delta that is not an object")],
    ),
    "odd types everywhere": (
        [said(content=5, refusal=[], tool_calls={}, function_call="x", reasoning={}, logprobs=[], audio=1, images=2)],
        [Noted(0, 0, "content", "5\n")],
    ),
    "nothing": ([], []),
}


@pytest.mark.parametrize(("chunks", "expected"), STREAMS.values(), ids=STREAMS.keys())
def test_stream(chunks: list[Json], expected: list[Event]) -> None:
    found = openai_chat.decode(exchange(*chunks))
    assert found.protocol == "openai.chat"
    assert list(found.events) == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"content": "Hi"},
        {"content": [{"type": "text", "text": "Hi"}]},
        {"content": "Hi", "reasoning_content": "hm"},
        {"refusal": "No"},
        {"tool_calls": [{"id": "c1", "function": {"name": "f", "arguments": "{}"}, "type": "function"}]},
        {"tool_calls": [{"id": f"c{place}", "function": {"name": "f", "arguments": "{}"}} for place in (1, 2)]},
        {"function_call": {"name": "f", "arguments": "{}"}},
        {},
    ],
    ids=["text", "parts", "reasoning", "refusal", "tool call", "two tool calls", "function call", "nothing"],
)
def test_a_plain_answer_yields_the_events_of_a_stream(fields: Value) -> None:
    whole = openai_chat.decode(exchange(plain(None, usage(3, 1), **fields), streaming=False))
    streamed = openai_chat.decode(exchange(chunk(delta(finish="stop", **fields), usage=usage(3, 1))))
    assert whole.events == streamed.events
    assert whole.events[-2:] == (Finished(0, 0, "stop"), UsageReported(0, Usage(3, 1, 4)))


def test_messages_are_those_of_the_request() -> None:
    found = openai_chat.decode(exchange(said(content="Hi"), messages=[message("user", "Hello")]))
    assert [(sent.role, [part.text for part in sent.parts]) for sent in found.messages] == [("user", ["Hello"])]


TO_CHAT: dict[str, Any] = {"endpoint": "/v1/chat/completions", "messages": []}
EMPTY_FIRST = {"id": "", "object": "", "choices": []}


@pytest.mark.parametrize(
    ("chunks", "sent", "expected"),
    [
        ([chunk()], {}, True),
        ([plain("Hi", usage(1, 1))], {}, True),
        ([{"object": "chat.completion.chunk"}], {}, True),
        ([{"object": "chat.completion"}], {}, True),
        ([bare(delta={})], {}, True),
        ([bare(message={})], {}, True),
        ([EMPTY_FIRST, bare(delta={})], {}, True),
        ([{"error": ERROR}], TO_CHAT, True),
        ([], TO_CHAT, True),
        ([], {"endpoint": "/v1/chat/completions"}, False),
        ([], {"endpoint": "/v1/messages", "messages": []}, False),
        ([typed("completion.Completion", {"choices": []})], TO_CHAT, False),
        ([{"object": "list", "data": []}], TO_CHAT, False),
        ([bare(text="a")], {}, False),
        ([{"object": "text_completion", **bare(message={})}], {}, True),
        ([{"object": "text_completion", **bare(text="a")}], {}, False),
        ([{"type": "message_start"}], {}, False),
        ([None, 1, "x"], {}, False),
        ([{"object": []}], {}, False),
        ([{"object": "some.chunk", "choices": [{"delta": {}}]}], {}, True),
        ([{"object": "some.chunk", "choices": [{"delta": {}, "text": "a"}]}], {}, False),
    ],
    ids=[
        "class of a chunk",
        "class of an answer",
        "object of a chunk",
        "object of an answer",
        "delta",
        "message",
        "empty first chunk",
        "URL of an error",
        "URL of nothing",
        "URL without messages",
        "messages of another API",
        "another class on this URL",
        "another object on this URL",
        "completion",
        "message of a completion",
        "object of a completion",
        "Anthropic",
        "odd types",
        "object is a list",
        "delta of another object",
        "text besides the delta",
    ],
)
def test_claims(chunks: list[Json], sent: dict[str, Any], expected: bool) -> None:
    assert openai_chat.claims(exchange(*chunks, **sent)) is expected


@pytest.mark.parametrize(
    ("chunks", "finish", "counts", "failure"),
    [
        ([said(content="a"), said("stop"), chunk(usage=usage(3, 1))], "stop", Usage(3, 1, 4), None),
        ([chunk(delta(finish="length"), usage=usage(3, 1))], "length", Usage(3, 1, 4), None),
        ([chunk(delta(content="a"), usage=usage(3, place)) for place in (1, 2)], "", Usage(3, 2, 5), None),
        ([said(content="a"), said("stop")], "stop", None, None),
        ([said(content="a"), said("")], "", None, None),
        ([said("stop"), *[said(content="a")] * 9], "stop", None, None),
        ([said("stop"), said("stop"), chunk(usage=usage(3, 1))], "stop", Usage(3, 1, 4), None),
        ([said(content="a"), {"error": ERROR}], "", None, FAILURE),
        ([None, 5, "x", {"choices": 5}], "", None, None),
        ([], "", None, None),
        ([said("tool_calls"), said("stop")], "stop", None, None),
        ([chunk(delta(0, "length"), delta(1, "stop"))], "length", None, None),
        ([said("stop", index=1), said("tool_calls")], "tool_calls", None, None),
        ([chunk(usage=usage(3, 1)), *[said(content="a")] * 9, said("stop")], "stop", Usage(3, 1, 4), None),
        (
            [{"error": ERROR}, *[said(content="a")] * 9, said("stop"), chunk(usage=usage(3, 1))],
            "stop",
            Usage(3, 1, 4),
            FAILURE,
        ),
    ],
    ids=[
        "usage last",
        "usage with the finish",
        "usage twice",
        "no usage",
        "empty finish",
        "finish long ago",
        "finish twice",
        "error",
        "odd types",
        "nothing",
        "two finishes",
        "unusual choice",
        "first choice",
        "usage first",
        "error first",
    ],
)
def test_outline(chunks: list[Json], finish: str, counts: Usage | None, failure: Failure | None) -> None:
    sent = exchange(*chunks, messages=[message("system", "S"), message("user", "Hello")])
    found = openai_chat.outline(sent)
    assert (found.kind, found.finish, found.usage, found.failure) == ("chat", finish, counts, failure)
    assert (found.messages, found.opening) == (2, "Hello")


@pytest.mark.parametrize("data", ['{"message": "No.", "type": "x"}', '{"error": {"message": "No.", "type": "x"}}'])
@pytest.mark.parametrize("place", [0, 1])
def test_an_event_named_error_is_one(data: str, place: int) -> None:
    lines = ['data: {"choices": [{"delta": {"content": "a"}}]}', ""]
    lines[place * 2 : place * 2] = ["event: error", f"data: {data}", ""]
    sent = exchange(endpoint="/v1/chat/completions", messages=[])
    sent = sent._replace(response=sent.response._replace(chunks=tuple(events(lines))))
    assert openai_chat.claims(sent)
    failed = outline(sent).failure
    assert failed is not None
    assert (failed.source, failed.message, failed.type) == ("stream", "No.", "x")
    assert Failed(place, failed) in openai_chat.decode(sent).events


def test_outline_and_decode_tell_of_the_same_failure() -> None:
    broken = exchange({"object": "chat.completion", "choices": [], "error": ERROR}, streaming=False)
    assert openai_chat.decode(broken).events == (Failed(0, outline(broken).failure or FAILURE),)


def test_of_a_plain_answer_the_message_counts_and_not_an_empty_delta_beside_it() -> None:
    choice = {"index": 0, "message": {"content": "Hi"}, "delta": {"content": ""}, "finish_reason": "stop"}
    body = {"object": "chat.completion", "choices": [choice]}
    assert openai_chat.decode(exchange(body, streaming=False)).events == (TextDelta(0, 0, "Hi"), Finished(0, 0, "stop"))
