"""A change of an answer comes again in what later calls of the test send: there it is no change of its own."""

from __future__ import annotations

from typing import Any

import pytest

from recview.review.comparing import compare
from recview.review.echoes import Echoes, echoes_of
from recview.review.parsed import Parsed, parse_file
from recview.verdicts.comparison import MISSING, Comparison
from tests.ogx import Value, chat, chunk, delta, dumped, message, stream


def parsed(recording: Value) -> Parsed:
    return parse_file(dumped(recording).encode(), "a.json")


def asked(*turns: Value) -> Value:
    return chat("t.py::a", [message("user", "One?"), *turns, message("user", "Two?")], stream("2"))


def tool(city: str, call_id: str = "call_1") -> Value:
    function = {"name": "weather", "arguments": city}
    return {"index": 0, "id": call_id, "type": "function", "function": function}


FIRST = chat("t.py::a", [message("user", "One?")], stream("It is fine"))
REWORDED = chat("t.py::a", [message("user", "One?")], stream("It is good"))
CALLED, CALLED_ELSEWHERE = (
    chat("t.py::a", [message("user", "One?")], [chunk(delta(finish="tool_calls", tool_calls=[tool(arguments)]))])
    for arguments in ('{"city": "Rome"}', '{"city": "Oslo"}')
)


def moved(before: Value, after: Value) -> Echoes:
    return echoes_of([(parsed(before).meanings[0], parsed(after).meanings[0])])


def history(arguments: str, result: str = "9") -> list[Value]:
    turn = message("assistant", None, tool_calls=[tool(arguments)])
    return [turn, message("tool", result, tool_call_id="call_1")]


@pytest.mark.parametrize(
    ("echoes", "before", "after", "kinds", "class_"),
    [
        (
            moved(FIRST, REWORDED),
            [message("assistant", "It is fine")],
            [message("assistant", "It is good")],
            {"messages_echo"},
            "noise",
        ),
        # No earlier answer moved so.
        (
            moved(FIRST, FIRST),
            [message("assistant", "It is fine")],
            [message("assistant", "It is good")],
            {"messages"},
            "request",
        ),
        (
            moved(FIRST, REWORDED),
            [message("assistant", "It is fine")],
            [message("assistant", "It is bad")],
            {"messages"},
            "request",
        ),
        # The call moved with the answer; spelled otherwise, it is still the same call.
        (
            moved(CALLED, CALLED_ELSEWHERE),
            history('{"city": "Rome"}'),
            history('{"city":"Oslo"}'),
            {"messages_echo"},
            "noise",
        ),
        # What the tool brought is no answer of the model.
        (
            moved(CALLED, CALLED_ELSEWHERE),
            history('{"city": "Rome"}'),
            history('{"city": "Oslo"}', "3"),
            {"messages_echo", "messages"},
            "request",
        ),
    ],
    ids=["echoed", "not moved", "moved elsewhere", "a call", "a result"],
)
def test_echoes(echoes: Echoes, before: list[Value], after: list[Value], kinds: set[str], class_: str) -> None:
    comparison = compare(parsed(asked(*before)), parsed(asked(*after)), echoes=echoes)
    assert (set(comparison.kinds) - {"ids", "chunks"}, comparison.class_) == (kinds, class_)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [("a", "b", True), ("a", "c", False), ("x", "b", False), (None, "b", False), (MISSING, MISSING, False)],
)
def test_has(before: Any, after: Any, expected: bool) -> None:
    assert Echoes({"a": frozenset({"b"})}).has(before, after) == expected


def cassette(*turns: tuple[list[Value], str]) -> Parsed:
    calls = [
        {
            "request": {
                "method": "POST",
                "uri": "https://api.openai.com/v1/chat/completions",
                "body": dumped({"model": "m", "messages": sent}),
            },
            "response": {
                "status": {"code": 200},
                "headers": {},
                "body": {
                    "string": dumped(
                        {
                            "object": "chat.completion",
                            "choices": [{"index": 0, "message": {"content": answer}, "finish_reason": "stop"}],
                        }
                    )
                },
            },
        }
        for sent, answer in turns
    ]
    return parse_file(dumped({"version": 1, "interactions": calls}).encode(), "cassettes/test_a/test_b.json")


def conversation(first: str, second: str, *more: tuple[list[Value], str]) -> Parsed:
    question = [message("user", "One?")]
    return cassette(
        (question, first), ([*question, message("assistant", first), message("user", "Two?")], second), *more
    )


def test_a_cassette_has_its_own_echoes() -> None:
    comparison: Comparison = compare(conversation("1", "2"), conversation("eins", "2"))
    assert comparison.class_ == "reworded"
    assert [part.class_ for part in comparison.each] == ["reworded", "noise"]
    assert [(difference.kind, difference.at) for difference in comparison.differences] == [
        ("text", "#1 answer.choices[0].text")
    ]
    assert ("messages_echo", "#2 request.body.messages[1].content") in [
        difference[:2] for difference in comparison.noise
    ]


def test_calls_that_come_and_go() -> None:
    more = ([message("user", "Three?")], "3")
    short, long = conversation("1", "2"), conversation("1", "2", more)
    assert compare(short, long).kinds == ("calls_added",)
    assert compare(long, short).kinds == ("calls_removed",)
    assert compare(short, long).class_ == "behaviour"
    assert [part.class_ for part in compare(short, long).each] == ["identical", "identical", "new"]
