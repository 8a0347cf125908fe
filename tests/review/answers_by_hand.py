"""Recordings of one call each, that differ in what a test is about."""

from __future__ import annotations

import base64
import struct
from typing import Any

from tests.ogx import Value, chat, chunk, delta, failed, message, stream, typed

SENT = [message("user", "Hi")]


def said(text: str = "It is fine", finish: str = "stop", **more: Any) -> Value:
    return chat("t.py::a", SENT, stream(text, finish), **more)


def call(name: str, arguments: str, index: int = 0, call_id: str = "call_1") -> Value:
    return {"index": index, "id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}


def called(*calls: Value, text: str = "", finish: str = "tool_calls", **fields: Any) -> Value:
    ending = delta(finish=finish, content=text, tool_calls=list(calls), **fields)
    return chat("t.py::a", SENT, [chunk(ending)])


def answered(sent: Value | None = None, **fields: Any) -> Value:
    """An answer of one chunk with these fields beside its text."""
    return chat("t.py::a", SENT, [chunk(delta(finish="stop", content="Fine", **fields))], **(sent or {}))


def wrapped(body: Value | list[Value], endpoint: str, sent: Value | None = None) -> Value:
    """A call that is no conversation."""
    request = {"method": "POST", "url": f"http://h{endpoint}", "headers": {}, "body": sent or {"model": "m"}}
    request |= {"endpoint": endpoint, "model": "m"}
    return {"test_id": "t.py::a", "request": request, "response": {"body": body, "is_streaming": False}}


def embedding(vector: Any, **more: Any) -> Value:
    data = {"object": "list", "model": "e", "data": [{"index": 0, "object": "embedding", "embedding": vector}], **more}
    return wrapped(typed("create_embedding_response.CreateEmbeddingResponse", data), "/v1/embeddings")


def ranked(*scores: tuple[int, float]) -> Value:
    results = [{"index": index, "relevance_score": score} for index, score in scores]
    return wrapped(
        {"results": results, "model": "m"}, "/v1/rerank", {"model": "m", "query": "q", "documents": ["a", "b"]}
    )


def moderated(*, flagged: bool, score: float) -> Value:
    result = {"flagged": flagged, "categories": {"hate": flagged}, "category_scores": {"hate": score}}
    data = {"id": "modr-1", "model": "omni", "results": [result]}
    return wrapped(typed("moderation_create_response.ModerationCreateResponse", data), "/v1/moderations")


def models(*names: str) -> Value:
    return wrapped(
        [typed("model.Model", {"id": name, "object": "model", "created": 1}) for name in names], "/v1/models"
    )


def running(size: int) -> Value:
    return wrapped(typed("ollama.ProcessResponse", {"models": [{"model": "m", "size": size}]}), "/api/ps")


def packed(*numbers: float) -> str:
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


def asked_with(**fields: Any) -> Value:
    recording = said()
    return {**recording, "request": {**recording["request"], **fields}}


def model(name: str) -> Value:
    return chat("t.py::a", SENT, [chunk(delta(finish="stop", content="Fine"), model=name)])


SCHEMA = {
    "type": "json_schema",
    "json_schema": {
        "name": "s",
        "schema": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}},
    },
}
ANTHROPIC = {
    "type": "message",
    "role": "assistant",
    "content": [{"type": "text", "text": "It is fine"}],
    "stop_reason": "stop",
    "usage": {"input_tokens": 1},
}
OVERLOADED = failed(said(), "RateLimitError", "slow down", 429)


def history(call_id: str, arguments: str) -> Value:
    turns = [message("user", "Hi"), message("assistant", None, tool_calls=[call("f", arguments, call_id=call_id)])]
    return chat("t.py::a", [*turns, message("tool", "2", tool_call_id=call_id)], stream("Done"))
