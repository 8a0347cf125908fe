"""What real servers do and is no fault: no rule about streams, usage or duplicates says a word."""

from __future__ import annotations

import pytest

from recview.json_text import strict
from tests import ogx
from tests.checks import wire
from tests.checks.finding_lines import findings
from tests.checks.wire import (
    CHAT,
    GEMINI,
    OLLAMA,
    RESPONSES,
    call,
    candidate,
    completion,
    counted,
    delta,
    plain,
    streamed,
)

TEXT, END = delta(content="Hello"), delta("stop")
ASKED = {"stream_options": {"include_usage": True}}
CALLS = delta("tool_calls")

SOUND = {
    # Each API, streamed and plain.
    "chat": streamed(CHAT, TEXT, END, counted(), **ASKED),
    "chat in one piece": plain(CHAT, completion(content="Hello")),
    "completions": plain(
        wire.COMPLETIONS,
        {"object": "text_completion", "choices": [{"text": "a", "finish_reason": "stop"}], "usage": wire.COUNTS},
    ),
    "responses": streamed(RESPONSES, *wire.RESPONSE_STREAM),
    "a response in one piece": plain(RESPONSES, wire.response("completed", wire.SAID)),
    "messages": streamed(wire.ANTHROPIC, *wire.MESSAGE_STREAM),
    "a message in one piece": plain(wire.ANTHROPIC, wire.message({"type": "text", "text": "Hello"})),
    "gemini": streamed(GEMINI, candidate({"text": "Hel"}, finish=None), candidate({"text": "lo"})),
    "gemini in one piece": plain(GEMINI, candidate({"text": "Hello"})),
    "interactions": streamed(wire.INTERACTIONS, *wire.INTERACTION_STREAM),
    "an interaction in one piece": plain(wire.INTERACTIONS, wire.interaction()),
    "converse": streamed(wire.BEDROCK, *wire.CONVERSE_STREAM),
    "converse in one piece": plain(wire.BEDROCK, wire.converse({"text": "Hello"})),
    "ollama": streamed(OLLAMA, wire.ollama("Hel"), wire.ollama("lo", done="stop")),
    "ollama in one piece": plain(OLLAMA, wire.ollama("Hello", done="stop"), stream=False),
    "cohere": streamed(wire.COHERE, *wire.COHERE_STREAM),
    # Quirks of streams.
    "usage on the finish chunk": streamed(CHAT, TEXT, {**END, "usage": wire.COUNTS}, **ASKED),
    "usage on several chunks, growing": streamed(
        CHAT,
        {**TEXT, "usage": {"prompt_tokens": 3, "completion_tokens": 1, "total_tokens": 4}},
        END,
        counted(),
        **ASKED,
    ),
    "no usage, and none was asked for": streamed(CHAT, TEXT, END),
    "usage under x_groq": streamed(CHAT, TEXT, {**END, "x_groq": {"usage": wire.COUNTS}}, **ASKED),
    "a first chunk without choices": streamed(
        CHAT, {"id": "", "object": "", "model": "", "choices": [], "prompt_filter_results": []}, TEXT, END
    ),
    "the role on every chunk": streamed(
        CHAT, delta(role="assistant", content="a"), delta("stop", role="assistant", content="")
    ),
    "arguments in pieces": streamed(
        CHAT,
        delta(tool_calls=[call('{"a"')]),
        delta(tool_calls=[{"index": 0, "function": {"arguments": ": 1}"}}]),
        CALLS,
    ),
    "arguments whole in one delta": streamed(CHAT, delta(tool_calls=[call('{"a": 1}')]), CALLS),
    "no index, and the id on every piece": streamed(
        CHAT,
        delta(tool_calls=[{"id": "c1", "function": {"name": "f", "arguments": '{"a"'}}]),
        delta(tool_calls=[{"id": "c1", "function": {"name": "", "arguments": ": 1}"}}]),
        CALLS,
    ),
    "the id on a later piece": streamed(
        CHAT, delta(tool_calls=[call("", id=None)]), delta(tool_calls=[call("{}", name="")]), CALLS
    ),
    "content in the finish chunk": streamed(CHAT, TEXT, delta("stop", content=" there")),
    "the finish_reason twice": streamed(CHAT, TEXT, END, END),
    "the finish_reason on every chunk": streamed(GEMINI, candidate({"text": "Hel"}), candidate({"text": "lo"})),
    "an empty finish_reason for none": streamed(CHAT, delta("", content="Hello"), END),
    "a delta and a cumulative message": streamed(
        CHAT,
        {"choices": [{"index": 0, "delta": {"content": "Hi"}, "message": {"content": "Hi"}, "finish_reason": None}]},
        {"choices": [{"index": 0, "delta": {}, "message": {"content": "Hi"}, "finish_reason": "stop"}]},
    ),
    "the same reasoning under two keys": streamed(CHAT, delta(reasoning="Hm", reasoning_content="Hm"), TEXT, END),
    "markup of tools in the text": streamed(CHAT, delta(content='<think>a</think><tool_call>{"a"</tool_call>'), END),
    "choices in turns": streamed(
        CHAT, delta(content="a"), delta(content="b", index=1), END, delta(content="c", index=1), delta("stop", index=1)
    ),
    "stop, though tools were called": streamed(CHAT, delta(tool_calls=[call()]), END),
    "a blank after the end": streamed(CHAT, TEXT, END, delta(content="\n")),
    "comments and blanks, and no [DONE]": streamed(CHAT, ": ping\n\n", "\n\n", TEXT, ":\n\n", END),
    "a line that is not JSON": streamed(CHAT, TEXT, "data: oops\n\n", END),
    "several answers in one stream": streamed(
        CHAT, TEXT, END, {**TEXT, "id": "r2"}, {**END, "id": "r2"}, {**counted(), "id": "r2"}
    ),
    "a call of Gemini's without id": plain(GEMINI, candidate({"functionCall": {"name": "f", "args": {}}})),
    "a finishReason that is a number": plain(GEMINI, candidate({"text": "Hi"}, finish=1)),
    "what Gemini refuses": plain(
        GEMINI,
        {"promptFeedback": {"blockReason": "SAFETY"}, "usageMetadata": {"promptTokenCount": 3, "totalTokenCount": 3}},
    ),
    "a call of Ollama's without id": plain(
        OLLAMA,
        wire.ollama(done="stop", message={"tool_calls": [{"function": {"name": "f", "arguments": {}}}]}),
        stream=False,
    ),
    # What lint tools take for faults.
    "an answer that is a refusal": plain(CHAT, completion(content=None, refusal="No.")),
    "arguments that are empty": plain(CHAT, completion("tool_calls", tool_calls=[call("")])),
    "a legacy call has no id": plain(CHAT, completion("function_call", function_call={"name": "f", "arguments": "{}"})),
    "Ollama loads a model": plain(
        OLLAMA, {"model": "m", "message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "load"}
    ),
    "Writer's completions": plain(
        wire.COMPLETIONS, {"choices": [{"text": "Hi", "log_probs": None}], "model": "palmyra"}
    ),
    "text of a custom tool": plain(
        CHAT,
        completion(
            "tool_calls", tool_calls=[{"id": "c", "type": "custom", "custom": {"name": "f", "input": "print(1)"}}]
        ),
    ),
    "text of a custom tool of a response": plain(
        RESPONSES,
        wire.response(
            "completed", {"type": "custom_tool_call", "id": "i", "call_id": "c", "name": "f", "input": "print(1)"}
        ),
    ),
    "code that the provider runs": plain(
        RESPONSES,
        wire.response("completed", {"type": "code_interpreter_call", "id": "i", "code": "n = 1", "outputs": []}),
    ),
    "code that Gemini runs": plain(
        GEMINI, candidate({"executableCode": {"language": "PYTHON", "code": "n = 1"}}, {"text": "1"})
    ),
    "a plain conversation of Mistral's": plain(
        wire.Api("https://api.mistral.ai/v1/conversations", "", {"inputs": "Hi"}),
        {
            "object": "conversation.response",
            "conversation_id": "c",
            "outputs": [{"type": "message.output", "role": "assistant", "content": "Hi"}],
            "usage": wire.COUNTS,
        },
    ),
    "what a mock is to answer with": strict(
        {"fixtures": [{"match": {"userMessage": "Hi"}, "response": {"toolCalls": [{"name": "f", "arguments": "{}"}]}}]}
    ).encode(),
    "a response in the background": plain(RESPONSES, wire.response("queued", usage=None)),
    "a response that was deleted": plain(RESPONSES, {"id": "resp_1", "object": "response", "deleted": True}),
    "an interaction in the background": plain(wire.INTERACTIONS, wire.interaction("in_progress", steps=[], usage=None)),
    "an empty answer to what is no model": plain(wire.Api("https://a.test/x", "", {}), ""),
    "audio": plain(CHAT, completion(content=None, audio={"id": "a", "data": "AAAA", "transcript": "Hi"})),
    "a choice of no tool": plain(CHAT, completion(content="Hi", tool_calls=[])),
}


@pytest.mark.parametrize("name", SOUND)
def test_no_rule_says_a_word(name: str) -> None:
    assert findings(SOUND[name]) == []


def test_a_genai_stream_is_asked_for_by_its_method() -> None:
    recording = {
        "test_id": "tests/a.py::t",
        "request": {
            "method": "POST",
            "url": "https://generativelanguage.googleapis.com/generate_content_stream",
            "headers": {},
            "body": GEMINI.body,
            "endpoint": "/generate_content_stream",
            "model": "gemini-2.5-flash",
        },
        "response": {"body": [candidate({"text": "Hi"})], "is_streaming": True},
    }
    assert findings(recording, family="T") == []


def test_a_recorded_stream_of_ogx() -> None:
    assert findings(ogx.chat("t", [ogx.message("user", "Hi")], ogx.stream("Hello", counts=ogx.usage(3, 2)))) == []
