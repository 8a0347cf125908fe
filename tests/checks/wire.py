"""Exchanges as HTTP carried them, by hand, in the words of each provider's API."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from recview.json_text import strict

Value = Any


class Api(NamedTuple):
    """An API, by where it is called.

    Attributes:
        url: Of a plain call.
        stream_url: Of a streamed one.
        body: What is sent.
    """

    url: str
    stream_url: str
    body: dict[str, Value]


def _same_url(url: str, body: dict[str, Value]) -> Api:
    return Api(url, url, body)


_MESSAGES = {"messages": [{"role": "user", "content": "Hi"}]}
_CONTENTS = {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}]}
_BEDROCK = "https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude"
_GOOGLE = "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash"
_STREAMS_BY_METHOD = ("converse", "generateContent")

CHAT = _same_url("https://api.openai.com/v1/chat/completions", _MESSAGES)
XAI = _same_url("https://api.x.ai/v1/chat/completions", _MESSAGES)
GEMINI_AS_CHAT = _same_url("https://gateway.test/v1/chat/completions", {**_MESSAGES, "model": "google/gemini-2.5-pro"})
COMPLETIONS = _same_url("https://api.openai.com/v1/completions", {"prompt": "Hi"})
RESPONSES = _same_url("https://api.openai.com/v1/responses", {"input": "Hi"})
ANTHROPIC = _same_url("https://api.anthropic.com/v1/messages", {**_MESSAGES, "max_tokens": 9})
GEMINI = Api(f"{_GOOGLE}:generateContent", f"{_GOOGLE}:streamGenerateContent?alt=sse", _CONTENTS)
INTERACTIONS = _same_url("https://generativelanguage.googleapis.com/v1beta/interactions", {"input": "Hi"})
BEDROCK = Api(f"{_BEDROCK}/converse", f"{_BEDROCK}/converse-stream", {"messages": [{"role": "user", "content": []}]})
OLLAMA = _same_url("http://localhost:11434/api/chat", _MESSAGES)
COHERE = _same_url("https://api.cohere.com/v2/chat", _MESSAGES)


def plain(api: Api, answer: Value, *, status: int = 200, url: str = "", **sent: Value) -> bytes:
    """A call that was answered in one piece.

    Args:
        api: That was called.
        answer: The body, as a tree or as text.
        status: Of HTTP.
        url: In the place of the API's.
        sent: More of the request's body.
    """
    body = answer if isinstance(answer, str) else strict(answer)
    return _exchange(url or api.url, {**api.body, **sent}, body, "application/json", status)


def streamed(api: Api, *pieces: Value, **sent: Value) -> bytes:
    """A call that was answered with a stream: each piece an object, or a text that stands in the stream as it is."""
    flag = {} if any(method in api.url for method in _STREAMS_BY_METHOD) else {"stream": True}
    if api is OLLAMA:
        text, kind = "".join(f"{strict(piece)}\n" for piece in pieces), "application/x-ndjson"
    else:
        text, kind = "".join(map(_event, pieces)), "text/event-stream"
    return _exchange(api.stream_url, {**api.body, **flag, **sent}, text, kind, 200)


def _event(piece: Value) -> str:
    if isinstance(piece, str):
        return piece
    name = piece.get("type") or piece.get("event_type")
    return (f"event: {name}\n" if name else "") + f"data: {strict(piece)}\n\n"


def _exchange(url: str, sent: Value, text: str, kind: str, status: int) -> bytes:
    request = {"method": "POST", "url": url, "headers": {"content-type": "application/json"}, "body": json.dumps(sent)}
    response = {"status": {"code": status, "message": ""}, "headers": {"content-type": kind}, "body": text}
    return strict({"request": request, "response": response}).encode()


# Pieces of chat -----------------------------------------------------------------------------------------------------

COUNTS = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}


def delta(finish: str | None = None, index: int = 0, **fields: Value) -> Value:
    """A chunk of chat with one choice."""
    choice = {"index": index, "delta": fields, "finish_reason": finish}
    return {"id": "r1", "object": "chat.completion.chunk", "model": "m", "choices": [choice]}


def counted(counts: Value = None) -> Value:
    """The last chunk of chat, which counts the tokens."""
    return {"id": "r1", "object": "chat.completion.chunk", "model": "m", "choices": [], "usage": counts or COUNTS}


def completion(finish: str | None = "stop", counts: Value = COUNTS, **message: Value) -> Value:
    """A plain answer of chat."""
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
    return {"id": "r1", "object": "chat.completion", "model": "m", "choices": [choice], "usage": counts}


def call(arguments: str = "{}", id: str | None = "c1", name: str = "f", **more: Value) -> Value:
    """A call of a tool, whole or a piece of it."""
    return {"index": 0, "id": id, "type": "function", "function": {"name": name, "arguments": arguments}, **more}


# Pieces of other APIs -----------------------------------------------------------------------------------------------


def response(status: str = "completed", *output: Value, **more: Value) -> Value:
    """An object of the Responses API."""
    counts = {"input_tokens": 3, "output_tokens": 2, "total_tokens": 5}
    return {"id": "resp_1", "object": "response", "status": status, "output": list(output), "usage": counts, **more}


SAID = {"type": "message", "id": "m1", "role": "assistant", "content": [{"type": "output_text", "text": "Hello"}]}
RESPONSE_STREAM: tuple[Value, ...] = (
    {"type": "response.created", "response": response("in_progress")},
    {"type": "response.output_text.delta", "output_index": 0, "content_index": 0, "delta": "Hello"},
    {"type": "response.completed", "response": response("completed", SAID)},
)


def message(*content: Value, stop: str | None = "end_turn", **more: Value) -> Value:
    """A plain answer of Anthropic's Messages API."""
    counts = {"input_tokens": 3, "output_tokens": 2}
    return {
        "id": "m1",
        "type": "message",
        "role": "assistant",
        "content": list(content),
        "stop_reason": stop,
        "usage": counts,
        **more,
    }


MESSAGE_STREAM: tuple[Value, ...] = (
    {"type": "message_start", "message": message(stop=None)},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hello"}},
    {"type": "content_block_stop", "index": 0},
    {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 2}},
    {"type": "message_stop"},
)


def candidate(*parts: Value, finish: str | int | None = "STOP", **counts: int) -> Value:
    """An answer of Gemini's, or a piece of one."""
    ended = {"finishReason": finish} if finish is not None else {}
    counts = counts or {"promptTokenCount": 3, "candidatesTokenCount": 2, "totalTokenCount": 5}
    return {"candidates": [{"content": {"role": "model", "parts": list(parts)}, **ended}], "usageMetadata": counts}


def interaction(status: str = "completed", **more: Value) -> Value:
    """An object of Gemini's Interactions API."""
    steps = [{"type": "model_output", "content": [{"type": "text", "text": "Hello"}]}]
    counts = {"total_input_tokens": 3, "total_output_tokens": 2, "total_tokens": 5}
    return {"object": "interaction", "id": "i1", "status": status, "steps": steps, "usage": counts, **more}


INTERACTION_STREAM: tuple[Value, ...] = (
    {"event_type": "interaction.created", "interaction": interaction("in_progress", steps=[])},
    {"event_type": "step.start", "index": 0, "step": {"type": "model_output"}},
    {"event_type": "step.delta", "index": 0, "delta": {"type": "text", "text": "Hello"}},
    {"event_type": "step.stop", "index": 0},
    {"event_type": "interaction.completed", "interaction": interaction()},
)

CONVERSE_COUNTS = {"inputTokens": 3, "outputTokens": 2, "totalTokens": 5}
CONVERSE_STREAM: tuple[Value, ...] = (
    {"messageStart": {"role": "assistant"}},
    {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": "Hello"}}},
    {"contentBlockStop": {"contentBlockIndex": 0}},
    {"messageStop": {"stopReason": "end_turn"}},
    {"metadata": {"usage": CONVERSE_COUNTS}},
)


def converse(*content: Value, stop: str | None = "end_turn", counts: Value = None) -> Value:
    """A plain answer of Bedrock's Converse."""
    answer = {"output": {"message": {"role": "assistant", "content": list(content)}}, "stopReason": stop}
    return {**answer, "usage": counts or CONVERSE_COUNTS}


def ollama(content: str = "", *, done: str = "", **more: Value) -> Value:
    """An object of Ollama's."""
    ended = {"done": True, "done_reason": done, "prompt_eval_count": 3, "eval_count": 2} if done else {"done": False}
    return {"model": "m", "message": {"role": "assistant", "content": content}, **ended, **more}


COHERE_STREAM: tuple[Value, ...] = (
    {"type": "message-start", "id": "a", "delta": {"message": {"role": "assistant"}}},
    {"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": "Hello"}}}},
    {"type": "content-end", "index": 0},
    {"type": "message-end", "delta": {"finish_reason": "COMPLETE", "usage": {"tokens": {"input_tokens": 3}}}},
)
