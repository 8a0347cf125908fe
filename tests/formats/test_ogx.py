"""OGX recordings: every layout that was ever written is read, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from recview.formats import ogx
from recview.formats.file import File
from recview.model import Exchange, Failure, Json
from tests.formats.fixtures import FILES
from tests.ogx import MODEL, URL, Value, chat, chunk, delta, failed, message, stream, typed

SENT = {"model": MODEL, "messages": [message("user", "Hi")]}
INFERENCE = {
    "method": "POST",
    "url": URL,
    "headers": {},
    "body": SENT,
    "endpoint": "/v1/chat/completions",
    "model": MODEL,
}
HTTP = {"test_id": "t", "url": "https://h.test/v1/messages?beta=1", "method": "post", "payload": {"model": "m"}}
TOOL = {"test_id": "t", "provider": "tavily", "tool_name": "web_search", "kwargs": {"query": "q"}}
FILE = {"test_id": "t", "provider": "pypdf", "api": "file_processors", "file_id": "file-1"}
ANSWER = {"body": typed("chat.ChatCompletion", {"choices": []}), "is_streaming": False}


def of(value: Json) -> Sequence[Exchange]:
    file = File(json.dumps(value).encode())
    assert ogx.begins(file.head)
    found = ogx.read(file, "a.json")
    assert isinstance(found, Sequence)
    return found


def read(request: Value | None = None, response: Value | None = None, **top: Any) -> Exchange:
    (exchange,) = of({"test_id": "t", "request": request or INFERENCE, "response": response or ANSWER, **top})
    assert exchange.source.path == "a.json"
    assert exchange.format == "ogx"
    return exchange


def without(value: Value, *keys: str) -> Value:
    return {key: inner for key, inner in value.items() if key not in keys}


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (INFERENCE, ("POST", URL, "/v1/chat/completions", MODEL, SENT)),
        ({**INFERENCE, "provider_metadata": {"a": 1}}, ("POST", URL, "/v1/chat/completions", MODEL, SENT)),
        (without(INFERENCE, "endpoint"), ("POST", URL, "/v1/v1/chat/completions", MODEL, SENT)),
        (without(INFERENCE, "model"), ("POST", URL, "/v1/chat/completions", MODEL, SENT)),
        ({**INFERENCE, "model": "outer"}, ("POST", URL, "/v1/chat/completions", "outer", SENT)),
        (HTTP, ("POST", HTTP["url"], "/v1/messages", "m", {"model": "m"})),
        (TOOL, ("", "", "", "", {"query": "q"})),
        (FILE, ("", "", "", "", None)),
        ({"url": "http://[bad/v1", "body": None}, ("", "http://[bad/v1", "", "", None)),
        ({"method": 3, "url": [], "headers": "x", "body": [1], "endpoint": {}, "model": 4}, ("", "", "", "", [1])),
    ],
    ids=[
        "inference",
        "provider_metadata",
        "no endpoint",
        "no model",
        "model outside wins",
        "HTTP",
        "tool",
        "file processor",
        "bad URL",
        "wrong types",
    ],
)
def test_request(request_: Value, expected: tuple[str, str, str, str, Json]) -> None:
    found = read(request_).request
    assert (found.method, found.url, found.endpoint, found.model, found.body) == expected
    assert found.headers == {}
    assert found.fields == request_


def test_headers() -> None:
    assert read({**INFERENCE, "headers": {"Accept": "*/*"}}).request.headers == {"Accept": "*/*"}


@pytest.mark.parametrize(
    ("recording", "test_id", "notes"),
    [
        ({"test_id": "t", "id_normalization_mapping": {}}, "t", ()),
        ({"test_id": "t"}, "t", ()),
        ({}, None, ()),
        ({"test_id": None, "id_normalization_mapping": {}}, None, ()),
        ({"test_id": ""}, None, ()),
        ({"test_id": 7, "id_normalization_mapping": [1]}, None, ()),
        ({"request": HTTP}, "t", ()),
        ({"request": {**HTTP, "test_id": "inner"}, "test_id": "outer"}, "outer", ()),
        (
            {"id_normalization_mapping": {"call_1": "call_a", "call_2": "call_b"}},
            None,
            ("2 ids are normalized in this file: each stands for another",),
        ),
    ],
    ids=["newest", "older", "oldest", "null", "empty", "wrong types", "inside", "inside and outside", "normalized ids"],
)
def test_top_level(recording: Value, test_id: str | None, notes: tuple[str, ...]) -> None:
    found = of({"request": INFERENCE, "response": ANSWER, **recording})
    assert (found[0].test_id, found[0].notes) == (test_id, notes)


MODELS = [typed("model.Model", {"id": "a"}), typed("model.Model", {"id": "b"})]
SSE = ["event: message_start", 'data: {"type":"message_start"}', "", ": ping", "event: ping", "data: {}", ""]


@pytest.mark.parametrize(
    ("body", "streaming", "expected"),
    [
        (stream("Hi", "stop")[:1], True, [("ChatCompletionChunk", chunk(delta())["__data__"].keys())]),
        (typed("chat.ChatCompletion", {"id": 1}), False, [("ChatCompletion", {"id": 1})]),
        (MODELS, False, [("Model", [{"id": "a"}, {"id": "b"}])]),
        ([{"candidates": []}, {"usage_metadata": {}}], True, [("", {"candidates": []}), ("", {"usage_metadata": {}})]),
        ({"results": []}, False, [("", {"results": []})]),
        (SSE, True, [("message_start", {"type": "message_start"}), ("ping", {})]),
        ("plain text", False, [("", "plain text")]),
        (None, False, []),
        (None, True, []),
        ([], True, []),
        ({"a": 1}, True, [("", {"a": 1})]),
        ([None, 1, "x", []], True, [("", None), ("", 1), ("", "x"), ("", [])]),
        ({"__type__": 9, "__data__": 5}, False, [("", 5)]),
    ],
    ids=[
        "typed chunks",
        "typed object",
        "models",
        "untyped objects",
        "untyped object",
        "SSE lines",
        "string",
        "null",
        "null stream",
        "empty stream",
        "object as a stream",
        "mixed",
        "odd types",
    ],
)
def test_response_body(body: Json, streaming: bool, expected: list[tuple[str, Json]]) -> None:
    found = read(response={"body": body, "is_streaming": streaming}).response
    kinds = [(one.kind, one.data.keys() if one.kind == "ChatCompletionChunk" else one.data) for one in found.chunks]
    assert kinds == expected
    assert found.streaming is streaming
    assert found.failure is None


@pytest.mark.parametrize(
    ("response", "streaming", "status"),
    [
        ({"body": {}, "is_streaming": False, "status": 200}, False, 200),
        ({"body": {}, "is_streaming": "yes", "status": "200"}, False, None),
        ({"body": {}}, False, None),
        ({"is_streaming": True}, True, None),
        ({"body": [chunk(delta(content="a"))]}, True, None),
        ({"body": [chunk(delta(content="a"))], "is_streaming": False}, True, None),
        ({"body": [typed("model.Model", {"id": "m"})]}, False, None),
    ],
    ids=["status", "wrong types", "only a body", "no body", "chunks unmarked", "chunks marked wrongly", "models"],
)
def test_response(response: Value, streaming: bool, status: int | None) -> None:
    found = read(response=response).response
    assert (found.streaming, found.status) == (streaming, status)
    assert found.fields == response


DETAIL = {"message": "Slow down", "type": "requests", "code": "rate_limit_exceeded"}
BASE = chat("t", [message("user", "Hi")], None, streaming=False)


@pytest.mark.parametrize(
    ("recording", "expected"),
    [
        (
            failed(BASE, "RateLimitError", "429", 429, DETAIL),
            Failure("exception", "429", "RateLimitError", "rate_limit_exceeded", 429, DETAIL),
        ),
        (failed(BASE, "APIConnectionError", "No.", None), Failure("exception", "No.", "APIConnectionError")),
        (failed(BASE, "X", "No.", 500, "text"), Failure("exception", "No.", "X", status=500, body="text")),
        (
            {**BASE, "response": {"is_exception": True, "exception_message": "No.", "exception_type": "X"}},
            Failure("exception", "No.", "X"),
        ),
        ({**BASE, "response": {"body": None, "is_exception": True}}, Failure("exception", "(no message)")),
        (
            {**BASE, "response": {"is_exception": True, "exception_data": [1], "exception_message": {}}},
            Failure("exception", "(no message)"),
        ),
        (
            failed(BASE, "BadRequestError", "400", 400, {"code": 400}),
            Failure("exception", "400", "BadRequestError", "400", 400, {"code": 400}),
        ),
    ],
    ids=["rate limit", "no connection", "body is text", "no data", "nothing", "wrong types", "numeric code"],
)
def test_exception(recording: Value, expected: Failure) -> None:
    found = read(recording["request"], recording["response"]).response
    assert found.failure == expected
    assert list(found.chunks) == []


@pytest.mark.parametrize(
    "value",
    [
        None,
        1,
        "text",
        [],
        [BASE],
        {},
        {"request": INFERENCE},
        {"response": ANSWER},
        {"request": [INFERENCE], "response": ANSWER},
        {"request": INFERENCE, "response": [ANSWER]},
        {"request": INFERENCE, "response": None},
        {"request": {}, "response": {}},
        {"request": {"id": 1}, "response": {"ok": True}},
        {"interactions": [{"request": INFERENCE, "response": ANSWER}], "version": 1},
        {"request": INFERENCE, "response": {"status": {"code": 200}, "headers": {}, "body": "{}"}},
    ],
    ids=[
        "null",
        "number",
        "string",
        "empty list",
        "list of recordings",
        "empty object",
        "no response",
        "no request",
        "request is a list",
        "response is a list",
        "response is null",
        "both empty",
        "other keys",
        "cassette",
        "an HTTP call",
    ],
)
def test_of_another_kind(value: Json) -> None:
    assert ogx.read(File(json.dumps(value).encode()), "a.json") is None


@pytest.mark.parametrize(
    "value",
    [{"request": {"url": ""}, "response": {}}, {"request": {}, "response": {"body": None}}],
    ids=["a sign in the request", "a sign in the response"],
)
def test_one_sign_is_enough(value: Json) -> None:
    assert of(value)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("value", [{"test_id": "t", "request": INFERENCE}, {"request": INFERENCE}])
def test_a_file_as_the_recorder_writes_it_is_certain(value: Json, indent: int | None) -> None:
    assert ogx.is_certain(json.dumps(value, indent=indent).encode())


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "POST", "url": "/v1", "bodyPatterns": []},
        {"method": "POST", "url": "/v1", "headers": {"a": "b"}, "body": {}},
        {"headers": {}, "url": "/v1", "method": "POST", "body": {}},
    ],
    ids=["a stub", "with headers", "another order"],
)
def test_what_others_write_is_not_certain(request_: Json) -> None:
    assert not ogx.is_certain(json.dumps({"request": request_, "response": {}}).encode())


def test_no_fixture_of_another_format_is_certain() -> None:
    assert [name for name, path in FILES.items() if ogx.is_certain(File(path.read_bytes()).head)] == ["ogx"]
