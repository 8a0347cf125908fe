"""generateContent: every deviation that real servers were recorded with, one row each."""

from __future__ import annotations

import functools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.events import (
    Event,
    Failed,
    Finished,
    Noted,
    ReasoningDelta,
    TextDelta,
    TokenLogprob,
    ToolCallDelta,
    Unknown,
    UsageReported,
)
from recview.framing.server_sent_events import events
from recview.model import Failure, Json, Message, Part, Response, Usage, Verdict
from recview.protocols.choosing import protocol_of
from recview.protocols.finishes import normal, spelled
from recview.replay.folding import fold
from recview.review.comparing import compare
from recview.review.parsed import parse_file
from tests import builders
from tests.json_values import json_values
from tests.ogx import Value, chat, dumped, typed
from tests.protocols.readers import READERS

gemini = READERS["gemini.generate_content"]

VERTEX = "https://us-central1-aiplatform.googleapis.com/v1/models/gemini:generateContent"
STUDIO = "https://generativelanguage.googleapis.com/v1beta/models/gemini:generateContent"


exchange = functools.partial(builders.exchange, url=STUDIO, endpoint="/generate_content")


def candidate(*parts: Json, **more: Any) -> Value:
    return {"content": {"role": "model", "parts": list(parts)}, **more}


def said(*parts: Json, **more: Any) -> Value:
    """A chunk of one candidate."""
    return {"candidates": [candidate(*parts, **more)], "modelVersion": "gemini"}


def called(name: str | None = None, **more: Any) -> Value:
    """A part with a function call."""
    return {"functionCall": {**({"name": name} if name else {}), **more}}


def partial(path: str, more: bool = True, **value: Any) -> Value:
    return called(partialArgs=[{"jsonPath": path, **value}], willContinue=more)


COUNTS = {
    "promptTokenCount": 9,
    "candidatesTokenCount": 2,
    "thoughtsTokenCount": 5,
    "cachedContentTokenCount": 4,
    "totalTokenCount": 16,
}
USAGE = Usage(input=9, output=2, total=16, cached=4, reasoning=5)
ERROR = {"code": 429, "message": "Slow down.", "status": "RESOURCE_EXHAUSTED"}
FAILURE = Failure("stream", "Slow down.", "RESOURCE_EXHAUSTED", "429", body=ERROR)

STREAMS: dict[str, tuple[list[Json], list[Event]]] = {
    "text, finish and usage": (
        [said({"text": "Hi"}), {**said({"text": "!"}, finishReason="STOP"), "usageMetadata": COUNTS}],
        [TextDelta(0, 0, "Hi"), TextDelta(1, 0, "!"), Finished(1, 0, "STOP"), UsageReported(1, USAGE)],
    ),
    "snake_case": (
        [
            {
                "candidates": [candidate({"function_call": {"name": "f", "args": {}}}, finish_reason="STOP")],
                "usage_metadata": {"prompt_token_count": 1, "candidates_token_count": None, "total_token_count": 1},
            }
        ],
        [
            ToolCallDelta(0, 0, "0", "", "f", "{}"),
            Finished(0, 0, "STOP"),
            UsageReported(0, Usage(input=1, total=1)),
        ],
    ),
    "usage without counts": ([{**said({"text": "a"}), "usageMetadata": {"trafficType": 1}}], [TextDelta(0, 0, "a")]),
    "thoughts": (
        [said({"text": "hm", "thought": True}, {"text": "so", "thought": False})],
        [ReasoningDelta(0, 0, "hm"), TextDelta(0, 0, "so")],
    ),
    "encrypted thought": (
        [said({"text": "", "thoughtSignature": "AAAA"})],
        [Noted(0, 0, "thought signature", "encrypted, 3 bytes\n")],
    ),
    "only an encrypted thought": (
        [said({"thought_signature": "AAAA"})],
        [Noted(0, 0, "thought signature", "encrypted, 3 bytes\n")],
    ),
    "calls with and without an id": (
        [said(called("f", args={"a": [1, "é"]}), called("f", id="c2", args={})), said(called("f"))],
        [
            ToolCallDelta(0, 0, "0", "", "f", '{"a":[1,"é"]}'),
            ToolCallDelta(0, 0, "1", "c2", "f", "{}"),
            ToolCallDelta(1, 0, "2", "", "f"),
        ],
    ),
    "a call streamed by its arguments": (
        [
            said(called("f", willContinue=True)),
            said(partial("$.city", stringValue="Par", willContinue=True)),
            said(partial("$.city", stringValue="is")),
            said(partial("$.days[0]", numberValue=3)),
            said(called()),
            said(called("f", willContinue=True)),
            said(called()),
        ],
        [
            ToolCallDelta(0, 0, "0", "", "f"),
            ToolCallDelta(1, 0, "0", arguments='{"city":"Par'),
            ToolCallDelta(2, 0, "0", arguments="is"),
            ToolCallDelta(3, 0, "0", arguments='","days":[3'),
            ToolCallDelta(4, 0, "0", arguments="]}"),
            ToolCallDelta(5, 0, "1", "", "f"),
            ToolCallDelta(6, 0, "1"),
        ],
    ),
    "a streamed call that repeats its name, cut off by a whole one": (
        [
            said(called("f", willContinue=True, partialArgs=[{"jsonPath": "$.a", "boolValue": True}])),
            said(called("f", willContinue=True, partialArgs=[{"jsonPath": "$.b", "nullValue": "NULL_VALUE"}])),
            said(called("f", args={"a": 1})),
        ],
        [
            ToolCallDelta(0, 0, "0", "", "f", '{"a":true'),
            ToolCallDelta(1, 0, "0", "", "f", ',"b":null'),
            ToolCallDelta(2, 0, "1", "", "f", '{"a":1}'),
        ],
    ),
    "several candidates": (
        [
            {
                "candidates": [
                    candidate({"text": "x"}, index=1),
                    candidate({"text": "a"}, index=0, finishReason="STOP"),
                ]
            },
            {"candidates": [candidate(index=1, finishReason="MAX_TOKENS")]},
        ],
        [TextDelta(0, 1, "x"), TextDelta(0, 0, "a"), Finished(0, 0, "STOP"), Finished(1, 1, "MAX_TOKENS")],
    ),
    "candidates without an index": (
        [{"candidates": [candidate({"text": "a"}), candidate({"text": "x"})]}],
        [TextDelta(0, 0, "a"), TextDelta(0, 1, "x")],
    ),
    "a second answer in the stream": (
        [
            {**said({"text": "a"}, finishReason="STOP"), "responseId": "1"},
            {**said({"text": "b"}), "responseId": "2"},
            {**said({"text": "c"}, finishReason="STOP"), "responseId": "2"},
        ],
        [
            *(TextDelta(0, 0, "a"), Finished(0, 0, "STOP")),
            *(TextDelta(1, 1, "b"), TextDelta(2, 1, "c"), Finished(2, 1, "STOP")),
        ],
    ),
    "text after the finish": (
        [{**said({"text": text}, finishReason="STOP"), "responseId": "1"} for text in "ab"],
        [TextDelta(0, 0, "a"), Finished(0, 0, "STOP"), TextDelta(1, 0, "b"), Finished(1, 0, "STOP")],
    ),
    "media": (
        [
            said(
                {"inlineData": {"mimeType": "image/png", "data": "AAAA"}},
                {"inline_data": {"mime_type": "audio/pcm;rate=24000", "data": "AAAA"}},
                {"fileData": {"mimeType": "application/pdf", "fileUri": "gs://a/b.pdf"}},
            )
        ],
        [
            Noted(0, 0, "image", "image/png, 3 bytes\n"),
            Noted(0, 0, "audio", "audio/pcm;rate=24000, 3 bytes\n"),
            Noted(0, 0, "file", "application/pdf gs://a/b.pdf\n"),
        ],
    ),
    "code": (
        [
            said(
                {"executableCode": {"language": "PYTHON", "code": "print(1)\n"}},
                {"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "1\n"}},
            )
        ],
        [
            ToolCallDelta(0, 0, "0", "", "code_execution", "print(1)\n", "provider"),
            Noted(0, 0, "code execution result", "OUTCOME_OK\n1\n"),
        ],
    ),
    "blocks of thoughts: two in one chunk, one over two chunks, one after what was said": (
        [
            said({"text": "a", "thought": True}, {"text": "b", "thought": True}),
            said({"text": "c", "thought": True}),
            said({"text": "Hi"}),
            said({"text": "d", "thought": True}),
        ],
        [
            ReasoningDelta(0, 0, "a"),
            ReasoningDelta(0, 0, "\n\nb"),
            ReasoningDelta(1, 0, "c"),
            TextDelta(2, 0, "Hi"),
            ReasoningDelta(3, 0, "\n\nd"),
        ],
    ),
    "tools of the server": (
        [
            said(
                {"toolCall": {"id": "t", "toolType": "FILE_SEARCH", "args": {"q": 1}}},
                {"toolResponse": {"id": "t", "toolType": "FILE_SEARCH"}},
                {"functionResponse": {"name": "f", "response": {"a": 1}}},
            )
        ],
        [
            ToolCallDelta(0, 0, "0", "t", "FILE_SEARCH", '{"q":1}', "provider"),
            Noted(0, 0, "server tool response", "FILE_SEARCH\n"),
            Noted(0, 0, "function response", '{"a":1}\n'),
        ],
    ),
    "a part of another kind": ([said({"videoMetadata": {}})], [Noted(0, 0, "videoMetadata", "see the raw JSON\n")]),
    "grounding, told twice": (
        [
            said(
                groundingMetadata={
                    "webSearchQueries": ["q"],
                    "groundingChunks": [{"web": {"title": "t", "uri": "u" * 200}}, {"retrievedContext": {}}],
                }
            ),
            said(groundingMetadata={"webSearchQueries": ["q"], "groundingChunks": []}),
        ],
        [
            Noted(0, 0, "grounding", "searched: q\n"),
            Noted(0, 0, "grounding", f"source: t · {'u' * 119}…\n"),
            Noted(0, 0, "grounding", "source: in the raw chunk\n"),
        ],
    ),
    "citations and pages": (
        [
            said(
                citationMetadata={"citationSources": [{"uri": "u", "license": "mit"}], "citations": [{"title": "t"}]},
                urlContextMetadata={"urlMetadata": [{"retrievedUrl": "u", "urlRetrievalStatus": "OK"}]},
            )
        ],
        [
            Noted(0, 0, "citation", "u · mit\n"),
            Noted(0, 0, "citation", "t\n"),
            Noted(0, 0, "url context", "u · OK\n"),
        ],
    ),
    "blocked answer": (
        [
            said(
                finishReason="SAFETY",
                safetyRatings=[{"category": "C", "probability": "LOW", "blocked": True}, {"category": "D"}],
            )
        ],
        [Noted(0, 0, "blocked", "C · LOW\n"), Finished(0, 0, "SAFETY")],
    ),
    "finish messages": (
        [
            said(finishReason="STOP", finishMessage="Model generated function call(s)."),
            said(finishReason="MALFORMED_FUNCTION_CALL", finishMessage="f(1"),
        ],
        [
            Finished(0, 0, "STOP"),
            Noted(1, 0, "finish message", "f(1\n"),
            Finished(1, 0, "MALFORMED_FUNCTION_CALL"),
        ],
    ),
    "refused prompt": (
        [{"promptFeedback": {"blockReason": "PROHIBITED_CONTENT", "blockReasonMessage": "No."}}],
        [Noted(0, 0, "blocked", "No.\n"), Finished(0, 0, "PROHIBITED_CONTENT")],
    ),
    "accepted prompt": ([{"promptFeedback": {"safetyRatings": []}}], []),
    "logprobs": (
        [
            said(
                {"text": "Hi"},
                {"text": "!"},
                logprobsResult={"chosenCandidates": [{"token": "Hi", "logProbability": -1}, {"token": "x"}, None]},
            )
        ],
        [TextDelta(0, 0, "Hi", (TokenLogprob("Hi", -1.0),)), TextDelta(0, 0, "!")],
    ),
    "error inside the stream": ([said({"text": "a"}), {"error": ERROR}], [TextDelta(0, 0, "a"), Failed(1, FAILURE)]),
    "a chunk that brings nothing": ([{"responseId": "1"}, {"candidates": []}], []),
    "unknown chunks": (
        [None, "x", {}, {"type": "ping"}],
        [
            Unknown(0, "this chunk is not a JSON object"),
            Unknown(1, "this chunk is not a JSON object"),
            Unknown(2, "an empty object"),
            Unknown(3, "no candidates, feedback, usage or error in this chunk"),
        ],
    ),
    "odd types": (
        [
            {"candidates": 5, "usageMetadata": [], "promptFeedback": "x"},
            {"candidates": [None, {"content": 3}, {"content": {"role": "model"}}, {"content": {"parts": 7}}]},
            said(None, 3, [], {"text": 5}, {"functionCall": 1}, {"functionCall": {"name": 2, "args": 3, "id": []}}),
        ],
        [
            Noted(2, 0, "functionCall", "see the raw JSON\n"),
            ToolCallDelta(2, 0, "0", "", "", "3"),
        ],
    ),
    "nothing": ([], []),
}


@pytest.mark.parametrize(("chunks", "expected"), STREAMS.values(), ids=STREAMS.keys())
def test_stream(chunks: list[Json], expected: list[Event]) -> None:
    found = gemini.decode(exchange(*chunks))
    assert found.protocol == "gemini.generate_content"
    assert list(found.events) == expected


@pytest.mark.parametrize(
    ("number", "word", "shown", "form"),
    [
        (1, "1", "STOP (1)", "stop"),
        (2.0, "2", "MAX_TOKENS (2)", "length"),
        (9, "9", "MALFORMED_FUNCTION_CALL (9)", "error"),
        (99, "99", "99", "other"),
        (-1, "-1", "-1", "other"),
    ],
)
def test_a_number_for_the_finish_reason_is_told_as_it_was_sent(number: float, word: str, shown: str, form: str) -> None:
    sent = exchange(said(finishReason=number))
    assert (spelled(word), normal(word)) == (shown, form)
    assert gemini.decode(sent).events == (Finished(0, 0, word),)
    outline = gemini.outline(sent)
    assert (outline.finish, outline.finish_form) == (shown, form)


@pytest.mark.parametrize(("url", "word"), [(STUDIO, "IMAGE_SAFETY"), (VERTEX, "MODEL_ARMOR")])
def test_a_number_for_the_block_reason_is_named(url: str, word: str) -> None:
    assert gemini.decode(exchange({"promptFeedback": {"blockReason": 5}}, url=url)).events == (Finished(0, 0, word),)


def test_a_plain_answer_yields_the_events_of_a_stream() -> None:
    answer = {**said({"text": "a"}, called("f", args={}), finishReason="STOP"), "usageMetadata": COUNTS}
    assert gemini.decode(exchange(answer, streaming=False)).events == gemini.decode(exchange(answer)).events


MESSAGES: dict[str, tuple[Value, list[Message]]] = {
    "roles": (
        {
            "systemInstruction": {"role": "user", "parts": [{"text": "S"}]},
            "contents": [
                {"role": "user", "parts": [{"text": "Hi"}, {"inlineData": {"mimeType": "image/png", "data": "AAAA"}}]},
                {"role": "model", "parts": [{"text": "hm", "thought": True}, called("f", id="c", args={"a": 1})]},
                {"role": "user", "parts": [{"functionResponse": {"name": "f", "id": "c", "response": {"b": 2}}}]},
            ],
        },
        [
            Message("system", (Part("text", "S"),)),
            Message("user", (Part("text", "Hi"), Part("image", "image/png, 3 bytes"))),
            Message("assistant", (Part("reasoning", "hm"), Part("tool_call", '{"a":1}', "f", "c"))),
            Message("tool", (Part("tool_result", '{"b":2}', "f", "c"),)),
        ],
    ),
    "the SDK's arguments": (
        {"config": {"system_instruction": "S"}, "contents": ["Hi", {"text": "there"}]},
        [Message("system", (Part("text", "S"),)), *(Message("user", (Part("text", t),)) for t in ("Hi", "there"))],
    ),
    "one string": ({"contents": "Hi"}, [Message("user", (Part("text", "Hi"),))]),
    "one content": ({"contents": {"parts": [{"text": "Hi"}]}}, [Message("user", (Part("text", "Hi"),))]),
    "an encrypted thought alone": (
        {"contents": [{"role": "model", "parts": [{"thoughtSignature": "AAAA"}]}]},
        [Message("assistant", ())],
    ),
    "nothing": ({}, []),
    "odd types": ({"contents": [None, 5], "systemInstruction": 3}, [Message("system", ()), *[Message("user", ())] * 2]),
}


@pytest.mark.parametrize(("body", "expected"), MESSAGES.values(), ids=MESSAGES.keys())
def test_messages(body: Value, expected: list[Message]) -> None:
    sent = exchange(**body)
    assert list(gemini.decode(sent).messages) == expected
    assert gemini.outline(sent).messages == len(expected)


@pytest.mark.parametrize(
    ("chunks", "sent", "expected"),
    [
        ([said()], {"endpoint": ""}, True),
        ([typed("genai.GenerateContentResponse", said())], {"endpoint": ""}, True),
        ([{"promptFeedback": {}}], {"endpoint": ""}, True),
        ([{"model_version": "m", "usage_metadata": {}}], {"endpoint": ""}, True),
        ([{"model_version": "m", "completions": []}], {"endpoint": ""}, False),
        ([{"error": ERROR}], {"contents": []}, True),
        ([{"error": ERROR}, said()], {"endpoint": ""}, True),
        ([], {"contents": [], "endpoint": "/v1/models/gemini:streamGenerateContent"}, True),
        ([], {"contents": [], "endpoint": "/v1/models/gemini:countTokens"}, False),
        ([], {}, False),
        ([{"totalTokens": 5}], {"contents": []}, False),
        ([{"setupComplete": {}}, {"serverContent": {}, "usageMetadata": {}}], {"endpoint": ""}, False),
        ([{"object": "chat.completion.chunk", "choices": []}], {"contents": []}, False),
        ([None, 1, "x"], {"endpoint": ""}, False),
    ],
    ids=[
        *("candidates", "class", "feedback", "usage", "another's version", "URL of an error", "error first"),
        "URL of nothing",
        *("another method", "URL without contents", "token count", "Live API", "another protocol", "odd types"),
    ],
)
def test_claims(chunks: list[Json], sent: dict[str, Any], expected: bool) -> None:
    assert gemini.claims(exchange(*chunks, **sent)) is expected
    assert (protocol_of(exchange(*chunks, **sent)) is gemini.protocol) is expected


@pytest.mark.parametrize(
    ("chunks", "finish", "counts", "failure"),
    [
        ([said({"text": "a"}), {**said(finishReason="STOP"), "usageMetadata": COUNTS}], "STOP", USAGE, None),
        ([{**said(), "usageMetadata": COUNTS}, said(finishReason="STOP")], "STOP", USAGE, None),
        ([{"candidates": [candidate(finishReason="STOP"), candidate(finishReason="SAFETY")]}], "SAFETY", None, None),
        ([{"promptFeedback": {"blockReason": "OTHER"}}], "OTHER", None, None),
        ([said(), {"error": ERROR}], "", None, FAILURE),
        ([None, 5, {"candidates": 5}], "", None, None),
        ([], "", None, None),
    ],
    ids=[
        "usage with the finish",
        "usage first",
        "unusual candidate",
        "refused prompt",
        "error",
        "odd types",
        "nothing",
    ],
)
def test_outline(chunks: list[Json], finish: str, counts: Usage | None, failure: Failure | None) -> None:
    contents = [{"role": "model", "parts": [{"text": "No"}]}, {"role": "user", "parts": [{"text": "Hello"}]}]
    found = gemini.outline(exchange(*chunks, contents=contents, generationConfig={"candidateCount": 2}))
    assert (found.kind, found.finish, found.usage, found.failure) == ("chat", finish, counts, failure)
    assert (found.messages, found.opening) == (2, "Hello")


def test_server_sent_events_are_read() -> None:
    sent = exchange()
    chunks = events(['data: {"candidates": [{"content": {"parts": [{"text": "Hi"}]}}]}\r\n\r\n'])
    sent = sent._replace(response=Response(tuple(chunks), streaming=True))
    assert gemini.claims(sent)
    assert gemini.decode(sent).events == (TextDelta(0, 0, "Hi"),)


def recorded(*chunks: Value, day: int = 1) -> bytes:
    """A recording as OGX keeps it, made on some day."""
    moving = {
        "sdk_http_response": {"headers": {"Content-Type": "text/event-stream", "Date": f"{day} Apr"}},
        "create_time": f"2026-04-0{day}",
        "response_id": f"{day}",
        "usage_metadata": {"prompt_token_count": day},
    }
    body = [{**chunk, **moving} for chunk in chunks]
    url, endpoint = "vertexai:///generate_content_stream", "/generate_content_stream"
    return dumped(chat("t.py::a", [], body, url=url, endpoint=endpoint, contents=[])).encode()


CUT = [
    said({"text": "hm", "thought": True, "thoughtSignature": "AAAA"}),
    said({"text": "It is "}),
    said({"text": "fine"}),
    said(called("f", willContinue=True)),
    said(partial("$.a", stringValue="x", willContinue=True)),
    said(partial("$.a", stringValue="y")),
    said(called()),
    said(called("g", id="1", args={"b": 1}), finishReason="STOP"),
]
OTHERWISE_CUT = [
    said({"text": "hm", "thought": True}, {"text": "It", "thoughtSignature": "BBBB"}),
    said({"text": " is fine"}, called("f", willContinue=True), partial("$.a", stringValue="xy")),
    said(called(), called("g", id="2", args={"b": 1}), finishReason="STOP"),
]


@pytest.mark.parametrize(
    ("after", "verdict", "paths"),
    [
        (OTHERWISE_CUT, "noise", []),
        ([*CUT[:2], said({"text": "bad"}), *CUT[3:]], "changed", ["answer.choices[0].text"]),
        (
            [*CUT[:5], said(partial("$.a", stringValue="z")), *CUT[6:]],
            "changed",
            ["answer.choices[0].tool_calls[0].arguments.a"],
        ),
        (
            [*CUT[:7], said(called("h", args={"b": 1}), finishReason="STOP")],
            "changed",
            ["answer.choices[0].tool_calls[1].name"],
        ),
        (
            [*CUT[:7], said(called("g", args={"b": 1}), finishReason="SAFETY")],
            "changed",
            ["answer.choices[0].finish_reason"],
        ),
    ],
    ids=["cut elsewhere", "text", "arguments", "name", "finish"],
)
def test_what_a_re_record_changes(after: list[Value], verdict: Verdict, paths: list[str]) -> None:
    found = compare(parse_file(recorded(*CUT), "a.json"), parse_file(recorded(*after, day=2), "a.json"))
    assert (found.verdict, [one.at for one in found.differences]) == (verdict, paths)


KEYS = (
    *("candidates", "content", "parts", "text", "thought", "functionCall", "name", "args", "partialArgs", "jsonPath"),
    *("stringValue", "willContinue", "index", "finishReason", "error", "message", "inlineData", "data", "mimeType"),
    *("groundingMetadata", "groundingChunks", "usageMetadata", "promptTokenCount", "promptFeedback", "blockReason"),
    *("contents", "systemInstruction", "config", "role", "logprobsResult", "chosenCandidates", "executableCode"),
)


@given(st.lists(json_values(*KEYS, strings=("$.a[0]", "model")), max_size=4), json_values(*KEYS), st.booleans())
def test_hostile_json_never_raises(chunks: list[Json], body: Json, streaming: bool) -> None:
    sent = exchange(*chunks, streaming=streaming)
    sent = sent._replace(request=sent.request._replace(body=body))
    assert gemini.claims(sent) in {True, False}
    assert gemini.outline(sent).kind == "chat"
    fold(gemini.decode(sent), len(chunks), streaming=streaming)
