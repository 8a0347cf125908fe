"""Pairs that say the same otherwise, or differ in noise, each with near misses, and the kinds of each."""

from __future__ import annotations

from tests.ogx import Value, chat, chunk, delta, failed, stream, usage
from tests.review.answers_by_hand import (
    OVERLOADED,
    SENT,
    answered,
    asked_with,
    call,
    called,
    embedding,
    model,
    models,
    packed,
    ranked,
    running,
    said,
    wrapped,
)

Row = tuple[str, Value, Value, set[str]]

LESSER: list[Row] = [
    # reworded
    ("other words", said(), said("It is bad"), {"text"}),
    ("a blank", said(), said("It is fine "), {"text"}),
    ("other thoughts", answered(reasoning="hm"), answered(reasoning="oh"), {"reasoning"}),
    ("words beside a call", called(call("f", "{}")), called(call("f", "{}"), text="Let me"), {"text_appears"}),
    ("a call alone", called(call("f", "{}"), text="Let me"), called(call("f", "{}")), {"text_goes"}),
    ("another message of an error", OVERLOADED, failed(said(), "RateLimitError", "wait", 429), {"error_message"}),
    ("another source", answered(annotations=[{"url": "a"}]), answered(annotations=[{"url": "b"}]), {"citations"}),
    (
        "another result of a tool that the server ran",
        answered(executed_tools=[{"type": "x", "output": "1"}]),
        answered(executed_tools=[{"type": "x", "output": "2"}]),
        {"tool_result"},
    ),
    ("another list of models", models("a"), models("a", "b"), {"models"}),
    ("the same models in another order", models("a", "b"), models("b", "a"), {"spelling"}),
    ("another vector", embedding([1.0, 0.0, 0.5]), embedding([0.0, 1.0, 0.5]), {"embedding"}),
    ("nearly the same vector", embedding([1.0, 0.0]), embedding([1.0, 0.05]), {"embedding"}),
    ("a longer vector", embedding([1.0, 0.0]), embedding([1.0, 0.0, 0.0]), {"embedding"}),
    (
        "other data",
        wrapped({"object": "file", "id": "f", "filename": "a"}, "/v1/files"),
        wrapped({"object": "file", "id": "f", "filename": "b"}, "/v1/files"),
        {"data"},
    ),
    ("another picture", answered(images=[{"data": "AAAA"}]), answered(images=[{"data": "BBBB"}]), {"media"}),
    # usage
    (
        "counts",
        chat("t.py::a", SENT, stream("a", counts=usage(1, 2))),
        chat("t.py::a", SENT, stream("a", counts=usage(1, 3))),
        {"usage"},
    ),
    (
        "a count more",
        chat("t.py::a", SENT, stream("a", counts=usage(1, 2))),
        chat("t.py::a", SENT, stream("a", counts=usage(1, 2, {"reasoning_tokens": 0}))),
        {"usage"},
    ),
    (
        "a count that is null",
        chat("t.py::a", SENT, stream("a", counts=usage(1, 2))),
        chat("t.py::a", SENT, stream("a", counts={**usage(1, 2), "cached": None})),
        {"spelling"},
    ),
    # noise
    ("an id", called(call("f", "{}", call_id="call_1")), called(call("f", "{}", call_id="call_2")), {"ids"}),
    ("a text that is only an id", said("call_a1b2c3d4e5"), said("call_f6g7h8i9j0"), {"ids"}),
    ("a name is no id", said("claude-3-opus"), said("claude-3-haiku"), {"text"}),
    (
        "a time",
        model("m"),
        chat("t.py::a", SENT, [chunk(delta(finish="stop", content="Fine"), model="m", created=5)]),
        {"timestamps"},
    ),
    (
        "a time among the counts",
        chat("t.py::a", SENT, stream("a", counts={**usage(1, 2), "queue_time": 0.1})),
        chat("t.py::a", SENT, stream("a", counts={**usage(1, 2), "queue_time": 0.2})),
        {"timestamps"},
    ),
    (
        "a fingerprint",
        model("m"),
        chat("t.py::a", SENT, [chunk(delta(finish="stop", content="Fine"), model="m", system_fingerprint="b")]),
        {"fingerprint"},
    ),
    (
        "cut otherwise",
        said(),
        chat("t.py::a", SENT, [chunk(delta(content="It is fine", role="assistant")), *stream("")]),
        {"chunks"},
    ),
    (
        "padding",
        model("m"),
        chat("t.py::a", SENT, [chunk(delta(finish="stop", content="Fine"), model="m", obfuscation="x")]),
        {"padding"},
    ),
    (
        "probabilities",
        answered(logprobs={"content": [{"token": "F", "logprob": -1}]}),
        answered(logprobs={"content": [{"token": "F", "logprob": -2}]}),
        {"logprobs"},
    ),
    (
        "a filter",
        answered(content_filter_results={"hate": {"severity": "safe"}}),
        answered(content_filter_results={"hate": {"severity": "low"}}),
        {"content_filter"},
    ),
    (
        "a tier",
        model("m"),
        chat("t.py::a", SENT, [chunk(delta(finish="stop", content="Fine"), model="m", service_tier="b")]),
        {"service_tier"},
    ),
    ("a seed of the server", answered(seed=1), answered(seed=2), {"seed"}),
    ("a seed that was asked for", said(seed=1), said(seed=2), {"parameters"}),
    (
        "who served it",
        model("m"),
        chat("t.py::a", SENT, [chunk(delta(finish="stop", content="Fine"), model="m", provider="b")]),
        {"metadata"},
    ),
    ("a header more", said(), asked_with(headers={"x-from": "b"}), {"headers"}),
    ("the client", asked_with(headers={"user-agent": "a"}), asked_with(headers={"user-agent": "b"}), {"headers"}),
    ("spelling of arguments", called(call("f", '{"a": 1, "b": 2}')), called(call("f", '{"b":2,"a":1}')), {"spelling"}),
    ("no arguments", called(call("f", "")), called(call("f", "{}")), {"spelling"}),
    ("spelling of an answer", said('{"a": 1}'), said('{"a":1}'), {"spelling", "chunks"}),
    (
        "the SDK",
        asked_with(provider_metadata={"openai_sdk_version": "1"}),
        asked_with(provider_metadata={"openai_sdk_version": "2"}),
        {"sdk"},
    ),
    ("a test's id", {**said(), "test_id": None}, said(), {"test_id"}),
    ("what is loaded", running(1), running(2), {"server_state"}),
    ("how numbers are rounded", embedding([0.5, 0.25]), embedding([0.5001, 0.2499]), {"embedding_jitter"}),
    ("packed vectors", embedding(packed(0.5, 0.25)), embedding(packed(0.5001, 0.2499)), {"embedding_jitter"}),
    ("the same vector, packed", embedding([0.5, 0.25]), embedding(packed(0.5, 0.25)), {"embedding_jitter"}),
    ("another host", said(), said(url="http://127.0.0.1:11434/v1/v1/chat/completions"), {"host"}),
    (
        "calls in another order",
        called(call("f", "{}"), call("g", "{}", 1, "call_2")),
        called(call("g", "{}"), call("f", "{}", 1, "call_2")),
        {"tool_order"},
    ),
    (
        "calls of one tool in another order",
        called(call("f", '{"a": 1}'), call("f", '{"a": 2}', 1, "call_2")),
        called(call("f", '{"a": 2}'), call("f", '{"a": 1}', 1, "call_2")),
        {"tool_order"},
    ),
    ("scores", ranked((0, 0.9), (1, 0.5)), ranked((0, 0.8), (1, 0.5)), {"scores"}),
]
