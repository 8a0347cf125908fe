"""From a character of an answer's text to the step that brought it, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.events import Conversation, ReasoningDelta, TextDelta, ToolCallDelta
from recview.model import Exchange, Request, Response, Source
from recview.reading.recording import Recording
from recview.reading.search_text import search_text
from recview.replay.folding import fold
from recview.replay.text_steps import AnswerField, characters_of, field_pieces, step_of, step_of_field
from recview.replay.transcript import Transcript
from tests.examples import examples
from tests.replay.event_lists import EVENTS

HELLO = fold(
    Conversation("p", events=(TextDelta(0, 0, "Hel"), TextDelta(1, 0, ""), TextDelta(2, 0, "lo"))), 3, streaming=True
)


@pytest.mark.parametrize(
    ("offset", "step"),
    [
        pytest.param(-1, 0, id="before the text"),
        pytest.param(0, 0, id="the first character"),
        pytest.param(2, 0, id="the last of the first chunk"),
        pytest.param(3, 2, id="the first behind a chunk without text"),
        pytest.param(4, 2, id="the last character"),
        pytest.param(99, 2, id="behind the text"),
    ],
)
def test_a_character_has_the_step_that_brought_it(offset: int, step: int) -> None:
    assert step_of(HELLO.blocks[0], offset) == step


@pytest.mark.parametrize(("step", "characters"), [(0, (0, 3)), (1, None), (2, (3, 5)), (3, None), (-1, None)])
def test_a_step_has_the_characters_that_it_brought(step: int, characters: tuple[int, int] | None) -> None:
    assert characters_of(HELLO.blocks[0], step) == characters


CALLING = fold(
    Conversation(
        "p",
        events=(
            ReasoningDelta(0, 0, "Hm"),
            TextDelta(1, 0, "One"),
            ToolCallDelta(2, 0, "a", "id", "find", ""),
            ToolCallDelta(3, 0, "a", "", "", '{"q":'),
            ToolCallDelta(4, 0, "a", "", "", "1}"),
            TextDelta(5, 0, "Two"),
        ),
    ),
    6,
    streaming=True,
)


@pytest.mark.parametrize(
    ("field", "word", "step"),
    [
        ("reasoning", "m", 0),
        ("answer", "One", 1),
        ("answer", "Two", 5),
        ("calls", "find", 2),
        ("calls", "{", 3),
        ("calls", "}", 4),
    ],
)
def test_a_word_of_a_searched_field_has_its_step(field: AnswerField, word: str, step: int) -> None:
    text = "\n".join(piece.text for piece in field_pieces(CALLING, field))
    assert step_of_field(CALLING, field, text.index(word)) == step


def test_behind_the_end_of_a_field_there_is_no_step() -> None:
    assert step_of_field(CALLING, "reasoning", 99) is None
    assert step_of_field(HELLO, "calls", 0) is None


def folded(events: list[object], *, streaming: bool) -> Transcript:
    numbered = tuple(event._replace(chunk=index) for index, event in enumerate(events))  # type: ignore[attr-defined]
    return fold(Conversation("p", events=numbered), len(events), streaming=streaming)


@examples(100)
@given(st.lists(EVENTS, max_size=12), st.booleans())
def test_the_fields_are_those_that_are_searched(events: list[object], streaming: bool) -> None:
    transcript = folded(events, streaming=streaming)
    exchange = Exchange(Source("a"), "f", Request(), Response())
    text = search_text(Recording(exchange, "p", Conversation("p"), transcript, (), None, None))
    fields: tuple[AnswerField, ...] = ("answer", "reasoning", "calls")
    for field in fields:
        assert "\n".join(piece.text for piece in field_pieces(transcript, field)) == getattr(text, field)


@examples(100)
@given(st.lists(EVENTS, max_size=12), st.booleans())
def test_each_character_is_among_those_of_its_step(events: list[object], streaming: bool) -> None:
    for block in folded(events, streaming=streaming).blocks:
        for offset in range(len(block.text)):
            start, end = characters_of(block, step_of(block, offset)) or (0, 0)
            assert start <= offset < end
