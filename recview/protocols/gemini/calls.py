"""Which function call a part of a Gemini stream belongs to, and its arguments where they come in pieces.

A call comes whole in one part; only Vertex AI may stream it (`streamFunctionCallArguments`): a part with the name and
`willContinue`, parts with `partialArgs`, and one without `willContinue` that ends it. Ids are often absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recview import events as ev
from recview.coerce import as_str
from recview.model import Json, Part
from recview.protocols.gemini.partial_args import Piece, by_chunk, pieces
from recview.protocols.shared.fields import pick
from recview.protocols.shared.tool_calls import with_arguments
from recview.wire import as_text


class _Streamed:
    """A call whose arguments come in pieces; `closed` is the chunk that ended it."""

    def __init__(self, choice: int, key: str, id: str, name: str) -> None:
        self.choice = choice
        self.key = key
        self.id = id
        self.name = name
        self.pieces: list[Piece] = []
        self.closed: int | None = None

    def goes_on(self, call: Mapping[str, Json]) -> bool:
        """Whether a part is more of this call: with no name or id of another, and not a whole call itself."""
        same = as_str(call.get("id")) in {"", self.id} and as_str(call.get("name")) in {"", self.name}
        return same and not call.get("args")


class FunctionCalls:
    """Tells the calls of each choice apart, over the chunks of one answer."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}
        self._open: dict[int, _Streamed] = {}
        self._streamed: list[_Streamed] = []

    def event(self, chunk: int, choice: int, call: Mapping[str, Json]) -> ev.ToolCallDelta:
        """The event of one functionCall part; `with_pieces` fills in arguments that come in pieces."""
        call_id, name = as_str(call.get("id")), as_str(call.get("name"))
        more = pick(call, "willContinue") is True
        opened = self._open.pop(choice, None)
        if opened is None or not opened.goes_on(call):
            opened = _Streamed(choice, f"{self._counts.setdefault(choice, 0)}", call_id, name)
            self._counts[choice] += 1
            self._streamed.append(opened)
        opened.pieces.extend(pieces(call, chunk))
        if more:
            self._open[choice] = opened
        else:
            opened.closed = chunk
        return ev.ToolCallDelta(chunk, choice, opened.key, call_id, name, as_text(call.get("args")))

    def run_by_google(self, chunk: int, choice: int, call: Part) -> ev.ToolCallDelta:
        """The event of a tool that Google runs itself; it comes whole, and between the calls of functions."""
        key = f"{self._counts.setdefault(choice, 0)}"
        self._counts[choice] += 1
        return ev.ToolCallDelta(chunk, choice, key, call.id, call.name, call.text, "provider")

    def with_pieces(self, events: Iterable[ev.Event]) -> list[ev.Event]:
        """The same events, with what each chunk added to the arguments that were streamed."""
        added = {
            (call.choice, call.key, chunk): written
            for call in self._streamed
            if call.pieces
            for chunk, written in by_chunk(call.pieces, call.closed).items()
        }
        return with_arguments(events, added)
