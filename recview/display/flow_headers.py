"""Credentials in raw JSON, and in YAML's flow style: by their names, where those are names of headers.

The text may be cut at either end, and may be no JSON at all: what cannot be told is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.credentials import Span, is_credential_name
from recview.display.header_context import NAMES, VALUES, Context, Pair, header_in, unquoted

_TOKEN = re.compile(
    r'"(?P<double>(?:[^"\\\n]|\\[^\n])*+)"?'
    r"|'(?P<single>(?:[^'\n]|'')*+)'?"
    r"|(?P<mark>[{}\[\],]|:(?=[\s\"'{\[]|$))"
    r"|(?P<line>\n(?P<indent> *+))"
    r"|(?P<plain>[^\s{}\[\],\"'](?:[^{}\[\],\n:]|:(?![\s\"'{\[]|$))*+)"
)
_EMBEDDED = re.compile(r"\\n([!#-'*-.0-9A-Z^-z|~]{1,100}): ?((?:[^\\\"]|\\[^rn])*+)")
_GOES_ON = frozenset("}],\"'{[0123456789:")


class _Frame:
    """An object or a list that is open.

    Attributes:
        is_list: Whether it is a list.
        context: What its keys mean.
        pair: The header that it is, if it is one as name and value; of a list that is such a value, that header.
        key: The key whose value comes; None while a key comes.
        has_value: Whether that value came.
        scalar: The last scalar: a key, once its colon came, or the item before.
    """

    def __init__(self, is_list: bool, context: Context) -> None:
        self.is_list = is_list
        self.context = context
        self.pair = Pair()
        self.is_value = False
        self.key: str | None = None
        self.has_value = False
        self.scalar = ""
        self.index = 0


class FlowReader:
    """Reads one JSON text, or one flow value of YAML."""

    def __init__(self, text: str, start: int, context: Context, *, column: int = -1) -> None:
        """Begin at an opening bracket, or in the middle of an object.

        Args:
            text: The whole text.
            start: Where to begin.
            context: What surrounds it.
            column: The column of the key that holds it: what stands no deeper is none of it.
        """
        self._text = text
        self._start = start
        self._column = column
        self._stack = [] if text[start : start + 1] in ("{", "[") else [_Frame(False, context)]
        self._context = context
        self.end = start
        """Where it ended, once all spans were taken."""

    def spans(self) -> Iterator[Span]:
        """The values of credentials."""
        began_open = bool(self._stack)
        for match in _TOKEN.finditer(self._text, self._start):
            self.end = match.end()
            kind = match.lastgroup
            if match["line"] is not None:
                if self._is_over(match.end(), len(match["indent"])):
                    self.end = match.start()
                    break
                self._end_line()
            elif kind == "mark":
                yield from self._mark(match["mark"])
                if not self._stack and not began_open:
                    break
                if not self._stack:
                    self._stack = [_Frame(False, self._context)]
            else:
                assert kind is not None
                yield from self._scalar(*match.span(kind), is_plain=kind == "plain")
        for frame in self._stack:
            yield from frame.pair.spans()

    def _is_over(self, at: int, indent: int) -> bool:
        """Whether the text goes on with something else at the start of a line."""
        following = self._text[at : at + 2]
        if not following or following[0] in "\r\n":
            return False
        return indent <= max(self._column, 0) and (following[0] not in _GOES_ON or following == "- ")

    def _end_line(self) -> None:
        """End a member that has its value at the end of its line, also where its comma is missing."""
        frame = self._stack[-1] if self._stack else None
        if frame and frame.has_value and not frame.is_list:
            frame.key, frame.has_value = None, False

    def _mark(self, mark: str) -> Iterator[Span]:
        frame = self._stack[-1] if self._stack else None
        if mark in "{[":
            self._stack.append(self._opened(frame, is_list=mark == "["))
        elif mark in "}]":
            if frame:
                self._stack.pop()
                if not frame.is_value:
                    yield from frame.pair.spans()
        elif frame and mark == ":":
            if frame.key is None and not frame.is_list:
                frame.key, frame.scalar = frame.scalar, ""
        elif frame:
            frame.key, frame.has_value = None, False
            frame.index += 1

    def _opened(self, parent: _Frame | None, *, is_list: bool) -> _Frame:
        if parent is None:
            return _Frame(is_list, self._context)
        context = parent.context if parent.key is None else parent.context.below(parent.key, is_list=is_list)
        if parent.is_list and self._follows_a_name(parent):
            context = context._replace(is_secret=True)
        frame = _Frame(is_list, context)
        if parent.is_value or (parent.key or "").lower() in VALUES:
            frame.pair, frame.is_value = parent.pair, True
        return frame

    @staticmethod
    def _follows_a_name(frame: _Frame) -> bool:
        """Whether an item of a flat list, `[name, value, …]`, is the value of a credential."""
        return frame.context.in_headers and frame.index % 2 == 1 and frame.context.names_credential(frame.scalar)

    def _scalar(self, start: int, end: int, *, is_plain: bool) -> Iterator[Span]:
        if not self._stack:
            return
        if not is_plain and "HTTP/" in self._text[start : min(end, start + 4_000)]:
            yield from self._embedded(start, end)
        frame = self._stack[-1]
        text = self._text[start:end].rstrip() if is_plain else self._text[start:end]
        span = (start, start + len(text))
        if frame.is_list:
            yield from self._item(frame, text, span)
            return
        if frame.key is None:
            frame.scalar = unquoted(text) if len(text) < 400 else ""
            return
        frame.has_value = True
        if not (is_plain and text == "null"):
            yield from self._value(frame, frame.key, text, span)

    def _embedded(self, start: int, end: int) -> Iterator[Span]:
        """Headers in a string that holds raw HTTP, its line ends escaped."""
        for match in _EMBEDDED.finditer(self._text, start, end):
            if is_credential_name(match[1]):
                yield match.span(2)

    def _item(self, frame: _Frame, text: str, span: Span) -> Iterator[Span]:
        """A scalar in a list."""
        if frame.context.is_secret or self._follows_a_name(frame):
            yield span
        elif frame.is_value:
            frame.pair.values.append(span)
        elif frame.context.in_headers and (at := header_in(text)) >= 0:
            yield span[0] + at, span[1]
        frame.scalar = unquoted(text) if len(text) < 400 else ""

    @staticmethod
    def _value(frame: _Frame, key: str, text: str, span: Span) -> Iterator[Span]:
        """A scalar behind a key."""
        folded = key.lower()
        if frame.context.holds_credential(key):
            yield span
        elif frame.is_value or folded in VALUES:
            frame.pair.values.append(span)
        elif folded in NAMES and len(text) < 400:
            frame.pair.is_credential |= frame.context.names_credential(unquoted(text))
