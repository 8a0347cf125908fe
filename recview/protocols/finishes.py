"""Words for how an answer ended, as providers send them: their normal form, and which of them a reader should look at.

Source: the API references of OpenAI (chat, responses, realtime), Anthropic, Gemini and its Interactions, Bedrock and
the model families on it, Cohere (v1 and v2), Mistral, xAI, Ollama, TGI, vLLM, DeepSeek, Zhipu, watsonx and Llama Stack.
The case of a word is part of it: each stands here as it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_WORDS: Mapping[str, tuple[str, ...]] = {
    "stop": (
        *("stop", "end_turn", "completed", "done", "succeeded", "eos", "eos_token", "endoftext", "end_of_turn"),
        *("STOP", "COMPLETE", "FINISH", "FINISHED", "REASON_STOP"),
    ),
    "length": (
        *("length", "max_tokens", "max_output_tokens", "incomplete", "incomplete:max_output_tokens"),
        *("model_length", "model_context_window_exceeded", "token_limit", "out_of_tokens", "budget_exceeded"),
        *("MAX_TOKENS", "LENGTH", "ERROR_LIMIT", "REASON_MAX_LEN", "REASON_MAX_CONTEXT"),
    ),
    "tool_calls": (
        *("tool_calls", "tool_call", "tool_use", "function_call", "requires_action", "end_of_message"),
        *("TOOL_CALL", "REASON_TOOL_CALLS"),
    ),
    "content_filter": (
        *("content_filter", "incomplete:content_filter", "content_filtered", "guardrail_intervened", "refusal"),
        *("sensitive", "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR"),
        *("IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "JAILBREAK"),
        *("CONTENT_FILTERED", "ERROR_TOXIC"),
    ),
    "stop_sequence": ("stop_sequence", "STOP_SEQUENCE", "STOP_CRITERIA_MET"),
    "pause": ("pause_turn", "compaction"),
    "error": (
        *("error", "failed", "malformed_model_output", "malformed_tool_use", "network_error", "time_limit"),
        *("insufficient_system_resource", "ERROR", "TIMEOUT", "REASON_TIME_LIMIT", "RAG_QUERY_WHEN_RAG_DISABLED"),
        *("MALFORMED_FUNCTION_CALL", "MALFORMED_RESPONSE", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS"),
        "MISSING_THOUGHT_SIGNATURE",
    ),
    "other": (
        *("cancelled", "canceled", "client_cancelled", "turn_detected", "in_progress", "queued", "abort"),
        *("load", "unload", "OTHER", "FINISH_REASON_UNSPECIFIED", "IMAGE_OTHER", "NO_IMAGE", "USER_CANCEL"),
        "REASON_INVALID",
    ),
    "": ("", "null", "not_finished"),
}

# Vertex, asked for integers, sends the place in its enum. Google's other API has another order, and sends words.
_VERTEX = (
    *("FINISH_REASON_UNSPECIFIED", "STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "OTHER"),
    *("BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MALFORMED_FUNCTION_CALL", "MODEL_ARMOR"),
)

_SPELLED = {word: form for form, words in _WORDS.items() for word in words}
_NORMAL: Mapping[str, str] = MappingProxyType(
    _SPELLED | {f"{place}": _SPELLED[word] for place, word in enumerate(_VERTEX)}
)

UNUSUAL_FINISHES = frozenset(word for word, form in _NORMAL.items() if form in {"length", "content_filter", "error"})
"""Endings that cut an answer off, withheld or spoiled it, each as it is sent."""


def spelled(reason: str) -> str:
    """An ending as a reader knows it: a number with the word that it stands for."""
    place = int(reason) if reason.isdecimal() and len(reason) < 3 else len(_VERTEX)
    return f"{_VERTEX[place]} ({reason})" if place < len(_VERTEX) else reason


def normal(reason: str) -> str:
    """The normal form of a provider's word for how an answer ended.

    Returns:
        `stop`, `length`, `tool_calls`, `content_filter`, `stop_sequence`, `pause`, `error` or `other`; empty for none.
    """
    return _NORMAL.get(reason, "other")


def telling(finishes: Mapping[int, str]) -> str:
    """The one word that a row shows for several choices: an unusual ending if there is one, else the first choice's."""
    ordered = [finishes[choice] for choice in sorted(finishes)]
    return next((reason for reason in ordered if reason in UNUSUAL_FINISHES), ordered[0] if ordered else "")
