"""A small valid exchange or two of every protocol, streamed and plain: what other tests spoil or take apart."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from recview.coerce import as_dict
from recview.formats.ogx import TYPED
from recview.model import Chunk, Exchange, Json, Request, Response, Source
from recview.wire import Chunks

Piece = tuple[str, Json]
"""(the name that an event, a frame or a recorded class has, or empty; the payload)."""


class Seed(NamedTuple):
    """An exchange in parts that a test may change.

    Attributes:
        protocol: The name of the protocol that reads it.
        pieces: Its chunks.
        path: Of the URL.
    """

    protocol: str
    pieces: tuple[Piece, ...]
    streaming: bool
    path: str = ""
    body: Json = None
    host: str = "https://llm.test"
    model: str = ""
    status: int | None = None

    def exchange(self, pieces: Sequence[Piece] | None = None, body: Json = None, *, as_list: bool = False) -> Exchange:
        """The exchange; with other chunks or another request where they are given.

        Args:
            pieces: In the place of its own.
            body: Of the request, in the place of its own.
            as_list: Whether the chunks are a recorder's list of objects, not those of an event stream.
        """
        pieces = self.pieces if pieces is None else pieces
        request = Request(
            "POST", self.host + self.path, self.path, self.model, body=self.body if body is None else body
        )
        chunks: Sequence[Chunk]
        if as_list or not self.streaming:
            chunks = Chunks([_typed(name, data) for name, data in pieces], TYPED)
        else:
            chunks = tuple(Chunk(name, data, data) for name, data in pieces)
        return Exchange(Source("a.json"), "seed", request, Response(chunks, self.streaming, self.status))


def _typed(name: str, data: Json) -> Json:
    """A payload as a recorder keeps it: with its class, whose name begins with a capital; an event's name is lost."""
    return {"__type__": f"a.{name}", "__data__": data} if name[:1].isupper() else data


def _plain(protocol: str, answer: Json, path: str = "", body: Json = None, name: str = "", **more: Any) -> Seed:
    return Seed(protocol, ((name, answer),), False, path, body, **more)


def _stream(protocol: str, *pieces: Json, path: str = "", body: Json = None, **more: Any) -> Seed:
    """Each piece is a payload, whose `type` is the event's name, or a pair with the name."""
    named = [piece if isinstance(piece, tuple) else (as_dict(piece).get("type", ""), piece) for piece in pieces]
    return Seed(protocol, tuple(named), True, path, body, **more)


_USER = {"role": "user", "content": "Hi"}
_ASKED = {"model": "m", "messages": [{"role": "system", "content": "S"}, _USER]}
_TOOLS = {**_ASKED, "tools": [{"type": "function", "function": {"name": "f", "parameters": {}}}]}

# OpenAI's chat and completions ------------------------------------------------------------------------------------

_COUNTS = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
_CALL = {"index": 0, "id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}


def _chat(delta: Mapping[str, Json] | None = None, finish: str | None = None, **more: Json) -> Json:
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    return {"id": "r1", "object": "chat.completion.chunk", "model": "m", "choices": choices, **more}


_CHAT_PATH = "/v1/chat/completions"
CHAT = (
    _stream(
        "openai.chat",
        _chat({"role": "assistant", "content": "Hel"}, usage={**_COUNTS, "completion_tokens": 1}),
        _chat({"content": "lo"}),
        _chat({}, "stop"),
        _chat(usage=_COUNTS),
        path=_CHAT_PATH,
        body=_ASKED,
    ),
    _stream(
        "openai.chat",
        ("ChatCompletionChunk", _chat({"role": "assistant", "tool_calls": [_CALL]})),
        ("ChatCompletionChunk", _chat({}, "tool_calls", usage=_COUNTS)),
        path=_CHAT_PATH,
        body=_TOOLS,
    ),
    _plain(
        "openai.chat",
        {
            "id": "r1",
            "object": "chat.completion",
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": "Hello", "tool_calls": [_CALL]},
                    "finish_reason": "stop",
                },
                {"index": 1, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "length"},
            ],
            "usage": _COUNTS,
        },
        _CHAT_PATH,
        {**_TOOLS, "n": 2},
    ),
)


def _completion(text: str, finish: str | None = None, **more: Json) -> Json:
    return {
        "id": "r1",
        "object": "text_completion",
        "choices": [{"index": 0, "text": text, "finish_reason": finish}],
        **more,
    }


COMPLETIONS = (
    _stream(
        "openai.completions",
        _completion("Hel"),
        _completion("lo", "length", usage=_COUNTS),
        path="/v1/completions",
        body={"prompt": ["Hi"]},
    ),
    _plain("openai.completions", _completion("Hello", "stop", usage=_COUNTS), "/v1/completions", {"prompt": "Hi"}),
)

# OpenAI's Responses -----------------------------------------------------------------------------------------------

_OUTPUT: list[dict[str, Any]] = [
    {"type": "message", "id": "m1", "role": "assistant", "content": [{"type": "output_text", "text": "Hello"}]},
    {"type": "function_call", "id": "f1", "call_id": "c1", "name": "f", "arguments": "{}"},
]
_RESPONSE = {
    "id": "resp_1",
    "object": "response",
    "status": "completed",
    "output": _OUTPUT,
    "usage": {"input_tokens": 3, "output_tokens": 2, "total_tokens": 5},
}
_RESPONSE_SENT = {"instructions": "S", "input": [{"role": "user", "content": "Hi"}]}
_CREATED = {"type": "response.created", "response": {**_RESPONSE, "status": "in_progress", "output": [], "usage": None}}


def _realtime_item(item_id: str, role: str, kind: str) -> Json:
    content = [{"type": kind, "transcript": "Hello" if role == "assistant" else None}]
    return {"id": item_id, "type": "message", "role": role, "content": content}


SOCKETS = (
    _stream(
        "openai.realtime",
        {"type": "session.created", "event_id": "e1", "session": {"model": "m"}},
        {"type": "conversation.item.added", "event_id": "e2", "item": _realtime_item("u1", "user", "input_audio")},
        {"type": "conversation.item.input_audio_transcription.completed", "item_id": "u1", "transcript": "Hi"},
        {"type": "response.created", "event_id": "e3", "response": {"object": "realtime.response", "id": "r1"}},
        {"type": "response.output_item.added", "response_id": "r1", "item": {"id": "a1", "type": "message"}},
        {"type": "response.output_audio.delta", "response_id": "r1", "item_id": "a1", "delta": "AAAA"},
        {"type": "response.output_audio_transcript.delta", "response_id": "r1", "item_id": "a1", "delta": "Hello"},
        {"type": "response.output_audio_transcript.done", "response_id": "r1", "item_id": "a1", "transcript": "Hello"},
        {"type": "response.function_call_arguments.delta", "item_id": "a2", "call_id": "c", "delta": "{}"},
        {
            "type": "response.done",
            "response": {
                "id": "r1",
                "status": "incomplete",
                "status_details": {"reason": "max_output_tokens"},
                "output": [_realtime_item("a1", "assistant", "output_audio"), {"id": "a2", "type": "function_call"}],
                "usage": {"input_tokens": 2, "output_tokens": 1, "input_token_details": {"cached_tokens": 1}},
            },
        },
        {"type": "rate_limits.updated", "rate_limits": []},
        path="/v1/realtime",
        body=[
            {"type": "session.update", "session": {"instructions": "Be brief."}},
            {"type": "input_audio_buffer.append", "audio": "AAAA"},
            {"type": "response.create", "response": {"instructions": "Be kind."}},
        ],
    ),
    _stream(
        "gemini.live",
        {"setupComplete": {}},
        {"serverContent": {"inputTranscription": {"text": "Hi"}}},
        {"serverContent": {"modelTurn": {"parts": [{"text": "Hm.", "thought": True}, {"text": "Hello"}]}}},
        {"serverContent": {"modelTurn": {"parts": [{"inlineData": {"mimeType": "audio/pcm", "data": "AAAA"}}]}}},
        {"server_content": {"output_transcription": {"text": " there"}, "interrupted": True}},
        {"toolCall": {"functionCalls": [{"id": "c", "name": "f", "args": {"a": 1}}]}},
        {"toolCallCancellation": {"ids": ["c"]}},
        {"serverContent": {"turnComplete": True}, "usageMetadata": {"promptTokenCount": 2, "responseTokenCount": 1}},
        path="/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent",
        body=[
            {"setup": {"model": "models/m", "systemInstruction": {"parts": [{"text": "Be brief."}]}}},
            {"client_content": {"turns": [{"role": "user", "parts": [{"text": "Hi"}]}]}},
            {"realtimeInput": {"audio": {"data": "AAAA"}, "text": "there"}},
            {"toolResponse": {"functionResponses": [{"id": "c", "name": "f", "response": {"a": 1}}]}},
        ],
    ),
)

RESPONSES = (
    _stream(
        "openai.responses",
        _CREATED,
        {"type": "response.output_item.added", "output_index": 0, "item": {**_OUTPUT[0], "content": []}},
        {"type": "response.output_text.delta", "output_index": 0, "content_index": 0, "delta": "Hello"},
        {"type": "response.output_item.done", "output_index": 0, "item": _OUTPUT[0]},
        {"type": "response.output_item.added", "output_index": 1, "item": {**_OUTPUT[1], "arguments": ""}},
        {"type": "response.function_call_arguments.delta", "output_index": 1, "delta": "{}"},
        {"type": "response.completed", "response": _RESPONSE},
        path="/v1/responses",
        body=_RESPONSE_SENT,
    ),
    _stream(
        "openai.responses",
        _CREATED,
        {"type": "error", "code": "server_error", "message": "Broken"},
        {
            "type": "response.failed",
            "response": {**_RESPONSE, "status": "failed", "error": {"code": "server_error", "message": "Broken"}},
        },
        path="/v1/responses",
        body=_RESPONSE_SENT,
    ),
    _plain("openai.responses", _RESPONSE, "/v1/responses", _RESPONSE_SENT),
    _plain(
        "openai.responses",
        {**_RESPONSE, "status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}},
        "/v1/responses",
        {"input": "Hi"},
    ),
)

# Anthropic --------------------------------------------------------------------------------------------------------

_MESSAGE: dict[str, Any] = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "content": [{"type": "text", "text": "Hello"}, {"type": "tool_use", "id": "t1", "name": "f", "input": {}}],
    "stop_reason": "tool_use",
    "usage": {"input_tokens": 3, "output_tokens": 2},
}
_MESSAGES_SENT = {"system": "S", "messages": [_USER]}
_MESSAGES_EVENTS = (
    {"type": "message_start", "message": {**_MESSAGE, "content": [], "stop_reason": None}},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "ping"},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hello"}},
    {"type": "content_block_stop", "index": 0},
    {"type": "content_block_start", "index": 1, "content_block": _MESSAGE["content"][1]},
    {"type": "content_block_delta", "index": 1, "delta": {"type": "input_json_delta", "partial_json": "{}"}},
    {"type": "content_block_stop", "index": 1},
    {"type": "message_delta", "delta": {"stop_reason": "tool_use"}, "usage": {"output_tokens": 2}},
    {"type": "message_stop"},
)
_OVERLOADED = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
ANTHROPIC = (
    _stream("anthropic.messages", *_MESSAGES_EVENTS, path="/v1/messages", body=_MESSAGES_SENT),
    _stream("anthropic.messages", *_MESSAGES_EVENTS[:4], _OVERLOADED, path="/v1/messages", body=_MESSAGES_SENT),
    _plain("anthropic.messages", _MESSAGE, "/v1/messages", _MESSAGES_SENT),
    _stream(
        "anthropic.completions",
        {"type": "completion", "completion": " Hel", "stop_reason": None},
        {"type": "completion", "completion": "lo", "stop_reason": "stop_sequence"},
        path="/v1/complete",
        body={"prompt": "\n\nHuman: Hi\n\nAssistant:"},
    ),
    _plain(
        "anthropic.completions", {"completion": "Hello", "stop_reason": "max_tokens"}, "/v1/complete", {"prompt": "Hi"}
    ),
)

# Google -----------------------------------------------------------------------------------------------------------


def _candidate(*parts: Json, finish: str | None = None, **more: Json) -> Json:
    ended = {"finishReason": finish} if finish else {}
    return {"candidates": [{"index": 0, "content": {"role": "model", "parts": list(parts)}, **ended}], **more}


_GOOGLE_COUNTS: dict[str, Any] = {
    "usageMetadata": {"promptTokenCount": 3, "candidatesTokenCount": 2, "totalTokenCount": 5}
}
_GOOGLE_SENT = {
    "systemInstruction": {"parts": [{"text": "S"}]},
    "contents": [{"role": "user", "parts": [{"text": "Hi"}]}],
}
_INTERACTION = {
    "object": "interaction",
    "id": "i1",
    "status": "completed",
    "steps": [
        {"type": "model_output", "content": [{"type": "text", "text": "Hello"}]},
        {"type": "function_call", "id": "c1", "name": "f", "arguments": {}},
    ],
    "usage": {"total_input_tokens": 3, "total_output_tokens": 2, "total_tokens": 5},
}
_INTERACTION_SENT = {"input": [{"type": "text", "text": "Hi"}, {"role": "user", "content": "Hi"}]}
GOOGLE = (
    _stream(
        "gemini.generate_content",
        _candidate({"text": "Hel"}, responseId="a", **_GOOGLE_COUNTS),
        _candidate({"functionCall": {"name": "f", "args": {}}}, responseId="a"),
        _candidate({"text": "lo"}, finish="STOP", responseId="a", **_GOOGLE_COUNTS),
        path="/v1beta/models/m:streamGenerateContent",
        body=_GOOGLE_SENT,
    ),
    _plain(
        "gemini.generate_content",
        _candidate({"text": "Hello"}, finish="MAX_TOKENS", **_GOOGLE_COUNTS),
        "/v1beta/models/m:generateContent",
        _GOOGLE_SENT,
    ),
    _plain(
        "gemini.generate_content",
        {"promptFeedback": {"blockReason": "SAFETY"}, **_GOOGLE_COUNTS},
        "/v1beta/models/m:generateContent",
        _GOOGLE_SENT,
    ),
    _stream(
        "gemini.interactions",
        {"event_type": "interaction.created", "interaction": {**_INTERACTION, "status": "in_progress", "steps": []}},
        {"event_type": "step.start", "index": 0, "step": {"type": "model_output"}},
        {"event_type": "step.delta", "index": 0, "delta": {"type": "text", "text": "Hello"}},
        {"event_type": "step.stop", "index": 0},
        {"event_type": "step.start", "index": 1, "step": {"type": "function_call", "id": "c1", "name": "f"}},
        {"event_type": "step.delta", "index": 1, "delta": {"type": "arguments_delta", "arguments": "{}"}},
        {"event_type": "interaction.completed", "interaction": _INTERACTION},
        path="/v1beta/interactions",
        body=_INTERACTION_SENT,
    ),
    _plain("gemini.interactions", _INTERACTION, "/v1beta/interactions", _INTERACTION_SENT),
    _plain(
        "gemini.interactions",
        {**_INTERACTION, "status": "failed", "errors": [{"code": 500, "message": "Broken"}]},
        "/v1beta/interactions",
        {"input": "Hi", "system_instruction": "S"},
    ),
)

# AWS --------------------------------------------------------------------------------------------------------------

_AWS_COUNTS = {"inputTokens": 3, "outputTokens": 2, "totalTokens": 5}
_CONVERSE_SENT = {"system": [{"text": "S"}], "messages": [{"role": "user", "content": [{"text": "Hi"}]}]}
_AWS = "https://bedrock-runtime.us-east-1.amazonaws.com"


def _wrapped(value: Json) -> Piece:
    return "chunk", {"bytes": b64encode(json.dumps(value).encode()).decode(), "p": "ab"}


_METRICS = {"amazon-bedrock-invocationMetrics": {"inputTokenCount": 3, "outputTokenCount": 2}}
_CONVERSE_BLOCKS = [{"text": "Hello"}, {"toolUse": {"toolUseId": "t1", "name": "f", "input": {}}}]
BEDROCK = (
    _stream(
        "bedrock.converse",
        ("messageStart", {"role": "assistant"}),
        ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": "Hello"}}),
        ("contentBlockStop", {"contentBlockIndex": 0}),
        ("contentBlockStart", {"contentBlockIndex": 1, "start": {"toolUse": {"toolUseId": "t1", "name": "f"}}}),
        ("contentBlockDelta", {"contentBlockIndex": 1, "delta": {"toolUse": {"input": "{}"}}}),
        ("contentBlockStop", {"contentBlockIndex": 1}),
        ("messageStop", {"stopReason": "tool_use"}),
        ("metadata", {"usage": _AWS_COUNTS, "metrics": {"latencyMs": 1}}),
        path="/model/m/converse-stream",
        body=_CONVERSE_SENT,
        host=_AWS,
    ),
    _stream(
        "bedrock.converse",
        ("messageStart", {"role": "assistant"}),
        ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": "Hello"}}),
        ("throttlingException", {"message": "Too many"}),
        path="/model/m/converse-stream",
        body=_CONVERSE_SENT,
        host=_AWS,
    ),
    _plain(
        "bedrock.converse",
        {
            "output": {"message": {"role": "assistant", "content": _CONVERSE_BLOCKS}},
            "stopReason": "tool_use",
            "usage": _AWS_COUNTS,
        },
        "/model/m/converse",
        _CONVERSE_SENT,
        host=_AWS,
    ),
    _stream(
        "bedrock.invoke",
        *map(_wrapped, _MESSAGES_EVENTS[:-1]),
        _wrapped({"type": "message_stop", **_METRICS}),
        path="/model/anthropic.claude/invoke-with-response-stream",
        body={"anthropic_version": "bedrock-2023-05-31", **_MESSAGES_SENT},
        host=_AWS,
    ),
    _stream(
        "bedrock.invoke",
        _wrapped({"generation": "Hel", "prompt_token_count": 3, "stop_reason": None}),
        _wrapped({"generation": "lo", "generation_token_count": 2, "stop_reason": "stop", **_METRICS}),
        path="/model/meta.llama3/invoke-with-response-stream",
        body={"prompt": "Hi"},
        host=_AWS,
    ),
    _plain(
        "bedrock.invoke",
        {"results": [{"outputText": "Hello", "completionReason": "FINISH", "tokenCount": 2}], "inputTextTokenCount": 3},
        "/model/amazon.titan/invoke",
        {"inputText": "Hi"},
        host=_AWS,
    ),
)

# Ollama, Cohere ---------------------------------------------------------------------------------------------------

_OLLAMA_END = {"done": True, "done_reason": "stop", "prompt_eval_count": 3, "eval_count": 2}
_OLLAMA_CALL = {"function": {"name": "f", "arguments": {}}}
OLLAMA = (
    _stream(
        "ollama",
        ("ChatResponse", {"model": "m", "message": {"role": "assistant", "content": "Hel"}, "done": False}),
        ("ChatResponse", {"model": "m", "message": {"role": "assistant", "tool_calls": [_OLLAMA_CALL]}, "done": False}),
        ("ChatResponse", {"model": "m", "message": {"role": "assistant", "content": ""}, **_OLLAMA_END}),
        path="/api/chat",
        body=_ASKED,
    ),
    _stream(
        "ollama",
        {"model": "m", "response": "Hel", "done": False},
        {"model": "m", "response": "lo", **_OLLAMA_END},
        path="/api/generate",
        body={"prompt": "Hi", "system": "S"},
    ),
    _plain(
        "ollama",
        {"model": "m", "message": {"role": "assistant", "content": "Hello"}, **_OLLAMA_END},
        "/api/chat",
        _ASKED,
    ),
)

_COHERE_COUNTS = {"usage": {"tokens": {"input_tokens": 3, "output_tokens": 2}}}
_COHERE_CALL = {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
_COHERE = "https://api.cohere.com"


def _cohere(kind: str, **message: Json) -> Json:
    return {"type": kind, "index": 0, "delta": {"message": message}}


COHERE = (
    _stream(
        "cohere.chat",
        {"type": "message-start", "id": "m1", "delta": {"message": {"role": "assistant"}}},
        _cohere("content-start", content={"type": "text", "text": ""}),
        _cohere("content-delta", content={"text": "Hello"}),
        {"type": "content-end", "index": 0},
        _cohere("tool-call-start", tool_calls=_COHERE_CALL),
        {"type": "message-end", "delta": {"finish_reason": "TOOL_CALL", **_COHERE_COUNTS}},
        path="/v2/chat",
        body=_ASKED,
        host=_COHERE,
    ),
    _plain(
        "cohere.chat",
        {
            "id": "m1",
            "message": {
                "role": "assistant",
                "content": [{"type": "text", "text": "Hello"}],
                "tool_calls": [_COHERE_CALL],
            },
            "finish_reason": "COMPLETE",
            **_COHERE_COUNTS,
        },
        "/v2/chat",
        _ASKED,
        host=_COHERE,
    ),
    _stream(
        "cohere.chat",
        {"event_type": "stream-start", "generation_id": "g", "is_finished": False},
        {"event_type": "text-generation", "text": "Hello", "is_finished": False},
        {
            "event_type": "stream-end",
            "is_finished": True,
            "finish_reason": "COMPLETE",
            "response": {
                "text": "Hello",
                "generation_id": "g",
                "finish_reason": "COMPLETE",
                "meta": {"tokens": {"input_tokens": 3, "output_tokens": 2}},
            },
        },
        path="/v1/chat",
        body={"message": "Hi", "chat_history": [{"role": "USER", "message": "Ho"}]},
        host=_COHERE,
    ),
    _plain(
        "cohere.chat",
        {
            "generations": [
                {"text": "Hello", "finish_reason": "MAX_TOKENS"},
                {"text": "Hi", "finish_reason": "COMPLETE"},
            ],
            "meta": {"billed_units": {"input_tokens": 3, "output_tokens": 2}},
        },
        "/v1/generate",
        {"prompt": "Hi"},
        host=_COHERE,
    ),
    _plain(
        "cohere.chat",
        {
            "text": "Hello",
            "generation_id": "g",
            "tool_calls": [{"name": "f", "parameters": {}}],
            "finish_reason": "COMPLETE",
            "meta": {"tokens": {"input_tokens": 3, "output_tokens": 2}},
        },
        "/v1/chat",
        {"message": "Hi"},
        host=_COHERE,
    ),
)

# Others -----------------------------------------------------------------------------------------------------------

_PREDICTION = {
    "id": "p1",
    "model": "m",
    "urls": {},
    "input": {"prompt": "Hi"},
    "output": ["Hel", "lo"],
    "status": "succeeded",
    "error": None,
    "metrics": {"input_token_count": 3, "output_token_count": 2},
}
_RESULT = {"generated_text": "Hello", "generated_token_count": 2, "input_token_count": 3, "stop_reason": "eos_token"}
OTHERS = (
    _stream(
        "cloudflare",
        {"response": "Hel", "p": "ab"},
        {"response": "lo", "p": "ab"},
        {"response": "", "usage": _COUNTS, "p": "ab"},
        path="/client/v4/accounts/a/ai/run/@cf/m",
        body=_ASKED,
    ),
    _plain(
        "cloudflare",
        {
            "result": {"response": "Hello", "tool_calls": [{"name": "f", "arguments": {}}], "usage": _COUNTS},
            "success": True,
            "errors": [],
        },
        "/client/v4/accounts/a/ai/run/@cf/m",
        {"prompt": "Hi"},
    ),
    _stream(
        "tgi",
        {"index": 1, "token": {"id": 1, "text": "Hel", "logprob": -0.5, "special": False}, "details": None},
        {
            "index": 2,
            "token": {"id": 2, "text": "lo", "logprob": -0.5, "special": False},
            "generated_text": "Hello",
            "details": {"finish_reason": "length", "generated_tokens": 2, "input_length": 3},
        },
        path="/generate_stream",
        body={"inputs": "Hi"},
    ),
    _plain(
        "tgi",
        [
            {
                "generated_text": "Hello",
                "details": {
                    "finish_reason": "eos_token",
                    "generated_tokens": 2,
                    "input_length": 3,
                    "best_of_sequences": [{"generated_text": "Hi", "finish_reason": "length"}],
                },
            }
        ],
        "/generate",
        {"inputs": ["Hi", "Ho"]},
    ),
    _stream(
        "watsonx",
        {"model_id": "m", "results": [{**_RESULT, "generated_token_count": 1, "stop_reason": "not_finished"}]},
        {"model_id": "m", "results": [{**_RESULT, "input_token_count": 0}]},
        path="/ml/v1/text/generation_stream",
        body={"input": "Hi"},
    ),
    _plain("watsonx", {"model_id": "m", "results": [_RESULT]}, "/ml/v1/text/generation", {"input": "Hi"}),
    _stream("replicate", ("output", "Hel"), ("output", "lo"), ("done", {})),
    _stream("replicate", ("output", "Hel"), ("error", {"detail": "Broken"}), ("done", {"reason": "error"})),
    _plain("replicate", _PREDICTION, "/v1/predictions", {"input": {"prompt": "Hi", "system_prompt": "S"}}),
)

# Dialects of servers and of agents' frameworks ---------------------------------------------------------------------


def _thread(name: str, **fields: Json) -> tuple[str, Json]:
    """An event of an Assistants run, named after its object."""
    return name, {"id": "o1", "object": name.removesuffix(".created").removesuffix(".completed"), **fields}


def _step(**call: Json) -> tuple[str, Json]:
    details = {"type": "tool_calls", "tool_calls": [{"index": 0, **call}]}
    return _thread("thread.run.step.delta", delta={"step_details": details})


_THREAD_CALL = {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
_DASH_COUNTS = {"input_tokens": 3, "output_tokens": 2, "total_tokens": 5}
_DASH_PATH = "/api/v1/services/aigc/text-generation/generation"
_DIFY = {"task_id": "t1", "message_id": "m1", "conversation_id": "c1"}
_DIFY_SENT = {"inputs": {"city": "Rome"}, "query": "Hi", "response_mode": "streaming", "user": "u"}
_LLAMA = {"index": 0, "id_slot": 0, "tokens_predicted": 1, "tokens_evaluated": 3}
_CONVERSATION = {"inputs": [{"role": "user", "content": "Hi"}], "instructions": "S", "model": "m"}


def _dash(content: str, reason: str = "null", **message: Json) -> Json:
    choice = {"message": {"role": "assistant", "content": content, **message}, "finish_reason": reason}
    return {"output": {"choices": [choice]}, "usage": _DASH_COUNTS, "request_id": "r1"}


DIALECTS = (
    _stream(
        "openai.assistants",
        _thread("thread.run.created", status="queued"),
        _step(**{**_THREAD_CALL, "function": {"name": "f", "arguments": ""}}),
        _step(type="function", function={"arguments": "{}"}),
        _thread("thread.message.delta", delta={"content": [{"type": "text", "text": {"value": "Hello"}}]}),
        _thread("thread.run.completed", status="completed", usage=_COUNTS),
        path="/v1/threads/t1/runs",
        body={"assistant_id": "a", "thread": {"messages": [_USER]}, "stream": True},
    ),
    _stream(
        "openai.assistants",
        _thread("thread.run.created", status="in_progress"),
        (
            "thread.run.requires_action",
            {
                "id": "r1",
                "object": "thread.run",
                "status": "requires_action",
                "required_action": {"submit_tool_outputs": {"tool_calls": [_THREAD_CALL]}},
            },
        ),
        path="/v1/threads/t1/runs",
        body={"assistant_id": "a"},
    ),
    _stream(
        "mistral.conversations",
        {"type": "conversation.response.started", "conversation_id": "v1"},
        {"type": "tool.execution.started", "id": "x1", "name": "web_search", "arguments": "{}"},
        {"type": "tool.execution.done", "id": "x1", "name": "web_search", "info": {"results": 1}},
        {"type": "message.output.delta", "id": "m1", "content": "Hello"},
        {"type": "function.call.delta", "tool_call_id": "c1", "name": "f", "arguments": "{}"},
        {"type": "conversation.response.done", "usage": _COUNTS},
        path="/v1/conversations",
        body=_CONVERSATION,
    ),
    _plain(
        "mistral.conversations",
        {
            "object": "conversation.response",
            "conversation_id": "v1",
            "outputs": [
                {"type": "message.output", "content": [{"type": "text", "text": "Hello"}]},
                {"type": "function.call", "tool_call_id": "c1", "name": "f", "arguments": {}},
            ],
            "usage": _COUNTS,
        },
        "/v1/conversations",
        {"inputs": "Hi"},
    ),
    _stream(
        "dashscope",
        ("result", _dash("Hel", reasoning_content="Hm")),
        ("result", _dash("Hello", reasoning_content="Hm", tool_calls=[_CALL])),
        ("result", _dash("Hello", "stop", reasoning_content="Hm", tool_calls=[_CALL])),
        path=_DASH_PATH,
        body={"model": "m", "input": _ASKED},
    ),
    _plain(
        "dashscope",
        {"output": {"text": "Hello", "finish_reason": "length"}, "usage": _DASH_COUNTS, "request_id": "r1"},
        _DASH_PATH,
        {"model": "m", "input": {"prompt": "Hi"}},
    ),
    _stream(
        "dify",
        ("", {"event": "workflow_started", **_DIFY, "data": {"id": "w1"}}),
        ("", {"event": "agent_thought", **_DIFY, "id": "h1", "tool": "f", "tool_input": "{}", "observation": "ok"}),
        ("", {"event": "message", **_DIFY, "answer": "Hello"}),
        ("", {"event": "message_end", **_DIFY, "metadata": {"usage": _COUNTS}}),
        path="/v1/chat-messages",
        body=_DIFY_SENT,
    ),
    _stream(
        "dify",
        ("", {"event": "text_chunk", **_DIFY, "data": {"text": "Hello"}}),
        ("", {"event": "workflow_finished", **_DIFY, "data": {"status": "failed", "error": "No", "total_tokens": 5}}),
        path="/v1/workflows/run",
        body=_DIFY_SENT,
    ),
    _plain(
        "dify",
        {"event": "message", "mode": "chat", **_DIFY, "answer": "Hello", "metadata": {"usage": _COUNTS}},
        "/v1/chat-messages",
        _DIFY_SENT,
    ),
    _stream(
        "llama.cpp",
        {**_LLAMA, "content": "Hel", "stop": False},
        {**_LLAMA, "content": "lo", "stop": False},
        {**_LLAMA, "content": "", "stop": True, "stop_type": "limit", "tokens_predicted": 2},
        path="/completion",
        body={"prompt": "Hi", "n_predict": 2},
    ),
    _plain(
        "llama.cpp",
        [
            {**_LLAMA, "content": "Hello", "stop": True, "stop_type": "eos"},
            {**_LLAMA, "content": "Ho", "index": 1, "stop": True, "stopped_word": True},
        ],
        "/completion",
        {"prompt": ["Hi", "Ho"]},
    ),
    _stream(
        "koboldcpp",
        ("message", {"token": "Hel", "finish_reason": None}),
        ("message", {"token": "lo", "finish_reason": "length"}),
        path="/api/extra/generate/stream",
        body={"prompt": "Hi", "memory": "M"},
    ),
    _plain(
        "koboldcpp",
        {"results": [{"text": "Hello", "finish_reason": "stop", "prompt_tokens": 3, "completion_tokens": 2}]},
        "/api/v1/generate",
        {"prompt": "Hi"},
    ),
    _stream(
        "ai_sdk",
        {"type": "start", "messageId": "m1"},
        {"type": "start-step"},
        {"type": "reasoning-delta", "id": "0", "delta": "Hm"},
        {"type": "tool-input-start", "toolCallId": "c1", "toolName": "f"},
        {"type": "tool-input-delta", "toolCallId": "c1", "inputTextDelta": "{}"},
        {"type": "tool-input-available", "toolCallId": "c1", "toolName": "f", "input": {}},
        {"type": "tool-output-available", "toolCallId": "c1", "output": "ok"},
        {"type": "text-delta", "id": "1", "delta": "Hello"},
        {"type": "finish-step"},
        {"type": "finish", "finishReason": "stop", "messageMetadata": {"usage": {"inputTokens": 3, "outputTokens": 2}}},
        path="/api/chat",
        body={"id": "x", "messages": [{"role": "user", "parts": [{"type": "text", "text": "Hi"}]}]},
    ),
    _stream(
        "ai_sdk",
        ("f", {"messageId": "m1"}),
        ("0", "Hel"),
        ("0", "lo"),
        ("9", {"toolCallId": "c1", "toolName": "f", "args": {}}),
        ("d", {"finishReason": "tool-calls", "usage": {"promptTokens": 3, "completionTokens": 2}}),
        path="/api/chat",
        body=_ASKED,
    ),
    _stream(
        "ag_ui",
        {"type": "RUN_STARTED", "threadId": "t1", "runId": "r1"},
        {"type": "TEXT_MESSAGE_START", "messageId": "m1", "role": "assistant"},
        {"type": "TEXT_MESSAGE_CONTENT", "messageId": "m1", "delta": "Hello"},
        {"type": "TEXT_MESSAGE_END", "messageId": "m1"},
        {"type": "TOOL_CALL_START", "toolCallId": "c1", "toolCallName": "f"},
        {"type": "TOOL_CALL_ARGS", "toolCallId": "c1", "delta": "{}"},
        {"type": "TOOL_CALL_RESULT", "toolCallId": "c1", "content": "ok"},
        {"type": "RUN_FINISHED", "threadId": "t1", "runId": "r1"},
        path="/agent",
        body={"threadId": "t1", "runId": "r1", "messages": [_USER]},
    ),
)

# No conversation --------------------------------------------------------------------------------------------------

CARDS = (
    _plain(
        "card",
        {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": [0.5, 1.5]}], "usage": _COUNTS},
        "/v1/embeddings",
        {"input": "Hi"},
    ),
    _plain("card", {"object": "list", "data": [{"object": "model", "id": "m"}]}, "/v1/models"),
    _plain("exception", {"error": {"message": "No", "type": "bad_request"}}, _CHAT_PATH, _ASKED, status=400),
    _plain("raw", {"hologram": 1}, "/v1/holograms", _ASKED),
    _stream("raw", {"hologram": 1}, {"hologram": 2}, path="/v1/holograms"),
)

# Tools that the provider runs, and errors in shapes that are no protocol's own ------------------------------------

_RAN = {"index": 0, "type": "search", "arguments": "{}"}
_SERVER_TOOL = {"type": "server_tool_use", "id": "s1", "name": "web_search", "input": {}}
_SEARCH = {"type": "web_search_call", "id": "w1", "status": "completed", "action": {"type": "search", "query": "a"}}
_RESULT = {"type": "web_search_tool_result", "tool_use_id": "s1", "content": []}
RUN_BY_PROVIDERS = (
    _stream(
        "openai.chat",
        _chat({"role": "assistant", "executed_tools": [_RAN]}),
        _chat({"executed_tools": [{**_RAN, "output": "Found"}]}),
        _chat({"content": "Hello"}),
        _chat({}, "stop", x_groq={"usage": _COUNTS}),
        path=_CHAT_PATH,
        body=_ASKED,
    ),
    _stream(
        "openai.responses",
        _CREATED,
        {"type": "response.output_item.added", "output_index": 0, "item": {**_SEARCH, "status": "in_progress"}},
        {"type": "response.web_search_call.searching", "output_index": 0, "item_id": "w1"},
        {"type": "response.output_item.done", "output_index": 0, "item": _SEARCH},
        {"type": "response.output_text.delta", "output_index": 1, "content_index": 0, "delta": "Hello"},
        {"type": "response.completed", "response": {**_RESPONSE, "output": [_SEARCH, _OUTPUT[0]]}},
        path="/v1/responses",
        body=_RESPONSE_SENT,
    ),
    _stream(
        "anthropic.messages",
        {"type": "message_start", "message": {**_MESSAGE, "content": [], "stop_reason": None}},
        {"type": "content_block_start", "index": 0, "content_block": _SERVER_TOOL},
        {"type": "content_block_stop", "index": 0},
        {"type": "content_block_start", "index": 1, "content_block": _RESULT},
        {"type": "content_block_delta", "index": 2, "delta": {"type": "text_delta", "text": "Hello"}},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 2}},
        path="/v1/messages",
        body=_MESSAGES_SENT,
    ),
    _stream(
        "gemini.generate_content",
        _candidate({"executableCode": {"language": "PYTHON", "code": "1"}}, responseId="a"),
        _candidate({"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "1"}}, responseId="a"),
        _candidate({"text": "Hello"}, finish="STOP", responseId="a", **_GOOGLE_COUNTS),
        path="/v1beta/models/m:streamGenerateContent",
        body=_GOOGLE_SENT,
    ),
    _plain(
        "gemini.interactions",
        {**_INTERACTION, "steps": [{"type": "google_search_call", "id": "g1", "arguments": {"queries": ["a"]}}]},
        "/v1beta/interactions",
        _INTERACTION_SENT,
    ),
    _plain(
        "bedrock.converse",
        {
            "output": {
                "message": {"content": [{"toolUse": {"toolUseId": "t1", "name": "f", "type": "server_tool_use"}}]}
            },
            "stopReason": "end_turn",
            "usage": _AWS_COUNTS,
        },
        "/model/m/converse",
        _CONVERSE_SENT,
        host=_AWS,
    ),
)
ERRORS = (
    _stream(
        "openai.chat",
        _chat({"content": "Hel"}),
        {
            **_chat({}, "error"),
            "choices": [{"index": 0, "delta": {}, "finish_reason": "error", "error": {"code": 502}}],
        },
        path=_CHAT_PATH,
        body=_ASKED,
    ),
    _stream("openai.chat", _chat({"content": "Hel"}), ("error", "Broken"), path=_CHAT_PATH, body=_ASKED),
    _stream(
        "openai.chat",
        _chat({"content": "Hel"}, base_resp={"status_code": 0}),
        _chat({}, "stop", base_resp={"status_code": 1002, "status_msg": "Too fast"}),
        path=_CHAT_PATH,
        body=_ASKED,
    ),
    _stream(
        "gemini.generate_content",
        _candidate({"text": "Hel"}, responseId="a", **_GOOGLE_COUNTS),
        [{"error": {"code": 503, "message": "Overloaded", "status": "UNAVAILABLE"}}],
        path="/v1beta/models/m:streamGenerateContent",
        body=_GOOGLE_SENT,
    ),
)


SEEDS: tuple[Seed, ...] = (
    *CHAT,
    *COMPLETIONS,
    *RESPONSES,
    *SOCKETS,
    *ANTHROPIC,
    *GOOGLE,
    *BEDROCK,
    *OLLAMA,
    *COHERE,
    *OTHERS,
    *DIALECTS,
    *CARDS,
    *RUN_BY_PROVIDERS,
    *ERRORS,
)
