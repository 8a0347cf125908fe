"""What differs between any two recordings of the same call, and says nothing about the model: told by its key.

Only in answers: in a request everything counts. Source: a comparison of 863 committed re-recordings of OGX, and the
answers of OpenAI, Azure, Groq, Ollama, llama.cpp, Anthropic, Google, Cohere and Bedrock. Any other key is a change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from recview.coerce import as_dict, as_str
from recview.model import Chunk, Json

Noise: TypeAlias = Literal["ids", "timestamps", "fingerprint", "signatures", "padding", "usage"]

_KEYS: dict[Noise, tuple[str, ...]] = {
    "ids": (
        *("id", "_request_id", "request_id", "requestId", "response_id", "responseId", "generation_id", "trace_id"),
        *("tool_call_id", "call_id", "item_id", "message_id", "tool_use_id", "toolUseId", "event_id", "caller_id"),
        *("previous_response_id", "approval_request_id", "container_id", "interaction_id", "sequence_number"),
        # Nova opens another block a piece.
        "contentBlockIndex",
    ),
    "timestamps": (
        *("created", "created_at", "createdAt", "createTime", "completed_at", "modified_at", "expires_at", "timestamp"),
        *("create_time", "updated", "Date"),
        *("total_duration", "load_duration", "prompt_eval_duration", "eval_duration", "timings"),
        *("latencyMs", "invocationLatency", "firstByteLatency"),
    ),
    "fingerprint": ("system_fingerprint", "fingerprint"),
    # What only the server that sealed it can read is another each time, whatever it holds.
    "signatures": (
        *("signature", "thoughtSignature", "thought_signature", "encrypted_content", "encrypted_index"),
        "redactedContent",
    ),
    "padding": ("obfuscation", "p"),
    "usage": (
        *("usage", "usageMetadata", "usage_metadata", "prompt_eval_count", "eval_count", "billed_units"),
        *("prompt_token_count", "generation_token_count", "inputTokenCount", "outputTokenCount", "tokenCount"),
        *("cacheReadInputTokenCount", "cacheWriteInputTokenCount", "inputTextTokenCount", "totalOutputTextTokenCount"),
    ),
}

_KINDS: Mapping[str, Noise] = {key: kind for kind, keys in _KEYS.items() for key in keys}

_PADDED = frozenset({"role", "contentBlockIndex", "stopReason", "metrics"})
"""What the frames that Bedrock pads with `p` have besides."""

_KEEP_ALIVES = {"ping", "keepalive"}
_BESIDE = {"Date": "Content-Type", "updated": "created"}
"""Common words that are noise only beside another field: `Date` among the headers of an answer."""

GROWING = frozenset(
    {"arguments", "content", "data", "delta", "partial_json", "response", "summary", "text", "thinking"}
)
"""Keys whose strings arrive in pieces: over the chunks of a stream they are one text, wherever it was cut."""


def noise_of(key: str, owner: Mapping[str, Json]) -> Noise | None:
    """The kind of noise that a field of an answer is, or None if it counts.

    Args:
        key: The field's name.
        owner: The object that it is in: what lists models by `id` names them so.
    """
    kind = _KINDS.get(key)
    if kind == "ids" and key == "id" and ("owned_by" in owner or owner.get("object") == "model"):
        return None
    if key == "data" and owner.get("type") == "redacted_thinking":
        return "signatures"
    if key == "tokens" and "billed_units" in owner:
        return "usage"
    if key == "p" and _PADDED.isdisjoint(owner):
        return None
    return kind if _BESIDE.get(key, key) in owner else None


def is_keep_alive(chunk: Chunk) -> bool:
    """Whether a chunk only keeps the connection open, as Anthropic's pings do: they come whenever they come."""
    return (as_str(as_dict(chunk.data).get("type")) or chunk.kind) in _KEEP_ALIVES
