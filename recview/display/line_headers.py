"""Credentials in raw files of lines: YAML's block style, the head of raw HTTP, and the JSON and flow style in either.

The text may be cut at either end, and may be neither: what cannot be told is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from recview.credentials import Span, credential_names
from recview.display.flow_headers import FlowReader
from recview.display.header_context import NAMES, VALUES, Context, Pair, header_in, unquoted

_LINE = re.compile(r"( *)((?:[-?] +)*)([^\n]*)")
_KEY = re.compile(r"(?:!\S+ +)?([\"']?)([^\"'\s:#{}\[\],][^\"'\n:]{0,200}?)\1[ \t]*:(?:[ \t]+|(?=\r?$))")
_START_OF_HTTP = re.compile(r"(?:[A-Z]{3,10} \S+ HTTP/\d(?:\.\d)?|HTTP/\d(?:\.\d)? \d{3}(?: [^\n:\"]*)?)\r?$")
_ESCAPED_NAME = re.compile(r"\\(?:u00|x)(?:[4-7]|2[dD])")
_IS_BLOCK = re.compile(r"(?:[&!]\S+ *)*(?:[|>][-+0-9]*)?$")
_HTTP_HEADER = re.compile(r"([!#-'*-.0-9A-Z^-z|~]{1,200}):[ \t]*")
_KEY_IN_JSON = re.compile(r'(?<![\\\w])"[\w.:-]{1,80}"\s*:')
_MEMBER_OF_JSON = re.compile(r'"(?:[^"\\\n]|\\.){1,200}"\s*:\s*(?:["{\[0-9-]|true|false|null)')


class _Level:
    """A key whose value goes on: deeper columns than its own belong to the value."""

    def __init__(self, column: int, context: Context) -> None:
        self.column = column
        self.context = context
        self.pair = Pair()
        self.is_value = False


class LineReader:
    """Reads a text line by line, once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._names = credential_names(text)
        self._is_escaped = _ESCAPED_NAME.search(text) is not None
        self._levels: list[_Level] = []
        self._pairs: dict[int, Pair] = {}
        self._done: list[Pair] = []
        self._item = ""
        self._next = self._rest = 0
        self._in_head = False
        self._is_continued = False

    def spans(self) -> Iterator[Span]:
        """The values of credentials."""
        if not self._names and not self._is_escaped:
            return
        at = 0
        while at <= len(self._text):
            line = _LINE.match(self._text, at)
            assert line is not None
            yield from self._line(line)
            at = max(self._next, line.end()) + 1
        for pair in (*self._done, *self._pairs.values()):
            yield from pair.spans()

    def _line(self, line: re.Match[str]) -> Iterator[Span]:
        self._next, self._rest = line.end(), line.start(3)
        content = line[3]
        if not content.strip():
            self._in_head = False
            return
        if content[0] == "{" and not self._in_head and self._is_plain_object(line):
            return
        if self._in_head:
            yield from self._header(line)
        elif content[0] in "{[" or _MEMBER_OF_JSON.match(content):
            yield from self._flow(line.start(3), len(line[1]) - 1, self._context(line))
        else:
            yield from self._yaml(line)
        # The answer's first line may stand right behind what was sent.
        if _START_OF_HTTP.search(self._text, self._rest, self._next):
            self._in_head, self._is_continued = True, False

    def _is_plain_object(self, line: re.Match[str]) -> bool:
        """Whether a line is an object of its own that names no credential, as most lines of a stream."""
        if self._is_escaped or line.start(3) > line.start() or not line[3].rstrip().endswith("}"):
            return False
        return bisect_left(self._names, line.start()) == bisect_left(self._names, line.end())

    def _header(self, line: re.Match[str]) -> Iterator[Span]:
        """A line of the head of raw HTTP; a credential may go on in the next, which is then indented."""
        start, end = line.start(3), line.start(3) + len(line[3].rstrip())
        header = _HTTP_HEADER.match(line[3])
        if header:
            at = header_in(line[3])
            self._is_continued = at >= 0
            if at >= 0:
                yield start + at, end
        elif self._is_continued:
            yield start, end

    # YAML --------------------------------------------------------------------------------------------------------

    def _context(self, line: re.Match[str]) -> Context:
        self._close(line)
        return self._levels[-1].context if self._levels else Context()

    def _close(self, line: re.Match[str]) -> None:
        """End the keys that a line does not belong to: an item's dash may be in its key's column."""
        indent = len(line[1])
        while self._levels and (
            indent < self._levels[-1].column or (indent == self._levels[-1].column and not line[2])
        ):
            self._levels.pop()
        # With a dash, a list's next item begins: its name and value are others.
        for column in [column for column in self._pairs if column > indent]:
            self._done.append(self._pairs.pop(column))

    def _yaml(self, line: re.Match[str]) -> Iterator[Span]:
        context = self._context(line)
        column = len(line[1]) + len(line[2])
        start = line.start(3)
        level = self._levels[-1] if self._levels else None
        if context.is_secret:
            yield start, line.end()
            return
        key = _KEY.match(line[3])
        if level is not None and level.is_value:
            level.pair.values.append((start, line.end()))
        elif key:
            yield from self._key(line, key, column, context)
            self._item = ""
        else:
            yield from self._word(line, context)

    def _key(self, line: re.Match[str], key: re.Match[str], column: int, context: Context) -> Iterator[Span]:
        name, start = unquoted(key[2]), line.start(3) + key.end()
        value = line[3][key.end() :].rstrip(" \t\r,")
        is_block = _IS_BLOCK.match(value) is not None
        below = context.below(name, is_list=is_block or value[:1] == "[")
        level = _Level(column, below)
        self._levels.append(level)
        if value[:1] in ("{", "["):
            yield from self._flow(start, column, below)
        elif context.holds_credential(name):
            level.context = below._replace(is_secret=True)
            if not is_block:
                yield _inside(value, start)
        elif name.lower() in VALUES:
            level.pair, level.is_value = self._pairs.setdefault(column, Pair()), True
            if not is_block:
                level.pair.values.append(_inside(value, start))
        elif name.lower() in NAMES:
            pair = self._pairs.setdefault(column, Pair())
            pair.is_credential |= context.names_credential(unquoted(value.strip("\"'")))

    def _word(self, line: re.Match[str], context: Context) -> Iterator[Span]:
        """An item of a list, or a line of a longer text."""
        content, start = line[3].rstrip(), line.start(3)
        word = content.strip("\"'")
        if self._item and context.in_headers and context.names_credential(self._item) and line[2]:
            yield _inside(content, start)
        elif context.in_headers and (at := header_in(word)) >= 0:
            yield start + content.index(word) + at, start + len(content)
        elif content[:1] == ":":
            # The value of a key that is more than a word, as of a class of its own: `? - Cookie`, `: - a=b`.
            if context.names_credential(self._item):
                self._levels.append(_Level(len(line[1]), context._replace(is_secret=True)))
                yield start + len(content) - len(content.lstrip(":- ")), line.end()
        elif key := _KEY_IN_JSON.search(content):
            yield from self._flow(start + key.start(), len(line[1]) - 1, context)
        self._item = word if line[2] and len(word) < 200 else ""

    def _flow(self, start: int, column: int, context: Context) -> Iterator[Span]:
        """A value in brackets, and those behind it on its last line."""
        while start >= 0:
            reader = FlowReader(self._text, start, context, column=column)
            yield from reader.spans()
            self._rest, end = reader.end, self._text.find("\n", reader.end)
            self._next = len(self._text) if end < 0 else end
            start = self._text.find("{", reader.end, self._next)


def _inside(value: str, start: int) -> Span:
    """The characters of a scalar, without its quotes."""
    size = len(value)
    if value[:1] in ("'", '"'):
        return start + 1, start + max(1, size - (size > 1 and value[-1] == value[0]))
    return start, start + size
