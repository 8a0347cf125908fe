"""The text of a recording for a search over all: its request and its merged answer, case-folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from recview.case_folding import fold
from recview.reading.recording import Recording

END = b"\0"
"""Ends the text of each field."""

_SUBSTITUTE = "\x1a"
"""Replaces a recorded NUL, which would end its field."""


class SearchText(NamedTuple):
    """The text of a recording by field, as recorded.

    Attributes:
        answer: Texts, refusals, errors and notes of the answer.
        reasoning: Its reasoning.
        calls: The names and arguments of its tool calls.
        request: What was sent: texts, and names and arguments of tool calls.
    """

    answer: str
    reasoning: str
    calls: str
    request: str


def search_text(recording: Recording) -> SearchText:
    """The text of a recording."""
    texts: dict[str, list[str]] = {"answer": [], "reasoning": [], "calls": []}
    for block in recording.transcript.blocks:
        if block.kind == "tool_call":
            texts["calls"] += [block.name, block.text]
        else:
            texts["reasoning" if block.kind == "reasoning" else "answer"].append(block.text)
    return SearchText(*map(_lines, (*texts.values(), _sent(recording))))


def _sent(recording: Recording) -> Iterator[str]:
    for message in recording.conversation.messages:
        for part in message.parts:
            yield part.name
            yield part.text


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(filter(None, texts))


def encoded(texts: Iterable[SearchText]) -> bytes:
    """The folded texts of a file's recordings: field by field in UTF-8, each with its `END`."""
    return b"".join(_encoded(field) + END for text in texts for field in text)


def _encoded(field: str) -> bytes:
    return fold(field).replace("\0", _SUBSTITUTE).encode("utf-8", "surrogatepass")
