"""Why a request was not found: each cause, beside the recordings that it is told by."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from recview.checks.misses.causes import CAUSES
from recview.checks.misses.explaining import Explanation, explain
from recview.checks.misses.miss import Miss
from recview.checks.misses.recorded_call import RecordedCall, recorded_calls
from recview.formats import File, read_file
from recview.json_text import strict
from recview.model import Readability
from tests.checks.names import recomputed
from tests.checks.names.named import TEST, named, recording
from tests.ogx import message

OTHER = "tests/integration/agents/test_a.py::test_other"
SCORED = recording("[1] score: 0.75, text: the llama eats grass, which is green and plenty")
TURNS = [message("user", "What is the boiling point?"), message("assistant", "Of what?")]


def calls(tree: Mapping[str, Any]) -> list[RecordedCall]:
    made: list[RecordedCall] = []
    for path, value in tree.items():
        exchanges = read_file(File(value if isinstance(value, bytes) else strict(value).encode(), exact=True), path)
        assert not isinstance(exchanges, Readability)
        made += recorded_calls(path, exchanges)
    return made


def changed(value: dict[str, Any], **body: Any) -> dict[str, Any]:
    """A recording with another body."""
    other = copy.deepcopy(value)
    other["request"]["body"] |= body
    return other


def asked(value: dict[str, Any], test: str = TEST) -> Miss:
    """The miss that a replay of a recording's request would be, as the plugin writes it."""
    sent = {**value, "test_id": test}
    request = value["request"]
    hash_ = recomputed.name_by(sent, "2026-04")
    return Miss("ogx", "not_recorded", 0, test=test, hash=hash_, url=request["url"], request=request, method="POST")


def explained(value: dict[str, Any], *recorded: dict[str, Any], test: str = TEST) -> Explanation:
    return explain(asked(value, test), calls({named(each, "2026-03"): each for each in recorded}))


def by_messages(*contents: Any) -> dict[str, Any]:
    return changed(SCORED, messages=[message("user", content) for content in contents])


SENT_AT = "The file /tmp/pytest-of-me/pytest-12/a.txt of 2026-11-28T01:02:03Z is 0f8fad5b-d9cb-469f-a165-70867728950e"
RECORDED_AT = "The file /tmp/x/a.txt of 2025-10-01T00:00:00Z is 7c9e6679-7425-40de-944b-e07fc1f90ae7"


@pytest.mark.parametrize(
    ("sent", "recorded", "cause", "at"),
    [
        (by_messages(SENT_AT), by_messages(RECORDED_AT), "volatile_value", "request.body.messages[0].content"),
        (changed(SCORED, temperature=0.1), SCORED, "parameters_changed", "request.body.temperature"),
        (changed(SCORED, tools=[{"name": "f"}]), SCORED, "tools_changed", "request.body.tools[0].name"),
        (by_messages("Hi", "Ho"), by_messages("Hi"), "new_turn", "request.body.messages[1].role"),
        (by_messages("Hi"), by_messages("Hi", "Ho"), "new_turn", "request.body.messages[1].role"),
        (by_messages(SENT_AT, "Ho"), by_messages(RECORDED_AT), "new_turn", "request.body.messages[1].role"),
        (by_messages("Hi there"), by_messages("Hi you"), "prompt_changed", "request.body.messages[0].content"),
        (
            by_messages(SENT_AT, "Hi there"),
            by_messages(RECORDED_AT, "Hi you"),
            "prompt_changed",
            "request.body.messages[0].content",
        ),
    ],
)
def test_what_differs_first(sent: dict[str, Any], recorded: dict[str, Any], cause: str, at: str) -> None:
    explanation = explained(sent, recorded)
    assert (explanation.cause, explanation.is_explained) == (cause, True)
    difference = explanation.candidates[0].difference
    assert difference is not None
    assert difference.at == at


def test_what_the_recorder_leaves_out_is_no_difference() -> None:
    other = changed(
        SCORED, messages=[message("user", SCORED["request"]["body"]["messages"][0]["content"].replace("0.75", "0.5"))]
    )
    difference = explained(changed(other, temperature=1.0), SCORED).candidates[0].difference
    assert difference is not None
    assert (difference.at, difference.paths) == ("request.body.temperature", 1)


def test_the_nearest_is_of_the_test_unless_another_test_asked_the_very_same() -> None:
    own, near = by_messages("a", "b"), {**by_messages("a", "c"), "test_id": OTHER}
    explanation = explained(by_messages("a", "c", "d"), own, near)
    assert [candidate.call.test_id for candidate in explanation.candidates] == [TEST, OTHER]
    assert explained(by_messages("a", "c"), own, near).cause == "test_renamed"
    # Also where no hash is known.
    same = explain(asked(by_messages("a", "c"))._replace(hash=""), calls({"a.json": own, "b.json": near}))
    assert (same.cause, same.candidates[0].call.path) == ("test_renamed", "b.json")


def test_a_hash_alone_is_tried_by_generations_and_tests() -> None:
    tree = calls({named(SCORED, "2026-03"): SCORED, named(recording(test=OTHER)): recording(test=OTHER)})

    def of(hash_: str, test: str = "") -> Explanation:
        return explain(Miss("ogx", "not_recorded", 0, hash=hash_, test=test), tree)

    assert of(recomputed.name_by(SCORED, "2026-03")[:20]).cause == "recorded"
    by_april = of(recomputed.name_by(SCORED, "2026-04"))
    assert (by_april.cause, by_april.generation) == ("generation", "2026-09")
    renamed = of(recomputed.name_by({**SCORED, "test_id": OTHER}, "2026-04"))
    assert (renamed.cause, renamed.test) == ("test_renamed", OTHER)
    new = of(recomputed.name_by({**SCORED, "test_id": "test_new"}, "2026-04"), test="test_new")
    assert (new.cause, new.test) == ("test_renamed", "test_new")
    unknown = of("f" * 64)
    assert (unknown.cause, unknown.is_explained, list(unknown.candidates)) == ("nothing_near", False, [])
    of_test = of("f" * 64, test="test_b[x]")
    assert (of_test.cause, [each.call.test_id for each in of_test.candidates]) == ("body_unknown", [TEST])
    # Of many trials some begin with any few digits.
    assert of(recomputed.name_by(SCORED, "2026-04")[:8]).cause == "nothing_near"


CASSETTE = b"""\
interactions:
- request: {body: '{"model": "m"}', headers: {}, method: POST, uri: https://api.example.com/v1/chat}
  response: {body: {string: '{}'}, headers: {}, status: {code: 200, message: OK}}
version: 1
"""


@pytest.mark.parametrize(
    ("url", "problem", "cause", "at"),
    [
        ("https://api.example.com:443/v1/chat", "played_already", "played_already", ""),
        ("https://api.example.com/v2/chat", "not_recorded", "url_changed", "request.url"),
        ("https://api.example.com:8443/v1/chat", "not_recorded", "url_changed", "request.url"),
        ("https://api.example.com/v1/chat", "not_recorded", "body_unknown", ""),
        ("", "no_cassette", "no_cassette", None),
    ],
)
def test_cassettes_by_their_path(url: str, problem: Any, cause: str, at: str | None) -> None:
    miss = Miss("vcrpy", problem, 0, method="POST", url=url, cassette="/ci/build/tests/cassettes/test_a.yaml")
    tree = {"tests/cassettes/test_a.yaml": CASSETTE, "tests/cassettes/test_b.yaml": CASSETTE}
    explanation = explain(miss, calls(tree))
    assert explanation.cause == cause
    assert [candidate.call.path for candidate in explanation.candidates] == ["tests/cassettes/test_a.yaml"]
    difference = explanation.candidates[0].difference
    assert (difference.at if difference else None) == at


def test_each_cause_has_words() -> None:
    assert all(words.summary.endswith(".") and words.remedy.endswith(".") for words in CAUSES.values())


def test_hostile_bodies_are_explained() -> None:
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    for body in (deep, None, 10**400, [None] * 50, {"messages": 3}):
        miss = Miss("ogx", "not_recorded", 0, test=TEST, url=SCORED["request"]["url"], request={"body": body})
        assert explain(miss, calls({named(SCORED): SCORED})).cause
