"""The rules of family T but those about endings: each fires, and what nearly is a fault is none."""

from __future__ import annotations

import pytest

from recview.checks.registry import RULES
from tests.checks import wire
from tests.checks.finding_lines import Line, findings
from tests.checks.streams.test_endings import TABLES as ENDINGS
from tests.checks.wire import (
    ANTHROPIC,
    BEDROCK,
    CHAT,
    COMPLETIONS,
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
BLANK = Line("T103", "answer", "the body is empty, of status 200")
IN_ONE_PIECE = Line("T108", "answer", "a stream was asked for, and the answer is in one piece")
UNASKED = Line("T108", "answer", "no stream was asked for, and one came")
CALLED = [call('{"a":')]


def after_end(chunk: int) -> list[Line]:
    return [Line("T106", f"answer, chunk {chunk}", "it follows the finish_reason")]


def contradicted(path: str, promised: str, answering: str) -> list[Line]:
    return [Line("T110", "request.endpoint", f"{path} is that of {promised}, and the answer is of {answering}")]


ARGUMENTS = {
    "chat": (
        plain(CHAT, completion("tool_calls", tool_calls=[call("{'a': 1}")])),
        [
            Line(
                "T104",
                "arguments of f",
                "not JSON: Expecting property name enclosed in double quotes at line 1, column 2",
            )
        ],
    ),
    "a stream": (
        streamed(CHAT, delta(tool_calls=CALLED), delta("tool_calls")),
        [Line("T104", "arguments of f, chunk 1", "the JSON ends early at line 1, column 6")],
    ),
    "a response": (
        plain(
            RESPONSES,
            wire.response("completed", {"type": "function_call", "call_id": "c", "name": "f", "arguments": "a"}),
        ),
        [Line("T104", "arguments of f", "not JSON: Expecting value at line 1, column 1")],
    ),
    "a message": (
        streamed(
            ANTHROPIC,
            wire.MESSAGE_STREAM[0],
            {"type": "content_block_start", "index": 0, "content_block": {"type": "tool_use", "id": "t", "name": "f"}},
            {"type": "content_block_delta", "index": 0, "delta": {"type": "input_json_delta", "partial_json": '{"a"'}},
            *wire.MESSAGE_STREAM[3:],
        ),
        [Line("T104", "arguments of f, chunk 2", "the JSON ends early at line 1, column 5")],
    ),
    "two objects": (
        plain(CHAT, completion("tool_calls", tool_calls=[call('{}{"a": 1}')])),
        [Line("T104", "arguments of f", "not JSON: Extra data at line 1, column 3")],
    ),
    "no object, but JSON": (plain(CHAT, completion("tool_calls", tool_calls=[call("null"), call("[1]", "c2")])), []),
}

NO_ID = {
    "chat": (
        plain(CHAT, completion("tool_calls", tool_calls=[call(id="")])),
        [Line("T105", "call of f", "it has no id")],
    ),
    "a stream": (
        streamed(CHAT, TEXT, delta(tool_calls=[call(id=None)]), delta("tool_calls")),
        [Line("T105", "call of f, chunk 2", "it has no id")],
    ),
    "a response": (
        plain(RESPONSES, wire.response("completed", {"type": "function_call", "name": "f", "arguments": "{}"})),
        [Line("T105", "call of f", "it has no id")],
    ),
    "a message": (
        plain(ANTHROPIC, wire.message({"type": "tool_use", "name": "f", "input": {}}, stop="tool_use")),
        [Line("T105", "call of f", "it has no id")],
    ),
    "converse": (
        plain(BEDROCK, wire.converse({"toolUse": {"name": "f", "input": {}}}, stop="tool_use")),
        [Line("T105", "call of f", "it has no id")],
    ),
}

AFTER_END = {
    "chat": (streamed(CHAT, TEXT, END, delta(content="!")), after_end(3)),
    "a call": (streamed(CHAT, TEXT, END, delta(tool_calls=[call()])), after_end(3)),
    "said once of a choice": (
        streamed(CHAT, TEXT, END, delta(content="!"), delta(content="!")),
        after_end(3),
    ),
    "messages": (
        streamed(ANTHROPIC, *wire.MESSAGE_STREAM, wire.MESSAGE_STREAM[2]),
        after_end(7),
    ),
    "responses": (
        streamed(RESPONSES, *wire.RESPONSE_STREAM, {**wire.RESPONSE_STREAM[1], "delta": "!"}),
        after_end(4),
    ),
    "converse": (
        streamed(BEDROCK, *wire.CONVERSE_STREAM, wire.CONVERSE_STREAM[1]),
        after_end(6),
    ),
    "the first chunk once more": (
        streamed(CHAT, TEXT, delta(content="!"), END, TEXT),
        [Line("T106", "choice 1, answer, chunk 4", "it follows the finish_reason")],
    ),
    "ollama": (
        streamed(OLLAMA, wire.ollama("a"), wire.ollama(done="stop"), wire.ollama("b")),
        [Line("T106", "choice 1, answer, chunk 3", "it follows the finish_reason")],
    ),
    "usage, and a repeated end": (streamed(CHAT, TEXT, END, END, counted()), []),
}

NOT_AS_ASKED = {
    "chat": (plain(CHAT, completion(content="Hi"), stream=True), [IN_ONE_PIECE]),
    "chat, the reverse": (streamed(CHAT, TEXT, END, stream=False), [UNASKED]),
    "gemini": (
        plain(GEMINI, candidate({"text": "Hi"}), url=GEMINI.stream_url),
        [IN_ONE_PIECE],
    ),
    "ollama, the reverse": (
        streamed(OLLAMA, wire.ollama("a"), wire.ollama(done="stop"), stream=False),
        [UNASKED],
    ),
    "Ollama's stream of one line": (plain(OLLAMA, wire.ollama("a", done="stop"), stream=True), []),
    "an error in the place of a stream": (
        plain(CHAT, {"error": {"message": "No", "type": "bad_request"}}, status=400, stream=True),
        [Line("T109", "answer", "the server answered bad_request 400")],
    ),
    "an empty body in the place of a stream": (plain(CHAT, "", stream=True), [BLANK]),
}

ERRORS = {
    "a body": (
        plain(CHAT, {"error": {"message": "The key sk-abc is wrong", "type": "invalid_request_error"}}, status=401),
        [Line("T109", "answer", "the server answered invalid_request_error 401")],
    ),
    "a code that is the status": (
        plain(CHAT, {"error": {"message": "No", "code": 404}}, status=404),
        [Line("T109", "answer", "the server answered 404")],
    ),
    "nothing but a status": (
        plain(CHAT, "", status=500),
        [Line("T109", "answer", "the server answered with status 500")],
    ),
    "in a stream": (
        streamed(
            ANTHROPIC,
            *wire.MESSAGE_STREAM[:3],
            {"type": "error", "error": {"type": "overloaded_error", "message": "Busy"}},
        ),
        [Line("T109", "answer, chunk 4", "the stream breaks: overloaded_error")],
    ),
    "an ending": (
        plain(GEMINI, candidate(finish="MALFORMED_FUNCTION_CALL")),
        [Line("T109", "answer", "it ends with MALFORMED_FUNCTION_CALL")],
    ),
}

CONTRADICTED = {
    "a chat at completions": (
        plain(CHAT, completion(content="Hi"), url=COMPLETIONS.url),
        contradicted("/v1/completions", "openai.completions", "openai.chat"),
    ),
    "a message at chat": (
        plain(ANTHROPIC, wire.message({"type": "text", "text": "Hi"}), url=CHAT.url),
        contradicted("/v1/chat/completions", "openai.chat", "anthropic.messages"),
    ),
    "a gateway has names of its own": (
        plain(CHAT, completion(content="Hi"), url="https://g.test/serving-endpoints/m/invocations"),
        [],
    ),
    "Mistral's code completions are chats": (
        plain(CHAT, completion(content="Hi"), url="https://api.mistral.ai/v1/fim/completions"),
        [],
    ),
    "Azure's deployments": (
        plain(
            CHAT,
            completion(content="Hi"),
            url="https://a.openai.azure.com/openai/deployments/m/chat/completions?api-version=1",
        ),
        [],
    ),
}

UNKNOWN = {
    "words": (
        plain(CHAT, "oops"),
        [Line("T111", "answer", "no chunk is one of openai.chat")],
    ),
    "another's object": (
        plain(ANTHROPIC, {"type": "message", "weather": "fair"}),
        [Line("T111", "answer", "no protocol here reads this answer from /v1/messages; it is shown as recorded")],
    ),
    "no model was asked": (plain(wire.Api("https://a.test/token", "", {}), {"token": "<t>"}), []),
}

TABLES = {
    "T104": ARGUMENTS,
    "T105": NO_ID,
    "T106": AFTER_END,
    "T108": NOT_AS_ASKED,
    "T109": ERRORS,
    "T110": CONTRADICTED,
    "T111": UNKNOWN,
}

CASES = [
    pytest.param(data, expected, id=f"{rule} {name}")
    for rule, table in TABLES.items()
    for name, (data, expected) in table.items()
]


@pytest.mark.parametrize(("data", "expected"), CASES)
def test_one_cause_is_one_finding(data: bytes, expected: list[Line]) -> None:
    assert findings(data, family="T") == expected


def test_every_rule_of_the_family_is_here() -> None:
    tables = {**TABLES, **ENDINGS}
    assert {rule for rule in RULES if rule.startswith("T")} == set(tables)
    for rule, table in tables.items():
        assert any(line.rule == rule for _, expected in table.values() for line in expected)
