"""The line of a file on which something of a recording is.

Most of what formats make of a file are the objects of its own JSON or YAML: these are known again by identity, and so
is their path, whatever the format is. A body that is kept as text is found as that text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from recview.coerce import as_dict
from recview.formats import read_file
from recview.formats.file import Beside, File
from recview.locating.spans import Span, Step, event_line, is_json_of, json_span, yaml_span
from recview.locating.target import FileLine, Target
from recview.model import Exchange, Json, Readability, Request, Source

LIMIT_BYTES = 50_000_000
"""Bytes of a file in which lines are looked for: that takes some seconds."""

Path: TypeAlias = tuple[Step, ...]


def line_of(data: bytes, source: Source, target: Target, beside: Beside | None = None) -> FileLine:
    """The line of what is looked for; where that is not known, of what holds it, and the reason. Never raises.

    Args:
        data: The file, unpacked if it was packed.
        source: Which exchange of it.
        target: What is looked for.
        beside: Reads another file of the same tree.
    """
    return lines_of(data, source.path, ((source.number, target),), beside)[0]


def lines_of(
    data: bytes, path: str, targets: Sequence[tuple[int, Target]], beside: Beside | None = None
) -> list[FileLine]:
    """The line of each of several things in a file, which is read once. Never raises.

    Args:
        data: The file, unpacked if it was packed.
        path: Its path.
        targets: What is looked for, each with the index of its exchange.
        beside: Reads another file of the same tree.
    """
    if len(data) > LIMIT_BYTES:
        return [_raw_line(data, target) or FileLine(1, _TOO_LARGE) for _, target in targets]
    try:
        file = File(data, beside=beside)
        read = read_file(file, path)
    except (ValueError, RecursionError, MemoryError):
        return [_raw_line(data, target) or FileLine(1, _UNKNOWN) for _, target in targets]
    exchanges = read.recovered if isinstance(read, Readability) else read
    return [_raw_line(data, target) or _line(file, exchanges, number, target) for number, target in targets]


_TOO_LARGE = "the file is too large to look for the line"
_UNKNOWN = "the line could not be told"


def _raw_line(data: bytes, target: Target) -> FileLine | None:
    return FileLine(data.count(b"\n", 0, target.offset) + target.line + 1) if target.part == "raw" else None


def _line(file: File, exchanges: Sequence[Exchange], number: int, target: Target) -> FileLine:
    if not 0 <= number < len(exchanges):
        return FileLine(1, "the file no longer holds this recording")
    try:
        return _Locator(file, exchanges[number], number, len(exchanges)).line_of(target)
    except (ValueError, RecursionError, MemoryError):
        return FileLine(1, _UNKNOWN)


class _Locator:
    """Looks for something of one exchange in its file."""

    def __init__(self, file: File, exchange: Exchange, number: int, count: int) -> None:
        self._file = file
        self._exchange = exchange
        self._number, self._count = number, count
        tree = file.json if file.is_json else file.asked_yaml
        self._tree = tree if isinstance(tree, dict | list) else None
        self._lines = file.text.split("\n")

    def line_of(self, target: Target) -> FileLine:
        """The line of what is looked for, else of what holds it, and why."""
        if self._tree is None:
            return self._line_without_tree(target)
        own = self._own_path()
        if target.part == "exchange":
            return self._at(own, "")
        way = list(_way(*_panel(self._exchange, target)))
        holders = _holders(self._tree)
        for value, keys in reversed(way):
            if id(value) in holders:
                return self._at((*_path_of(value, holders), *keys), "")
        return self._in_text(target, *way[0], own)

    def _in_text(self, target: Target, body: Json, keys: Path, own: Path) -> FileLine:
        """The line of something in a body that is kept as text."""
        texts = list(_texts(_value_at(self._tree, own), own))
        for path, text in texts:
            if text == body or (isinstance(body, dict | list) and is_json_of(text, body)):
                return self._in_json_text(text, self._span(path), keys)
        if target.part == "chunk":
            count = len(self._exchange.response.chunks)
            # Some keep each event, or each line, as a text of its own: then all of the exchange is looked through.
            spans = (self._span(path) for path in (*(path for path, text in texts if "data:" in text), own))
            lines = (event_line(self._lines, span, target.chunk_index, count) for span in spans if span)
            if (line := next((line for line in lines if line is not None), None)) is not None:
                return FileLine(line + 1)
        key = "request" if target.part == "request" else "response"
        path = (*own, key) if key in as_dict(_value_at(self._tree, own)) else own
        if target.keys and (span := self._span((*path, *target.keys))):
            return FileLine(span.first + 1)
        return self._at(path, f"in what is kept here no line is known for a {_word(target)}")

    def _in_json_text(self, text: str, span: Span | None, keys: Path) -> FileLine:
        """The line of a value in a text that is JSON itself, if the lines of the text are those of the file."""
        inner = json_span(text, keys) if span and span.is_block else None
        return FileLine((span.first if span else 0) + 1 + (1 + inner.first if inner else 0))

    def _at(self, path: Path, reason: str) -> FileLine:
        """The line of a value, or of the nearest one around it that the file has."""
        for end in range(len(path), -1, -1):
            if span := self._span(path[:end]):
                return FileLine(span.first + 1, reason)
        return FileLine(1, reason or _UNKNOWN)

    def _span(self, path: Path) -> Span | None:
        return json_span(self._file.text, path) if self._file.is_json else yaml_span(self._file.data, path)

    def _own_path(self) -> Path:
        """The path of what holds the exchange: all of the file, or its item of the list of as many as exchanges."""
        lists = (path for path, value in _lists(self._tree, 4) if len(value) == self._count and _is_call(value[-1]))
        path = next(lists, None)
        return () if path is None else (*path, self._number)

    def _line_without_tree(self, target: Target) -> FileLine:
        """The line in a file that is neither JSON nor YAML as a whole: of lines, or an event stream."""
        filled = [index for index, text in enumerate(self._lines) if text.strip()]
        if target.part == "chunk" and self._count == 1:
            chunks = len(self._exchange.response.chunks)
            line = event_line(self._lines, Span(0, len(self._lines) - 1), target.chunk_index, chunks)
            if line is None and len(filled) == chunks:
                line = filled[target.chunk_index]
            if line is not None:
                return FileLine(line + 1)
        if len(filled) == self._count:
            return FileLine(filled[self._number] + 1)
        return FileLine(1, f"in this kind of file no line is known for a {_word(target)}")


def _word(target: Target) -> str:
    return {"exchange": "call", "chunk": "chunk"}.get(target.part, "key")


def _is_call(value: Json) -> bool:
    return not {"request", "response", "req", "res"}.isdisjoint(as_dict(value))


def _panel(exchange: Exchange, target: Target) -> tuple[Json, Path]:
    """What the keys count from, as the panel shows it: a chunk, a body, or the fields beside that; and the keys."""
    request, response, keys = exchange.request, exchange.response, target.keys
    if target.part == "chunk":
        return (
            response.chunks[target.chunk_index].raw if 0 <= target.chunk_index < len(response.chunks) else None
        ), keys
    if target.part == "request":
        has_fields = keys[:1] != ("body",) and keys[:1] and keys[0] not in as_dict(request.body)
        return (request.fields, keys) if has_fields else (request.body, keys[1:] if _is_inner(request, keys) else keys)
    if keys[:1] == ("body",) and len(response.chunks) == 1:
        return response.chunks[0].raw, keys[1:]
    if keys[:1] == ("headers",):
        return as_dict(response.fields).get("headers"), keys[1:]
    return response.fields, keys


def _is_inner(request: Request, keys: Path) -> bool:
    """Whether the first key is that of the body among other fields, and not one in the body."""
    return keys[:1] == ("body",) and "body" not in as_dict(request.body)


def _way(value: Json, keys: Path) -> Iterator[tuple[Json, Path]]:
    """A value and what each key leads to, with the keys that are left."""
    yield value, keys
    for index, key in enumerate(keys):
        try:
            value = value[key]
        except (TypeError, LookupError):
            return
        yield value, keys[index + 1 :]


Holders: TypeAlias = dict[int, tuple[Json, Step]]
"""For the identity of each object and array of a tree, what holds it, and by which key; its root is in itself."""


def _holders(tree: Json) -> Holders:
    holders: Holders = {id(tree): (tree, "")}
    stack = [tree]
    while stack:
        holder = stack.pop()
        for step, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(value, dict | list) and id(value) not in holders:
                holders[id(value)] = holder, step
                stack.append(value)
    return holders


def _path_of(value: Json, holders: Holders) -> Path:
    steps: list[Step] = []
    while (pair := holders[id(value)])[0] is not value:
        value = pair[0]
        steps.append(pair[1])
    return tuple(reversed(steps))


def _value_at(tree: Json, path: Path) -> Json:
    for step in path:
        tree = tree[step]
    return tree


def _texts(tree: Json, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text in a tree with its path, in the order of the file."""
    stack: list[tuple[Path, Json]] = [(path, tree)]
    while stack:
        at, value = stack.pop()
        if isinstance(value, str):
            yield at, value
        elif isinstance(value, dict | list):
            members = list(value.items() if isinstance(value, dict) else enumerate(value))
            stack.extend(((*at, step), inner) for step, inner in reversed(members))


def _lists(tree: Json, depth: int) -> Iterator[tuple[Path, list[Json]]]:
    """The lists of a tree down to a depth, the outer ones first."""
    level: list[tuple[Path, Json]] = [((), tree)]
    for _ in range(depth):
        yield from ((path, value) for path, value in level if isinstance(value, list))
        level = [
            ((*path, step), inner)
            for path, value in level
            for step, inner in (value.items() if isinstance(value, dict) else ())
        ]
