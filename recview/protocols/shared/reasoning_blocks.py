"""Blocks of reasoning, set apart by a blank line: APIs send each as a block, a part or an item of its own."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Json

_BLANK_LINE = "\n\n"


class ReasoningBlocks:
    """Remembers, over the chunks of one answer, which block of reasoning each choice is in."""

    def __init__(self) -> None:
        self._open: dict[int, Hashable] = {}
        self._chunks: dict[int, int] = {}  # the last chunk that brought a part, by choice
        self._numbers: dict[int, int] = {}

    def piece(self, chunk: int, choice: int, block: Hashable, text: str) -> ev.ReasoningDelta:
        """A piece of a block; where another block was open it begins with a blank line.

        Args:
            chunk: The chunk that brought it.
            choice: The choice that it belongs to.
            block: What tells the blocks of a choice apart.
            text: The piece.
        """
        before = self._open.get(choice, block)
        self._open[choice] = block
        return ev.ReasoningDelta(chunk, choice, text if before == block else f"{_BLANK_LINE}{text}")

    def part(self, chunk: int, choice: int, text: str) -> ev.ReasoningDelta:
        """A piece in an API that does not number its parts: two parts of one chunk are two blocks."""
        if self._chunks.get(choice) == chunk:
            self.end(choice)
        self._chunks[choice] = chunk
        return self.piece(chunk, choice, self._numbers.get(choice, 0), text)

    def end(self, choice: int) -> None:
        """Something else was said: more reasoning is another block."""
        if choice in self._open:
            self._numbers[choice] = self._numbers.get(choice, 0) + 1
            self._chunks.pop(choice, None)

    def of_chat(self, chunk: int, choice: int, delta: Mapping[str, Json]) -> Iterator[ev.ReasoningDelta]:
        """The reasoning of a message or a delta of chat.completions.

        Some servers send the same under two keys; the first that holds any counts. Where blocks are told besides, as
        in OpenRouter's `reasoning_details[].{index, text | summary}` and LiteLLM's `thinking_blocks[].thinking`, they
        count, unless they say something else.
        """
        whole = as_str(delta.get("reasoning_content")) or as_str(delta.get("reasoning"))
        blocks = _details(delta)
        if whole and "".join(text for _, text in blocks) != whole:
            yield self.piece(chunk, choice, self._open.get(choice, ""), whole)
            return
        for block, text in blocks:
            yield self.piece(chunk, choice, block, text)


def _details(delta: Mapping[str, Json]) -> list[tuple[Hashable, str]]:
    """(block, text) of the reasoning that is told in blocks: by its index, else by its place in the list."""
    if not any(key in delta for key in _BLOCKS):
        return []
    for key in _BLOCKS:
        details = [as_dict(detail) for detail in as_list(delta.get(key))]
        pieces = [next(filter(None, (as_str(detail.get(name)) for name in _TEXT_KEYS)), "") for detail in details]
        if any(pieces):
            indexes = [as_words(detail.get("index")) or f"{position}" for position, detail in enumerate(details)]
            return [((key, index), piece) for index, piece in zip(indexes, pieces, strict=True) if piece]
    return []


_BLOCKS = ("reasoning_details", "thinking_blocks")
_TEXT_KEYS = ("text", "summary", "thinking")
