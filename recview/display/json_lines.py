"""A JSON value as lines that can be folded, and the kind of each part of a line, for colouring.

The lines are plain text. Folding never rewrites them: it chooses which of them are seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from recview.json_text import pretty
from recview.model import Json
from recview.value import Value

TokenKind: TypeAlias = Literal["key", "string", "number", "word", "null", "punctuation"]


class JsonLines(Value):
    """Pretty-printed JSON.

    Attributes:
        lines: Its lines; the first `head` and the last `foot` of them are plain words, not JSON.
        closes: For each line that opens an object or array, the line that closes it.
    """

    lines: tuple[str, ...]
    closes: dict[int, int]
    head: int = 0
    foot: int = 0

    @property
    def json(self) -> tuple[str, ...]:
        """The lines that are JSON."""
        return self.lines[self.head : len(self.lines) - self.foot]

    def is_words(self, line: int) -> bool:
        """Whether a line is plain words, not JSON."""
        return line < self.head or line >= len(self.lines) - self.foot

    def folded_by_default(self, depth: int) -> frozenset[int]:
        """The opening lines at or below a depth (0 is the root)."""
        indent = " " * (2 * depth)
        return frozenset(line for line in self.closes if line >= self.head and self.lines[line].startswith(indent))

    def preview(self, line: int, limit: int = 200) -> str:
        """The lines of a fold joined in one, cut at `limit` characters."""
        pieces = [_stripped(self.lines[line], limit)]
        length = len(pieces[0])
        for inner in range(line + 1, self.closes[line] + 1):
            piece = _stripped(self.lines[inner], limit)
            pieces.append(piece)
            length += len(piece) + 1
            if length > limit:
                pieces.append("…")
                break
        return " ".join(pieces)

    def parent(self, line: int) -> int | None:
        """The line that opens the object or array around a line; None at the root."""
        indent = indent_of(self.lines[line])
        for above in range(line - 1, self.head - 1, -1):
            if above in self.closes and self.closes[above] >= line and indent_of(self.lines[above]) < indent:
                return above
        return None

    def value(self, line: int) -> str:
        """The JSON text of the value that begins or ends on a line, without its key."""
        line = next((opens for opens, closes in self.closes.items() if closes == line), line)
        last = self.closes.get(line, line)
        indent = indent_of(self.lines[line])
        joined = "\n".join(text[indent:] for text in self.lines[line : last + 1])
        return _KEY.sub("", joined, count=1).removesuffix(",")


_KEY = re.compile(r'^"(?:[^"\\]|\\.)*": ')


_BLANKS = re.compile(" *")


def indent_of(line: str) -> int:
    """The number of blanks at the beginning of a line; the line, which may be megabytes long, is not copied."""
    match = _BLANKS.match(line)
    return match.end() if match else 0


def _stripped(line: str, limit: int) -> str:
    """A line without the blanks around it; one that is far longer than a limit is cut beyond it."""
    indent = indent_of(line)
    return line[indent : indent + limit + 100].rstrip()


def json_lines(value: Json, head: tuple[str, ...] = (), foot: tuple[str, ...] = ()) -> JsonLines:
    """A value as lines, two blanks per level, with plain words above and below it; never raises.

    Args:
        value: Any JSON.
        head: The words above it.
        foot: The words below it.
    """
    lines = (*head, *_lines(pretty(value)), *foot)
    closes: dict[int, int] = {}
    stack: list[int] = []
    for index in range(len(head), len(lines) - len(foot)):
        line = lines[index]
        if line.endswith(("{", "[")):
            stack.append(index)
        elif stack and line.startswith(("}", "]"), indent_of(line)):
            closes[stack.pop()] = index
    return JsonLines(lines, closes, len(head), len(foot))


def with_words(document: JsonLines, head: tuple[str, ...], foot: tuple[str, ...]) -> JsonLines:
    """The same JSON with other plain words above and below it; the same object where they are equal."""
    lines = (*head, *document.json, *foot)
    if lines == document.lines and len(head) == document.head:
        return document
    shift = len(head) - document.head
    closes = {opens + shift: end + shift for opens, end in document.closes.items()}
    return JsonLines(lines, closes, len(head), len(foot))


_BLOCK = 65_536
"""Characters that are cut into lines at a time."""

_SHORT, _KEPT = 40, 4_096
"""Characters up to which equal lines are one object, and the most lines of which that is true."""


def _lines(text: str) -> Iterator[str]:
    """The lines of a text. Many of a long one are the same, such as `"role": "user",`: those are one string each."""
    kept: dict[str, str] = {}
    start = 0
    while start <= len(text):
        end = text.find("\n", start + _BLOCK)
        end = len(text) if end < 0 else end
        for line in text[start:end].split("\n"):
            if len(line) > _SHORT:
                yield line
            elif len(kept) < _KEPT:
                yield kept.setdefault(line, line)
            else:
                yield kept.get(line, line)
        start = end + 1


_TOKEN = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?P<string>"(?:[^"\\]|\\.)*"?)'
    r"|(?P<number>-?\d[\d.eE+-]*)|(?P<null>\bnull\b)|(?P<word>-?\b(?:true|false|NaN|Infinity)\b)"
    r"|(?P<punctuation>[{}\[\],:]+)"
)


def json_tokens(line: str) -> Iterator[tuple[int, int, TokenKind]]:
    """(start, end, kind) of each part of a line of JSON."""
    for token in _TOKEN.finditer(line):
        kind: TokenKind = token.lastgroup  # type: ignore[assignment]
        yield token.start(), token.end(), kind
