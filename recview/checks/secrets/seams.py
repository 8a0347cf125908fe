"""Texts of one choice put together as they came: a secret may begin in the reasoning and end in the arguments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from recview.model import Message
from recview.named_tuple import NamedTuple
from recview.replay.transcript import Block, Transcript

_WORDS = {"text": "answer", "tool_call": "arguments"}
_NEAR = 400
"""Characters on both sides of a seam between the parts of a message that was sent."""


class _Piece(NamedTuple):
    """What one step added to a block: the characters [start, end) of its text."""

    step: int
    order: int
    block: Block
    start: int
    end: int


class JoinedText(NamedTuple):
    """Texts put together, and where one ends and the next begins.

    Attributes:
        text: All of them.
        starts: The index of the first character of each piece.
        labels: What each piece is of.
        steps: The chunk that brought each piece, from 0; empty where they did not come in chunks.
    """

    text: str
    starts: Sequence[int]
    labels: Sequence[str]
    steps: Sequence[int]

    def at(self, start: int, end: int) -> str:
        """Where the characters [start, end) are: `reasoning, chunk 3 → answer, chunk 4`; `answer, chunks 4–7`."""
        first, last = (bisect_right(self.starts, index) - 1 for index in (start, max(start, end - 1)))
        labels = list(dict.fromkeys(self.labels[first : last + 1]))
        if not self.steps:
            return " → ".join(labels)
        if len(labels) > 1:
            return " → ".join((self._chunk(first), *labels[1:-1], self._chunk(last)))
        steps = self.steps[first] + 1, self.steps[last] + 1
        return self._chunk(first) if steps[0] == steps[1] else f"{labels[0]}, chunks {steps[0]}–{steps[1]}"

    def _chunk(self, piece: int) -> str:
        return f"{self.labels[piece]}, chunk {self.steps[piece] + 1}"


def joined_answers(transcript: Transcript) -> Iterator[JoinedText]:
    """The texts of each choice that has several, put together in the order in which their pieces came."""
    for choice in transcript.choices:
        blocks = [block for block in transcript.blocks if block.is_of_choice and block.choice == choice and block.text]
        if len(blocks) > 1:
            prefix = f"choice {choice}, " if len(transcript.choices) > 1 else ""
            yield _joined(blocks, transcript.streaming, prefix)


def _joined(blocks: list[Block], streaming: bool, prefix: str) -> JoinedText:
    pieces = sorted(
        _Piece(step, order, block, start, end)
        for order, block in enumerate(blocks)
        for step, start, end in zip(block.steps, (0, *block.ends), block.ends, strict=False)
        if start < end
    )
    texts = [piece.block.text[piece.start : piece.end] for piece in pieces]
    starts, labels = [0], [prefix + _label(piece.block) for piece in pieces]
    for text in texts:
        starts.append(starts[-1] + len(text))
    return JoinedText("".join(texts), starts[:-1], labels, [piece.step for piece in pieces] if streaming else ())


def _label(block: Block) -> str:
    word = _WORDS.get(block.kind, block.kind)
    return f"arguments of {block.name}" if block.kind == "tool_call" and block.name else word


def joined_messages(messages: Sequence[Message]) -> Iterator[tuple[int, JoinedText]]:
    """The ends of the parts of each message that has several, put together, with the message's index."""
    for index, message in enumerate(messages):
        texts = [part.text for part in message.parts if part.text]
        for number, (before, after) in enumerate(pairwise(texts)):
            before, after = before[-_NEAR:], after[:_NEAR]
            labels = [f"part {number + 1}", f"part {number + 2}"]
            yield index, JoinedText(before + after, (0, len(before)), labels, ())
