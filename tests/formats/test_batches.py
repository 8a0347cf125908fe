"""The files of batch APIs: what was asked, and what came of it."""

from __future__ import annotations

import json

import pytest

from tests.formats.fixtures import FILES, fixture
from tests.formats.seen import ASKED, HELLO, brief, completion, generated, lines, message, records
from tests.ogx import Value

CLAUDE = ("anthropic.messages", "Hello", "stop", "")
GEMINI = ("gemini.generate_content", "Hello", "stop", "")


@pytest.mark.parametrize(
    ("name", "answer", "error"),
    [
        ("openai-batch", HELLO, "batch_expired: Not in time"),
        ("anthropic-batch", CLAUDE, "expired: expired: the batch has no answer to it"),
        ("gemini-batch", GEMINI, "INVALID_ARGUMENT 400 400: No such field"),
        ("bedrock-batch", ("bedrock.invoke", "Hello", "stop", ""), "error 400 400: No such model"),
    ],
)
def test_the_fixtures(name: str, answer: tuple[str, ...], error: str) -> None:
    first, second = records(fixture(name), FILES[name].name)
    assert (brief(first), first["format"]) == (answer, name)
    assert brief(second) == ("exception", "", "", error)
    assert first["test_id"] == f"{name}::{'R1' if name == 'bedrock-batch' else 'q-1'}"


RESPONSE = {"object": "response", "status": "completed", "output": [{**message(), "type": "message"}]}
EMBEDDINGS = {"object": "list", "data": [{"object": "embedding", "embedding": [0.5]}], "model": "e"}
REFUSED = {"error": {"message": "bad", "type": "invalid_request_error"}}
VLLM = {"object": "error", "message": "too long", "type": "BadRequestError", "code": 400}
NOVA = {"output": {"message": {"role": "assistant", "content": [{"text": "Hello"}]}}, "stopReason": "end_turn"}
LATE = {"code": "batch_expired", "message": "late"}
UNANSWERED = "error: the batch has no answer to it"
PREDICTED = {"embeddings": {"values": [0.5], "statistics": {"token_count": 1}}}
BLOCKED = {"promptFeedback": {"blockReason": "SAFETY"}}
STATUS = 'Bad Request: {"error": {"code": 400, "message": "No", "status": "INVALID_ARGUMENT"}}'


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"response": {"status_code": 200, "body": completion()}, "error": None}, HELLO),
        ({"response": {"body": completion(), "request_id": "r", "status_code": "200"}}, HELLO),
        ({"response": {"status_code": 200, "body": json.dumps(completion())}}, HELLO),
        ({"response": completion()}, HELLO),
        ({"response": {"status_code": 200, "body": EMBEDDINGS}}, ("card", "", "", "")),
        (
            {"response": {"status_code": 400, "body": REFUSED}, "error": None},
            ("exception", "", "", "invalid_request_error 400: bad"),
        ),
        (
            {"response": {"status_code": 400, "body": None}, "error": VLLM},
            ("exception", "", "", "BadRequestError 400 400: too long"),
        ),
        (
            {"response": None, "error": {"code": "batch_expired", "message": "late"}},
            ("exception", "", "", "batch_expired: late"),
        ),
        ({"response": None, "error": "boom"}, ("exception", "", "", ": boom")),
        ({"result": {"type": "succeeded", "message": message()}}, CLAUDE),
        (
            {"result": {"type": "errored", "error": {"type": "error", **REFUSED}}},
            ("exception", "", "", "invalid_request_error: bad"),
        ),
        ({"result": {"type": "canceled"}}, ("exception", "", "", "canceled: canceled: the batch has no answer to it")),
        ({"response": generated()}, GEMINI),
        ({"response": BLOCKED}, ("gemini.generate_content", "", "content_filter", "")),
        ({"response": {"embedding": {"values": [0.5]}}}, ("card", "", "", "")),
        ({"status": "", "instance": {"content": "Hi"}, "predictions": [PREDICTED]}, ("card", "", "", "")),
        ({"status": {"code": 5, "message": "gone"}}, ("exception", "", "", "5: gone")),
        ({"status": "", "processed_time": "t", "request": {"contents": []}, "response": generated()}, GEMINI),
        ({"status": "", "processed_time": "t", "request": ASKED, "response": message()}, CLAUDE),
        (
            {"status": STATUS, "processed_time": "t", "request": {"contents": []}, "response": {}},
            ("exception", "", "", "INVALID_ARGUMENT 400 400: No"),
        ),
        (
            {"status": "Internal {error", "processed_time": "t", "request": {"contents": []}, "response": {}},
            ("exception", "", "", "error: Internal {error"),
        ),
        ({"modelInput": {"anthropic_version": "b"}, "modelOutput": message()}, ("bedrock.invoke", *CLAUDE[1:])),
        ({"modelInput": {"messages": []}, "modelOutput": NOVA}, ("bedrock.invoke", *CLAUDE[1:])),
        (
            {"modelInput": {}, "error": {"errorCode": 500}},
            ("exception", "", "", "error 500 500: error: the batch has no answer to it"),
        ),
    ],
    ids=[
        *("OpenAI", "Azure", "as text", "Fireworks", "embeddings", "refused", "vLLM", "expired", "words"),
        *("Anthropic", "errored", "canceled"),
        *(
            "Gemini",
            "blocked",
            "Gemini's embeddings",
            "Vertex embeddings",
            "status object",
            "Vertex",
            "Claude on Vertex",
            "Vertex error",
            "Vertex words",
        ),
        *("Bedrock", "Nova", "Bedrock error"),
    ],
)
def test_what_came_of_a_call(line: Value, expected: tuple[str, ...]) -> None:
    is_gemini = expected[0] == GEMINI[0] or "status" in line or "embedding" in (line.get("response") or {})
    name = "recordId" if "modelInput" in line else "key" if is_gemini else "custom_id"
    for found in records(lines([{name: "a", **line}] * 2), "batch.jsonl"):
        assert brief(found) == expected
        assert (found["test_id"], found["request_only"], found["problem"]) == ("batch::a", False, None)


INLINE = [{"response": generated(), "metadata": {"key": "a"}}]
CONTENTS = {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}]}


@pytest.mark.parametrize(
    ("line", "protocol"),
    [
        ({"custom_id": "a", "method": "POST", "url": "/v1/chat/completions", "body": ASKED}, "openai.chat"),
        ({"custom_id": "a", "body": ASKED}, "openai.chat"),
        ({"custom_id": "a", "url": "/v1/responses", "body": {"input": "Hi"}}, "openai.responses"),
        ({"custom_id": "a", "url": "/v1/completions", "body": {"prompt": "Hi"}}, "openai.completions"),
        ({"custom_id": "a", "params": ASKED}, "anthropic.messages"),
        ({"key": "a", "request": CONTENTS}, "gemini.generate_content"),
        ({"request": CONTENTS}, "gemini.generate_content"),
        ({"custom_id": "a", "request": {"anthropic_version": "v", **ASKED}}, "anthropic.messages"),
        ({"recordId": "a", "modelInput": {"anthropic_version": "b", **ASKED}}, "bedrock.invoke"),
        ({"recordId": "a", "modelInput": {"inputText": "Hi"}}, "bedrock.invoke"),
    ],
    ids=[
        "chat",
        "Mistral",
        "responses",
        "completions",
        "Anthropic",
        "Gemini",
        "Vertex",
        "Claude on Vertex",
        "Bedrock",
        "Titan",
    ],
)
def test_what_is_asked_is_a_request_only(line: Value, protocol: str) -> None:
    for found in records(lines([line, line]), "in.jsonl"):
        assert (found["protocol"], found["request_only"], found["chunks"], found["choices"]) == (protocol, True, 0, [])
        assert (found["error"], found["problem"], found["status"]) == (None, None, None)
        assert [part["text"] for sent in found["messages"] for part in sent["parts"]] == ["Hi"]


@pytest.mark.parametrize(
    ("content", "count"),
    [
        ({"requests": [{"custom_id": "a", "params": ASKED}, {"custom_id": "b", "params": ASKED}]}, 2),
        ([{"custom_id": "a", "result": {"type": "succeeded", "message": message()}}], 1),
        ({"inlinedResponses": [{"response": generated(), "metadata": {"key": "a"}}]}, 1),
        ({"done": True, "response": {"inlinedResponses": {"inlinedResponses": INLINE}}}, 1),
        ([{"custom_id": "a", "response": {"status_code": 200, "body": completion()}}], 1),
    ],
    ids=["Anthropic's requests", "Anthropic's results", "Gemini inline", "Gemini polled", "OpenAI"],
)
def test_batches_in_one_json_value(content: Value, count: int) -> None:
    found = records(json.dumps(content, indent=1).encode(), "batch.json")
    assert [one["test_id"] for one in found] == ["batch::a", "batch::b"][:count]
    assert all(one["choices"] or one["request_only"] for one in found)


def test_embeddings_are_asked_for() -> None:
    asked = {"key": "a", "request": {"content": {"parts": [{"text": "Hi"}]}, "output_dimensionality": 3}}
    (found,) = records(lines([asked]), "in.jsonl")
    assert (found["format"], found["request_only"], found["test_id"]) == ("gemini-batch", True, "in::a")
    assert found["request"] == asked["request"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"response": {"body": completion(), "padding": "x" * 5000}, "custom_id": "a"}, HELLO),
        ({"result": {"message": message(), "padding": "x" * 5000, "type": "succeeded"}, "custom_id": "a"}, CLAUDE),
    ],
    ids=["OpenAI", "Anthropic"],
)
def test_keys_may_be_in_any_order(line: Value, expected: tuple[str, ...]) -> None:
    (found,) = records(lines([line]), "batch.jsonl")
    assert (brief(found), found["test_id"]) == (expected, "batch::a")
