"""Arguments that arrive value by value: the text grows chunk by chunk, and its sum is the JSON of the whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.model import Json
from recview.protocols.gemini.partial_args import Piece, by_chunk, pieces

Arrived = list[tuple[str, Json]]

GROWTH: dict[str, tuple[Arrived, list[str]]] = {
    "a string in stretches": (
        [("$.a", 'x"'), ("$.a", "\n"), ("$.a", "")],
        ['{"a":"x\\"', "\\n", "", '"}'],
    ),
    "values of every kind": (
        [("$.a", 1), ("$.b", True), ("$.c", None), ("$.d", 0.5)],
        ['{"a":1', ',"b":true', ',"c":null', ',"d":0.5', "}"],
    ),
    "objects in lists": (
        [("$.a[0].b", "x"), ("$.a[0].c", "y"), ("$.a[1].b", "z"), ("$.d", 1)],
        ['{"a":[{"b":"x', '","c":"y', '"},{"b":"z', '"}],"d":1', "}"],
    ),
    "a list backwards waits for its start": (
        [("$.a[1]", "y"), ("$.a[0]", "x")],
        ['{"a":[', '"x","y', '"]}'],
    ),
    "strings that take turns wait for the first": (
        [("$.a", "1"), ("$.b", "2"), ("$.a", "3")],
        ['{"a":"1', "", '3","b":"2', '"}'],
    ),
    "names in quotes": (
        [("$['a.b']", 1), ('$["c]"].d', 2), ("$['it\\'s']", 3)],
        ['{"a.b":1', ',"c]":{"d":2', '},"it\'s":3', "}"],
    ),
    "what is no path is a name": (
        [("", 1), ("$", 2), ("$.a..b", 3), ("$" + ".a" * 200, 4)],
        ['{"":1', ',"$":2', ',"$.a..b":3', f',"${".a" * 200}":4', "}"],
    ),
    "a value where others are below": (
        [("$.a", 1), ("$.a.b", 2), ("$.c.d", 3), ("$.c", 4)],
        ['{"a":1', ',"$.a.b (1)":2', ',"c":{"d":3', '},"$.c (3)":4', "}"],
    ),
    "two values for one path": ([("$.a", 1), ("$.a", "x")], ['{"a":[1', ',"x"', "]}"]),
    "nothing": ([], [""]),
}


@pytest.mark.parametrize(("arrived", "expected"), GROWTH.values(), ids=GROWTH.keys())
def test_growth(arrived: Arrived, expected: list[str]) -> None:
    found = by_chunk([Piece(chunk, *piece) for chunk, piece in enumerate(arrived)], len(arrived))
    assert [found.get(chunk, "") for chunk in range(len(arrived) + 1)] == expected


def test_pieces_of_one_chunk_and_a_call_that_never_ends() -> None:
    assert by_chunk([Piece(3, "$.a", "x"), Piece(3, "$.b", "y")], None) == {3: '{"a":"x","b":"y'}


def test_pieces_in_both_spellings() -> None:
    unset: dict[str, Any] = dict.fromkeys(("string_value", "number_value", "bool_value", "null_value"))
    sent = {
        "partial_args": [
            {**unset, "json_path": "$.a", "bool_value": False},
            {**unset, "json_path": "$.b", "null_value": "NULL_VALUE"},
            {**unset, "json_path": "$.c", "will_continue": True},
            5,
        ]
    }
    assert list(pieces(sent, 7)) == [Piece(7, "$.a", False), Piece(7, "$.b", None)]


def leaves(value: Json, path: str) -> Arrived:
    """A value's pieces, as Vertex AI would stream them: strings letter by letter."""
    if isinstance(value, dict):
        return [leaf for name, inner in value.items() for leaf in leaves(inner, f"{path}['{name}']")]
    if isinstance(value, list):
        return [leaf for place, inner in enumerate(value) for leaf in leaves(inner, f"{path}[{place}]")]
    return [(path, piece) for piece in value or [""]] if isinstance(value, str) else [(path, value)]


NAMES = st.text("ab.[]$ é", max_size=4)
ARGUMENTS = st.dictionaries(
    NAMES,
    st.recursive(
        st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
        lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(NAMES, inner, min_size=1, max_size=3),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


@given(ARGUMENTS, st.randoms())
def test_the_sum_is_the_whole_in_whatever_order(value: dict[str, Any], order: Any) -> None:
    arrived = leaves(value, "$")
    if order.random() < 0.5:
        paths = list(dict.fromkeys(path for path, _ in arrived))
        order.shuffle(paths)
        arrived.sort(key=lambda piece: paths.index(piece[0]))
    found = by_chunk([Piece(chunk, *piece) for chunk, piece in enumerate(arrived)], len(arrived))
    assert json.loads("".join(found[chunk] for chunk in sorted(found))) == value
