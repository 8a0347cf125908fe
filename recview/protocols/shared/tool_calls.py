"""Which tool call a streamed piece belongs to, in OpenAI's shape and its look-alikes' deviations from it.

A piece carries an index, an id, a name and a stretch of the arguments; real servers leave out any of the first three,
repeat the id or the name on every piece, send the name in pieces, or use one index for several calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from recview import events as ev
from recview.coerce import as_int
from recview.model import Json, Readability
from recview.wire import parse_text


def with_arguments(events: Iterable[ev.Event], arguments: Mapping[tuple[int, str, int], str]) -> list[ev.Event]:
    """The same events, with arguments that are known only once more of the stream was read.

    Args:
        events: The events of one answer.
        arguments: By choice, call and chunk. Of several events with one key the first takes them.
    """
    left = dict(arguments)
    return [
        event._replace(arguments=left.pop((event.choice, event.call, event.chunk), event.arguments))
        if isinstance(event, ev.ToolCallDelta)
        else event
        for event in events
    ]


_NUMBER = re.compile(r"[0-9]{1,9}")


class ToolCalls:
    """Remembers, over the chunks of one stream, the calls of each choice, and gives each piece to its call.

    A piece belongs to the call of its id. A new id opens a call. Without an id, a piece belongs to the call at its
    index (where it has none, at its position in the chunk's list), unless its name opens another. A piece with neither
    id nor name, at an index that no call has, goes on with the call that came last.
    """

    def __init__(self) -> None:
        self._choices: dict[int, _Calls] = {}

    def deltas(self, piece: ev.ToolCallDelta, position: int, index: Json = None) -> Iterator[ev.ToolCallDelta]:
        """The piece with the key of its call, and the name as it is by now; nothing for a piece that is empty.

        Args:
            piece: As it came; `call` is not yet known.
            position: Where it stands in its chunk's list.
            index: As recorded.
        """
        if piece.id or piece.name or piece.arguments:
            number = as_int(int(index) if isinstance(index, str) and _NUMBER.fullmatch(index) else index)
            calls = self._choices.setdefault(piece.choice, _Calls())
            call = calls.take(piece, position if number is None else number)
            yield piece._replace(call=call.key, name=piece.name and call.name)


class _Call:
    """What came of one call."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.id = ""
        self.name = ""
        self.arguments = ""

    def add(self, piece: ev.ToolCallDelta) -> None:
        self.id = self.id or piece.id
        if not self.name or (not self.arguments and piece.name.startswith(self.name)):
            self.name = piece.name
        elif not self.arguments and piece.name != self.name:
            self.name += piece.name
        self.arguments += piece.arguments

    def takes_name(self, piece: ev.ToolCallDelta) -> bool:
        """Whether a piece with a name and no id goes on with this call, rather than open another.

        Once arguments have come, another name is another call; so is the same one, where the call has no id and its
        arguments are whole.
        """
        if not self.name or not self.arguments:
            return True
        if piece.name != self.name:
            return False
        is_next = not self.id and bool(piece.arguments) and self.arguments.rstrip().endswith("}")
        return not is_next or isinstance(parse_text(self.arguments), Readability)

    def takes_id(self, piece: ev.ToolCallDelta) -> bool:
        """Whether a piece brings the id of this call, which began without one."""
        if self.id:
            return False
        return not piece.name or not self.name or (not self.arguments and piece.name.startswith(self.name))


class _Calls:
    """The calls of one choice: by id, by index the last one that came there, and the last one of all."""

    def __init__(self) -> None:
        self.by_id: dict[str, _Call] = {}
        self.by_index: dict[int, _Call] = {}
        self.counts: dict[int, int] = {}
        self.last: _Call | None = None

    def take(self, piece: ev.ToolCallDelta, index: int) -> _Call:
        """The call that a piece belongs to, with the piece in it."""
        call = self._existing(piece, index) or self._opened(index)
        self.by_index[index] = self.last = call
        if piece.id:
            self.by_id[piece.id] = call
        call.add(piece)
        return call

    def _existing(self, piece: ev.ToolCallDelta, index: int) -> _Call | None:
        if call := self.by_id.get(piece.id):
            return call
        current = self.by_index.get(index)
        if piece.id:
            return current if current and current.takes_id(piece) else None
        if piece.name:
            return current if current and current.takes_name(piece) else None
        return current or self.last

    def _opened(self, index: int) -> _Call:
        count = self.counts.get(index, 0)
        self.counts[index] = count + 1
        return _Call(f"{index}.{count}")
