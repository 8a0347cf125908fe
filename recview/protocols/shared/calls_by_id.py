"""Tool calls whose every piece names the call's id, as agents' event streams send them."""

from __future__ import annotations

from collections.abc import Iterator

from recview import events as ev
from recview.model import Json
from recview.wire import as_text


class CallsById:
    """Remembers, over one stream, which calls began and which of their arguments came."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._with_arguments: set[str] = set()
        self._last = ""

    def piece(
        self, chunk: int, call_id: str, name: str = "", arguments: str = "", runs: ev.Runner = "client"
    ) -> Iterator[ev.ToolCallDelta]:
        """A piece of a call; nothing where it has nothing new.

        Args:
            chunk: The index of the chunk that has it.
            call_id: The id; a piece without one goes on with the last call.
            name: The tool's name.
            arguments: A stretch of the arguments.
            runs: Who runs the tool.
        """
        call_id = call_id or self._last
        is_new = call_id not in self._names
        if not (call_id or name or arguments) or not (is_new or arguments or runs == "provider"):
            return
        self._last = call_id
        new_name = name if name != self._names.get(call_id) else ""
        self._names[call_id] = name or self._names.get(call_id, "")
        if arguments:
            self._with_arguments.add(call_id)
        yield ev.ToolCallDelta(chunk, 0, call_id, call_id if is_new else "", new_name, arguments, runs)

    def whole(
        self, chunk: int, call_id: str, name: str, arguments: Json, runs: ev.Runner = "client"
    ) -> Iterator[ev.ToolCallDelta]:
        """A call as a whole, after its pieces or in their place: of the arguments what did not come yet."""
        missing = "" if (call_id or self._last) in self._with_arguments else as_text(arguments)
        yield from self.piece(chunk, call_id, name, missing, runs)

    def ran(self, chunk: int, call_id: str) -> Iterator[ev.ToolCallDelta]:
        """A call that began in this stream was run by whoever answers: its result came in the stream, too."""
        if call_id in self._names:
            yield from self.piece(chunk, call_id, runs="provider")

    def __contains__(self, call_id: str) -> bool:
        """Whether a call began."""
        return call_id in self._names
