"""Pairs whose difference is behaviour or a request, each with near misses, and the kinds of each."""

from __future__ import annotations

from tests.ogx import Value, chat, chunk, delta, failed, message, stream
from tests.review.answers_by_hand import (
    ANTHROPIC,
    OVERLOADED,
    SCHEMA,
    SENT,
    answered,
    asked_with,
    call,
    called,
    history,
    model,
    moderated,
    ranked,
    said,
)

Row = tuple[str, Value, Value, set[str]]

GRAVER: list[Row] = [
    ("identical", said(), said(), set()),
    # behaviour
    ("a tool of another name", called(call("f", "{}")), called(call("g", "{}")), {"tool_name"}),
    ("another argument", called(call("f", '{"a": 1}')), called(call("f", '{"a": 2}')), {"tool_arguments"}),
    ("true is not 1", called(call("f", '{"a": 1}')), called(call("f", '{"a": true}')), {"tool_arguments"}),
    ("arguments that are no JSON", called(call("f", "ls")), called(call("f", "ls -l")), {"tool_arguments"}),
    ("a call more", called(call("f", "{}")), called(call("f", "{}"), call("f", "{}", 1, "call_2")), {"tool_count"}),
    ("cut off", said(), said(finish="length"), {"finish_reason"}),
    ("no ending", said(), chat("t.py::a", SENT, stream("It is fine")[:-1]), {"finish_reason"}),
    ("refuses", answered(), answered(refusal="No"), {"refusal"}),
    ("refuses in other words", answered(refusal="No"), answered(refusal="Never"), {"text"}),
    ("fails", said(), OVERLOADED, {"error"}),
    ("another error", OVERLOADED, failed(said(), "APIError", "slow down", 429), {"error_type"}),
    ("another status", OVERLOADED, failed(said(), "RateLimitError", "slow down", 503), {"status"}),
    ("thinks", answered(), answered(reasoning="hm"), {"reasoning_appears"}),
    ("thinks no more", answered(reasoning="hm"), answered(), {"reasoning_goes"}),
    (
        "a choice more",
        answered(),
        chat("t.py::a", SENT, [chunk(delta(0, "stop", content="Fine"), delta(1, "stop"))]),
        {"choices"},
    ),
    (
        "fits no more",
        said('{"a": 1}', response_format=SCHEMA),
        said('{"a": "1"}', response_format=SCHEMA),
        {"schema", "text"},
    ),
    ("fits still", said('{"a": 1}', response_format=SCHEMA), said('{"a": 2}', response_format=SCHEMA), {"text"}),
    ("flagged", moderated(flagged=False, score=0.1), moderated(flagged=True, score=0.1), {"flagged"}),
    ("ranked otherwise", ranked((0, 0.9), (1, 0.5)), ranked((1, 0.9), (0, 0.5)), {"ranking", "scores"}),
    ("another model", model("gpt-4o"), model("gpt-4o-mini"), {"model"}),
    ("the same model, dated", model("gpt-4o"), model("gpt-4o-2024-08-06"), {"metadata"}),
    ("another API", said(), {**said(), "response": {"body": ANTHROPIC, "is_streaming": False}}, {"protocol", "usage"}),
    # request
    ("another question", said(), chat("t.py::a", [message("user", "Ho")], stream("It is fine")), {"messages"}),
    ("a message more", said(), chat("t.py::a", [message("system", "Be"), *SENT], stream("It is fine")), {"messages"}),
    ("a parameter", said(), said(temperature=0.5), {"parameters"}),
    ("a tool", said(), said(tools=[{"type": "function"}]), {"tools"}),
    ("another path", said(), said(url="http://localhost:11434/v2/chat/completions"), {"url"}),
    ("another method", said(), asked_with(method="PUT"), {"method"}),
    ("another body", asked_with(body="a"), asked_with(body="b"), {"request_body"}),
    ("a header of both", asked_with(headers={"x-from": "a"}), asked_with(headers={"x-from": "b"}), {"request_header"}),
    ("a version", said(), asked_with(headers={"anthropic-version": "2"}), {"request_header"}),
    ("an id of the history", history("call_abcdefg1", '{"a": 1}'), history("call_abcdefg2", '{"a": 1}'), {"ids"}),
    ("spelling in the history", history("call_1", '{"a": 1}'), history("call_1", '{"a":1}'), {"spelling"}),
]
