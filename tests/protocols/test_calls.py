"""A row tells that an answer calls tools, whatever word its protocol ends such an answer with."""

from __future__ import annotations

from typing import Any

import pytest

from recview.model import Chunk, Exchange, Json, Request, Response, Source, ToolCallDelta
from recview.protocols import decode, outline

CALL = {"type": "function_call", "call_id": "c1", "name": "f", "arguments": "{}"}
SAID = {"type": "message", "content": [{"type": "output_text", "text": "Hi"}]}


def exchange(*data: Json, **body: Any) -> Exchange:
    chunks = tuple(Chunk("", one, one) for one in data)
    return Exchange(Source("a.json"), "vcrpy", Request(body=body), Response(chunks, len(chunks) > 1))


def response(*output: Json) -> dict[str, Any]:
    return {"object": "response", "status": "completed", "output": list(output)}


def gemini(*parts: Json) -> Json:
    return {"candidates": [{"content": {"role": "model", "parts": list(parts)}, "finishReason": "STOP"}]}


def chat(finish: str | None, **message: Any) -> Json:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
    return {"object": "chat.completion", "choices": [choice]}


def piece(finish: str | None = None, **delta: Any) -> Json:
    return {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


def block(**fields: Any) -> list[Json]:
    return [
        {"type": "message_start", "message": {"role": "assistant", "content": []}},
        {"type": "content_block_start", "index": 0, "content_block": fields},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}},
    ]


FUNCTION = {"index": 0, "id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
TOOLS: list[Json] = [{"type": "function", "function": {"name": "f"}}]
OLLAMA = {"model": "m", "created_at": "2026-01-01T00:00:00Z", "done": True, "done_reason": "stop"}


@pytest.mark.parametrize(
    ("sent", "calls"),
    [
        (exchange(response(SAID, CALL)), True),
        (exchange(response(SAID)), False),
        (exchange({"type": "response.created"}, {"type": "response.completed", "response": response(CALL)}), True),
        (exchange(gemini({"text": "Hi"}, {"functionCall": {"name": "f", "args": {}}})), True),
        (exchange(gemini({"function_call": {"name": "f", "args": {}}}), gemini({"text": "Hi"})), True),
        (exchange(gemini({"text": "Hi"})), False),
        (exchange({**OLLAMA, "message": {"role": "assistant", "content": "", "tool_calls": [FUNCTION]}}), True),
        (exchange({**OLLAMA, "message": {"role": "assistant", "content": "Hi"}}), False),
        (exchange(chat("stop", tool_calls=[FUNCTION]), tools=TOOLS), True),
        (exchange(piece(tool_calls=[FUNCTION]), piece("stop"), tools=TOOLS), True),
        (exchange(chat("stop", content="Hi"), tools=TOOLS), False),
        (exchange(*block(type="server_tool_use", id="s1", name="web_search", input={})), True),
        (exchange(*block(type="text", text="Hi")), False),
    ],
)
def test_a_row_tells_what_the_page_shows(sent: Exchange, calls: bool) -> None:
    found = decode(sent)
    assert any(isinstance(event, ToolCallDelta) for event in found.events) == calls
    assert outline(sent).calls == calls
