"""Two recordings of a call differ in noise alone where ids, counts and pieces do, and are changed where words are."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import accumulate

import pytest

from recview.model import Json
from recview.review.comparing import compare
from recview.review.parsed import Parsed, parse_file

Chunks = Sequence[Json]


def llama(number: int, *texts: str) -> Chunks:
    pieces = [{"content": text, "tokens": [number], "stop": False, "id_slot": number} for text in texts]
    return [*pieces, {"content": "", "stop": True, "stop_type": "eos", "timings": {"prompt_ms": number}}]


def kobold(number: int, *texts: str) -> Chunks:
    return [*({"token": text, "finish_reason": None} for text in texts), {"token": "", "finish_reason": "stop"}]


def ai_sdk(number: int, *texts: str) -> Chunks:
    pieces = [{"type": "text-delta", "id": f"t{number}", "delta": text} for text in texts]
    return [{"type": "start", "messageId": f"m{number}"}, *pieces, {"type": "finish"}]


def ai_sdk_call(number: int, *texts: str) -> Chunks:
    call = {"toolCallId": f"c{number}"}
    pieces = [{"type": "tool-input-delta", **call, "inputTextDelta": text} for text in texts]
    return [{"type": "start-step"}, {"type": "tool-input-start", **call, "toolName": "go"}, *pieces, {"type": "finish"}]


def ag_ui(number: int, *texts: str) -> Chunks:
    run = {"threadId": f"t{number}", "runId": f"r{number}", "timestamp": number}
    pieces = [{"type": "TEXT_MESSAGE_CONTENT", "messageId": f"m{number}", "delta": text} for text in texts]
    return [{"type": "RUN_STARTED", **run}, *pieces, {"type": "RUN_FINISHED", **run}]


def assistants(number: int, *texts: str) -> Chunks:
    run = {"id": f"r{number}", "object": "thread.run", "thread_id": f"t{number}", "started_at": number}
    contents = [[{"index": 0, "type": "text", "text": {"value": text}}] for text in texts]
    pieces = [
        {"id": f"m{number}", "object": "thread.message.delta", "delta": {"content": content}} for content in contents
    ]
    ended = {**run, "status": "completed", "usage": {"prompt_tokens": number}}
    return [{**run, "status": "queued"}, *pieces, ended]


def dify(number: int, *texts: str) -> Chunks:
    ids = {"task_id": f"t{number}", "message_id": f"m{number}", "conversation_id": f"v{number}", "created_at": number}
    pieces = [{"event": "message", **ids, "answer": text} for text in texts]
    return [*pieces, {"event": "message_end", **ids, "metadata": {"usage": {"prompt_tokens": number}}}]


def dashscope(number: int, *texts: str) -> Chunks:
    noise = {"request_id": f"r{number}", "usage": {"input_tokens": number}}
    pieces = [{"output": {"text": text, "finish_reason": "null"}, **noise} for text in texts]
    return [*pieces, {"output": {"text": "", "finish_reason": "stop"}, **noise}]


def dashscope_cumulative(number: int, *texts: str) -> Chunks:
    noise = {"request_id": f"r{number}", "usage": {"input_tokens": number}}
    grown = [{"output": {"text": text, "finish_reason": "null"}, **noise} for text in accumulate(texts)]
    return [*grown, {"output": {"text": "".join(texts), "finish_reason": "stop"}, **noise}]


def mistral(number: int, *texts: str) -> Chunks:
    pieces = [{"type": "message.output.delta", "id": f"m{number}", "content": text} for text in texts]
    started = {"type": "conversation.response.started", "conversation_id": f"v{number}"}
    return [started, *pieces, {"type": "conversation.response.done", "usage": {"prompt_tokens": number}}]


DIALECTS = (llama, kobold, ai_sdk, ai_sdk_call, ag_ui, assistants, dify, dashscope, dashscope_cumulative, mistral)


def recorded(chunks: Chunks) -> Parsed:
    body = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks)
    answer = {"status": {"code": 200}, "headers": {"content-type": "text/event-stream"}, "body": body}
    call = {"method": "POST", "url": "http://localhost/x", "headers": {}, "body": "{}"}
    return parse_file(json.dumps({"request": call, "response": answer}).encode(), "a.json")


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.__name__)
@pytest.mark.parametrize(
    ("number", "texts", "verdict"),
    [
        (1, ("Hel", "lo ", "you"), "same"),
        (2, ("H", "ello you"), "noise"),
        (2, ("Hel", "lo ", "her"), "changed"),
    ],
    ids=["the same", "other pieces", "other words"],
)
def test_verdict(dialect: Callable[..., Chunks], number: int, texts: Sequence[str], verdict: str) -> None:
    before, after = recorded(dialect(1, "Hel", "lo ", "you")), recorded(dialect(number, *texts))
    assert compare(before, after).verdict == verdict
