"""Valid exchanges spoiled at random: wrong types, lost keys, chunks that come twice, late, or from another API."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from recview.model import Exchange, Json
from tests.json_values import SCALARS
from tests.protocols.seeds import SEEDS, Piece, Seed

_WRONG: st.SearchStrategy[Any] = st.one_of(
    SCALARS,
    st.sampled_from(["", "a", "stop", "error", "[]", "length", "tool_calls", 0, 1, 7, -1, 1.5, True]),
    st.sampled_from([[], {}, [[]], [{}], [None], {"a": 1}, {"message": "Broken"}, {"error": "Broken"}]),
)


@st.composite
def spoiled_exchanges(draw: st.DrawFn, *seeds: Seed) -> Exchange:
    """One of the seeds (of all, where none is given) after up to five accidents."""
    seed = draw(st.sampled_from(seeds or SEEDS))
    pieces: list[Piece] = copy.deepcopy(list(seed.pieces))
    body = copy.deepcopy(seed.body)
    for _ in range(draw(st.integers(0, 5))):
        accident = draw(st.sampled_from(_ACCIDENTS if seed.streaming else _ACCIDENTS_INSIDE))
        if accident == "request":
            body = draw(_spoiled(body))
        elif accident in _ACCIDENTS_INSIDE and pieces:
            index = draw(st.integers(0, len(pieces) - 1))
            pieces[index] = pieces[index][0], draw(_spoiled(pieces[index][1]))
        else:
            pieces = draw(_shuffled(pieces, accident))
    return seed.exchange(pieces, body, as_list=draw(st.booleans()))


_ACCIDENTS_INSIDE = ("value", "value", "value", "request")
_ACCIDENTS = (*_ACCIDENTS_INSIDE, "twice", "swapped", "cut", "another", "named", "appended")


@st.composite
def _shuffled(draw: st.DrawFn, pieces: list[Piece], accident: str) -> list[Piece]:
    """The chunks of a stream, one of them or all of them out of place."""
    other = draw(st.sampled_from(SEEDS)).pieces
    if not pieces or accident == "appended":
        return [*pieces, *copy.deepcopy(other)]
    index = draw(st.integers(0, len(pieces) - 1))
    target = draw(st.integers(0, len(pieces)))
    match accident:
        case "twice":
            return [*pieces[:target], copy.deepcopy(pieces[index]), *pieces[target:]]
        case "swapped":
            rest = [*pieces[:index], *pieces[index + 1 :]]
            return [*rest[:target], pieces[index], *rest[target:]]
        case "cut":
            return pieces[:index] if draw(st.booleans()) else pieces[index:]
        case "named":
            name = draw(st.sampled_from(["", "error", "ping", "done", "output"]))
            return [*pieces[:index], (name, pieces[index][1]), *pieces[index + 1 :]]
        case _:
            return [*pieces[:target], copy.deepcopy(draw(st.sampled_from(other))), *pieces[target:]]


@st.composite
def _spoiled(draw: st.DrawFn, value: Json) -> Json:
    """The value with one accident somewhere in it."""
    children = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    if not children or draw(st.integers(0, 4)) == 0:
        # A value that was drawn may be spoiled further: the strategies must keep theirs.
        return copy.deepcopy(draw(st.one_of(_WRONG, st.just([value]), st.just({"data": value}))))
    key = draw(st.sampled_from(children))
    match draw(st.sampled_from(["deeper", "deeper", "deeper", "lost", "doubled"])):
        case "lost":
            del value[key]
        case "doubled" if isinstance(value, list):
            value.insert(0, copy.deepcopy(value[key]))
        case _:
            value[key] = draw(_spoiled(value[key]))
    return value
