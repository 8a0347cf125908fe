"""Answers without a request: what counts as one, and what else JSON may be."""

from __future__ import annotations

import json

import pytest

from recview.formats import is_listed, read
from recview.model import Json, Readability, ReadState
from tests.formats.fixtures import exchanges, of


def test_the_fixture() -> None:
    (found,) = of("answers")
    assert found.response.streaming
    assert [chunk.data["choices"][0]["delta"].get("content") for chunk in found.response.chunks] == ["Hel", "lo", None]
    assert (found.request.body, found.request.fields, found.test_id) == (None, None, "answers")


ANSWERS: list[Json] = [
    {"object": "chat.completion", "choices": [{"message": {}}]},
    {"choices": [{"delta": {}}]},
    {"object": "response", "output": []},
    {"type": "response.created", "response": {}},
    {"type": "message", "role": "assistant", "content": [{"text": "x" * 5_000}], "stop_reason": "end_turn"},
    {"type": "message_start", "message": {}},
    {"type": "content_block_delta", "index": 0},
    {"candidates": [{"content": {}}]},
    {"usageMetadata": {}},
    {"contentBlockDelta": {"delta": {"text": "a"}}},
    {"output": {"message": {}}, "stopReason": "end_turn"},
    {"type": "content-delta", "delta": {}},
    {"type": "message-end", "delta": {}},
    {"message": {"content": "a"}, "done": False},
    {"response": "a", "done": True},
    {"object": "list", "data": [{"object": "embedding"}]},
    {"event_type": "step.delta"},
    {"object": "interaction"},
    {"index": 1, "token": {"text": "a"}, "generated_text": None, "details": None},
    {"generated_text": "a"},
    {"content": "a", "stop": False, "id_slot": 0},
    {"results": [{"text": "a", "finish_reason": "stop"}]},
    {"output": {"text": "a"}, "request_id": "r"},
    {"output": {"choices": []}, "request_id": "r"},
    {"event": "message", "task_id": "t", "conversation_id": "c"},
    {"task_id": "t", "workflow_run_id": "w", "data": {}},
    {"event": "thread.message.delta", "data": {"object": "thread.message.delta"}},
    {"object": "thread.run", "status": "queued"},
    {"object": "conversation.response", "outputs": []},
    {"type": "conversation.response.started"},
    {"type": "message.output.delta", "content": "a"},
    {"type": "text-delta", "id": "t", "delta": "a"},
    {"type": "reasoning-start", "id": "t"},
    {"type": "tool-input-available", "toolCallId": "c"},
    {"type": "start-step"},
    {"type": "RUN_STARTED", "threadId": "t"},
    {"type": "TEXT_MESSAGE_CONTENT", "delta": "a"},
]


@pytest.mark.parametrize("value", ANSWERS, ids=lambda value: "-".join(value))
def test_answers(value: Json) -> None:
    text = json.dumps(value)
    (plain,) = exchanges(text.encode(), "a.json")
    assert (plain.format, plain.response.streaming) == ("answers", False)
    (lines,) = exchanges(f"{text}\n{text}\n".encode(), "a.chunks.txt" if len(text) < 4_000 else "a.json")
    assert (lines.response.streaming, len(lines.response.chunks)) == (True, 2)
    if len(text) < 4_000:
        (events,) = exchanges(f": hi\n\ndata: {text}\n\ndata: {text}\n\ndata: [DONE]\n\n".encode(), "a.sse")
        assert (events.response.streaming, len(events.response.chunks)) == (True, 2)


@pytest.mark.parametrize(
    ("first", "model"),
    [
        ({"object": "chat.completion.chunk", "model": "tiny-1", "choices": []}, "tiny-1"),
        ({"type": "message_start", "message": {"model": "tiny-2"}}, "tiny-2"),
        ({"type": "response.created", "response": {"model": "tiny-3"}}, "tiny-3"),
        ({"candidates": [], "modelVersion": "tiny-4"}, "tiny-4"),
        ({"event_type": "interaction.start", "interaction": {"model": "tiny-5"}}, "tiny-5"),
        ({"messageStart": {"role": "assistant"}}, ""),
    ],
)
def test_the_model_is_the_one_that_answered(first: Json, model: str) -> None:
    (found,) = exchanges(f"{json.dumps(first)}\n{{}}\n".encode(), "a.jsonl")
    assert found.request.model == model


OTHERS: list[Json] = [
    {"name": "x", "version": "1.0.0"},
    {"choices": ["a", "b"]},
    {"choices": [{"name": "a"}]},
    {"type": "message", "text": "hi"},
    {"object": "list", "data": []},
    {"object": "list", "data": [{"name": "x"}]},
    {"done": True, "title": "wash up"},
    {"messages": [{"role": "assistant", "content": "hi"}]},
    ["choices", "candidates"],
    {"prompt": "a", "generated_text": "b"},
    {"content": "a page", "stop": "here"},
    {"stop": True, "reason": "a"},
    {"token": "secret"},
    {"results": [{"text": "a"}], "finish_reason_of": "b"},
    {"request_id": "r", "output": "a"},
    {"task_id": "t", "status": "queued"},
    {"event": "push", "data": {}, "request_id": "r"},
    {"type": "start", "role": "b", "conversation_id": 1},
    {"type": "RUN_AWAY", "stop": 1},
]


@pytest.mark.parametrize("value", OTHERS, ids=lambda value: "-".join(value))
def test_what_is_no_answer(value: Json) -> None:
    text = json.dumps(value)
    found = read(text.encode(), "a.json")
    assert found == Readability(ReadState.UNKNOWN, "JSON, but not a recording that recview knows")
    data = f"{text}\n{text}\n".encode()
    listed = read(data, "a.jsonl")
    assert isinstance(listed, Readability)
    assert not is_listed(listed, data, "a.jsonl")


def test_a_list_of_one_text() -> None:
    (found,) = exchanges(b'[{"generated_text": "a", "details": {}}]', "a.json")
    assert (found.response.streaming, len(found.response.chunks)) == (False, 1)


@pytest.mark.parametrize(
    "event",
    [
        {"type": "message_start", "message": {"model": "m"}},
        {"type": "response.created", "response": {"model": "m"}},
        {"candidates": [], "modelVersion": "m"},
        {"choices": [], "model": "m"},
    ],
    ids=lambda event: "-".join(event),
)
def test_the_model_that_an_answer_names(event: Json) -> None:
    (found,) = exchanges(f"{json.dumps({'type': 'message_start'})}\n{json.dumps(event)}\n".encode(), "a.jsonl")
    assert found.request.model == "m"


def test_an_array_of_chunks() -> None:
    (found,) = exchanges(b'[{"candidates": []}, {"candidates": []}]', "a.json")
    assert (found.response.streaming, len(found.response.chunks)) == (True, 2)


def test_lines_of_a_code_and_a_value() -> None:
    (stream,) = exchanges(b'f:{"messageId":"m"}\n0:"Hi"\nd:{"finishReason":"stop"}\n', "a.txt")
    assert (stream.format, stream.response.streaming) == ("answers", True)
    assert [(chunk.kind, chunk.data) for chunk in stream.response.chunks] == [
        ("f", {"messageId": "m"}),
        ("0", "Hi"),
        ("d", {"finishReason": "stop"}),
    ]


@pytest.mark.parametrize("text", [b"0: a list\n1: b\n", b'0:"open\n', b"a:b\n", b"3:14\n"])
def test_other_words_with_colons(text: bytes) -> None:
    assert isinstance(read(text, "a.txt"), Readability)


@pytest.mark.parametrize("end", [b'{"choi', b"data: {", b"{"])
def test_a_last_line_that_is_cut(end: bytes) -> None:
    start = b'data: {"choices": []}\n\n' if end.startswith(b"data") else b'{"choices": []}\n'
    found = read(start + end, "a.txt")
    assert isinstance(found, Readability)
    assert found.is_half_written
    (so_far,) = found.recovered
    assert [chunk.data for chunk in so_far.response.chunks] == [{"choices": []}, end.decode().removeprefix("data: ")]


@pytest.mark.parametrize(
    ("path", "is_listed"),
    [("__files/a.sse", False), ("x/__files/y/a.sse", False), ("a.sse", True), ("files/a.sse", True), ("__files", True)],
)
def test_what_a_stub_of_wiremock_names_has_no_row_of_its_own(path: str, is_listed: bool) -> None:
    data = b'data: {"choices": [{"delta": {"content": "a"}}]}\n\n'
    assert isinstance(read(data, path), Readability) is not is_listed
