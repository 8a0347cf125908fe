"""The shape of an answer over its steps: cells that cover everything, weighed and coloured by what came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.events import (
    Conversation,
    Event,
    Failed,
    Finished,
    Noted,
    ReasoningDelta,
    TextDelta,
    ToolCallDelta,
    Unknown,
)
from recview.model import Failure
from recview.replay.folding import fold
from recview.replay.timeline import Cell, Timeline, peak, timeline
from recview.replay.transcript import EMPTY
from tests.examples import examples

FAILURE = Failure("stream", "No.")


def measured(*events: Event, chunks: int, streaming: bool = True) -> Timeline:
    return timeline(fold(Conversation("p", events=events), chunks, streaming=streaming))


@pytest.mark.parametrize(
    ("event", "kind", "weight"),
    [
        (TextDelta(0, 0, "four"), "text", 4),
        (ReasoningDelta(0, 0, "four"), "reasoning", 4),
        (ToolCallDelta(0, 0, "0.0", "c1", "f", "{}"), "tool_call", 2),
        (ToolCallDelta(0, 0, "0.0", "c1", "f", ""), "tool_call", 1),
        (Failed(0, FAILURE), "error", 3),
        (Noted(0, 0, "audio", "abc"), "text", 3),
        (Unknown(0, "odd"), "text", len("chunk 1: odd\n")),
        (Finished(0, 0, "stop"), "empty", 0),
    ],
    ids=["text", "reasoning", "arguments", "name only", "error", "note", "unknown", "finish"],
)
def test_kind_and_weight(event: Event, kind: str, weight: int) -> None:
    assert measured(event, chunks=1).cells(1) == [(0, 1, weight, kind)]


STREAM = (
    ReasoningDelta(0, 0, "aaaa"),
    ReasoningDelta(1, 0, "aa"),
    TextDelta(2, 0, "bbb"),
    TextDelta(3, 0, "b"),
    Finished(5, 0, "stop"),
)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (0, []),
        (-3, []),
        (1, [Cell(0, 6, 10 / 6, "reasoning")]),
        (3, [Cell(0, 2, 3.0, "reasoning"), Cell(2, 4, 2.0, "text"), Cell(4, 6, 0.0, "empty")]),
        (
            99,
            [
                Cell(0, 1, 4, "reasoning"),
                Cell(1, 2, 2, "reasoning"),
                Cell(2, 3, 3, "text"),
                Cell(3, 4, 1, "text"),
                Cell(4, 5, 0, "empty"),
                Cell(5, 6, 0, "empty"),
            ],
        ),
    ],
    ids=["no width", "negative", "one cell", "cells of steps", "wider than long"],
)
def test_cells(width: int, expected: list[Cell]) -> None:
    assert measured(*STREAM, chunks=6).cells(width) == expected


def test_choices_add_up() -> None:
    assert measured(TextDelta(0, 0, "ab"), TextDelta(0, 1, "cd"), chunks=1).cells(1) == [(0, 1, 4, "text")]


def test_a_plain_answer_is_measured_by_words() -> None:
    found = measured(TextDelta(0, 0, "one three"), chunks=1, streaming=False)
    assert found.cells(9) == [Cell(0, 1, 3, "text"), Cell(1, 2, 6, "text")]


def test_nothing_has_no_cells() -> None:
    assert timeline(EMPTY).cells(10) == []
    assert measured(chunks=3).cells(2) == [Cell(0, 1, 0, "empty"), Cell(1, 3, 0, "empty")]


@pytest.mark.parametrize("streaming", [False, True])
def test_an_error_without_an_answer_has_no_cells(streaming: bool) -> None:
    assert measured(Failed(0, FAILURE), chunks=0, streaming=streaming).cells(10) == []


@given(
    st.lists(st.tuples(st.integers(0, 29), st.sampled_from([TextDelta, ReasoningDelta]), st.text(min_size=1))),
    st.integers(1, 80),
    st.booleans(),
)
@examples(100)
def test_cells_cover_every_step_and_character(
    pieces: list[tuple[int, type[TextDelta | ReasoningDelta], str]], width: int, streaming: bool
) -> None:
    events = sorted((kind(step, 0, text) for step, kind, text in pieces), key=lambda event: event.chunk)
    found = measured(*events, chunks=30, streaming=streaming)
    cells = found.cells(width)
    assert len(cells) == min(width, found.total)
    assert [cell.start for cell in cells] == [0, *(cell.end for cell in cells)][: len(cells)]
    assert not cells or cells[-1].end == found.total
    characters = sum(len(text) for _, _, text in pieces)
    assert sum(cell.weight * (cell.end - cell.start) for cell in cells) == pytest.approx(characters)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([], 1.0),
        ([0, 0], 1.0),
        ([3], 3),
        ([3, 4, 5, 9], 9),
        ([4] * 20 + [5_000], 16),
        ([4] * 3 + [0] * 20 + [12], 12),
    ],
    ids=["none", "only empty ones", "one", "alike", "one huge chunk", "empty ones do not count"],
)
def test_one_huge_chunk_does_not_flatten_the_others(weights: list[float], expected: float) -> None:
    cells = [Cell(at, at + 1, weight, "text" if weight else "empty") for at, weight in enumerate(weights)]
    assert peak(cells) == expected
