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
    *ANTHROPIC,
    *GOOGLE,
    *BEDROCK,
    *OLLAMA,
    *COHERE,
    *OTHERS,
    *CARDS,
    *RUN_BY_PROVIDERS,
    *ERRORS,
)
