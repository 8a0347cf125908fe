"""Which file of one tree is which of the other, and how often files are read for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.review.asked_facts import AskedFacts, asked_facts
from recview.review.pairing import Pair, Side, pair_files
from recview.review.parsed import parse_file
from tests.examples import examples
from tests.ogx import Value, chat, dumped, message, stream

Tree = dict[str, Value]


def call(test: str | None, *turns: str, model: str = "m", said: str = "Fine") -> Value:
    messages = [message("assistant" if index % 2 else "user", turn) for index, turn in enumerate(turns)]
    return chat(test, messages, stream(said), model=model)


def side(tree: Tree, read: list[str] | None = None) -> Side:
    contents = {path: dumped(recording).encode() for path, recording in tree.items()}

    def facts(path: str) -> AskedFacts | None:
        if read is not None:
            read.append(path)
        return asked_facts(parse_file(contents[path], path).exchanges)

    return Side(contents, facts)


def pairs(before: Tree, after: Tree) -> list[Pair]:
    return pair_files(side(before), side(after))


A, B = call("t::a", "One?"), call("t::b", "Two?")
FIRST, SECOND, THIRD = (call("t::a", *("One?", "1", "Two?", "2", "Three?")[: 2 * index + 1]) for index in range(3))


def reworded(*turns: str) -> Value:
    return call("t::a", *turns, said="Otherwise")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"x/a": A}, {"x/a": B}, [("x/a", "x/a", "path")]),
        ({"x/a": A}, {"y/a": B}, [("x/a", "y/a", "name")]),
        # A name that stands twice on a side tells nothing; the test does.
        ({"x/a": A, "z/a": B}, {"y/a": reworded("One?")}, [("x/a", "y/a", "test"), ("z/a", None, "alone")]),
        ({"x/a": A}, {"x/b": A}, [("x/a", "x/b", "content")]),
        ({"a": A}, {"b": reworded("One, please?")}, [("a", "b", "test")]),
        # The nearest request, not the one that comes first by name.
        (
            {"a1": FIRST, "a2": SECOND, "a3": THIRD},
            {"b1": reworded("One?", "1", "Two?", "zwei", "Three?"), "b2": reworded("One!")},
            [("a1", "b2", "test"), ("a2", None, "alone"), ("a3", "b1", "test")],
        ),
        ({"a": call(None, "One?")}, {"b": call(None, "One?", said="Other")}, [("a", "b", "request")]),
        ({"a": call(None, "One?")}, {"b": call(None, "Two?")}, [("a", None, "alone"), (None, "b", "alone")]),
        # Other calls of the same test are of another kind.
        (
            {"a": A},
            {"b": {**A, "request": {**A["request"], "url": "http://h/v1/models", "body": {}}}},
            [("a", None, "alone"), (None, "b", "alone")],
        ),
        # A test that was renamed: what is asked once tells its new name, and that tells the rest.
        (
            {"a1": call("t::old", "One?"), "a2": call("t::old", "Two?", said="x")},
            {"b1": call("t::new", "One?"), "b2": call("t::new", "Two, please?", said="y")},
            [("a1", "b1", "request"), ("a2", "b2", "test")],
        ),
    ],
)
def test_pairs(before: Tree, after: Tree, expected: list[tuple[str | None, str | None, str]]) -> None:
    assert {pair[:3] for pair in pairs(before, after)} == set(expected)


def test_what_is_ambiguous_is_said() -> None:
    twice = {"b1": call(None, "One?", said="x"), "b2": call(None, "One?", said="y")}
    alone = pairs({"a": call(None, "One?")}, twice)
    assert {pair.ambiguity for pair in alone} == {"the same request is 1 times before and 2 times after"}
    assert {pair.way for pair in alone} == {"alone"}
    near = pairs({"a1": call("t::a", "One?"), "a2": call("t::a", "Two?")}, {"b": reworded("Three?")})
    assert [pair.way for pair in near if pair.after] == ["test"]
    assert [pair.ambiguity for pair in near if pair.after] == [""]  # they stand at other places
    both = pairs({"a": A}, {"b1": reworded("Three?"), "b2": reworded("Four?")})
    assert [bool(pair.ambiguity) for pair in both if pair.before] == [False]


def models_of(host: str, *names: str) -> Value:
    request = {**A["request"], "method": "GET", "url": f"http://{host}/v1/models", "body": {}}
    return {"test_id": None, "request": request, "response": {"body": [{"id": name} for name in names]}}


def test_the_same_list_of_two_hosts_is_two_files() -> None:
    before = {"a1": models_of("one", "x"), "a2": models_of("two", "y")}
    after = {"b1": models_of("two", "y", "z"), "b2": models_of("one", "x", "z")}
    assert {pair[:3] for pair in pairs(before, after)} == {("a1", "b2", "request"), ("a2", "b1", "request")}


def test_equal_files_are_never_read() -> None:
    read: list[str] = []
    before = {"x/a": A, "x/b": B, "x/c": FIRST}
    after = {"x/a": A, "y/b": B, "y/d": FIRST}
    ways = [pair.way for pair in pair_files(side(before, read), side(after, read))]
    assert (ways, read) == (["path", "name", "content"], [])


def test_only_what_is_left_is_read() -> None:
    read: list[str] = []
    pair_files(side({"x/a": A, "x/b": B}, read), side({"x/a": B, "x/c": call("t::b", "Two!")}, read))
    assert read == ["x/b", "x/c"]


def test_a_file_that_cannot_be_read_is_alone() -> None:
    sides = (Side({path: path.encode()}, lambda path: None) for path in ("a", "b"))
    assert [pair.way for pair in pair_files(*sides)] == ["alone", "alone"]


NAMES = st.sampled_from(["x/a", "y/a", "x/b", "y/b", "z/c"])
CALLS = st.sampled_from([A, B, FIRST, SECOND, THIRD, call(None, "One?"), call("t::c", "One?")])


@given(st.dictionaries(NAMES, CALLS), st.dictionaries(NAMES, CALLS))
@examples(150)
def test_each_file_is_in_one_pair(before: Tree, after: Tree) -> None:
    pairs_made = pairs(before, after)
    assert sorted(pair.before for pair in pairs_made if pair.before) == sorted(before)
    assert sorted(pair.after for pair in pairs_made if pair.after) == sorted(after)
    assert pair_files(side(dict(reversed(before.items()))), side(dict(reversed(after.items())))) == pairs_made
