"""Server-sent events (`text/event-stream`) → chunks, also where a server's framing is damaged.

Source: the HTML standard (server-sent events), and what servers make of it: no blank lines between events, errors as
bare JSON, a field `error` (llama.cpp), the prefix `data:` added by server and framework alike (shimmy), several objects
in one event, JSON that is encoded twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from recview.coerce import as_dict, as_str
from recview.framing.objects import objects
from recview.model import Chunk, Readability
from recview.wire import as_text, parse_text

DOUBLED = "the prefix of its lines stands twice"
GLUED = "several JSON values stand in one event"
QUOTED = "its JSON is a string of JSON"

_DONE = "[DONE]"
_ERROR = "error"
_FIELD = re.compile(r"\s*(?:data|event|error):")
_NAMED_ERROR = re.compile(r"(?m)^event:\s*error\s*$")
_WHOLE_NAME = re.compile(r"(?:event:\s*)+")
_NAME = re.compile(r"[a-zA-Z][\w.]*")
_OF_ANSWERS = frozenset({"choices", "candidates", "delta", "message", "content_block", "response", "error"})
_MOST_LAYERS = 4
"""How often one framing may stand in another; a text of prefixes alone has no end of them."""


def events(lines: Iterable[str]) -> list[Chunk]:
    """Chunks of a server-sent event stream, given its lines or runs of lines.

    Comments, blank lines and `[DONE]` are no chunks. Data that is not JSON stays a string. The `event:` name
    is the chunk's kind; without one, the data's own `type`. Lines that are no field (servers send an error as bare
    JSON, a proxy its page) are read as if they were data. A field `error` is an event of that name.
    """
    return _events(lines, 0)


def _events(lines: Iterable[str], layer: int) -> list[Chunk]:
    reader = _Reader(layer)
    for run in lines:
        *parted, last = run.split("\n\n")
        for event in parted:
            chunk = _plain_chunk(event) if reader.is_between_events else None
            if chunk:
                reader.chunks.append(chunk)
            else:
                reader.add_lines(event)
                reader.end(is_parted=True)
        if last or not parted:
            reader.add_lines(last)
    reader.end()
    return reader.chunks


def _plain_chunk(event: str) -> Chunk | None:
    """The chunk of an event that is an object on one line, with a name before it or none: nearly all are such."""
    name = ""
    if event.startswith("event: "):
        name, _, event = event[7:].partition("\n")
        if not _NAME.fullmatch(name):
            return None
    if not event.startswith(("data: {", "data:{")) or "\n" in event or "\r" in event:
        return None
    value = parse_text(event[5:])
    return Chunk(name or as_str(value.get("type")), value, value) if isinstance(value, dict) else None


class _Reader:
    """Gathers the lines of an event, and makes chunks of it where it ends.

    Attributes:
        chunks: Those of the events so far.
    """

    def __init__(self, layer: int) -> None:
        self.chunks: list[Chunk] = []
        self._layer = layer
        self._name = ""
        self._late_name = ""
        self._is_bare = False
        self._data: list[str] = []

    @property
    def is_between_events(self) -> bool:
        """Whether nothing was added to an event that has not ended."""
        return not (self._data or self._name or self._late_name)

    def add_lines(self, text: str) -> None:
        """Lines, of which those that are blank end an event."""
        for line in _lines(text):
            if not line or line.isspace():
                self.end(is_parted=True)
            else:
                self.add(line)

    def add(self, line: str) -> None:
        """A line that is not blank."""
        if self._late_name:
            # More follows: the name is of that, not of the data before it.
            name, self._late_name = self._late_name, ""
            self.end()
            self._name = name
        if line[0] in " \t" and _FIELD.match(line):
            # Streams that were written by hand are indented.
            line = line.lstrip()
        if line.startswith("data:"):
            self._add_data(line[5:].removeprefix(" "), is_bare=False)
        elif line.startswith("event:"):
            self._add_name(_WHOLE_NAME.sub("", line).strip())
        elif line.startswith("error:"):
            if not self._is_bare or self._name != _ERROR:
                self.end()
            self._name, self._is_bare = _ERROR, True
            self._data.append(line[6:].removeprefix(" "))
        elif not line.startswith((":", "id:", "retry:")):
            self._add_data(line, is_bare=True)

    def end(self, *, is_parted: bool = False) -> None:
        """An event ends; with a blank line, or because another begins."""
        if self._data or self._name:
            self.chunks.extend(_chunks(self._late_name or self._name, self._data, self._layer, is_parted=is_parted))
        self._name = self._late_name = ""
        self._data.clear()

    def _add_data(self, data: str, *, is_bare: bool) -> None:
        if self._is_bare is not is_bare:
            self._is_bare = is_bare
            if self._data:
                self.end()
        self._data.append(data)

    def _add_name(self, name: str) -> None:
        if name == _ERROR and self._data and not self._name:
            self._late_name = name
        else:
            self.end()
            self._name = name


def _chunks(name: str, lines: Sequence[str], layer: int, *, is_parted: bool = False) -> Iterator[Chunk]:
    """The chunks that an event is: one, but where its framing is damaged.

    Args:
        name: The event's name, or empty.
        lines: Its data.
        layer: How many framings it stands in.
        is_parted: Whether a blank line ends it. Recorders leave those out between events: then each line is an event.
    """
    joined = "\n".join(lines)
    stripped = joined.strip()
    if stripped in {"", _DONE}:
        yield from (Chunk(name, "", ""),) if name == _ERROR and not stripped else ()
        return
    value = parse_text(joined)
    if isinstance(value, int | float) and as_text(value) != joined:
        # A piece of bare text may look like a number: ` 12` is what was said.
        yield Chunk(name, joined, joined)
    elif isinstance(value, str) and (quoted := _quoted(name, value, layer)):
        yield from quoted
    elif not isinstance(value, Readability):
        yield Chunk(name or as_str(as_dict(value).get("type")), value, value)
    elif (inner := _framed_again(name, joined, layer)) is not None:
        yield from inner
    elif len(lines) > 1 and any(line[:1] == "{" and isinstance(parse_text(line), dict) for line in lines):
        parts = (chunk for line in lines for chunk in _chunks(name, (line,), layer))
        yield from (chunk._replace(note=chunk.note or GLUED) if is_parted else chunk for chunk in parts)
    elif stripped[0] in "{[" and (values := objects(stripped)):
        yield from (Chunk(name or as_str(as_dict(value).get("type")), value, value, GLUED) for value in values)
    else:
        yield Chunk(name, joined, joined)


def _quoted(name: str, value: str, layer: int) -> list[Chunk]:
    """The chunks of an event whose JSON was encoded twice; none where the string is a piece of text."""
    if layer == _MOST_LAYERS or not value.lstrip().startswith(("{", "data:")):
        return []
    inner = [chunk._replace(note=QUOTED) for chunk in _chunks(name, value.split("\n"), layer + 1)]
    return inner if any(not _OF_ANSWERS.isdisjoint(as_dict(chunk.data)) for chunk in inner) else []


def _framed_again(name: str, joined: str, layer: int) -> list[Chunk] | None:
    """The chunks of data that is framed as events once more; None where it is not."""
    if layer == _MOST_LAYERS or not _FIELD.match(joined):
        return None
    inner = _events((joined,), layer + 1)
    # A text may begin like a field: words alone are framed only where they are those of an error.
    is_error = name == _ERROR or _NAMED_ERROR.search(joined)
    is_framed = any(is_error or isinstance(chunk.data, dict | list) for chunk in inner)
    if not is_framed and (inner or _DONE not in joined):
        return None
    return [chunk._replace(kind=chunk.kind or name, note=DOUBLED) for chunk in inner]


def _lines(run: str) -> list[str]:
    """The lines of a run. It may be kept with its own end; that end is not a blank line."""
    lines = re.split(r"\r\n|\n|\r", run) if "\r" in run else run.split("\n")
    if not lines[-1] and len(lines) > 1:
        lines.pop()
    return lines
