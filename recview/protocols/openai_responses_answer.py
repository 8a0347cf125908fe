"""The answer of one response of OpenAI's Responses API as it grows: its events, each told once.

Deltas are what the user saw, so they count. `*.done` events, whole items and the response itself tell the same again;
they give what no delta brought.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from recview.model import Event, Json, Noted, ReasoningDelta, RefusalDelta, TextDelta, TokenLogprob, ToolCallDelta
from recview.protocols.logprobs import tokens
from recview.protocols.openai_responses_items import call, citation, notes, reasoning
from recview.protocols.openai_responses_places import Place, Places
from recview.shapes import mapping, sequence, text

PART_KINDS = {
    "output_text": "text",
    "text": "text",
    "refusal": "refusal",
    "reasoning_text": "content",
    "summary_text": "summary",
}
"""The kind of a content part by its type. Reasoning comes as a `summary` or as `content`."""

CALL = "call"
_CITATIONS = "annotations"
_NO_ITEM = -1
_BLANK_LINE, _LINE = "\n\n", "\n"
_OTHER = {"summary": "content", "content": "summary"}


class Answer:
    """One response, which is one choice.

    Messages are parted by a blank line, the texts of one message are not (as in `output_text` of OpenAI's SDK). Every
    part of the reasoning is a paragraph. Notes of one label are a line each.
    """

    def __init__(self, choice: int) -> None:
        self.choice = choice
        self._places = Places()
        self._last: dict[str, tuple[int, int]] = {}
        self._named: set[int] = set()

    def place(self, output_index: Json, kind: str, part: int) -> Place:
        """The place that an event of a stream is about."""
        return Place(self._places.item(output_index), kind, part)

    def opened(self, chunk: int, output_index: Json, fields: Mapping[str, Json]) -> Iterator[Event]:
        """An item began: of a call the id and name."""
        item = self._places.open(output_index, text(fields.get("type")))
        if begun := call(fields):
            self._named.add(item)
            yield ToolCallDelta(chunk, self.choice, f"{item}", begun.id, begun.name)
        for label, said in notes(fields):
            if label.endswith(" operation"):
                yield from self.completed(chunk, Place(item, label), said)

    def grown(self, chunk: int, place: Place, piece: str, logprobs: tuple[TokenLogprob, ...] = ()) -> Iterator[Event]:
        """A delta."""
        if not piece:
            return
        self._places.add(place, piece)
        match place.kind:
            case "text":
                yield TextDelta(chunk, self.choice, self._parted(place, piece), logprobs)
            case "refusal":
                yield RefusalDelta(chunk, self.choice, self._parted(place, piece), logprobs)
            case "summary" | "content":
                yield ReasoningDelta(chunk, self.choice, self._parted(place, piece))
            case "call":
                yield ToolCallDelta(chunk, self.choice, f"{place.item}", arguments=piece)
            case label:
                is_aside = label == _CITATIONS or label.startswith("encrypted ")
                yield Noted(chunk, self.choice, label, self._parted(place, piece), is_part=not is_aside)

    def completed(
        self, chunk: int, place: Place, full: str, logprobs: tuple[TokenLogprob, ...] = ()
    ) -> Iterator[Event]:
        """The whole text of a place: what had not come. Some servers tell the same reasoning under both its keys."""
        if place.kind in _OTHER and self._places.holds(place.item, _OTHER[place.kind], full):
            return
        rest = self._places.missing(place, full)
        yield from self.grown(chunk, place, rest, logprobs if rest == full else ())

    def cited(self, chunk: int, output_index: Json, annotation: Json) -> Iterator[Event]:
        """An annotation."""
        item = self._places.item(output_index)
        place = Place(item, _CITATIONS, self._places.count(item, _CITATIONS))
        yield from self.grown(chunk, place, citation(annotation))

    def whole(self, chunk: int, output_index: Json, fields: Mapping[str, Json]) -> Iterator[Event]:
        """A whole item: what of it had not come."""
        yield from self._whole(chunk, self._places.item(output_index), fields)

    def all(self, chunk: int, response: Mapping[str, Json]) -> Iterator[Event]:
        """The whole response: what of its items had not come. mistral.rs has all the reasoning in `reasoning`."""
        counts: dict[str, int] = {}
        if said := text(response.get("reasoning")):
            yield from self.grown(chunk, Place(_NO_ITEM, "content"), said)
        for position, fields in enumerate(map(mapping, sequence(response.get("output")))):
            kind = text(fields.get("type"))
            nth = counts.get(kind, 0)
            counts[kind] = nth + 1
            yield from self._whole(chunk, self._places.listed(position, kind, nth), fields)
        if (said := text(response.get("output_text"))) and not self._places.has("text"):
            yield from self.grown(chunk, Place(0, "text"), said)

    def _whole(self, chunk: int, item: int, fields: Mapping[str, Json]) -> Iterator[Event]:
        self._places.typed(item, text(fields.get("type")))
        if made := call(fields):
            place = Place(item, CALL)
            rest = self._places.missing(place, made.arguments)
            if rest or item not in self._named:
                self._named.add(item)
                self._places.add(place, rest)
                yield ToolCallDelta(chunk, self.choice, f"{item}", made.id, made.name, rest)
        elif fields.get("type") == "message":
            yield from self._message(chunk, item, fields.get("content"))
            return
        yield from self._parts(chunk, item, reasoning(fields))
        yield from self._parts(chunk, item, notes(fields))

    def _message(self, chunk: int, item: int, content: Json) -> Iterator[Event]:
        parts = [{"type": "text", "text": content}] if isinstance(content, str) else sequence(content)
        counts: dict[str, int] = {}
        for part in map(mapping, parts):
            kind = text(part.get("type"))
            label = PART_KINDS.get(kind) or kind or "part"
            said = text(part.get("refusal")) or text(part.get("text"))
            count = counts.get(label, 0)
            counts[label] = count + 1
            place = self._places.nth(item, label, count)
            yield from self.completed(
                chunk, place, said if kind in PART_KINDS else "in the raw chunk", tokens(part.get("logprobs"))
            )
        cited = [one for part in map(mapping, parts) for one in sequence(part.get("annotations"))]
        yield from self._parts(chunk, item, [(_CITATIONS, citation(one)) for one in cited])

    def _parts(self, chunk: int, item: int, parts: Iterable[tuple[str, str]]) -> Iterator[Event]:
        counts: dict[str, int] = {}
        for kind, said in parts:
            count = counts.get(kind, 0)
            counts[kind] = count + 1
            yield from self.completed(chunk, self._places.nth(item, kind, count), said)

    def _parted(self, place: Place, piece: str) -> str:
        """A piece, set apart from what another place said before it."""
        is_text = place.kind in {"text", "refusal"}
        group = "reasoning" if place.kind in _OTHER else place.kind
        unit = (place.item, 0 if is_text else place.part)
        before = self._last.get(group, unit)
        self._last[group] = unit
        if before == unit:
            return piece
        return f"{_BLANK_LINE if is_text or place.kind in _OTHER else _LINE}{piece}"
