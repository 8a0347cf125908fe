"""Anthropic's Messages API: every object that its streams were recorded with, one row each."""

from __future__ import annotations

import json
from functools import partial
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
from recview.framing.server_sent_events import events
from recview.model import Exchange, Failure, Json, Request, Response, Source, Usage
from recview.protocols.anthropic.events import events as events_of
from recview.protocols.choosing import protocol_of
from recview.protocols.contract import Origin
from recview.review.comparing import compare
from recview.review.parsed import parse_file
from recview.verdicts.comparison import Comparison
from recview.wire import Chunks
from tests import builders
from tests.ogx import Value, dumped, typed
from tests.protocols.readers import READERS

anthropic_messages = READERS["anthropic.messages"]

exchange = partial(builders.exchange, endpoint="/v1/messages")


def start(usage: Json = None, **more: Any) -> Value:
    return {"type": "message_start", "message": {"type": "message", "content": [], "usage": usage, **more}}


def block(index: int, kind: str, **fields: Any) -> Value:
    return {"type": "content_block_start", "index": index, "content_block": {"type": kind, **fields}}


def delta(index: int, kind: str, **fields: Any) -> Value:
    return {"type": "content_block_delta", "index": index, "delta": {"type": kind, **fields}}


def said(text: str, index: int = 0) -> Value:
    return delta(index, "text_delta", text=text)


def stop(index: int = 0) -> Value:
    return {"type": "content_block_stop", "index": index}


def end(reason: str | None = "end_turn", usage: Json = None, **more: Any) -> Value:
    return {"type": "message_delta", "delta": {"stop_reason": reason, **more}, "usage": usage}


def message(*content: Value, **more: Any) -> Value:
    """A plain answer."""
    ending = {"stop_reason": None, "stop_sequence": None}
    return {"id": "msg_1", "type": "message", "role": "assistant", "content": list(content), **ending, **more}


STOP = {"type": "message_stop"}
PING = {"type": "ping"}
ERROR = {"type": "overloaded_error", "message": "Overloaded"}
FAILURE = Failure("stream", "Overloaded", "overloaded_error", body=ERROR)
SEARCHED = [{"type": "web_search_result", "title": "T", "url": "https://t.test", "encrypted_content": "AAAA"}]
CITED = {"type": "web_search_result_location", "title": "T", "url": "https://t.test", "cited_text": " so it is "}

STREAMS: dict[str, tuple[list[Json], list[Event]]] = {
    "text": (
        [start(), block(0, "text", text=""), PING, said("Hi"), said(" you"), stop(), end(), STOP],
        [TextDelta(3, 0, "Hi"), TextDelta(4, 0, " you"), Finished(6, 0, "end_turn")],
    ),
    "text in the start of a block": ([block(0, "text", text="Hi")], [TextDelta(0, 0, "Hi")]),
    "output at the start is a placeholder": (
        [start({"input_tokens": 9, "output_tokens": 1}), end(usage={"output_tokens": 5})],
        [UsageReported(0, Usage(9)), Finished(1, 0, "end_turn"), UsageReported(1, Usage(9, 5))],
    ),
    "usage whole in message_delta": (
        [
            start({"input_tokens": 9, "cache_read_input_tokens": 3, "cache_creation_input_tokens": 0}),
            end(usage={"input_tokens": 70, "cache_read_input_tokens": None, "output_tokens": 5}),
        ],
        [
            UsageReported(0, Usage(9, cached=3, cache_write=0)),
            Finished(1, 0, "end_turn"),
            UsageReported(1, Usage(70, 5, cached=3, cache_write=0)),
        ],
    ),
    "usage without a number": ([start({"input_tokens": "9"}), end(None, {"output_tokens": []})], []),
    "thinking": (
        [
            block(0, "thinking", thinking="", signature=""),
            delta(0, "thinking_delta", thinking="hm"),
            delta(0, "signature_delta", signature="AAAA"),
        ],
        [ReasoningDelta(1, 0, "hm")],
    ),
    "thinking that is left out": (
        [block(0, "thinking", thinking=""), delta(0, "signature_delta", signature="AAAA")],
        [Noted(1, 0, "omitted thinking", "signature, base64, 3 bytes\n")],
    ),
    "redacted thinking": (
        [block(0, "redacted_thinking", data="AAAA")],
        [Noted(0, 0, "redacted thinking", "base64, 3 bytes\n")],
    ),
    "arguments in pieces": (
        [
            block(1, "tool_use", id="t1", name="f", input={}),
            delta(1, "input_json_delta", partial_json=""),
            delta(1, "input_json_delta", partial_json='{"a":'),
            delta(1, "input_json_delta", partial_json="1}"),
            stop(1),
        ],
        [
            ToolCallDelta(0, 0, "1", "t1", "f"),
            ToolCallDelta(2, 0, "1", arguments='{"a":'),
            ToolCallDelta(3, 0, "1", arguments="1}"),
        ],
    ),
    "no arguments": (
        [block(1, "tool_use", id="t1", name="f", input={}), delta(1, "input_json_delta", partial_json=""), stop(1)],
        [ToolCallDelta(0, 0, "1", "t1", "f"), ToolCallDelta(2, 0, "1", arguments="{}")],
    ),
    "arguments in the start of a block": (
        [block(1, "server_tool_use", id="s1", name="web_fetch", input={"url": "u"}), stop(1)],
        [ToolCallDelta(0, 0, "1", "s1", "web_fetch", '{"url":"u"}', "provider")],
    ),
    "arguments in the start of a block and in pieces as well": (
        [
            block(1, "tool_use", id="t1", name="f", input={"a": 1}),
            delta(0, "text_delta", text="So"),
            delta(1, "input_json_delta", partial_json='{"a": 1}'),
            stop(1),
        ],
        [
            ToolCallDelta(0, 0, "1", "t1", "f"),
            TextDelta(1, 0, "So"),
            ToolCallDelta(2, 0, "1", arguments='{"a": 1}'),
        ],
    ),
    "arguments in the start of a block whose stream is cut": (
        [block(1, "tool_use", id="t1", name="f", input={"a": 1})],
        [ToolCallDelta(0, 0, "1", "t1", "f", '{"a":1}')],
    ),
    "arguments in the start of a block, and in pieces of the next": (
        [
            block(1, "tool_use", id="t1", name="f", input={"a": 1}),
            block(1, "tool_use", id="t2", name="f", input={}),
            delta(1, "input_json_delta", partial_json="{}"),
        ],
        [
            ToolCallDelta(0, 0, "1", "t1", "f", '{"a":1}'),
            ToolCallDelta(1, 0, "1.2", "t2", "f"),
            ToolCallDelta(2, 0, "1.2", arguments="{}"),
        ],
    ),
    "blocks of thinking": (
        [
            block(0, "thinking", thinking=""),
            delta(0, "thinking_delta", thinking="First"),
            delta(0, "thinking_delta", thinking="."),
            block(1, "tool_use", id="t1", name="f", input={}),
            block(2, "thinking", thinking="Second."),
            block(2, "thinking", thinking="Third."),
        ],
        [
            ReasoningDelta(1, 0, "First"),
            ReasoningDelta(2, 0, "."),
            ToolCallDelta(3, 0, "1", "t1", "f"),
            ReasoningDelta(4, 0, "\n\nSecond."),
            ReasoningDelta(5, 0, "\n\nThird."),
        ],
    ),
    "two calls, both at one index": (
        [
            block(0, "tool_use", id="t1", name="f", input={}),
            delta(0, "input_json_delta", partial_json='{"a":1}'),
            stop(0),
            block(0, "tool_use", id="t2", name="f", input={}),
            delta(0, "input_json_delta", partial_json='{"a":2}'),
            stop(0),
        ],
        [
            ToolCallDelta(0, 0, "0", "t1", "f"),
            ToolCallDelta(1, 0, "0", arguments='{"a":1}'),
            ToolCallDelta(3, 0, "0.2", "t2", "f"),
            ToolCallDelta(4, 0, "0.2", arguments='{"a":2}'),
        ],
    ),
    "two calls": (
        [
            block(0, "tool_use", id="t1", name="f", input={}),
            block(1, "mcp_tool_use", id="t2", name="g", server_name="s", input={}),
            delta(1, "input_json_delta", partial_json="{}"),
            delta(0, "input_json_delta", partial_json="{}"),
        ],
        [
            ToolCallDelta(0, 0, "0", "t1", "f"),
            ToolCallDelta(1, 0, "1", "t2", "g", runs="provider"),
            ToolCallDelta(2, 0, "1", arguments="{}"),
            ToolCallDelta(3, 0, "0", arguments="{}"),
        ],
    ),
    "results of server tools": (
        [
            block(0, "web_search_tool_result", tool_use_id="s1", content=SEARCHED),
            block(1, "web_search_tool_result", content={"type": "x_error", "error_code": "max_uses_exceeded"}),
            block(2, "code_execution_tool_result", content={"stdout": "7\n", "stderr": "odd", "return_code": 1}),
            block(3, "mcp_tool_result", is_error=True, content=[{"type": "text", "text": "No."}]),
            block(4, "bash_code_execution_tool_result", content=[]),
            block(5, "mcp_tool_result", content="x" * 999),
        ],
        [
            Noted(0, 0, "web_search_tool_result", "T\nhttps://t.test\n"),
            Noted(1, 0, "web_search_tool_result", "error: max_uses_exceeded\n"),
            Noted(2, 0, "code_execution_tool_result", "7\n\nodd\nreturn code 1\n"),
            Noted(3, 0, "mcp_tool_result", "error: No.\n"),
            Noted(4, 0, "bash_code_execution_tool_result", "(nothing)\n"),
            Noted(5, 0, "mcp_tool_result", f"{'x' * 400}…\n"),
        ],
    ),
    "citations": (
        [
            delta(0, "citations_delta", citation=CITED),
            delta(0, "citations_delta", citation={"document_title": "facts.txt", "cited_text": "c"}),
            delta(0, "citations_delta", citation={"start_char_index": 0}),
        ],
        [
            Noted(0, 0, "citations", "T https://t.test: so it is\n"),
            Noted(1, 0, "citations", "facts.txt: c\n"),
            Noted(2, 0, "citations", '{"start_char_index":0}\n'),
        ],
    ),
    "compaction": (
        [block(0, "compaction", content=None), delta(0, "compaction_delta", content="So far."), end("compaction")],
        [Noted(1, 0, "compaction", "So far.\n"), Finished(2, 0, "compaction")],
    ),
    "block of another kind": (
        [block(0, "hologram", depth=3)],
        [Noted(0, 0, "hologram", '{"type":"hologram","depth":3}\n')],
    ),
    "refusal": (
        [end("refusal", stop_details={"type": "refusal", "category": "cyber", "explanation": "Blocked."})],
        [Noted(0, 0, "refusal", "cyber: Blocked.\n"), Finished(0, 0, "refusal")],
    ),
    "context management": (
        [{**end(), "context_management": {"applied_edits": [{"cleared_tool_uses": 2}]}}],
        [Noted(0, 0, "context management", '{"cleared_tool_uses":2}\n'), Finished(0, 0, "end_turn")],
    ),
    "error inside the stream": (
        [said("a"), {"type": "error", "error": ERROR}],
        [TextDelta(0, 0, "a"), Failed(1, FAILURE)],
    ),
    "error without a type": ([{"error": ERROR}], [Failed(0, FAILURE)]),
    "several messages": (
        [
            *[start({"input_tokens": 9}), block(0, "tool_use", id="t1", name="f", input={}), stop(), end("tool_use")],
            *[start(), block(0, "tool_use", id="t2", name="g", input={}), end("max_tokens", {"output_tokens": 5})],
        ],
        [
            UsageReported(0, Usage(9)),
            ToolCallDelta(1, 0, "0", "t1", "f"),
            ToolCallDelta(2, 0, "0", arguments="{}"),
            Finished(3, 0, "tool_use"),
            ToolCallDelta(5, 1, "0", "t2", "g"),
            Finished(6, 1, "max_tokens"),
            UsageReported(6, Usage(output=5)),
        ],
    ),
    "content in message_start": ([start(content=[{"type": "text", "text": "Hi"}])], [TextDelta(0, 0, "Hi")]),
    "cut off": ([start(), said("a")], [TextDelta(1, 0, "a")]),
    "with classes": ([typed("RawContentBlockDeltaEvent", said("a"))], [TextDelta(0, 0, "a")]),
    "unknown objects": (
        [{"type": "hologram"}, delta(0, "hologram_delta"), {"type": "content_block_delta"}, {"a": 1}, {}],
        [
            Unknown(0, "an event of type hologram"),
            Unknown(1, "a delta of type hologram_delta"),
            Unknown(2, "a delta without a type"),
            Unknown(3, "an object without a type"),
            Unknown(4, "an empty object"),
        ],
    ),
    "not an object": (
        [None, "data", 7, [1], said("a")],
        [*(Unknown(place, "this chunk is not a JSON object") for place in range(4)), TextDelta(4, 0, "a")],
    ),
    "odd types everywhere": (
        [start([], content={}), block(0, "text", text=5, citations=3), end(usage=5, stop_details=[]), said([])],  # type: ignore[arg-type]
        [Finished(2, 0, "end_turn")],
    ),
    "nothing": ([], []),
}


@pytest.mark.parametrize(("chunks", "expected"), STREAMS.values(), ids=STREAMS.keys())
def test_stream(chunks: list[Json], expected: list[Event]) -> None:
    found = anthropic_messages.decode(exchange(*chunks))
    assert found.protocol == "anthropic.messages"
    assert list(found.events) == expected


def test_lines_of_an_event_stream() -> None:
    lines = [line for sent in (start(), PING, said("Hi"), end()) for line in lines_of(sent)]
    lines += ["event: ping", "data: {}", "", "event: error", f"data: {json.dumps(ERROR)}", ""]
    sent = exchange(messages=[])
    sent = sent._replace(response=sent.response._replace(chunks=tuple(events(lines))))
    assert anthropic_messages.claims(sent)
    assert anthropic_messages.decode(sent).events == (
        TextDelta(2, 0, "Hi"),
        Finished(3, 0, "end_turn"),
        Failed(5, FAILURE),
    )
    assert anthropic_messages.outline(sent)[:4] == ("chat", "end_turn", None, FAILURE)


def lines_of(sent: Value) -> list[str]:
    """One object as a server sends it."""
    return [f"event: {sent['type']}", f"data: {json.dumps(sent)}", ""]


BLOCKS: list[Value] = [
    {"type": "text", "text": "Hi", "citations": [CITED]},
    {"type": "thinking", "thinking": "hm", "signature": "AAAA"},
    {"type": "tool_use", "id": "t1", "name": "f", "input": {"a": [1, "é"]}},
    {"type": "web_search_tool_result", "content": SEARCHED},
]


def test_a_plain_answer_yields_the_events_of_a_stream() -> None:
    usage = {"input_tokens": 3, "output_tokens": 9, "output_tokens_details": {"thinking_tokens": 4}}
    plain = message(
        *BLOCKS, {"type": "tool_use", "id": "t2", "name": "g", "input": {}}, stop_reason="tool_use", usage=usage
    )
    found = anthropic_messages.decode(exchange(plain, streaming=False)).events
    assert found == (
        Noted(0, 0, "citations", "T https://t.test: so it is\n"),
        TextDelta(0, 0, "Hi"),
        ReasoningDelta(0, 0, "hm"),
        ToolCallDelta(0, 0, "2", "t1", "f", '{"a":[1,"é"]}'),
        Noted(0, 0, "web_search_tool_result", "T\nhttps://t.test\n"),
        ToolCallDelta(0, 0, "4", "t2", "g", "{}"),
        Finished(0, 0, "tool_use"),
        UsageReported(0, Usage(3, 9, reasoning=4)),
    )


def test_others_can_decode_objects_that_they_unwrapped() -> None:
    unwrapped = Chunks([start({"input_tokens": 3}), said("Hi"), {"type": "error", "error": ERROR}])
    found = list(events_of(unwrapped, Origin("response")))
    assert [type(event).__name__ for event in found] == ["UsageReported", "TextDelta", "Failed"]


SENT: dict[str, Any] = {"messages": []}
VERTEX = "/v1/projects/p/locations/l/publishers/anthropic/models/claude:streamRawPredict"


@pytest.mark.parametrize(
    ("chunks", "sent", "expected"),
    [
        ([start()], {}, True),
        ([PING, PING, start()], {}, True),
        ([message()], {}, True),
        ([message()], {"endpoint": "/v1/chat/completions", "messages": []}, True),
        ([typed("RawMessageStartEvent", start())], {}, True),
        ([said("a")], {}, True),
        ([{"type": "error", "error": ERROR}], SENT, True),
        ([], SENT, True),
        ([], SENT | {"endpoint": VERTEX}, True),
        ([], {}, False),
        ([], SENT | {"endpoint": "/v1/chat/completions"}, False),
        ([{"input_tokens": 5}], SENT, False),
        ([{"type": "message", "stop_reason": None}], SENT, False),
        ([{"type": "message", "status": "completed", "content": []}], SENT, False),
        ([{"choices": []}], SENT, False),
        ([{"type": "response.created"}], SENT, False),
        ([typed("ChatCompletionChunk", {"choices": []})], SENT, False),
        ([None, 1, "x"], {}, False),
        ([{"type": ["message"]}], {}, False),
    ],
    ids=[
        "stream",
        "pings first",
        "answer",
        "answer on another URL",
        "class",
        "second half of a stream",
        "URL of an error",
        "URL of nothing",
        "URL of Vertex",
        "URL without messages",
        "messages of another API",
        "token count",
        "message without content",
        "message of responses",
        "chat on this URL",
        "responses on this URL",
        "another class on this URL",
        "odd types",
        "type is a list",
    ],
)
def test_claims(chunks: list[Json], sent: dict[str, Any], expected: bool) -> None:
    made = exchange(*chunks, **sent)
    assert anthropic_messages.claims(made) is expected
    assert (protocol_of(made) is anthropic_messages.protocol) is expected


@pytest.mark.parametrize(
    ("chunks", "finish", "counts", "failure"),
    [
        ([start({"input_tokens": 9}), said("a"), end(usage={"output_tokens": 5})], "end_turn", Usage(9, 5), None),
        ([start({"input_tokens": 9, "output_tokens": 1}), said("a")], "", Usage(9), None),
        ([start(), end("tool_use"), start(), end("max_tokens")], "max_tokens", None, None),
        ([start(), end("tool_use"), start(), end("end_turn")], "tool_use", None, None),
        ([said("a"), {"type": "error", "error": ERROR}], "", None, FAILURE),
        ([message(*BLOCKS, stop_reason="refusal", usage={"output_tokens": 5})], "refusal", Usage(output=5), None),
        ([None, 5, "x", {"type": 5}], "", None, None),
        ([], "", None, None),
    ],
    ids=["stream", "cut off", "unusual message", "first message", "error", "answer", "odd types", "nothing"],
)
def test_outline(chunks: list[Json], finish: str, counts: Usage | None, failure: Failure | None) -> None:
    sent = [{"role": "user", "content": [{"type": "text", "text": "Hello"}]}]
    found = anthropic_messages.outline(exchange(*chunks, messages=sent, system="S"))
    assert (found.kind, found.finish, found.usage, found.failure) == ("chat", finish, counts, failure)
    assert (found.messages, found.opening) == (1, "Hello")


def recording(*sent: Value, lines: bool = True) -> str:
    """An OGX file of a stream, kept as the lines of its event stream or as objects."""
    body: list[Any] = [line for each in sent for line in lines_of(each)] if lines else list(sent)
    request = {"url": "http://localhost/v1/messages", "method": "POST", "payload": {"messages": [], "stream": True}}
    return dumped({"test_id": "t.py::a", "request": request, "response": {"body": body, "is_streaming": True}})


def verdict(before: str, after: str) -> Comparison:
    return compare(*(parse_file(text.encode(), "a.json") for text in (before, after)))


def stream(*pieces: Value, signature: str = "AAAA") -> list[Value]:
    """A thought, a text and a call, cut as the pieces say."""
    signed = delta(0, "signature_delta", signature=signature)
    opened = [start({"input_tokens": 9}, id=signature), block(0, "redacted_thinking", data=signature), stop()]
    opened += [block(0, "thinking", thinking=""), *pieces[:1], signed, stop()]
    text = [block(1, "text", text=""), *pieces[1:-1], stop(1), block(2, "tool_use", id=signature, name="f", input={})]
    return [*opened, *text, *pieces[-1:], stop(2), end("tool_use", {"output_tokens": len(pieces)}), STOP]


THOUGHT = delta(0, "thinking_delta", thinking="hm")
CALLED = delta(2, "input_json_delta", partial_json='{"a":1}')
CUT = stream(
    THOUGHT, said("It ", 1), PING, said("is", 1), said(" so", 1), delta(2, "input_json_delta", partial_json='{"a"')
)
CUT.insert(-3, delta(2, "input_json_delta", partial_json=":1}"))


@pytest.mark.parametrize("lines", [True, False], ids=["lines", "objects"])
def test_the_verdict_of_a_recording_made_again(lines: bool) -> None:
    before = recording(*stream(THOUGHT, said("It is so", 1), CALLED), lines=lines)
    cut = recording(*CUT, lines=lines)
    assert verdict(before, cut).verdict == "noise"
    signed = recording(*stream(THOUGHT, said("It is so", 1), CALLED, signature="BBBB"), lines=lines)
    assert verdict(before, signed).verdict == "noise"
    other = verdict(before, recording(*stream(THOUGHT, said("It is bad", 1), CALLED), lines=lines))
    assert (other.verdict, [each.at for each in other.differences]) == ("changed", ["answer.choices[0].text"])


KEYS = st.sampled_from(
    [
        *(
            "type",
            "index",
            "message",
            "content",
            "content_block",
            "delta",
            "usage",
            "error",
            "text",
            "thinking",
            "input",
        ),
        *("partial_json", "citation", "citations", "signature", "data", "stop_reason", "stop_details", "source", "id"),
        *("context_management", "applied_edits", "input_tokens", "output_tokens", "messages", "system", "role", "name"),
    ]
)
WORDS = st.sampled_from(
    [
        *("message_start", "message", "content_block_start", "content_block_delta", "content_block_stop", "ping"),
        *("message_delta", "error", "text", "thinking", "tool_use", "web_search_tool_result", "redacted_thinking"),
        *("text_delta", "input_json_delta", "citations_delta", "compaction_delta", "document", "base64", "user"),
    ]
)
HOSTILE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=30,
)


@given(st.lists(HOSTILE, max_size=4), HOSTILE, st.booleans())
def test_nothing_raises(chunks: list[Json], body: Json, streaming: bool) -> None:
    sent = Request(endpoint="/v1/messages", body=body)
    made = Exchange(Source("a.json"), "ogx", sent, Response(Chunks(chunks), streaming))
    anthropic_messages.claims(made)
    finishes = {event.reason for event in anthropic_messages.decode(made).events if isinstance(event, Finished)}
    assert anthropic_messages.outline(made).finish in finishes or not finishes


def test_a_result_of_any_depth() -> None:
    deep: Json = "x"
    for _ in range(2_000):
        deep = [{"content": deep}]
    assert anthropic_messages.decode(exchange(block(0, "mcp_tool_result", content=deep))).events
