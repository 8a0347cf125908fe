"""What a user gets to see of the exchanges in a file's bytes: rows, answers, errors."""

from __future__ import annotations

import json
from collections.abc import Sequence

from recview.model import Json, Readability
from recview.reading.recording import Recording
from recview.reading.recordings import read_recordings
from recview.reading.records import full_record_text
from tests.ogx import Value


def records(data: bytes, path: str) -> list[Value]:
    """What `recview show --json` writes of each exchange, of a file that must have some."""
    return [json.loads("".join(full_record_text(recording))) for recording in recordings(data, path)]


def recordings(data: bytes, path: str) -> list[Recording]:
    """What `recview show` reads of each exchange, of a file that must have some."""
    found = read_recordings(path, data)
    assert not isinstance(found, Readability), found
    return list(found)


def brief(record: Value) -> tuple[str, str, str, str]:
    """(protocol, what the answer says, its finish_reason, its error as `type code status: message`)."""
    choices, error = record["choices"], record["error"]
    texts = "|".join(choice["text"] or ",".join(call["name"] for call in choice["tool_calls"]) for choice in choices)
    finishes = "|".join(choice["finish_reason"] or "" for choice in choices)
    words = [str(error[key]) for key in ("type", "code", "status") if error[key] is not None] if error else []
    told = f"{' '.join(words)}: {error['message']}" if error else ""
    return record["protocol"], texts, finishes, told


def lines(values: Sequence[Json]) -> bytes:
    """JSON lines."""
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def completion(text: str = "Hello") -> Value:
    """A plain chat completion."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return {"object": "chat.completion", "model": "m-1", "choices": [choice]}


def message(text: str = "Hello") -> Value:
    """A plain answer of Anthropic's Messages."""
    content = [{"type": "text", "text": text}]
    return {"type": "message", "role": "assistant", "model": "claude-x", "content": content, "stop_reason": "end_turn"}


def generated(text: str = "Hello", finish: str = "STOP") -> Value:
    """A plain answer of Gemini's generateContent, or a piece of one."""
    content = {"role": "model", "parts": [{"text": text}]}
    return {"candidates": [{"content": content, **({"finishReason": finish} if finish else {})}]}


def streamed(*texts: str) -> str:
    """A chat completion as an event stream, a chunk per text."""
    deltas = [{"index": 0, "delta": {"content": text}, "finish_reason": None} for text in texts]
    chunks = [*deltas, {"index": 0, "delta": {}, "finish_reason": "stop"}]
    datas = (json.dumps({"object": "chat.completion.chunk", "choices": [chunk]}) for chunk in chunks)
    return "".join(f"data: {data}\n\n" for data in datas) + "data: [DONE]\n\n"


ASKED: Value = {"model": "m-1", "messages": [{"role": "user", "content": "Hi"}]}
HELLO = ("openai.chat", "Hello", "stop", "")
