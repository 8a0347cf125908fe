"""Recordings in OGX's format, written by hand: for tests, for the demo and for the simulated recorder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.hashing import file_name, request_hash

URL = "http://localhost:11434/v1/v1/chat/completions"
MODEL = "llama3.2:3b-instruct-fp16"
Value = dict[str, Any]


def typed(name: str, data: Any) -> Value:
    """`{"__type__", "__data__"}`, by the class's last names."""
    return {"__type__": f"openai.types.{name}", "__data__": data}


def chunk(*choices: Value, usage: Value | None = None, **more: Any) -> Value:
    """A chat.completion.chunk."""
    data = {
        "id": "rec-000000000000",
        "choices": list(choices),
        "created": 0,
        "model": MODEL,
        "object": "chat.completion.chunk",
        "service_tier": None,
        "system_fingerprint": "fp_demo",
        "usage": usage,
        **more,
    }
    return typed("chat.chat_completion_chunk.ChatCompletionChunk", data)


def delta(index: int = 0, finish: str | None = None, logprobs: Value | None = None, **fields: Any) -> Value:
    """One choice of a chunk."""
    full = {
        "content": None,
        "function_call": None,
        "refusal": None,
        "role": None,
        "tool_calls": None,
        **fields,
    }
    return {"delta": full, "finish_reason": finish, "index": index, "logprobs": logprobs}


def pieces(text: str) -> Iterator[str]:
    """A text in small pieces, as a model sends it: words with the blank before them, long ones in two."""
    start = 0
    for place in range(1, len(text) + 1):
        piece = text[start:place]
        if place == len(text) or text[place] in " \n" or (len(piece) >= 4 and not piece.isascii()):
            yield piece
            start = place


def usage(sent: int, received: int, details: Value | None = None) -> Value:
    """Token counts that add up."""
    return {
        "completion_tokens": received,
        "prompt_tokens": sent,
        "total_tokens": sent + received,
        "completion_tokens_details": details,
        "prompt_tokens_details": None,
    }


def stream(text: str, finish: str = "stop", counts: Value | None = None, **more: Any) -> list[Value]:
    """Chunks of a plain answer: text, finish, usage."""
    found = [chunk(delta(content=piece, role="assistant")) for piece in pieces(text)]
    found.append(chunk(delta(content="", role="assistant", finish=finish)))
    if counts:
        found.append(chunk(usage=counts))
    return found


def chat(
    test_id: str | None,
    messages: list[Value],
    body: Any,
    *,
    streaming: bool = True,
    url: str = URL,
    endpoint: str = "/v1/chat/completions",
    **parameters: Any,
) -> Value:
    """A recording of a chat completion."""
    sent = {"model": MODEL, "messages": messages, **({"stream": True} if streaming else {}), **parameters}
    return {
        "test_id": test_id,
        "request": {
            "method": "POST",
            "url": url,
            "headers": {},
            "body": sent,
            "endpoint": endpoint,
            "model": sent["model"],
        },
        "response": {"body": body, "is_streaming": streaming},
        "id_normalization_mapping": {},
    }


def failed(recording: Value, kind: str, message: str, status: int | None, body: Any = None) -> Value:
    """The same call, recorded as an exception."""
    data = {
        "category": "provider_sdk",
        "provider": "openai",
        "type": kind,
        "message": message,
        "status_code": status,
        "body": body,
    }
    answer = {
        "body": None,
        "is_streaming": False,
        "is_exception": True,
        "exception_data": data,
        "exception_message": message,
    }
    return {**recording, "response": answer}


def message(role: str, content: Any = None, **more: Any) -> Value:
    """A message of the request."""
    return {"role": role, "content": content, **more}


def dumped(recording: Value) -> str:
    """The text that the recorder writes."""
    return json.dumps(recording, indent=2) + "\n"


def named(recording: Value) -> Value:
    """The recording with the ids that its name gives to its chunks."""
    mark = f"rec-{request_hash(recording['request'], recording.get('test_id'))[:12]}"
    for piece in _typed_objects(recording["response"]["body"]):
        if "id" in piece and str(piece["id"]).startswith("rec-"):
            piece["id"] = mark
    return recording


def _typed_objects(body: Any) -> Iterable[Value]:
    for item in body if isinstance(body, list) else [body]:
        if isinstance(item, dict) and isinstance(item.get("__data__"), dict):
            yield item["__data__"]


def write(folder: Path, recording: Value) -> Path:
    """Write a recording under its true name, as the recorder does; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(recording)
    path.write_text(dumped(named(recording)))
    return path
