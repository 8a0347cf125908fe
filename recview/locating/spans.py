"""Lines of a file that a value takes, by the path of keys and indexes that leads to it, in JSON and in YAML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, TypeAlias

from recview.model import Readability
from recview.named_tuple import NamedTuple
from recview.wire import parse_text

Step: TypeAlias = str | int
"""The key of an object, or the index in an array."""


class Span(NamedTuple):
    """The lines of a value, its key included, both counted from 0.

    Attributes:
        is_block: Whether it is a text whose lines are those of the file, the first one below its key (YAML's `|`).
        is_escaped: Whether line ends in it are escapes, as in every text of JSON.
    """

    first: int
    last: int
    is_block: bool = False
    is_escaped: bool = False


def json_span(text: str, path: tuple[Step, ...]) -> Span | None:
    """The lines of a value in JSON text; None if there is no such value. Of equal keys the first counts.

    Args:
        text: The file.
        path: The keys and indexes that lead to the value.
    """
    tokens = _Tokens(text)
    try:
        start, end = tokens.value_at(path)
    except StopIteration:
        return None
    first = text.count("\n", 0, start)
    return Span(first, first + text.count("\n", start, end), is_escaped=True)


_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++', re.DOTALL)


class _Tokens:
    """The tokens of JSON text, gone through once and without recursion."""

    def __init__(self, text: str) -> None:
        self._matches = _TOKEN.finditer(text)

    def value_at(self, path: tuple[Step, ...]) -> tuple[int, int]:
        """(start, end) in characters of a value, its key included; raises StopIteration if there is none."""
        token = next(self._matches)
        start = token.start()
        for step in path:
            start, token = self._member(token[0], step)
        return start, self._skip(token)

    def _member(self, opening: str, step: Step) -> tuple[int, re.Match[str]]:
        """The start of a member of an object or array, and the first token of its value."""
        is_object = isinstance(step, str)
        if opening != ("{" if is_object else "["):
            raise StopIteration
        index = 0
        while (token := next(self._matches))[0] not in "}]":
            start, key = token.start(), token[0]
            if is_object:
                next(self._matches)
                token = next(self._matches)
            if (_key(key) if is_object else index) == step:
                return start, token
            self._skip(token)
            index += 1
            if next(self._matches)[0] != ",":
                break
        raise StopIteration

    def _skip(self, token: re.Match[str]) -> int:
        """The end of the value that begins with a token."""
        depth = 0
        while True:
            depth += (token[0] in "{[") - (token[0] in "}]")
            if depth <= 0:
                return token.end()
            token = next(self._matches)


def _key(token: str) -> Any:
    return parse_text(token) if "\\" in token else token[1:-1]


def yaml_span(data: bytes, path: tuple[Step, ...]) -> Span | None:
    """The lines of a value in the first document of YAML text; None if there is no such value, or no PyYAML.

    Args:
        data: The file.
        path: The keys and indexes that lead to the value.
    """
    try:
        import yaml
    except ImportError:
        return None
    parser: Any = yaml.CSafeLoader(data) if yaml.__with_libyaml__ else yaml.SafeLoader(data)
    try:
        return _Events(parser.get_event, yaml.events).span_at(path)
    except (yaml.YAMLError, StopIteration, ValueError):
        return None


class _Events:
    """The events of a YAML parser, gone through once and without recursion."""

    def __init__(self, get_event: Callable[[], Any], kinds: Any) -> None:
        def events() -> Iterator[Any]:
            while not isinstance(event := get_event(), kinds.StreamEndEvent):
                yield event

        self._events = (
            event for event in events() if not isinstance(event, kinds.StreamStartEvent | kinds.DocumentStartEvent)
        )
        self._kinds = kinds

    def span_at(self, path: tuple[Step, ...]) -> Span:
        """The lines of a value; raises StopIteration if there is none."""
        event = next(self._events)
        first = event.start_mark.line
        for step in path:
            first, event = self._member(event, step)
        style = getattr(event, "style", None)
        return Span(first, max(first, self._skip(event)), style == "|", style == '"')

    def _member(self, opening: Any, step: Step) -> tuple[int, Any]:
        is_mapping = isinstance(opening, self._kinds.MappingStartEvent)
        if is_mapping != isinstance(step, str) or not isinstance(opening, self._kinds.CollectionStartEvent):
            raise StopIteration
        index = 0
        while not isinstance(event := next(self._events), self._kinds.CollectionEndEvent):
            first, key = event.start_mark.line, getattr(event, "value", None)
            if is_mapping:
                self._skip(event)
                event = next(self._events)
            if (key if is_mapping else index) == step:
                return first, event
            self._skip(event)
            index += 1
        raise StopIteration

    def _skip(self, event: Any) -> int:
        """The last line of the value that begins with an event."""
        depth, first = 0, event.start_mark.line
        while True:
            depth += isinstance(event, self._kinds.CollectionStartEvent)
            depth -= isinstance(event, self._kinds.CollectionEndEvent)
            if depth <= 0:
                mark = event.end_mark
                # What is written in blocks ends where the next thing begins.
                return int(mark.line - (mark.column == 0 and mark.line > first))
            event = next(self._events)


_DONE = r"data:\s*(\[DONE\])?"
_EVENT = re.compile(rf"""^[ \t]*(?:- )*(?:[\w-]+:[ \t]+)?'?\s*{_DONE}""", re.MULTILINE)
"""The data of an event at the start of a line."""

_ESCAPED_EVENT = re.compile(rf"""(?:"|(?<!\\)\\[nr])\s*{_DONE}""")
"""The same at the start of a text in quotes, or behind an escaped line end in it."""


def event_line(lines: list[str], span: Span, index: int, count: int) -> int | None:
    """The line of an event in the text of an event stream; None unless as many are seen as there are chunks.

    Args:
        lines: The file.
        span: The lines of the text.
        index: Which event.
        count: How many chunks the stream has.
    """
    text = "\n".join(lines[span.first : span.last + 1])
    pattern = _ESCAPED_EVENT if span.is_escaped else _EVENT
    starts = [event.end() for event in pattern.finditer(text) if not event[1]]
    if len(starts) != count:
        return None
    start = next(islice(starts, index, None), None)
    return None if start is None else span.first + text.count("\n", 0, start)


def is_json_of(text: str, value: Any) -> bool:
    """Whether a text is the JSON of an object or array."""
    if text.lstrip()[:1] not in ("{", "["):
        return False
    parsed = parse_text(text)
    return not isinstance(parsed, Readability) and bool(parsed == value)
