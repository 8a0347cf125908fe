"""Digests of the turns of a request: those of a call are the earlier ones of the call that goes on from it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from recview.protocols.shared.turn_digests import NO_TURNS, turn_digests
from tests.json_values import json_values

USER, ANSWER = {"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}
CALL = {"type": "function_call", "name": "f", "arguments": "{}", "call_id": "1"}
OUTPUT = {"type": "function_call_output", "call_id": "1", "output": "2"}
MODEL = {"role": "model", "parts": [{"text": "Hello"}]}
TEXT = {"type": "text", "text": "Hi"}
MARK = {"cache_control": {"type": "ephemeral"}}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"messages": [USER]}, {"messages": [USER, ANSWER, USER]}, id="chat"),
        pytest.param({"messages": [USER, ANSWER, USER]}, {"messages": [USER, ANSWER, USER, ANSWER]}, id="a prefill"),
        pytest.param({"input": "Hi"}, {"input": [USER, CALL, OUTPUT]}, id="responses"),
        pytest.param({"input": [USER]}, {"input": [USER, {"type": "reasoning"}, CALL, OUTPUT]}, id="several items"),
        pytest.param({"contents": [USER]}, {"contents": [USER, MODEL, USER]}, id="gemini"),
        pytest.param(
            {"messages": [{"role": "user", "content": [TEXT | MARK]}]},
            {"messages": [{"role": "user", "content": [TEXT]}, ANSWER, USER | MARK]},
            id="marks of a cache",
        ),
    ],
)
def test_a_call_is_known_by_the_turns_of_the_one_that_goes_on(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert turn_digests(before).all == turn_digests(after).earlier != 0


@pytest.mark.parametrize(
    "other",
    [
        {"messages": [USER, USER]},
        {"messages": [{"role": "user", "content": "Ho"}]},
        {"messages": [{"role": "system", "content": "Hi"}]},
    ],
)
def test_other_turns_have_another_digest(other: dict[str, Any]) -> None:
    assert turn_digests(other).all != turn_digests({"messages": [USER]}).all


@pytest.mark.parametrize("body", [{}, {"messages": []}, {"messages": 1}, {"input": ["a", "b"]}, {"prompt": "Hi"}])
def test_without_turns_there_is_no_digest(body: dict[str, Any]) -> None:
    assert turn_digests(body) == NO_TURNS


def test_turns_nested_too_deeply_have_none() -> None:
    deep: Any = "x"
    for _ in range(5_000):
        deep = [deep]
    assert turn_digests({"messages": [{"role": "user", "content": deep}]}) == NO_TURNS


@given(json_values())
def test_any_turns_have_small_digests(value: Any) -> None:
    for key in ("messages", "input", "contents"):
        assert all(0 <= digest < 2**31 for digest in turn_digests({key: [USER, value, ANSWER]}))
