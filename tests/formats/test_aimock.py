"""Fixtures of aimock: what is matched, and an answer in words of its own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from recview.model import Chunk, ReadState
from tests.formats.fixtures import exchanges, fixture
from tests.formats.seen import records
from tests.formats.shown import problem, said, sent


def record(response: object, match: object = None) -> dict[str, Any]:
    found = {"match": match or {"userMessage": "Hi"}, "response": response}
    (one,) = records(json.dumps({"fixtures": [found]}).encode(), "fixtures/a.json")
    return one


def test_the_fixture() -> None:
    answers = records(fixture("aimock"), "fixtures/recorded/my-test/openai.json")
    text, calls, blocks, failed, vector, after = answers
    assert {one["format"] for one in answers} == {"aimock"}
    assert text["test_id"] == "fixtures/recorded/my-test::openai"
    assert said(text) == ("stop", "Hi there!", "A greeting.", [])
    assert sent(text) == [("system", "Be brief."), ("system", "Be kind."), ("user", "hello")]
    assert (text["model"], text["usage"]["input"], text["usage"]["output"]) == ("tiny-24", 4, 3)
    assert said(calls) == (None, "", "", [("get_weather", '{"city":"Rome"}', "c1"), ("get_time", "{}", None)])
    assert said(blocks) == (None, "Let me look.", "", [("look", '{"at": 1}', None)])
    assert (failed["protocol"], failed["status"]) == ("exception", 429)
    assert (failed["error"]["type"], failed["error"]["message"]) == ("rate_limit_error", "Slow down.")
    assert (vector["protocol"], vector["request"]) == ("card", {"input": "words"})
    assert (said(after)[1], sent(after), after["model"]) == (
        '{"answer":"It is sunny."}',
        [("tool", "sunny")],
        "tiny-25",
    )


def test_blocks_keep_their_order() -> None:
    found = exchanges(fixture("aimock"), "a.json")[2].response.chunks
    assert [chunk.raw["type"] for chunk in found] == ["toolCall", "text"]


def test_what_was_recorded_stays_beside_its_translation() -> None:
    (chunk,) = exchanges(fixture("aimock"), "a.json")[0].response.chunks
    assert isinstance(chunk, Chunk)
    assert chunk.raw == json.loads(fixture("aimock"))["fixtures"][0]["response"]


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ({"content": "a", "finishReason": "length"}, ("length", "a", "", [])),
        ({"content": "a", "toolCalls": [{"name": "f", "arguments": [1]}]}, (None, "a", "", [("f", "[1]", None)])),
        ({"content": {"a": 1}}, (None, '{"a":1}', "", [])),
        ({"toolCalls": [], "reasoning": "hm"}, (None, "", "hm", [])),
        (
            {"blocks": [{"type": "text", "text": "a"}], "reasoning": "hm", "finishReason": "stop"},
            ("stop", "a", "hm", []),
        ),
    ],
    ids=["cut", "text and call", "structured", "reasoning", "blocks"],
)
def test_answers(response: object, expected: object) -> None:
    assert said(record(response)) == expected


@pytest.mark.parametrize(
    "usage",
    [
        {"prompt_tokens": 2, "completion_tokens": 3, "total_tokens": 5},
        {"input_tokens": 2, "output_tokens": 3},
        {"promptTokenCount": 2, "candidatesTokenCount": 3, "totalTokenCount": 5},
    ],
)
def test_token_counts_of_any_provider(usage: object) -> None:
    found = record({"content": "a", "usage": usage})["usage"]
    assert (found["input"], found["output"]) == (2, 3)


@pytest.mark.parametrize(
    ("response", "protocol"),
    [
        ({"image": {"url": "https://a.test/i.png"}}, "card"),
        ({"images": [{"b64Json": "aGk="}]}, "card"),
        ({"json": {"choices": [{"message": {"content": "a"}}]}}, "openai.chat"),
        ({"audio": "aGVsbG8=", "format": "mp3"}, "openai.chat"),
        ({"audio": {"b64Json": "aGVsbG8="}}, "openai.chat"),
        ({"video": {"id": "v", "status": "completed"}}, "raw"),
        ({}, "raw"),
    ],
    ids=["image", "images", "any JSON", "audio", "audio and its type", "video", "nothing"],
)
def test_answers_that_are_no_chat(response: object, protocol: str) -> None:
    assert record(response)["protocol"] == protocol


def test_a_fixture_of_ag_ui_has_its_events() -> None:
    data = {"fixtures": [{"match": {"message": "Hi"}, "events": [{"type": "RUN_STARTED"}, {"type": "RUN_FINISHED"}]}]}
    (one,) = records(json.dumps(data).encode(), "a.json")
    assert (one["streaming"], one["chunks"], sent(one)) == (True, 2, [("user", "Hi")])


@pytest.mark.parametrize(
    ("value", "unknown"),
    [
        ({"fixtures": []}, False),
        ({"fixtures": [], "season": 2026}, True),
        ({"fixtures": [{"home": "A", "away": "B"}]}, True),
        ({"fixtures": [{"match": "A - B", "response": {}}]}, True),
        ({"fixtures": {"match": {}}}, True),
    ],
    ids=["empty", "none of a season", "football", "a match of another kind", "no list"],
)
def test_other_fixtures(value: object, unknown: bool) -> None:
    assert (problem(json.dumps(value).encode(), "a.json").state is ReadState.UNKNOWN) is unknown
