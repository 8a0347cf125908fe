"""The Responses API as a protocol: what it claims, its outline, its verdicts, and that nothing raises."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.events import Failed, Finished, TextDelta, UsageReported
from recview.framing.server_sent_events import events
from recview.model import Chunk, Exchange, Failure, Json, Request, Response, Source, Usage
from recview.protocols.choosing import protocol_of
from recview.review.comparing import compare
from recview.review.parsed import parse_file
from recview.wire import Chunks
from tests.builders import exchange
from tests.examples import examples
from tests.ogx import Value, chat, dumped, typed
from tests.protocols.readers import READERS
from tests.responses import (
    CITED,
    ERROR,
    FLAT_ERROR,
    PATCH,
    SEARCH,
    created,
    delta,
    done,
    end,
    function,
    message,
    reasoning,
    response,
    said,
    stream,
    usage,
)

openai_responses = READERS["openai.responses"]


@pytest.mark.parametrize(
    "output",
    [
        [message(said("Hi"))],
        [reasoning("hm", encrypted_content="AAAA"), message(said("Hi"), said(" you"))],
        [message({"type": "refusal", "refusal": "No"})],
        [function("{}"), function('{"a":1}', call_id="c2")],
        [SEARCH, message(said("Hi", annotations=[CITED]))],
        [PATCH],
        [],
    ],
    ids=["text", "reasoning", "refusal", "calls", "search", "patch", "nothing"],
)
def test_a_plain_answer_yields_the_events_of_a_stream(output: list[Value]) -> None:
    plain = openai_responses.decode(exchange(response(*output, usage=usage(3, 1)), streaming=False))
    streamed = openai_responses.decode(exchange(end(*output, usage=usage(3, 1))))
    assert plain.events == streamed.events
    assert plain.events[-2] == Finished(0, 0, "completed")


def test_the_name_of_an_event_is_its_type() -> None:
    lines = ["event: response.output_text.delta", 'data: {"delta": "Hi", "output_index": 0}', "", "event: error"]
    sent = exchange()
    sent = sent._replace(response=Response(tuple(events([*lines, 'data: {"message": "No"}', ""])), streaming=True))
    assert openai_responses.claims(sent)
    failed = Failure("stream", "No", body={"message": "No"})
    assert openai_responses.decode(sent).events == (TextDelta(0, 0, "Hi"), Failed(1, failed))
    assert openai_responses.outline(sent).failure == failed


TO_RESPONSES: dict[str, Any] = {"endpoint": "/openai/v1/responses", "input": "Hi"}


@pytest.mark.parametrize(
    ("chunks", "sent", "expected"),
    [
        ([created()], {}, True),
        ([{"type": "response.output_text.delta"}], {}, True),
        ([response()], {}, True),
        ([typed("responses.response.Response", response())], {}, True),
        ([typed("responses.ResponseCreatedEvent", created())], {}, True),
        ([{"type": "ping"}, FLAT_ERROR, created()], {}, True),
        ([FLAT_ERROR], TO_RESPONSES, True),
        ([], TO_RESPONSES, True),
        ([], {"endpoint": "/v1/responses"}, False),
        ([FLAT_ERROR], {"type": "response.create", "input": "Hi"}, True),
        ([FLAT_ERROR], {"type": "response.create", "response": {"input": []}}, False),
        ([{"object": "chat.completion.chunk"}], TO_RESPONSES, False),
        ([{"object": "response.input_tokens", "input_tokens": 5}], {}, False),
        ([{"type": "message_start"}], TO_RESPONSES, False),
        ([{"type": "session.created"}, created()], {}, False),
        ([None, 1, "x"], {}, False),
        ([{"type": [], "object": {}}], {}, False),
    ],
    ids=[
        "first event",
        "a later event",
        "plain",
        "class of a plain answer",
        "class of an event",
        "after a ping and an error",
        "URL of an error",
        "URL of nothing",
        "URL without input",
        "what a websocket was sent",
        "what a realtime session was sent",
        "chat on this URL",
        "a count of tokens",
        "Anthropic",
        "realtime",
        "odd types",
        "odd fields",
    ],
)
def test_claims(chunks: list[Json], sent: dict[str, Any], expected: bool) -> None:
    assert openai_responses.claims(exchange(*chunks, **sent)) is expected
    assert not expected or protocol_of(exchange(*chunks, **sent)) is openai_responses.protocol


COUNTS = Usage(3, 1, 4, cached=2, cache_write=1, reasoning=4)


@pytest.mark.parametrize(
    ("chunks", "finish", "counts", "failed", "detail"),
    [
        ([created(), delta("a"), end(usage=usage(3, 1))], "completed", COUNTS, False, "completed"),
        ([response(usage=usage(3, 1))], "completed", COUNTS, False, "completed"),
        ([created(), delta("a")], "", None, False, ""),
        ([response(status="queued")], "", None, False, "queued"),
        (
            [end(), end(status="incomplete", incomplete_details={"reason": "content_filter"})],
            "incomplete:content_filter",
            None,
            False,
            "incomplete",
        ),
        ([FLAT_ERROR], "", None, True, ""),
        ([end(status="failed", error=ERROR)], "failed", None, True, "failed"),
        ([None, 5, {"type": "response.completed", "response": 5}], "completed", None, False, ""),
    ],
    ids=["stream", "plain", "cut", "background", "two responses", "error", "failed", "odd types"],
)
def test_outline(chunks: list[Json], finish: str, counts: Usage | None, failed: bool, detail: str) -> None:
    sent = exchange(*chunks, instructions="S", input="Hello")
    found = openai_responses.outline(sent)
    assert (found.kind, found.finish, found.usage, found.detail) == ("chat", finish, counts, detail)
    assert (found.messages, found.opening) == (2, "Hello")
    told = [event.failure for event in openai_responses.decode(sent).events if isinstance(event, Failed)]
    assert [found.failure] == told if failed else (found.failure is None and not told)


def recorded(*chunks: Value) -> bytes:
    return dumped(chat("t.py::a", [], list(chunks), endpoint="/v1/responses", input="Hi")).encode()


@pytest.mark.parametrize(
    ("after", "expected", "path"),
    [
        (stream("It is fine", 3), "noise", ""),
        (stream("It is fine", id="msg_2"), "noise", ""),
        (stream("It is bad"), "changed", "answer.choices[0].text"),
        (stream("It is fine")[:-1], "changed", "answer.choices[0].finish_reason"),
    ],
    ids=["cut otherwise", "another id", "another text", "cut short"],
)
def test_verdict(after: list[Value], expected: str, path: str) -> None:
    before = parse_file(recorded(*stream("It is fine")), "a.json")
    found = compare(before, parse_file(recorded(*after), "a.json"))
    assert found.verdict == expected
    assert not path or path in [one.at for one in found.differences]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (reasoning(encrypted_content="A" * 40), reasoning(encrypted_content="B" * 80), "noise"),
        (function("{}"), function("{}", call_id="c2"), "noise"),
        (function("{}"), function("{}", "g"), "changed"),
        (function("{}"), function('{"a":1}'), "changed"),
        (SEARCH, {**SEARCH, "action": {"type": "search", "query": "b"}}, "changed"),
        (
            {"type": "mcp_list_tools", "tools": [{"name": "a"}]},
            {"type": "mcp_list_tools", "tools": [{"name": "b"}]},
            "changed",
        ),
        (
            {"type": "code_interpreter_call", "code": "1"},
            {"type": "code_interpreter_call", "code": "2"},
            "changed",
        ),
    ],
    ids=["sealed reasoning", "call id", "name", "arguments", "search", "list of tools", "code"],
)
def test_verdict_on_an_item(before: Value, after: Value, expected: str) -> None:
    sides = [parse_file(recorded(done(0, item), end(item)), "a.json") for item in (before, after)]
    assert compare(*sides).verdict == expected


KEYS = st.sampled_from(
    [
        *("type", "object", "response", "item", "part", "delta", "text", "output", "content", "summary", "status"),
        *("output_index", "content_index", "arguments", "action", "operation", "annotation", "error", "usage", "tools"),
        *("input", "instructions", "role", "id", "call_id", "outputs", "encrypted_content", "image_url"),
    ]
)
WORDS = st.sampled_from(
    [
        *("response.created", "response.completed", "response.output_item.added", "response.output_item.done"),
        *("response.output_text.delta", "response.function_call_arguments.delta", "response.content_part.done"),
        *("response.output_text.annotation.added", "error", "message", "reasoning", "function_call", "output_text"),
        *("web_search_call", "shell_call_output", "apply_patch_call", "mcp_list_tools", "function_call_output"),
        *("response", "input_image", "input_file", "\ud800", ""),
    ]
)
hostile = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 3) | st.just(10**400) | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


@given(st.lists(hostile, max_size=4), hostile, st.booleans())
@examples(300)
def test_nothing_raises(chunks: list[Json], sent: Json, streaming: bool) -> None:
    for answer in (Chunks(chunks), tuple(Chunk("error", value, value) for value in chunks)):
        request = Request(endpoint="/v1/responses", body=sent)
        recording = Exchange(Source("a.json"), "ogx", request, Response(answer, streaming))
        assert openai_responses.claims(recording) in {True, False}
        outline, found = openai_responses.outline(recording), openai_responses.decode(recording)
        assert outline.messages == len(found.messages)
        assert all(0 <= one.chunk < len(chunks) for one in found.events)
        reported = [one.usage for one in found.events if isinstance(one, UsageReported)]
        assert outline.usage == (reported[-1] if reported else None)
