"""Which tool call a streamed piece belongs to, in OpenAI's shape and its look-alikes' deviations from it.

A piece carries an index, an id, a name and a stretch of the arguments; real servers leave out any of the first three,
repeat the id or the name on every piece, or use one index for several calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from recview.model import Event, Json, ToolCallDelta
from recview.shapes import whole
from recview.wire import Unparsed, parse_text


def filled(events: Iterable[Event], arguments: Mapping[tuple[int, str, int], str]) -> list[Event]:
    """The same events, with arguments that are known only once more of the stream was read.

    Args:
        events: The events of one answer.
        arguments: By choice, call and chunk. Of several events with one key the first takes them.
    """
    left = dict(arguments)
    return [
        replace(event, arguments=left.pop((event.choice, event.call, event.chunk), event.arguments))
        if isinstance(event, ToolCallDelta)
        else event
        for event in events
    ]


class CallKeys:
    """Remembers, over the chunks of one stream, the calls of each choice."""

    def __init__(self) -> None:
        self._open: dict[tuple[int, str], _Open] = {}

    def key(self, choice: int, place: int, index: Json, call_id: str, name: str, arguments: str) -> str:
        """The call of a piece, told apart within its choice.

        Args:
            choice: The choice's index.
            place: Which piece of its chunk it is; counts where there is no index.
            index: As recorded.
            call_id: The id, or empty.
            name: The function's name, or empty.
            arguments: The stretch of arguments that the piece brings.
        """
        number = whole(index)
        slot = (choice, str(place) if number is None else f"{number}")
        if number is None and not call_id and not name and not place:
            # No sign at all: it goes on with whatever came last.
            slot = next((known for known in reversed(self._open) if known[0] == choice), slot)
        open_call = self._open.pop(slot, None) or _Open()
        self._open[slot] = open_call
        return f"{slot[1]}.{open_call.take(call_id, name, arguments)}"


class _Open:
    """The calls that came under one index."""

    def __init__(self) -> None:
        self.count = 0
        self.id = ""
        self.name = ""
        self.arguments = ""
        self.ids: dict[str, int] = {}

    def take(self, call_id: str, name: str, arguments: str) -> int:
        """Which of them a piece belongs to."""
        if call_id and call_id in self.ids:
            return self.ids[call_id]
        if self._is_another(call_id, name, arguments):
            self.count += 1
            self.id = self.name = self.arguments = ""
        self.id = call_id or self.id
        self.name = self.name or name
        self.arguments += arguments
        if call_id:
            self.ids[call_id] = self.count
        return self.count

    def _is_another(self, call_id: str, name: str, arguments: str) -> bool:
        """A new id under a used index is another call.

        Without ids, so is another name, or the same one again once the arguments before it are whole.
        """
        if call_id:
            return bool(self.id)
        if self.id or not (name and self.name):
            return False
        if name != self.name:
            return True
        whole = bool(arguments) and self.arguments.rstrip().endswith("}")
        return whole and not isinstance(parse_text(self.arguments), Unparsed)
