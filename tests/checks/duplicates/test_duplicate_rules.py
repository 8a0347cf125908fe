"""Family D: one request in several files, a tool's call that several tests share, answers that order alone tells."""

from __future__ import annotations

import json
from typing import Any

import pytest

from recview.checks.runner import check_file, check_tree
from recview.checks.settings import CheckSettings
from recview.json_text import strict
from tests import ogx
from tests.checks.finding_lines import Line, findings
from tests.ogx import Value, message

TEST, OTHER = "tests/test_a.py::test_hi", "tests/test_a.py::test_other"
BODY = ogx.stream("Hello")


def tree(**recordings: Value) -> list[tuple[str, str, str]]:
    """(rule, path, message) of each finding in a tree of files of these names."""
    results = [check_file(f"r/{name}.json", strict(recording).encode()) for name, recording in recordings.items()]
    found = check_tree(results, CheckSettings()).findings
    return [(line.rule, line.path, line.message) for line in found if line.rule.startswith("D")]


def asked(test_id: str | None, text: str = "Hi", **more: Any) -> Value:
    return ogx.chat(test_id, [message("user", text)], BODY, **more)


def test_the_same_request_of_one_test_in_two_files() -> None:
    assert tree(a=asked(TEST), b=asked(TEST)) == [
        ("D101", "r/a.json", "the same test asks the same in r/b.json"),
        ("D101", "r/b.json", "the same test asks the same in r/a.json"),
    ]
    assert tree(a=asked(TEST), b=asked(TEST), c=asked(TEST))[0][2].endswith("r/b.json and 1 more")


@pytest.mark.parametrize(
    "other",
    [
        asked(OTHER),
        asked(TEST, "Bye"),
        asked(TEST, url="http://localhost:11434/v2/chat/completions"),
        asked(None),
    ],
)
def test_what_is_no_duplicate(other: Value) -> None:
    assert tree(a=asked(TEST), b=other) == []


def test_the_order_of_keys_does_not_count() -> None:
    turned = asked(TEST)
    turned["request"]["body"] = dict(reversed(turned["request"]["body"].items()))
    assert len(tree(a=asked(TEST), b=turned)) == 2


def test_what_a_recorder_takes_for_the_same_is_the_same() -> None:
    nearly = asked(TEST, "Hi", temperature=0.300001, url="http://localhost:8080/v1/v1/chat/completions")
    assert len(tree(a=asked(TEST, temperature=0.3), b=nearly)) == 2


def test_what_is_the_same_depends_on_the_recorder() -> None:
    """File searches differ in their scores: to a recorder since April 2026 they are one request."""
    first, second = (asked(TEST, f"score: 0.{digit}", name="x") for digit in (1, 2))
    found = [
        check_tree(
            [check_file(f"r/{name}.json", strict(each).encode()) for name, each in (("a", first), ("b", second))],
            CheckSettings(generation=generation),
        ).findings
        for generation in ("2025-10", "2026-04")
    ]
    assert [sum(line.rule == "D101" for line in lines) for lines in found] == [0, 2]


def test_without_a_test_id_nothing_tells_that_it_is_one_test() -> None:
    assert tree(a=asked(None), b=asked(None)) == []


def test_each_list_of_models_has_a_file_of_its_own() -> None:
    models = asked(TEST, url="http://localhost:11434/v1/v1/models", endpoint="/v1/models")
    assert tree(a=models, b=models) == []


def tool(test_id: str, query: str = "q") -> Value:
    return {
        "test_id": test_id,
        "request": {"test_id": test_id, "provider": "tavily", "tool_name": "web_search", "kwargs": {"query": query}},
        "response": {"body": {"content": "a"}, "is_streaming": False},
    }


def after_call(test_id: str, arguments: Value) -> Value:
    """The second turn of a test whose first one called the tool."""
    call = {"id": "c", "type": "function", "function": {"name": "web_search", "arguments": json.dumps(arguments)}}
    turns = [message("user", "Hi"), message("assistant", tool_calls=[call]), message("tool", "a", tool_call_id="c")]
    return ogx.chat(test_id, turns, BODY)


def test_another_test_makes_the_call_that_a_tool_recording_answers() -> None:
    expected = [("D102", "r/a.json", f"{OTHER} makes the same call")]
    assert tree(a=tool(TEST), b=after_call(TEST, {"query": "q"}), c=after_call(OTHER, {"query": "q"})) == expected


def test_two_folders_hold_one_call_for_two_tests() -> None:
    assert [path for _, path, _ in tree(a=tool(TEST), b=tool(OTHER))] == ["r/a.json", "r/b.json"]


@pytest.mark.parametrize(
    "other",
    [after_call(TEST, {"query": "q"}), after_call(OTHER, {"query": "another"}), tool(OTHER, "another"), tool(TEST)],
)
def test_a_call_that_one_test_makes(other: Value) -> None:
    assert [line for line in tree(a=tool(TEST), b=other) if line[0] == "D102"] == []


def cassette(*calls: tuple[str, str, str]) -> bytes:
    """A cassette of vcrpy: of each call the method, what was sent and what came."""
    interactions = [
        {
            "request": {"method": method, "uri": "https://a.test/v1/x", "body": sent, "headers": {}},
            "response": {"status": {"code": 200, "message": "OK"}, "headers": {}, "body": {"string": came}},
        }
        for method, sent, came in calls
    ]
    return strict({"interactions": interactions, "version": 1}).encode()


FIRST, LATER = ("POST", '{"a": 1}', '{"n": 1}'), ("POST", '{"a": 1}', '{"n": 2}')


def test_order_alone_tells_two_answers_apart() -> None:
    data = cassette(FIRST, ("POST", '{"b": 1}', "{}"), LATER)
    message = "exchanges 1, 3 ask the same and are answered differently"
    assert findings(data, "cassettes/a.yaml", "D") == [Line("D103", "request", message)]


@pytest.mark.parametrize(
    "calls",
    [
        (FIRST, FIRST),  # an equal later one is not dead: each is served once
        (FIRST, ("POST", '{"a": 2}', '{"n": 2}')),
        (("GET", "", '{"status": "busy"}'), ("GET", "", '{"status": "done"}')),
        (FIRST,),
    ],
)
def test_what_order_does_not_matter_to(calls: tuple[tuple[str, str, str], ...]) -> None:
    assert findings(cassette(*calls), "cassettes/a.yaml", "D") == []


def test_nesting_without_end_is_no_mistake() -> None:
    deep: Value = {}
    for _ in range(900):
        deep = {"a": deep}
    recording = asked(TEST)
    recording["request"]["body"]["deep"] = deep
    assert tree(a=recording, b=asked(TEST)) == []
