"""How answers end: without a finish_reason, in mid-stream, at the limit of tokens, with nothing in them."""

from __future__ import annotations

import pytest

from tests import ogx
from tests.checks import wire
from tests.checks.finding_lines import Line, findings
from tests.checks.wire import (
    ANTHROPIC,
    BEDROCK,
    CHAT,
    COHERE,
    COMPLETIONS,
    GEMINI,
    INTERACTIONS,
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
OPEN = "it has no finish_reason"
CUT = "the stream stops here, without a finish_reason"
EMPTY = Line("T103", "answer", "nothing is in it")
BLANK = Line("T103", "answer", "the body is empty, of status 200")
CALLED = [call('{"a":')]

NO_FINISH_REASON = {
    "chat": (streamed(CHAT, TEXT, delta(), counted()), [Line("T101", "answer", OPEN)]),
    "usage alone follows": (streamed(CHAT, TEXT, counted()), [Line("T101", "answer", OPEN)]),
    "of two choices one": (
        streamed(CHAT, delta(content="a"), delta(content="b", index=1), END),
        [Line("T101", "choice 1, answer", OPEN)],
    ),
    "chat in one piece": (plain(CHAT, completion(None, content="Hi")), [Line("T101", "answer", OPEN)]),
    "completions": (
        plain(COMPLETIONS, {"object": "text_completion", "choices": [{"text": "a"}], "usage": wire.COUNTS}),
        [Line("T101", "answer", OPEN)],
    ),
    "a message": (
        plain(ANTHROPIC, wire.message({"type": "text", "text": "Hi"}, stop=None)),
        [Line("T101", "answer", OPEN)],
    ),
    "gemini": (plain(GEMINI, candidate({"text": "Hi"}, finish=None)), [Line("T101", "answer", OPEN)]),
    "converse": (plain(BEDROCK, wire.converse({"text": "Hi"}, stop=None)), [Line("T101", "answer", OPEN)]),
    "a stream of messages that is whole": (
        streamed(ANTHROPIC, *wire.MESSAGE_STREAM[:4], wire.MESSAGE_STREAM[5]),
        [Line("T101", "answer", OPEN)],
    ),
    "an error inside says why": (
        streamed(CHAT, TEXT, {"error": {"message": "Busy", "code": 503}}),
        [Line("T109", "answer, chunk 2", "the stream breaks: 503")],
    ),
}

TRUNCATED = {
    "chat": (streamed(CHAT, delta(role="assistant"), TEXT), [Line("T107", "answer, chunk 2", CUT)]),
    "before anything came": (streamed(CHAT, delta(role="assistant")), [Line("T107", "answer", CUT)]),
    "in the arguments of a call": (streamed(CHAT, delta(tool_calls=CALLED)), [Line("T107", "answer", CUT)]),
    "responses": (streamed(RESPONSES, *wire.RESPONSE_STREAM[:-1]), [Line("T107", "answer, chunk 2", CUT)]),
    "messages": (streamed(ANTHROPIC, *wire.MESSAGE_STREAM[:4]), [Line("T107", "answer, chunk 4", CUT)]),
    "messages, at once": (streamed(ANTHROPIC, *wire.MESSAGE_STREAM[:1]), [Line("T107", "answer", CUT)]),
    "gemini": (streamed(GEMINI, candidate({"text": "a"}, finish=None)), [Line("T107", "answer", CUT)]),
    "interactions": (streamed(INTERACTIONS, *wire.INTERACTION_STREAM[:-1]), [Line("T107", "answer, chunk 4", CUT)]),
    "converse": (streamed(BEDROCK, *wire.CONVERSE_STREAM[:3]), [Line("T107", "answer, chunk 3", CUT)]),
    "ollama": (streamed(OLLAMA, wire.ollama("a"), wire.ollama("b")), [Line("T107", "answer, chunk 2", CUT)]),
    "cohere": (streamed(COHERE, *wire.COHERE_STREAM[:3]), [Line("T107", "answer, chunk 3", CUT)]),
    "two choices": (
        streamed(CHAT, delta(content="a"), delta(content="b", index=1)),
        [Line("T107", "answer, chunk 2", f"{CUT} of 2 choices")],
    ),
    "a second answer": (
        streamed(CHAT, TEXT, END, *({**delta(content="a"), "id": "r2"} for _ in range(2))),
        [Line("T107", "answer, chunk 4", CUT)],
    ),
    "in mid-line": (streamed(CHAT, TEXT, 'data: {"choices": [{"del'), [Line("T107", "answer, chunk 2", CUT)]),
    "behind its finish_reason nothing is missing": (streamed(ANTHROPIC, *wire.MESSAGE_STREAM[:5]), []),
}

LENGTH = {
    "chat": (plain(CHAT, completion("length", content="Hi")), [Line("T102", "answer", "it ends with length")]),
    "a message": (
        plain(ANTHROPIC, wire.message({"type": "text", "text": "Hi"}, stop="max_tokens")),
        [Line("T102", "answer", "it ends with max_tokens")],
    ),
    "gemini": (
        plain(GEMINI, candidate({"text": "Hi"}, finish="MAX_TOKENS")),
        [Line("T102", "answer", "it ends with MAX_TOKENS")],
    ),
    "a response": (
        plain(RESPONSES, wire.response("incomplete", wire.SAID, incomplete_details={"reason": "max_output_tokens"})),
        [Line("T102", "answer", "it ends with incomplete:max_output_tokens")],
    ),
    "of two choices one": (
        streamed(CHAT, delta(content="a"), delta("length", index=1, content="b"), END),
        [Line("T102", "choice 1, answer", "it ends with length")],
    ),
    "it says all: that the answer is empty, or its arguments are cut, is no news": (
        plain(CHAT, completion("length", content=None, tool_calls=[call('{"a":')])),
        [Line("T102", "answer", "it ends with length")],
    ),
    "nothing came before the limit": (
        plain(ANTHROPIC, wire.message({"type": "thinking", "thinking": "Hm"}, stop="max_tokens")),
        [Line("T102", "answer", "it ends with max_tokens")],
    ),
}

EMPTY_ANSWER = {
    "chat": (plain(CHAT, completion(content="")), [EMPTY]),
    "blanks": (plain(CHAT, completion(content=" \n")), [EMPTY]),
    "no choices": (plain(CHAT, {"object": "chat.completion", "choices": [], "usage": wire.COUNTS}), [EMPTY]),
    "a stream": (streamed(CHAT, delta(role="assistant", content=""), END), [EMPTY]),
    "reasoning only": (
        plain(CHAT, completion(content=None, reasoning_content="Hm")),
        [Line("T103", "answer", "it has reasoning only")],
    ),
    "a message": (plain(ANTHROPIC, wire.message()), [EMPTY]),
    "a response": (plain(RESPONSES, wire.response()), [EMPTY]),
    "converse": (plain(BEDROCK, wire.converse()), [EMPTY]),
    "gemini": (plain(GEMINI, candidate()), [EMPTY]),
    "a body of nothing": (plain(CHAT, ""), [BLANK]),
    "a body of blanks": (plain(ANTHROPIC, "  \n"), [BLANK]),
    "an object of nothing": (plain(CHAT, {}), [BLANK]),
    "null": (plain(GEMINI, "null"), [BLANK]),
    "withheld": (plain(CHAT, completion("content_filter", content="")), []),
}

TABLES = {"T101": NO_FINISH_REASON, "T102": LENGTH, "T103": EMPTY_ANSWER, "T107": TRUNCATED}

CASES = [
    pytest.param(data, expected, id=f"{rule} {name}")
    for rule, table in TABLES.items()
    for name, (data, expected) in table.items()
]


@pytest.mark.parametrize(("data", "expected"), CASES)
def test_one_cause_is_one_finding(data: bytes, expected: list[Line]) -> None:
    assert findings(data, family="T") == expected


def test_ogx_keeps_nothing_but_what_models_answer() -> None:
    empty = ogx.chat("t", [ogx.message("user", "Hi")], [])
    assert findings(empty, family="T") == [Line("T103", "answer", "the body is empty")]
    failed = ogx.failed(empty, "RateLimitError", "Slow down", 429)
    assert findings(failed, family="T") == [Line("T109", "answer", "the client raised RateLimitError 429")]
