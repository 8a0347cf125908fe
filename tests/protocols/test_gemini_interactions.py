"""The Interactions API in both dialects: what streams, what a plain answer holds, one row each."""

from __future__ import annotations

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
from recview.model import Failure, Json, Message, Part, Response, Usage, Verdict
from recview.protocols.choosing import protocol_of
from recview.replay.folding import fold
from recview.review.comparing import compare
from recview.review.parsed import parse_file
from tests import builders
from tests.json_values import json_values
from tests.ogx import Value, dumped
from tests.protocols.readers import READERS

gemini_interactions = READERS["gemini.interactions"]

exchange = partial(builders.exchange, endpoint="/v1beta/interactions")


def event(kind: str, **fields: Any) -> Value:
    return {"event_type": kind, **fields}


def step(index: int = 0, **fields: Any) -> Value:
    return event("step.start", index=index, step=fields)


def content(index: int = 0, **fields: Any) -> Value:
    """The start of a content, in the first dialect."""
    return event("content.start", index=index, content=fields)


def delta(index: int = 0, **fields: Any) -> Value:
    return event("step.delta", index=index, delta=fields)


COUNTS = {
    "total_input_tokens": 9,
    "total_output_tokens": 2,
    "total_thought_tokens": 5,
    "total_cached_tokens": 4,
    "total_tool_use_tokens": 1,
    "total_tokens": 17,
}
USAGE = Usage(input=9, output=2, total=17, cached=4, reasoning=5)
ERROR = {"code": "internal", "message": "Sorry."}
FAILURE = Failure("stream", "Sorry.", code="internal", body=ERROR)


def interaction(status: str = "completed", **more: Any) -> Value:
    return {"object": "interaction", "status": status, **more}


def completed(status: str = "completed", **more: Any) -> Value:
    return event("interaction.completed", interaction=interaction(status, **more))


CREATED = event("interaction.created", interaction=interaction("in_progress"))

STREAMS: dict[str, tuple[list[Json], list[Event]]] = {
    "first dialect": (
        [
            event("interaction.start", interaction=interaction("in_progress")),
            event("interaction.status_update", status="in_progress"),
            content(0, type="thought"),
            event("content.delta", index=0, delta={"type": "thought_signature", "signature": "AAAA"}),
            event("content.stop", index=0),
            content(1, type="text"),
            event("content.delta", index=1, delta={"type": "text", "text": "Hi"}),
            event("content.delta", index=1, delta={"type": "text", "text": "!"}),
            event("content.stop", index=1),
            event("interaction.complete", interaction=interaction(usage=COUNTS)),
        ],
        [
            Noted(3, 0, "thought signature", "encrypted, 3 bytes\n"),
            TextDelta(6, 0, "Hi"),
            TextDelta(7, 0, "!"),
            Finished(9, 0, "completed"),
            UsageReported(9, USAGE),
        ],
    ),
    "second dialect": (
        [
            CREATED,
            step(0, type="thought"),
            delta(0, type="thought_summary", content={"type": "text", "text": "hm"}),
            event("step.stop", index=0),
            step(1, type="model_output"),
            delta(1, type="text", text="Hi"),
            event("step.stop", index=1),
            completed(usage=COUNTS),
            event("done"),
        ],
        [ReasoningDelta(2, 0, "hm"), TextDelta(5, 0, "Hi"), Finished(7, 0, "completed"), UsageReported(7, USAGE)],
    ),
    "a start that brings something": (
        [
            step(0, type="thought", summary=[{"type": "text", "text": "h"}], signature=""),
            delta(0, type="thought_summary", content={"text": "m"}),
            step(1, type="model_output", content=[{"type": "text", "text": "H"}]),
            delta(1, type="text", text="i"),
        ],
        [ReasoningDelta(0, 0, "h"), ReasoningDelta(1, 0, "m"), TextDelta(2, 0, "H"), TextDelta(3, 0, "i")],
    ),
    "arguments in pieces": (
        [
            step(1, type="function_call", id="c1", name="f", arguments={}),
            delta(1, type="arguments_delta", arguments='{"a"'),
            delta(1, type="arguments_delta", partial_arguments=":1}"),
            step(2, type="function_call", id="c2", name="g", arguments={}),
        ],
        [
            ToolCallDelta(0, 0, "1", "c1", "f"),
            ToolCallDelta(1, 0, "1", arguments='{"a"'),
            ToolCallDelta(2, 0, "1", arguments=":1}"),
            ToolCallDelta(3, 0, "2", "c2", "g", "{}"),
        ],
    ),
    "arguments whole, at the start or in a delta": (
        [
            step(0, type="function_call", id="c1", name="f", arguments={"a": 1}),
            content(1, type="function_call"),
            event("content.delta", delta={"type": "function_call", "id": "c2", "name": "g", "arguments": {"b": 2}}),
        ],
        [
            ToolCallDelta(0, 0, "0", "c1", "f", '{"a":1}'),
            ToolCallDelta(1, 0, "1"),
            ToolCallDelta(2, 0, "1", "c2", "g", '{"b":2}'),
        ],
    ),
    "arguments at the start and in pieces": (
        [
            step(0, type="function_call", id="c1", name="f", arguments={"a": 1}),
            delta(0, type="arguments_delta", arguments='{"a":1}'),
        ],
        [ToolCallDelta(0, 0, "0", "c1", "f"), ToolCallDelta(1, 0, "0", arguments='{"a":1}')],
    ),
    "tools that Google runs": (
        [
            step(0, type="google_search_call", id="s", signature=""),
            delta(0, type="google_search_call", arguments={"queries": ["q"]}),
            step(1, type="google_search_result", call_id="s"),
            delta(1, type="google_search_result", result=[{"title": "t", "url": "u"}, {"search_suggestions": "<div>"}]),
            step(2, type="mcp_server_tool_call", server_name="s", name="f", arguments={"a": 1}),
            step(3, type="code_execution_result", result="1\n"),
            step(4, type="function_result", name="f", result=[{"type": "image", "data": "AAAA", "mime_type": "i/p"}]),
        ],
        [
            ToolCallDelta(0, 0, "0", "s", "google_search", runs="provider"),
            ToolCallDelta(1, 0, "0", "", "google_search", '{"queries":["q"]}', "provider"),
            Noted(2, 0, "google search result", ""),
            Noted(3, 0, "google search result", "t · u\n"),
            ToolCallDelta(4, 0, "2", "", "f", '{"a":1}', "provider"),
            Noted(5, 0, "code execution result", "1\n"),
            Noted(6, 0, "function result", "f i/p, 3 bytes\n"),
        ],
    ),
    "citations, told twice": (
        [
            delta(type="text_annotation_delta", annotations=[{"type": "url_citation", "title": "t", "url": "u"}]),
            delta(type="text", text="a", annotations=[{"title": "t", "url": "u"}, {"type": "word_info"}]),
        ],
        [Noted(0, 0, "citation", "t · u\n"), TextDelta(1, 0, "a"), Noted(1, 0, "citation", "word_info\n")],
    ),
    "media and unknown contents": (
        [
            delta(type="image", mime_type="image/png", data="AAAA"),
            delta(type="video", mime_type="video/mp4", uri="https://v"),
            delta(type="hologram"),
        ],
        [
            Noted(0, 0, "image", "image/png, 3 bytes\n"),
            Noted(1, 0, "video", "video/mp4 https://v\n"),
            Noted(2, 0, "hologram", "in the raw chunk\n"),
        ],
    ),
    "an ending that holds the whole, streamed before": (
        [delta(type="text", text="a"), completed(outputs=[{"type": "text", "text": "a"}])],
        [TextDelta(0, 0, "a"), Finished(1, 0, "completed")],
    ),
    "an ending that holds the whole, not streamed": (
        [CREATED, completed(steps=[{"type": "model_output", "content": [{"type": "text", "text": "a"}]}])],
        [TextDelta(1, 0, "a"), Finished(1, 0, "completed")],
    ),
    "the status before the ending": (
        [event("interaction.status_update", status="requires_action"), completed("requires_action")],
        [Finished(0, 0, "requires_action"), Finished(1, 0, "requires_action")],
    ),
    "a second interaction in the stream": (
        [CREATED, delta(type="text", text="a"), completed(), CREATED, delta(type="text", text="b"), completed()],
        [
            *(TextDelta(1, 0, "a"), Finished(2, 0, "completed")),
            *(TextDelta(4, 1, "b"), Finished(5, 1, "completed")),
        ],
    ),
    "errors": (
        [
            event("error", error=ERROR),
            completed("failed", errors=[ERROR]),
            step(type="model_output", error=ERROR),
            event("error", **ERROR),
        ],
        [
            Failed(0, FAILURE),
            *(Finished(1, 0, "failed"), Failed(1, FAILURE), Failed(2, FAILURE)),
            Failed(3, Failure("stream", "Sorry.", code="internal", body=event("error", **ERROR))),
        ],
    ),
    "unknown chunks": (
        [None, {}, event("ping"), {"a": 1}],
        [
            Unknown(0, "this chunk is not a JSON object"),
            Unknown(1, "an empty object"),
            Unknown(2, "an event of no known kind: ping"),
            Unknown(3, "an event of no known kind: unnamed"),
        ],
    ),
    "odd types": (
        [
            event("step.start", step=5),
            delta(type=[], text=7),
            step("x", type="model_output", content={"a": 1}),  # type: ignore[arg-type]
            completed([], steps={}, usage=3, errors="x"),  # type: ignore[arg-type]
        ],
        [Noted(0, 0, "content", "in the raw chunk\n"), Noted(1, 0, "content", "in the raw chunk\n")],
    ),
    "nothing": ([], []),
}


@pytest.mark.parametrize(("chunks", "expected"), STREAMS.values(), ids=STREAMS.keys())
def test_stream(chunks: list[Json], expected: list[Event]) -> None:
    found = gemini_interactions.decode(exchange(*chunks))
    assert found.protocol == "gemini.interactions"
    assert list(found.events) == expected


STEPS = [
    {"type": "user_input", "content": [{"type": "text", "text": "Hello"}]},
    {"type": "thought", "summary": [{"type": "text", "text": "hm"}], "signature": "AAAA"},
    {"type": "function_call", "id": "c", "name": "f", "arguments": {}},
    {"type": "file_search_call", "id": "s"},
    {"type": "model_output", "content": [{"type": "text", "text": "Hi"}, {"type": "text", "text": "!"}]},
]
SAID: list[Event] = [
    ReasoningDelta(0, 0, "hm"),
    Noted(0, 0, "thought signature", "encrypted, 3 bytes\n"),
    ToolCallDelta(0, 0, "2", "c", "f", "{}"),
    ToolCallDelta(0, 0, "3", "s", "file_search", runs="provider"),
    TextDelta(0, 0, "Hi"),
    TextDelta(0, 0, "!"),
    Finished(0, 0, "completed"),
    UsageReported(0, USAGE),
]


@pytest.mark.parametrize(
    "body",
    [
        interaction(steps=STEPS, usage=COUNTS),
        interaction(outputs=[*STEPS[:4], {"type": "text", "text": "Hi"}, {"type": "text", "text": "!"}], usage=COUNTS),
    ],
    ids=["steps", "outputs"],
)
def test_a_plain_answer_in_both_dialects(body: Value) -> None:
    assert list(gemini_interactions.decode(exchange(body, streaming=False)).events) == SAID


def test_an_interaction_under_way_has_not_ended() -> None:
    sent = exchange(interaction("in_progress"), streaming=False)
    assert gemini_interactions.decode(sent).events == ()
    assert gemini_interactions.outline(sent)[:2] == ("chat", "")
    assert gemini_interactions.outline(sent).detail == "in_progress"


TEXT = {"type": "text", "text": "Hi"}
SAYS = Part("text", "Hi")

MESSAGES: dict[str, tuple[Value, list[Message]]] = {
    "a string": ({"input": "Hi"}, [Message("user", (SAYS,))]),
    "a system prompt": (
        {"system_instruction": "S", "input": TEXT},
        [Message("system", (Part("text", "S"),)), Message("user", (SAYS,))],
    ),
    "contents": (
        {"input": [TEXT, {"type": "image", "data": "AAAA", "mime_type": "image/png"}, {"type": "video", "uri": "u"}]},
        [Message("user", (SAYS, Part("image", "image/png, 3 bytes"), Part("file", "u")))],
    ),
    "turns": (
        {
            "input": [
                {"role": "user", "content": "Hi"},
                {"role": "model", "content": [TEXT, {"type": "function_call", "id": "c", "name": "f"}]},
                {"role": "user", "content": [{"type": "function_result", "call_id": "c", "name": "f", "result": "r"}]},
            ]
        },
        [
            Message("user", (SAYS,)),
            Message("assistant", (SAYS, Part("tool_call", "", "f", "c"))),
            Message("tool", (Part("tool_result", "r", "f", "c"),)),
        ],
    ),
    "steps": (
        {
            "input": [
                {"type": "user_input", "content": [TEXT]},
                {"type": "thought", "summary": [{"type": "text", "text": "hm"}], "signature": "AAAA"},
                {"type": "google_search_call", "id": "s", "arguments": {"queries": []}},
                {"type": "google_search_result", "call_id": "s", "result": [{"title": "t"}]},
                {"type": "model_output", "content": "Hi"},
                {"type": "function_result", "call_id": "c", "result": {"a": 1}},
                TEXT,
                {"type": "text", "text": "Hi"},
            ]
        },
        [
            Message("user", (SAYS,)),
            Message("assistant", (Part("reasoning", "hm"),)),
            Message("assistant", (Part("tool_call", '{"queries":[]}', "google_search", "s"),)),
            Message("assistant", (Part("other", "t", "google search result", "s"),)),
            Message("assistant", (SAYS,)),
            Message("tool", (Part("tool_result", '{"a":1}', "", "c"),)),
            Message("user", (SAYS, SAYS)),
        ],
    ),
    "nothing": ({}, []),
    "odd types": (
        {"input": [5, {"type": "user_input", "content": [{"type": "user_input"}]}]},
        [
            Message("assistant", (Part("other", "see the request", "content"),)),
            Message("user", (Part("other", "see the request", "user_input"),)),
        ],
    ),
}


@pytest.mark.parametrize(("body", "expected"), MESSAGES.values(), ids=MESSAGES.keys())
def test_messages(body: Value, expected: list[Message]) -> None:
    sent = exchange(**body)
    assert list(gemini_interactions.decode(sent).messages) == expected
    outline = gemini_interactions.outline(sent)
    assert outline.messages == len(expected)
    assert outline.opening == ("Hi" if SAYS in [part for one in expected for part in one.parts] else "")


@pytest.mark.parametrize(
    ("chunks", "sent", "expected"),
    [
        ([CREATED], {"endpoint": ""}, True),
        ([event("interaction.start")], {"endpoint": ""}, True),
        ([step()], {"endpoint": ""}, True),
        ([interaction()], {"endpoint": ""}, True),
        ([{"error": ERROR}], {"input": "Hi"}, True),
        ([], {"input": "Hi", "endpoint": "/v1beta/interactions/abc"}, True),
        ([], {}, False),
        ([], {"input": "Hi", "endpoint": "/v1/responses"}, False),
        ([{"event_type": "stream-start"}], {"endpoint": ""}, False),
        ([{"type": "content_block_start"}], {"input": "Hi"}, False),
        ([None, 1, "x"], {"endpoint": ""}, False),
        ([{"id": "i", "status": "completed", "outputs": [{"type": "text", "text": "Hi"}]}], {"endpoint": ""}, True),
        ([{"id": "i", "status": "completed", "steps": [{"type": "google_search_call"}]}], {"endpoint": ""}, True),
        ([{"id": "i", "status": "in_progress"}], {"endpoint": "/v1beta/interactions/i"}, True),
        ([{"status": "succeeded", "outputs": [{"type": "mask", "url": "u"}]}], {"endpoint": ""}, False),
        ([{"status": "succeeded", "outputs": ["u"]}], {"endpoint": ""}, False),
    ],
    ids=[
        *("created", "start", "resumed", "plain", "URL of an error", "URL of nothing", "URL without input"),
        *("another URL", "Cohere", "Anthropic", "odd types"),
        *(
            "outputs alone",
            "steps alone",
            "a status at its URL",
            "outputs of another kind",
            "outputs that are no objects",
        ),
    ],
)
def test_claims(chunks: list[Json], sent: dict[str, Any], expected: bool) -> None:
    assert gemini_interactions.claims(exchange(*chunks, **sent)) is expected
    assert (protocol_of(exchange(*chunks, **sent)) is gemini_interactions.protocol) is expected


@pytest.mark.parametrize(
    ("chunks", "finish", "counts", "failure"),
    [
        ([CREATED, completed(usage=COUNTS)], "completed", USAGE, None),
        ([interaction("requires_action", usage=COUNTS)], "requires_action", USAGE, None),
        ([completed("failed", errors=[ERROR])], "failed", None, FAILURE),
        ([event("error", error=ERROR), completed()], "completed", None, FAILURE),
        ([CREATED], "", None, None),
        ([], "", None, None),
    ],
    ids=["stream", "plain", "errors", "error", "cut", "nothing"],
)
def test_outline(chunks: list[Json], finish: str, counts: Usage | None, failure: Failure | None) -> None:
    found = gemini_interactions.outline(exchange(*chunks, input="Hello"))
    assert (found.kind, found.finish, found.usage, found.failure) == ("chat", finish, counts, failure)
    assert (found.messages, found.opening) == (1, "Hello")


def test_the_name_of_an_event_is_its_kind() -> None:
    lines = ["event: step.delta", 'data: {"index": 0, "delta": {"type": "text", "text": "Hi"}}', "", "data: [DONE]"]
    sent = exchange()._replace(response=Response(tuple(events(lines)), streaming=True))
    assert gemini_interactions.claims(sent)
    assert gemini_interactions.decode(sent).events == (TextDelta(0, 0, "Hi"),)


def recorded(*chunks: Value, day: int = 1) -> bytes:
    """A recording as OGX keeps it, made on some day."""
    known = {"id": f"v1_{day}", "created": f"2026-04-0{day}", "updated": f"2026-04-0{day}"}
    ending = completed(usage={"total_tokens": day}, **known)
    update = event("interaction.status_update", interaction_id=f"v1_{day}", status="in_progress")
    return dumped(
        {
            "test_id": "t.py::a",
            "request": {"method": "POST", "url": "https://g/v1beta/interactions", "payload": {"input": "Hi"}},
            "response": {"body": [CREATED, update, *chunks, ending], "is_streaming": True},
        }
    ).encode()


CUT = [
    step(0, type="thought"),
    delta(0, type="thought_signature", signature="AAAA"),
    step(1, type="model_output"),
    delta(1, type="text", text="It is "),
    delta(1, type="text", text="fine"),
    step(2, type="function_call", id="c", name="f", arguments={}),
    delta(2, type="arguments_delta", arguments='{"a":'),
    delta(2, type="arguments_delta", arguments="1}"),
]
OTHERWISE_CUT = [
    *(CUT[0], delta(0, type="thought_signature", signature="BBBB"), CUT[2]),
    *(delta(1, type="text", text=text) for text in ("It", " is", " fine")),
    *(CUT[5], delta(2, type="arguments_delta", arguments='{"a":1}')),
]


@pytest.mark.parametrize(
    ("after", "verdict", "paths"),
    [
        (OTHERWISE_CUT, "noise", []),
        ([*CUT[:4], delta(1, type="text", text="bad"), *CUT[5:]], "changed", ["answer.choices[0].text"]),
        (
            [*CUT[:7], delta(2, type="arguments_delta", arguments="2}")],
            "changed",
            ["answer.choices[0].tool_calls[0].arguments.a"],
        ),
    ],
    ids=["cut elsewhere", "text", "arguments"],
)
def test_what_a_re_record_changes(after: list[Value], verdict: Verdict, paths: list[str]) -> None:
    found = compare(parse_file(recorded(*CUT), "a.json"), parse_file(recorded(*after, day=2), "a.json"))
    assert (found.verdict, [one.at for one in found.differences]) == (verdict, paths)


KEYS = (
    *("event_type", "interaction", "status", "usage", "total_tokens", "steps", "outputs", "step", "content", "delta"),
    *("type", "text", "index", "arguments", "id", "name", "summary", "signature", "annotations", "result", "data"),
    *("error", "errors", "message", "object", "input", "system_instruction", "role", "mime_type"),
)
WORDS = (
    *("interaction.created", "interaction.completed", "step.start", "step.delta", "content.start", "error"),
    *("text", "thought", "model_output", "user_input", "function_call", "arguments_delta", "function_result", "image"),
    *("thought_summary", "google_search_call", "google_search_result", "interaction", "model"),
)


@given(
    st.lists(json_values(*KEYS, strings=WORDS), max_size=4),
    json_values(*KEYS, strings=WORDS),
    st.sampled_from(WORDS),
    st.booleans(),
)
def test_hostile_json_never_raises(chunks: list[Json], body: Json, kind: str, streaming: bool) -> None:
    forced = [{"event_type": kind, **chunk} if isinstance(chunk, dict) else chunk for chunk in chunks]
    sent = exchange(*forced, streaming=streaming)
    sent = sent._replace(request=sent.request._replace(body=body))
    assert gemini_interactions.claims(sent) in {True, False}
    assert gemini_interactions.outline(sent).kind == "chat"
    fold(gemini_interactions.decode(sent), len(chunks), streaming=streaming)


def test_deep_nesting_never_raises() -> None:
    deep: Json = {"type": "model_output", "content": []}
    for _ in range(2000):
        deep = {"type": "model_output", "content": [deep]}
    sent = exchange(step(**deep), input=[deep])
    assert gemini_interactions.decode(sent).events == ()
