"""Many short texts to look for a word in: joined in blocks, so that a block without the word costs one look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

BLOCK = 256
"""Texts of one block."""

END = "\0"
"""Separates the texts of a block; within a text it counts as a blank."""


class TextBlocks:
    """Lower-cased texts of a list that only grows.

    Args:
        texts: Returns the texts of some indexes.
    """

    def __init__(self, texts: Callable[[range], Sequence[str]]) -> None:
        self._texts = texts
        self._blocks: list[str] = []

    def holding(self, words: Sequence[str], count: int) -> Iterator[tuple[int, list[str]]]:
        """The blocks that hold any of some words: the index of the first text of each, and its texts.

        Args:
            words: The words, in lower case. With `END` before and behind it, a word matches only a whole text.
            count: How many texts there are by now.
        """
        for start in range(0, count, BLOCK):
            block = self._block(start, count)
            if any(word in block for word in words):
                yield start, block[1:-1].split(END)

    def prepare(self, count: int) -> Iterator[None]:
        """Join the first `count` texts before a word is looked for, block by block."""
        for start in range(len(self._blocks) * BLOCK, count - BLOCK + 1, BLOCK):
            self._block(start, count)
            yield

    def _block(self, start: int, count: int) -> str:
        index = start // BLOCK
        if index < len(self._blocks):
            return self._blocks[index]
        texts = [text.replace(END, " ") for text in self._texts(range(start, min(start + BLOCK, count)))]
        block = END.join(("", *texts, "")).lower()
        if len(texts) == BLOCK:
            self._blocks.append(block)
        return block
