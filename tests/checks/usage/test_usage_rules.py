"""Family U: usage that is missing, and totals that are no sum; and how each provider's total is one."""

from __future__ import annotations

from typing import Any

import pytest

from recview.checks.usage.identities import explains_total
from recview.model import Exchange, Request, Response, Source, Usage
from tests.checks import wire
from tests.checks.finding_lines import Line, findings
from tests.checks.wire import (
    ANTHROPIC,
    BEDROCK,
    CHAT,
    COMPLETIONS,
    GEMINI,
    INTERACTIONS,
    OLLAMA,
    RESPONSES,
    candidate,
    completion,
    counted,
    delta,
    plain,
    streamed,
)

TEXT, END = delta(content="Hello"), delta("stop")
ASKED = {"stream_options": {"include_usage": True}}
NONE_CAME = Line("U101", "usage", "it was asked for, and none came")
SAID = {"type": "text", "text": "Hi"}


def lacking(protocol: str) -> list[Line]:
    return [Line("U101", "usage", f"a plain answer of {protocol} has it, and this one has none")]


MISSING: dict[str, tuple[bytes, list[Line]]] = {
    "asked of chat": (streamed(CHAT, TEXT, END, **ASKED), [NONE_CAME]),
    "asked of completions": (
        streamed(
            COMPLETIONS, {"object": "text_completion", "choices": [{"text": "a", "finish_reason": "stop"}]}, **ASKED
        ),
        [NONE_CAME],
    ),
    "chat": (plain(CHAT, completion(counts=None, content="Hi")), lacking("openai.chat")),
    "a response": (plain(RESPONSES, wire.response("completed", wire.SAID, usage=None)), lacking("openai.responses")),
    "a message": (plain(ANTHROPIC, wire.message(SAID, usage=None)), lacking("anthropic.messages")),
    "converse": (plain(BEDROCK, {**wire.converse({"text": "Hi"}), "usage": None}), lacking("bedrock.converse")),
    "gemini": (
        plain(GEMINI, {**candidate({"text": "Hi"}), "usageMetadata": {}}),
        lacking("gemini.generate_content"),
    ),
    "an interaction": (plain(INTERACTIONS, wire.interaction(usage={})), lacking("gemini.interactions")),
    "not asked": (streamed(CHAT, TEXT, END, stream_options={"include_usage": False}), []),
    "a stream that was cut lacks more than usage": (streamed(CHAT, TEXT, **ASKED), []),
    "of two choices one was cut": (
        streamed(CHAT, TEXT, END, delta(index=1, content="a"), delta(index=1, content="b"), **ASKED),
        [],
    ),
    "an error was asked for nothing": (streamed(CHAT, TEXT, {"error": {"message": "Busy"}}, **ASKED), []),
    "Gemini refused": (plain(GEMINI, {"promptFeedback": {"blockReason": "SAFETY"}}), []),
    "a prompt that Ollama had cached": (
        plain(OLLAMA, wire.ollama("Hi", done="stop", prompt_eval_count=None), stream=False),
        [],
    ),
}


@pytest.mark.parametrize("name", MISSING)
def test_missing_usage(name: str) -> None:
    data, expected = MISSING[name]
    assert findings(data, family="U") == expected


def chat_counts(total: int, **details: int) -> dict[str, Any]:
    return {
        "prompt_tokens": 10,
        "completion_tokens": 2,
        "total_tokens": total,
        "completion_tokens_details": {"reasoning_tokens": details.get("reasoning")},
        "prompt_tokens_details": {"cached_tokens": details.get("cached")},
    }


def unexplained(total: int, parts: str) -> list[Line]:
    return [Line("U102", "usage", f"a total of {total}, made of {parts}")]


TOTALS: dict[str, tuple[bytes, list[Line]]] = {
    "OpenAI's is input + output": (plain(CHAT, completion(counts=chat_counts(12), content="Hi")), []),
    "which hold reasoning and cache": (
        plain(CHAT, completion(counts=chat_counts(12, reasoning=1, cached=4), content="Hi")),
        [],
    ),
    "one more is a fault": (
        streamed(CHAT, TEXT, END, counted(chat_counts(13))),
        unexplained(13, "input 10, output 2"),
    ),
    "OpenAI's reasoning beside the output, too": (
        plain(CHAT, completion(counts=chat_counts(15, reasoning=3), content="Hi")),
        unexplained(15, "input 10, output 2, reasoning 3"),
    ),
    "xAI's reasoning stands beside the output": (
        plain(wire.XAI, completion(counts=chat_counts(15, reasoning=3), content="Hi")),
        [],
    ),
    "xAI's cache does not": (
        plain(wire.XAI, completion(counts=chat_counts(19, reasoning=3, cached=4), content="Hi")),
        unexplained(19, "input 10, output 2, reasoning 3, cached 4"),
    ),
    "Gemini's hidden thoughts behind OpenAI's face": (
        plain(wire.GEMINI_AS_CHAT, completion(counts=chat_counts(400), content="Hi")),
        [],
    ),
    "which are never fewer than none": (
        plain(wire.GEMINI_AS_CHAT, completion(counts=chat_counts(11), content="Hi")),
        unexplained(11, "input 10, output 2"),
    ),
    "Gemini's thoughts and tools": (
        plain(
            GEMINI,
            candidate(
                {"text": "Hi"},
                promptTokenCount=10,
                candidatesTokenCount=2,
                thoughtsTokenCount=5,
                toolUsePromptTokenCount=7,
                cachedContentTokenCount=4,
                totalTokenCount=24,
            ),
        ),
        [],
    ),
    "Gemini's total without its thoughts": (
        plain(
            GEMINI,
            candidate(
                {"text": "Hi"}, promptTokenCount=10, candidatesTokenCount=2, thoughtsTokenCount=5, totalTokenCount=12
            ),
        ),
        unexplained(12, "input 10, output 2, reasoning 5"),
    ),
    "no candidates were counted": (
        plain(GEMINI, candidate({"text": "Hi"}, promptTokenCount=10, totalTokenCount=10)),
        [],
    ),
    "Bedrock's cache": (
        plain(
            BEDROCK,
            wire.converse(
                {"text": "Hi"},
                counts={
                    "inputTokens": 3,
                    "outputTokens": 2,
                    "cacheReadInputTokens": 5,
                    "cacheWriteInputTokens": 7,
                    "totalTokens": 17,
                },
            ),
        ),
        [],
    ),
    "Bedrock's total with half of the cache": (
        plain(
            BEDROCK,
            wire.converse(
                {"text": "Hi"},
                counts={
                    "inputTokens": 3,
                    "outputTokens": 2,
                    "cacheReadInputTokens": 5,
                    "cacheWriteInputTokens": 7,
                    "totalTokens": 10,
                },
            ),
        ),
        unexplained(10, "input 3, output 2, cached 5, written to the cache 7"),
    ),
    "an interaction's thoughts and tools": (
        plain(
            INTERACTIONS,
            wire.interaction(
                usage={
                    "total_input_tokens": 3,
                    "total_output_tokens": 2,
                    "total_thought_tokens": 4,
                    "total_tool_use_tokens": 5,
                    "total_tokens": 14,
                }
            ),
        ),
        [],
    ),
    "a response": (
        plain(
            RESPONSES,
            wire.response("completed", wire.SAID, usage={"input_tokens": 3, "output_tokens": 2, "total_tokens": 6}),
        ),
        unexplained(6, "input 3, output 2"),
    ),
    "embeddings": (
        plain(
            wire.Api("https://api.openai.com/v1/embeddings", "", {"input": "Hi", "model": "m"}),
            {
                "object": "list",
                "data": [{"object": "embedding", "index": 0, "embedding": [0.5]}],
                "usage": {"prompt_tokens": 3, "total_tokens": 3},
            },
        ),
        [],
    ),
}


@pytest.mark.parametrize("name", TOTALS)
def test_totals(name: str) -> None:
    data, expected = TOTALS[name]
    assert findings(data, family="U") == expected


def served(provider: str, model: str) -> Exchange:
    """A call whose recorder noted who served it."""
    fields = {"provider_metadata": {"provider": provider}}
    return Exchange(Source("a.json"), "ogx", Request(model=model, fields=fields), Response())


COUNTS = Usage(input=10, output=2, cached=4, cache_write=1, reasoning=3)


@pytest.mark.parametrize(
    ("total", "provider", "model", "is_explained"),
    [
        (12, "", "m", True),
        (20, "", "m", True),  # who is not known may count anything
        (11, "", "m", False),
        (15, "openrouter", "anthropic/claude", True),
        (15, "azure", "grok-4", True),
        (15, "azure", "gpt-5", False),
        (17, "aws", "claude", True),
        (15, "aws", "claude", False),
        (12, "ollama", "qwen", True),
        (13, "vllm", "qwen", False),
    ],
)
def test_who_counts_what(total: int, provider: str, model: str, is_explained: bool) -> None:
    usage = COUNTS._replace(total=total)
    assert explains_total(usage, 0, "openai.chat", served(provider, model)) is is_explained


def test_a_total_alone_and_parts_alone_are_explained() -> None:
    assert explains_total(Usage(total=12), 0, "card", served("voyage", "v"))
    assert explains_total(COUNTS, 0, "openai.chat", served("openai", "m"))
