"""A row tells that an answer calls tools, whatever word its protocol ends such an answer with."""

from __future__ import annotations

from typing import Any

import pytest

from recview.events import ToolCallDelta
from recview.model import Chunk, Exchange, Json
from recview.protocols.decoding import decode
from recview.protocols.outlining import outline
from recview.replay.choices import choices
from recview.replay.folding import fold
from tests import builders

CALL = {"type": "function_call", "call_id": "c1", "name": "f", "arguments": "{}"}
SAID = {"type": "message", "content": [{"type": "output_text", "text": "Hi"}]}


def exchange(*data: Json, **body: Any) -> Exchange:
    return builders.exchange(*(Chunk("", value, value) for value in data), streaming=len(data) > 1, **body)


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


def converse(*content: Json) -> Json:
    return {"output": {"message": {"role": "assistant", "content": list(content)}}, "stopReason": "end_turn"}


FUNCTION = {"index": 0, "id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
TOOLS: list[Json] = [{"type": "function", "function": {"name": "f"}}]
OLLAMA = {"model": "m", "created_at": "2026-01-01T00:00:00Z", "done": True, "done_reason": "stop"}


GEMINIS = [("f", "client"), ("code_execution", "provider")]
BOTH = [("f", "client"), ("g", "provider")]


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
        (exchange(response({"type": "web_search_call", "action": {"type": "search", "query": "a"}})), True),
        (exchange(response({"type": "mcp_list_tools", "tools": []})), False),
        (exchange({"type": "response.created"}, {"type": "response.output_item.done", "item": CALL}), True),
        (exchange(gemini({"executableCode": {"language": "PYTHON", "code": "1"}})), True),
        (exchange(gemini({"toolCall": {"toolType": "GOOGLE_SEARCH_WEB", "args": {}}})), True),
        (exchange(chat("stop", executed_tools=[{"index": 0, "type": "search", "arguments": "{}"}])), True),
        (exchange(*[piece(content="a")] * 9, piece(tool_calls=[FUNCTION]), *[piece()] * 9, piece("stop")), True),
        (exchange({"object": "interaction", "status": "completed", "steps": [{"type": "google_search_call"}]}), True),
        (exchange({"object": "interaction", "status": "completed", "steps": [{"type": "thought"}]}), False),
        (
            exchange(converse({"toolUse": {"toolUseId": "t", "name": "nova_grounding", "type": "server_tool_use"}})),
            True,
        ),
        (exchange(converse({"text": "Hi"})), False),
        (exchange({"message": {"role": "assistant", "tool_calls": [FUNCTION]}, "finish_reason": "COMPLETE"}), True),
    ],
)
def test_a_row_tells_what_the_page_shows(sent: Exchange, calls: bool) -> None:
    found = decode(sent)
    assert any(isinstance(event, ToolCallDelta) for event in found.events) == calls
    assert outline(sent).calls == calls


@pytest.mark.parametrize(
    ("sent", "calls"),
    [
        (exchange(chat("stop", tool_calls=[FUNCTION])), [("f", "client")]),
        (exchange(*block(type="tool_use", id="s1", name="f", input={})), [("f", "client")]),
        (exchange(*block(type="server_tool_use", id="s1", name="web_search", input={})), [("web_search", "provider")]),
        (exchange(*block(type="mcp_tool_use", id="s1", name="g", input={})), [("g", "provider")]),
        (exchange(gemini({"functionCall": {"name": "f"}}, {"executableCode": {"code": "1"}})), GEMINIS),
        (exchange(converse({"toolUse": {"name": "f"}}, {"toolUse": {"name": "g", "type": "server_tool_use"}})), BOTH),
        (
            exchange(response(CALL, {"type": "custom_tool_call", "name": "g", "input": ""})),
            [("f", "client"), ("g", "client")],
        ),
        *(
            (exchange(response({"type": f"{name}_call"})), [(name, "provider")])
            for name in ("web_search", "file_search", "code_interpreter", "image_generation", "mcp", "tool_search")
        ),
        *(
            (exchange(response({"type": f"{name}_call"})), [(name, "client")])
            for name in ("computer", "shell", "local_shell", "apply_patch")
        ),
    ],
)
def test_a_call_tells_who_runs_it(sent: Exchange, calls: list[tuple[str, str]]) -> None:
    conversation = decode(sent)
    [choice] = choices(conversation, fold(conversation, len(sent.response.chunks), streaming=True))
    assert [(call.name, call.runs) for call in choice.calls] == calls
