"""Replays of LibreChat: the chunks of LangChain, a line each."""

from __future__ import annotations

import json

import pytest

from tests.formats.fixtures import fixture
from tests.formats.seen import records
from tests.formats.shown import has_row, problem, said, sent

PATH = "fixtures/model-replay/a.jsonl"


def lines(*values: object) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


META = {"type": "meta", "name": "a", "recordedAt": "2026"}


def begun(number: int, words: str = "Hi") -> object:
    return {"type": "invocation", "index": number, "userText": words}


def chunk(number: int, content: object, **message: object) -> object:
    return {"type": "chunk", "invocation": number, "text": "", "message": {"content": content, **message}}


def ended(number: int, words: str = "") -> object:
    return {"type": "end", "invocation": number, "text": words}


def test_the_fixture() -> None:
    called, answered, failed = records(fixture("librechat"), PATH)
    assert (called["format"], called["test_id"]) == ("librechat", "fixtures/model-replay::a")
    assert (called["protocol"], called["model"], called["chunks"]) == ("openai.chat", "tiny-26", 5)
    assert said(called) == ("tool_calls", "", "I call the tool.", [("remember", '{"fact": 1}', "c0")])
    assert [called["usage"][key] for key in ("input", "output", "total", "cached")] == [7, 5, 12, 2]
    assert (said(answered), answered["model"]) == (("end_turn", "Noted.", "", []), "tiny-27")
    assert (failed["error"]["source"], failed["error"]["message"]) == ("exception", "429 Too many requests")
    assert [sent(record) for record in (called, failed)] == [[("user", "Remember a fact.")], [("user", "Fail.")]]


def test_calls_among_each_other() -> None:
    data = lines(META, begun(0, "a"), begun(1, "b"), chunk(1, "B"), chunk(0, "A"), ended(1), chunk(0, "!"), ended(0))
    assert [(sent(record), said(record)[1]) for record in records(data, PATH)] == [
        ([("user", "a")], "A!"),
        ([("user", "b")], "B"),
    ]


@pytest.mark.parametrize(
    ("content", "message", "expected"),
    [
        ("a", {}, (None, "a", "", [])),
        ([{"type": "text", "text": "a"}], {}, (None, "a", "", [])),
        ([{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "a"}], {}, (None, "a", "hm", [])),
        ("", {"additional_kwargs": {"reasoning": "hm"}}, (None, "", "hm", [])),
        ("", {"response_metadata": {"stop_reason": "max_tokens"}}, ("max_tokens", "", "", [])),
        ("", {"response_metadata": 5, "additional_kwargs": [], "tool_call_chunks": {}}, (None, "", "", [])),
    ],
    ids=["text", "blocks", "thinking", "reasoning", "another ending", "odd"],
)
def test_chunks(content: object, message: dict[str, object], expected: object) -> None:
    (record,) = records(lines(begun(0), chunk(0, content, **message), ended(0)), PATH)
    assert said(record) == expected if record["choices"] else expected == (None, "", "", [])


def test_an_answer_that_did_not_stream_and_an_error_that_ended_a_stream() -> None:
    failed = {"type": "error", "invocation": 1, "message": "socket hang up"}
    whole, broken = records(lines(begun(0), ended(0, "whole"), begun(1), chunk(1, "par"), failed), PATH)
    assert (said(whole)[1], whole["streaming"]) == ("whole", False)
    assert (said(broken)[1], broken["error"]["source"], broken["error"]["message"]) == (
        "par",
        "stream",
        "socket hang up",
    )


def test_what_is_being_written() -> None:
    whole = lines(META, begun(0), chunk(0, "a"), ended(0), begun(1), chunk(1, "b"))
    for data in (whole, whole[:-5]):
        found = problem(data, PATH)
        assert (found.is_half_written, len(found.recovered)) == (True, 2)
    assert problem(lines(META), PATH).is_sound
    assert not has_row(lines({"type": "meta", "name": "data", "rows": 5}, {"type": "row"}), PATH)


def test_a_damaged_line_costs_only_itself() -> None:
    data = lines(begun(0), chunk(0, "a")) + b"garbage\n" + lines(chunk(0, "b"), ended(0))
    assert said(records(data, PATH)[0])[1] == "ab"
