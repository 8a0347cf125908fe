"""Messages of websockets, as HTTP archives and logs keep them, for the tests of several containers."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence

from recview.model import Json

Kept = tuple[str, Json]
"""(who sent a message: `send` or `receive`; its data)."""

CREATED: Json = {"type": "response.created", "response": {"id": "r1", "object": "response", "status": "in_progress"}}


def asked(text: str, **more: Json) -> Kept:
    """A request of the Responses API."""
    return "send", {"type": "response.create", "model": "m-1", "input": text, **more}


def delta(text: str) -> Kept:
    return "receive", {"type": "response.output_text.delta", "output_index": 0, "content_index": 0, "delta": text}


def ended(status: str = "completed", response: str = "r1", **more: Json) -> Kept:
    usage = {"input_tokens": 4, "output_tokens": 5, "total_tokens": 9}
    answer = {"id": response, "object": "response", "status": status, "output": [], "usage": usage, **more}
    return "receive", {"type": f"response.{status}", "response": answer}


RESPONSES: Sequence[Kept] = (asked("count"), ("receive", CREATED), delta("1 2"), ended())


def archived(messages: Sequence[Kept], url: str = "wss://api.test/v1/responses", **more: Json) -> bytes:
    """An HTTP archive with one websocket; bytes are kept as base64."""
    kept: list[Json] = []
    for number, (sender, data) in enumerate(messages):
        is_binary = isinstance(data, bytes)
        text = b64encode(data).decode() if is_binary else data if isinstance(data, str) else json.dumps(data)
        kept.append({"type": sender, "time": number, "opcode": 2 if is_binary else 1, "data": text})
    return archive(kept, url, **more)


def archive(kept: Sequence[Json], url: str = "wss://api.test/v1/responses", **more: Json) -> bytes:
    """An HTTP archive with one websocket, whose messages are given as they are kept."""
    answer = {"status": 101, "headers": [], "content": {"size": 0, "mimeType": "", "text": ""}}
    entry = {"request": {"method": "GET", "url": url, "headers": []}, "response": answer, "_webSocketMessages": kept}
    return json.dumps({"log": {"version": "1.2", "entries": [{**entry, **more}]}}).encode()


def logged(messages: Sequence[Kept]) -> bytes:
    """A log of pydantic-ai; JSON is YAML, too."""
    directions = {"send": "sent", "receive": "received", "closed": "closed"}
    kept = [{"direction": directions[sender], "data": data} for sender, data in messages]
    return b"version: 1\ninteractions:\n" + b"".join(b"- " + json.dumps(message).encode() + b"\n" for message in kept)
