"""The texts of an answer put together from its chunks, with the chunks that each character came in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from recview.named_tuple import NamedTuple
from recview.replay.text_steps import step_of
from recview.replay.transcript import Block, BlockKind, Transcript

_WORDS: dict[BlockKind, str] = {"text": "answer", "tool_call": "arguments", "unknown": "unknown chunk"}


class MergedText(NamedTuple):
    """One text of an answer, as its reader sees it: the pieces of all chunks joined.

    Attributes:
        kind: What it is; of a tool call, its arguments.
        name: The name of the tool, or the label of a note; empty else.
        choice: The choice that it belongs to, by its index; None in an answer with one choice.
        text: The whole text.
        blocks: What it is made of, each with the index of its first character.
        is_streamed: Whether it came in chunks.
    """

    kind: BlockKind
    name: str
    choice: int | None
    text: str
    blocks: tuple[tuple[int, Block], ...]
    is_streamed: bool

    @property
    def label(self) -> str:
        """What it is called: `answer`, `reasoning`, `arguments of get_weather`, `choice 1, answer`."""
        words = _WORDS.get(self.kind, self.kind)
        words += f" of {self.name}" if self.kind == "tool_call" and self.name else ""
        return words if self.choice is None else f"choice {self.choice}, {words}"

    def at(self, start: int, end: int) -> str:
        """Where the characters [start, end) are, as people say it: `answer, chunks 41–44`, counted from 1."""
        if not self.is_streamed:
            return self.label
        first, last = self.chunks(start, end)
        return f"{self.label}, chunk {first + 1}" if first == last else f"{self.label}, chunks {first + 1}–{last + 1}"

    def chunks(self, start: int, end: int) -> tuple[int, int]:
        """The indexes of the chunks that brought the first and the last of the characters [start, end)."""
        return self._chunk(start), self._chunk(max(start, end - 1))

    def _chunk(self, offset: int) -> int:
        starts = [start for start, _ in self.blocks]
        start, block = self.blocks[max(bisect_right(starts, offset) - 1, 0)]
        return step_of(block, offset - start)


def merged_texts(transcript: Transcript) -> tuple[MergedText, ...]:
    """The texts of an answer that are not empty: text, reasoning and refusal of each choice, arguments of each call."""
    return tuple(_merged_texts(transcript))


def _merged_texts(transcript: Transcript) -> Iterator[MergedText]:
    is_streamed = transcript.streaming and transcript.total > 1
    several = len(transcript.choices) > 1
    for blocks in _joined(transcript):
        first = blocks[0]
        choice = first.choice if several and first.is_of_choice else None
        text, starts = "", []
        for block in blocks:
            text += block.gap
            starts.append((len(text), block))
            text += block.text
        if text:
            yield MergedText(first.kind, first.name, choice, text, tuple(starts), is_streamed)


def _joined(transcript: Transcript) -> Iterator[list[Block]]:
    """The blocks that are one text: of text, reasoning and refusal those of a choice, else each alone."""
    groups: dict[tuple[BlockKind, int, int], list[Block]] = {}
    for index, block in enumerate(transcript.blocks):
        is_joined = block.kind in ("text", "reasoning", "refusal")
        groups.setdefault((block.kind, block.choice, -1 if is_joined else index), []).append(block)
    yield from groups.values()
