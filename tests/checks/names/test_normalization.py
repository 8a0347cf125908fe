"""The steps of the recorder, compared with its expressions as the notes give them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.checks.names.comparable_body import ComparableBody
from recview.checks.names.normalization import STEPS, normalized
from tests.checks.names import recomputed
from tests.examples import examples

UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"
PIECES = [
    *(",", " ", "\n", "\u2003", "attributes:", "{", "}", "a", "score:", "document_id:", "<|", "|>", UUID),
    *("1", ".", "-", "1234", "e", "+", "\u0663", "file-"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
bodies = st.recursive(
    st.one_of(texts, st.floats(), st.integers(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["a", "extra_body", "project_id", "stream_options"]), inner, max_size=3),
    ),
    max_leaves=8,
)


@examples(300)
@given(bodies, st.sets(st.sampled_from(range(4))), st.sampled_from(["bedrock.aws:443", "localhost"]))
def test_steps_are_those_of_the_recorder(body: Any, lacking: set[int], host: str) -> None:
    steps = [step for index, step in enumerate(STEPS) if index not in lacking]
    expected = recomputed.body_by(body, host, frozenset(str(index + 1) for index in lacking))
    assert repr(normalized(body, steps, host)) == repr(expected)


@examples(300)
@given(bodies, st.sets(st.sampled_from(range(4))), st.sampled_from(["bedrock.aws:443", "localhost"]))
def test_a_step_that_is_left_out_would_have_changed_nothing(body: Any, lacking: set[int], host: str) -> None:
    steps = [step for index, step in enumerate(STEPS) if index not in lacking]
    assert ComparableBody(body, host).text(steps) == json.dumps(normalized(body, steps, host), sort_keys=True)


@pytest.mark.parametrize(
    "body",
    [1e-7, "1.1234", "1.\u0661\u0661\u0661\u0661", "score: 1", "attributes: {}", f"document_id: {UUID}", f"<|{UUID}|>"],
)
def test_a_step_with_one_thing_to_change_is_not_left_out(body: Any) -> None:
    assert ComparableBody(body, "").text(STEPS) == json.dumps(normalized(body, STEPS, ""), sort_keys=True)
    assert ComparableBody(body, "").text(STEPS) != json.dumps(body)


PROJECT = {"extra_body": {"project_id": "p", "a": 1}}


@pytest.mark.parametrize(
    ("body", "host", "expected"),
    [
        (PROJECT, "", {"extra_body": {"a": 1}}),
        ({"messages": [PROJECT]}, "", {"messages": [{"extra_body": {"a": 1}}]}),
        ({"inner": PROJECT}, "", {"inner": PROJECT}),
        ({"stream_options": 1, "a": {"stream_options": 1}}, "bedrock.aws", {"a": {"stream_options": 1}}),
        ({"stream_options": 1}, "api.openai.com", {"stream_options": 1}),
    ],
)
def test_what_is_left_out(body: Any, host: str, expected: Any) -> None:
    assert normalized(body, STEPS, host) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("score: 0.75, attributes: {'a': 1} (cite)", "score: __NORMALIZED__ (cite)"),
        ("attributes: {never closed", "attributes: {never closed"),
        (f"[1] document_id: {UUID}, x <|{UUID}|>", "[1] document_id: __NORMALIZED__, x <|__NORMALIZED__|>"),
        (f"document_id: {UUID.upper()}", f"document_id: {UUID.upper()}"),
        ("0.123456 and 1.23", "0.12346 and 1.23"),
    ],
)
def test_texts(text: str, expected: str) -> None:
    assert normalized(text, STEPS, "") == expected


@pytest.mark.parametrize("text", ["9" * 200_000, " " * 200_000 + "attributes:", "attributes:{" * 20_000])
def test_a_long_text_takes_no_square_of_time(text: str) -> None:
    """Each would take minutes by the recorder's own expressions."""
    assert normalized(f"{text}. score:", STEPS, "") == f"{text}. score:"
