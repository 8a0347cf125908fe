"""Every provider's word for an ending has its normal form, and the unusual ones are marked whatever the word."""

from __future__ import annotations

import pytest

from recview.events import UNUSUAL_FORMS
from recview.protocols.finishes import normal, spelled, telling
from tests.builders import finish_forms

WORDS: dict[str, dict[str, str]] = {
    "OpenAI chat, Groq, Together, Azure": {
        "stop": "stop",
        "length": "length",
        "tool_calls": "tool_calls",
        "function_call": "tool_calls",
        "content_filter": "content_filter",
        "eos": "stop",
    },
    "OpenAI responses": {
        "completed": "stop",
        "incomplete": "length",
        "incomplete:max_output_tokens": "length",
        "max_output_tokens": "length",
        "incomplete:content_filter": "content_filter",
        "failed": "error",
        "cancelled": "other",
    },
    "Anthropic": {
        "end_turn": "stop",
        "max_tokens": "length",
        "model_context_window_exceeded": "length",
        "stop_sequence": "stop_sequence",
        "tool_use": "tool_calls",
        "pause_turn": "pause",
        "compaction": "pause",
        "refusal": "content_filter",
    },
    "Gemini": {
        "STOP": "stop",
        "MAX_TOKENS": "length",
        **dict.fromkeys(("SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT"), "content_filter"),
        **dict.fromkeys(("SPII", "MODEL_ARMOR", "JAILBREAK"), "content_filter"),
        **dict.fromkeys(("IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION"), "content_filter"),
        **dict.fromkeys(("MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS"), "error"),
        **dict.fromkeys(("OTHER", "IMAGE_OTHER", "NO_IMAGE", "FINISH_REASON_UNSPECIFIED"), "other"),
    },
    "Gemini as integers": {
        "0": "other",
        "1": "stop",
        "2": "length",
        **dict.fromkeys(("3", "4", "6", "7", "8", "10"), "content_filter"),
        "5": "other",
        "9": "error",
    },
    "Gemini Interactions": {"completed": "stop", "requires_action": "tool_calls", "in_progress": "other"},
    "Bedrock": {
        "guardrail_intervened": "content_filter",
        "content_filtered": "content_filter",
        "malformed_model_output": "error",
        "malformed_tool_use": "error",
        "FINISH": "stop",
        "LENGTH": "length",
        "CONTENT_FILTERED": "content_filter",
        "STOP_CRITERIA_MET": "stop_sequence",
        "endoftext": "stop",
    },
    "Cohere": {
        "COMPLETE": "stop",
        "STOP_SEQUENCE": "stop_sequence",
        "MAX_TOKENS": "length",
        "TOOL_CALL": "tool_calls",
        "ERROR": "error",
        "TIMEOUT": "error",
        "ERROR_LIMIT": "length",
        "ERROR_TOXIC": "content_filter",
        "USER_CANCEL": "other",
    },
    "Ollama": {"stop": "stop", "length": "length", "load": "other", "unload": "other"},
    "TGI and vLLM": {"eos_token": "stop", "abort": "other"},
    "Mistral": {"model_length": "length", "error": "error"},
    "xAI": {
        "REASON_STOP": "stop",
        "REASON_MAX_LEN": "length",
        "REASON_MAX_CONTEXT": "length",
        "REASON_TOOL_CALLS": "tool_calls",
        "REASON_TIME_LIMIT": "error",
    },
    "Llama Stack": {"end_of_turn": "stop", "end_of_message": "tool_calls", "out_of_tokens": "length"},
    "others": {"sensitive": "content_filter", "insufficient_system_resource": "error", "token_limit": "length"},
    "none": {"": "", "null": "", "not_finished": ""},
    "unheard of, or in another case": {"gave_up": "other", "Length": "other", "safety": "other", "99": "other"},
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
def test_normal_form(words: dict[str, str]) -> None:
    assert {word: normal(word) for word in words} == words


def test_unusual_are_the_words_that_cut_off_withhold_or_fail() -> None:
    told = {word: form for words in WORDS.values() for word, form in words.items()}
    unusual = {word for word, form in told.items() if form in {"length", "content_filter", "error"}}
    found = {word for word, form in finish_forms().items() if form in UNUSUAL_FORMS}
    assert unusual <= found
    assert not found & (told.keys() - unusual)


@pytest.mark.parametrize(
    ("finishes", "expected"),
    [({}, ""), ({1: "STOP", 0: "end_turn"}, "end_turn"), ({0: "STOP", 1: "SPII"}, "SPII")],
    ids=["none", "first choice", "unusual"],
)
def test_telling(finishes: dict[int, str], expected: str) -> None:
    assert telling(finishes) == expected


@pytest.mark.parametrize(
    ("reason", "words"),
    [("3", "SAFETY (3)"), ("4", "RECITATION (4)"), ("10", "MODEL_ARMOR (10)"), ("11", "11"), ("stop", "stop")],
    ids=["third", "fourth", "last", "no word", "word"],
)
def test_a_number_is_spelled_with_its_word(reason: str, words: str) -> None:
    assert spelled(reason) == words
