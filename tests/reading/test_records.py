"""What programs are told of an exchange: the promise, key by key."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.json_text import strict
from recview.model import Readability
from recview.reading.recordings import read_recordings
from recview.reading.records import full_record_text, full_unread_record, record, unread_record
from tests import ogx
from tests.examples import examples
from tests.json_values import json_values
from tests.ogx import Value, chat, chunk, delta, failed, message, stream

ASKED = [message("system", "Be brief."), message("user", "Hi")]


def told(recording: Any, *, full: bool = False) -> Value:
    found = read_recordings("x/a.json", json.dumps(recording).encode(), exact=full)
    assert not isinstance(found, Readability)
    return dict(json.loads("".join(full_record_text(found[0]))) if full else record(found[0].measured))


def choice(index: int = 0, finish: str | None = "stop", native: str | None = None, **more: Any) -> Value:
    measures = {"text_chars": 0, "reasoning_chars": 0, "refusal_chars": 0, "tool_calls": [], "runs": []}
    native = native or finish
    return {"index": index, "finish_reason": finish, "native_finish_reason": native, **measures, **more}


def test_record_of_a_chat() -> None:
    recording = chat("tests/a.py::test_a", ASKED, stream("Hello there", counts=ogx.usage(12, 3)))
    assert told(recording) == {
        "path": "x/a.json",
        "index": 0,
        "test_id": "tests/a.py::test_a",
        "format": "ogx",
        "protocol": "openai.chat",
        "provider": "ollama",
        "method": "POST",
        "url": ogx.URL,
        "endpoint": "/v1/chat/completions",
        "model": ogx.MODEL,
        "streaming": True,
        "chunks": 4,
        "status": None,
        "request_only": False,
        "choices": [choice(text_chars=11)],
        "usage": {"input": 12, "output": 3, "total": 15, "cached": None, "cache_write": None, "reasoning": None},
        "error": None,
        "problem": None,
    }


def call(index: int, id: str | None, name: str | None, arguments: str) -> Value:
    return {"index": index, "id": id, "type": "function", "function": {"name": name, "arguments": arguments}}


CALLS = [
    chunk(delta(content="<think>hm</think>a", reasoning_content="so"), delta(1, content="B")),
    chunk(delta(tool_calls=[call(0, "c1", "look", '{"q"')]), delta(1, refusal="no")),
    chunk(delta(tool_calls=[call(0, None, None, ': "é"}'), call(1, "c2", "stop", "")])),
    chunk(delta(finish="function_call"), delta(1, finish="odd word")),
]


def test_record_of_several_choices() -> None:
    assert told(chat(None, ASKED, CALLS))["choices"] == [
        choice(
            0,
            "tool_calls",
            "function_call",
            text_chars=18,
            reasoning_chars=2,
            tool_calls=["look", "stop"],
            runs=["client", "client"],
        ),
        choice(1, "other", "odd word", text_chars=1, refusal_chars=2),
    ]


def test_full_record() -> None:
    recording = chat(None, [*ASKED, message("tool", "22 °C", tool_call_id="c0", name="look")], CALLS)
    full = told(recording, full=True)
    first, second = full.pop("choices")
    sent, messages = full.pop("request"), full.pop("messages")
    assert full == {key: value for key, value in told(recording).items() if key != "choices"}
    assert sent == recording["request"]["body"]
    assert messages == [
        {"role": "system", "parts": [{"kind": "text", "text": "Be brief.", "name": None, "id": None}]},
        {"role": "user", "parts": [{"kind": "text", "text": "Hi", "name": None, "id": None}]},
        {"role": "tool", "parts": [{"kind": "tool_result", "text": "22 °C", "name": "look", "id": "c0"}]},
    ]
    assert (first["text"], first["reasoning"], first["refusal"]) == ("<think>hm</think>a", "so", "")
    assert first["tool_calls"] == [
        {"id": "c1", "name": "look", "arguments": '{"q": "é"}', "runs": "client"},
        {"id": "c2", "name": "stop", "arguments": "", "runs": "client"},
    ]
    assert (second["text"], second["refusal"], second["tool_calls"]) == ("B", "no", [])


@pytest.mark.parametrize(
    ("recording", "expected"),
    [
        (
            failed(chat(None, ASKED, None), "RateLimitError", "Slow down", 429, {"code": "rate"}),
            {
                "protocol": "exception",
                "chunks": 0,
                "choices": [],
                "usage": None,
                "error": {
                    "source": "exception",
                    "status": 429,
                    "type": "RateLimitError",
                    "code": "rate",
                    "message": "Slow down",
                },
            },
        ),
        (
            chat(None, ASKED, {"error": {"message": "No"}}, streaming=False),
            {
                "choices": [],
                "chunks": 1,
                "error": {"source": "response", "status": None, "type": None, "code": None, "message": "No"},
            },
        ),
        (
            # An error that arrives inside a stream leaves what came before it.
            chat(None, ASKED, [chunk(delta(content="Hel")), {"error": {"message": "Overloaded", "code": 7}}]),
            {
                "choices": [choice(finish=None, text_chars=3)],
                "error": {"source": "stream", "status": None, "type": None, "code": "7", "message": "Overloaded"},
            },
        ),
        (chat(None, ASKED, [chunk(), chunk(usage={"prompt_tokens": 5})]), {"choices": [], "chunks": 2}),
        (chat(None, ASKED, []), {"choices": [], "chunks": 0, "usage": None, "error": None}),
        (
            chat(None, ASKED, [{"odd": 1}], url="", endpoint="/x"),
            {"protocol": "raw", "choices": [], "chunks": 1, "url": None, "provider": None, "endpoint": "/x"},
        ),
        (
            # Nothing is derived: no total where none was sent.
            chat(None, ASKED, [chunk(delta(content="a"), usage={"prompt_tokens": 5, "completion_tokens": 2})]),
            {
                "usage": {
                    "input": 5,
                    "output": 2,
                    "total": None,
                    "cached": None,
                    "cache_write": None,
                    "reasoning": None,
                }
            },
        ),
        (
            chat(
                None,
                [],
                ogx.typed(
                    "create_embedding_response.CreateEmbeddingResponse",
                    {"data": [{"embedding": [0.1]}], "usage": {"prompt_tokens": 4, "total_tokens": 4}},
                ),
                streaming=False,
            ),
            {
                "protocol": "card",
                "choices": [],
                "streaming": False,
                "usage": {
                    "input": 4,
                    "output": None,
                    "total": 4,
                    "cached": None,
                    "cache_write": None,
                    "reasoning": None,
                },
            },
        ),
        (
            # The comments and the end of an event stream are no chunks.
            chat(None, ASKED, [": ping\n", f"data: {json.dumps(CALLS[0]['__data__'])}\n\n", "data: [DONE]\n\n"]),
            {"protocol": "openai.chat", "chunks": 1},
        ),
        ({**chat(None, ASKED, []), "test_id": None, "response": {"body": [], "status": 200}}, {"status": 200}),
    ],
)
def test_records(recording: Value, expected: Value) -> None:
    found = told(recording)
    assert {key: found[key] for key in expected} == expected
    assert found.keys() == unread_record("a", "b").keys()


def test_a_card_keeps_the_word_that_ended_it() -> None:
    loaded = {"model": "m", "created_at": "2026-01-01T00:00:00Z", "response": "", "done": True, "done_reason": "load"}
    sent = {"method": "POST", "url": "http://localhost:11434/api/generate", "body": {"model": "m"}, "headers": {}}
    found = told({"request": sent, "response": {"status": 200, "headers": {}, "body": loaded}})
    assert (found["protocol"], found["choices"]) == ("card", [choice(0, "other", "load")])


def test_arguments_that_were_recorded_as_an_object() -> None:
    body = {"choices": [{"message": {"tool_calls": [{"function": {"name": "f", "arguments": {"a": [1, 2]}}}]}}]}
    full = told(chat(None, ASKED, body, streaming=False), full=True)
    assert full["choices"][0]["tool_calls"] == [{"id": None, "name": "f", "arguments": '{"a":[1,2]}', "runs": "client"}]


def test_what_could_not_be_read_has_every_key() -> None:
    found = full_unread_record("a.json", "the file is empty")
    assert found.keys() == told(chat(None, ASKED, CALLS), full=True).keys()
    assert found["problem"] == "the file is empty"
    assert (found["choices"], found["messages"], found["chunks"], found["streaming"]) == ([], [], 0, False)


@pytest.mark.parametrize(
    ("data", "problem", "foreign"),
    [
        (b"", "the file is empty", False),
        (b"{", "the JSON ends early at line 1, column 2", False),
        (b"{}", "JSON, but not a recording that recview knows", True),
    ],
)
def test_unread(data: bytes, problem: str, foreign: bool) -> None:
    found = read_recordings("a.json", data)
    assert isinstance(found, Readability)
    assert (found.reason, found.is_sound) == (problem, foreign)


odd = json_values()
choices = st.fixed_dictionaries(
    {},
    optional={
        "index": odd,
        "finish_reason": odd,
        "delta": st.fixed_dictionaries({}, optional={"content": odd, "tool_calls": odd, "refusal": odd}) | odd,
    },
)
chunks = st.lists(st.fixed_dictionaries({"choices": st.lists(choices) | odd}, optional={"usage": odd, "error": odd}))


@examples(75)
@given(chunks, odd, odd)
def test_whatever_was_recorded_is_a_line_of_json(body: Any, messages: Any, fields: Any) -> None:
    recording = chat(None, messages, body)
    recording["request"] |= {"model": fields, "url": fields}
    for full in (False, True):
        line = strict(told(recording, full=full))
        assert "\n" not in line
        assert set(json.loads(line)) >= unread_record("a", "b").keys()
