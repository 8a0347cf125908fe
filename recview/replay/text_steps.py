"""Which step of a replay brought a character of an answer's text, and which characters a step brought."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Literal, TypeAlias

from recview.named_tuple import NamedTuple
from recview.replay.transcript import Block, Transcript

AnswerField: TypeAlias = Literal["answer", "reasoning", "calls"]
"""The fields of `recview.reading.search_text.SearchText` that an answer is searched by."""


class FieldPiece(NamedTuple):
    """A text of a field: the text of a block, or the name of a tool call."""

    text: str
    block: Block
    is_name: bool = False


def field_pieces(transcript: Transcript, field: AnswerField) -> Iterator[FieldPiece]:
    """The texts that a field is made of, none of them empty; joined by line feeds they are the field."""
    for block in transcript.blocks:
        if _field_of(block) == field:
            if field == "calls" and block.name:
                yield FieldPiece(block.name, block, is_name=True)
            if block.text:
                yield FieldPiece(block.text, block)


def _field_of(block: Block) -> AnswerField:
    return "calls" if block.kind == "tool_call" else "reasoning" if block.kind == "reasoning" else "answer"


def step_of_field(transcript: Transcript, field: AnswerField, offset: int) -> int | None:
    """The step that brought a character of a field; None behind its end.

    Args:
        transcript: The answer.
        field: The field.
        offset: The character's index in the field, folded or not; of a hit, that of its last character.
    """
    for text, block, is_name in field_pieces(transcript, field):
        if offset <= len(text):
            return block.born if is_name else step_of(block, offset)
        offset -= len(text) + 1
    return None


def step_of(block: Block, offset: int) -> int:
    """The step that brought a character of a block's text; the last step for one behind its end.

    Args:
        block: The block.
        offset: The character's index, from 0.
    """
    index = bisect_right(block.ends, max(offset, 0))
    return block.steps[min(index, len(block.steps) - 1)]


def characters_of(block: Block, step: int) -> tuple[int, int] | None:
    """The characters [start, end) of a block's text that a step brought; None if it brought none of them."""
    index = bisect_left(block.steps, step)
    if index == len(block.steps) or block.steps[index] != step:
        return None
    start, end = block.ends[index - 1] if index else 0, block.ends[index]
    return (start, end) if start < end else None
