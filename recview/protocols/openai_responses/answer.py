"""The answer of one response of OpenAI's Responses API as it grows: its events, each told once.

Deltas are what the user saw, so they count. `*.done` events, whole items and the response itself tell the same again;
they give what no delta brought.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str
from recview.model import Json
from recview.protocols.openai_responses.item_parts import Agreement, Item, Slot, agreement
from recview.protocols.openai_responses.items import call, message_parts, notes, reasoning, texts
from recview.protocols.openai_responses.matching import Items, Mention
from recview.protocols.shared.logprobs import tokens
from recview.protocols.shared.sources import citation, numbered

CALL = "call"
_CITATIONS = "annotations"
_RESPONSE = "response"
_BLANK_LINE, _LINE = "\n\n", "\n"
_OTHER = {"summary": "content", "content": "summary"}


class Answer:
    """One response, which is one choice.

    Messages are parted by a blank line, the texts of one message are not (as in `output_text` of OpenAI's SDK). Every
    part of the reasoning is a paragraph. Notes of one label are a line each.
    """

    def __init__(self, choice: int) -> None:
        self.choice = choice
        self._items = Items()
        self._reasoning = Item(-1, "reasoning")
        self._separation = _Separation()

    def slot(self, data: Mapping[str, Json], type_: str, kind: str, part: int = 0) -> Slot:
        """The place of a piece; `type_` is that of the items that have such pieces."""
        return Slot(self._items.of_piece(data.get("output_index"), as_str(data.get("item_id")), type_), kind, part)

    def open_item(self, chunk: int, output_index: Json, fields: Mapping[str, Json]) -> Iterator[ev.Event]:
        """An item began: of a call the id and name."""
        item = self._items.open(_mention(output_index, fields))
        begun = call(fields)
        if begun and not item.is_announced:
            item.is_announced = True
            yield ev.ToolCallDelta(chunk, self.choice, f"{item.number}", begun.id, begun.name, runs=begun.runs)
        for label, text in notes(fields):
            if label.endswith(" operation"):
                yield from self._completed(chunk, Slot(item, label), text)

    def add_delta(
        self, chunk: int, slot: Slot, piece: str, logprobs: tuple[ev.TokenLogprob, ...] = ()
    ) -> Iterator[ev.Event]:
        """A delta."""
        if piece:
            part, new = slot.item.grow(slot.kind, slot.part, piece)
            yield from self._shown(chunk, slot._replace(part=part), new, logprobs)

    def end_part(
        self, chunk: int, event: str, data: Mapping[str, Json], slot: tuple[str, str, int], full: str
    ) -> Iterator[ev.Event]:
        """The whole text of a part, as a `done` event gives it: what had not come.

        Args:
            chunk: The event's chunk.
            event: The kind of event.
            data: The event.
            slot: The type of item, the kind of part, and the part's number.
            full: The text.
        """
        if not full:
            return
        type_, kind, number = slot
        mention = Mention(as_int(data.get("output_index")), (as_str(data.get("item_id")),), type_, "", (full,))
        slot_of_part = self._items.slot_of_part(event, mention, kind, number)
        yield from self._completed(chunk, slot_of_part, full, data.get("logprobs"))

    def add_citation(self, chunk: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        """An annotation."""
        slot = self.slot(data, "message", _CITATIONS)
        slot = slot._replace(part=slot.item.count(_CITATIONS))
        yield from self.add_delta(chunk, slot, citation(data.get("annotation")))

    def complete_item(self, chunk: int, output_index: Json, fields: Mapping[str, Json]) -> Iterator[ev.Event]:
        """A whole item: what of it had not come."""
        event = "item"
        [item] = self._items.match(event, [_mention(output_index, fields)])
        yield from self._whole(chunk, event, item, fields)

    def complete_response(self, chunk: int, response: Mapping[str, Json]) -> Iterator[ev.Event]:
        """The whole response: what of its items had not come. mistral.rs has all the reasoning in `reasoning`."""
        output = [as_dict(item) for item in as_list(response.get("output"))]
        thought = as_str(response.get("reasoning"))
        is_itemized = any(item.get("type") == "reasoning" for item in output)
        came = self._items.text("summary", "content")
        if thought and not is_itemized and agreement(came, thought) < Agreement.SAME:
            yield from self._completed(chunk, Slot(self._reasoning, "content"), thought)
        mentions = [_mention(position, fields) for position, fields in enumerate(output)]
        streamed = {kind for kind in ("message", "reasoning") if self._items.holds_all_of(kind, mentions)}
        items = self._items.match(_RESPONSE, mentions, in_order=True)
        for item, fields in zip(items, output, strict=True):
            if (type_ := as_str(fields.get("type"))) not in streamed:
                yield from self._whole(chunk, _RESPONSE, item, fields)
            elif type_ == "message":
                yield from self._cited_in(chunk, _RESPONSE, item, fields)
        if (text := as_str(response.get("output_text"))) and not self._items.text("text"):
            yield from self._completed(chunk, Slot(self._items.of_piece(0, "", "message"), "text"), text)
        for address, line in numbered(response).items():
            if address not in self._items.text(_CITATIONS):
                yield ev.Noted(chunk, self.choice, "citations", f"{line}\n")

    def _whole(self, chunk: int, event: str, item: Item, fields: Mapping[str, Json]) -> Iterator[ev.Event]:
        if made := call(fields):
            rest = "".join(self._rest(event, item, made.parts))
            if rest or not item.is_announced:
                item.is_announced = True
                yield ev.ToolCallDelta(chunk, self.choice, f"{item.number}", made.id, made.name, rest, made.runs)
        elif fields.get("type") == "message":
            yield from self._message(chunk, event, item, fields)
            return
        yield from self._parts(chunk, event, item, reasoning(fields))
        yield from self._parts(chunk, event, item, notes(fields))

    def _rest(self, event: str, item: Item, parts: Iterable[str]) -> Iterator[str]:
        """What of a call's arguments had not come."""
        for number, full in enumerate(parts):
            slot = Slot(item, CALL, item.part_of_list(event, CALL, number, full))
            if rest := item.part(CALL, slot.part).complete(full):
                yield self._separation.apart(slot, rest)

    def _message(self, chunk: int, event: str, item: Item, fields: Mapping[str, Json]) -> Iterator[ev.Event]:
        """A message of the assistant; a conversation that was made shorter keeps others, too, which are no answer."""
        if (role := as_str(fields.get("role"))) not in {"", "assistant"}:
            kept = [(f"{role} message", text) for _, text, _ in message_parts(fields.get("content"))]
            yield from self._parts(chunk, event, item, kept)
            return
        has_said = item.agreement(texts(fields)) >= Agreement.SAME
        counts: dict[str, int] = {}
        for kind, text, logprobs in message_parts(fields.get("content")):
            number = counts[kind] = counts.get(kind, -1) + 1
            if not (has_said and kind in {"text", "refusal"}):
                part = item.part_of_list(event, kind, number, text)
                yield from self._completed(chunk, Slot(item, kind, part), text, logprobs)
        yield from self._cited_in(chunk, event, item, fields)

    def _cited_in(self, chunk: int, event: str, item: Item, fields: Mapping[str, Json]) -> Iterator[ev.Event]:
        parts = map(as_dict, as_list(fields.get("content")))
        cited = [annotation for part in parts for annotation in as_list(part.get("annotations"))]
        yield from self._parts(chunk, event, item, [(_CITATIONS, citation(annotation)) for annotation in cited])

    def _parts(self, chunk: int, event: str, item: Item, parts: Iterable[tuple[str, str]]) -> Iterator[ev.Event]:
        counts: dict[str, int] = {}
        for kind, text in parts:
            number = counts[kind] = counts.get(kind, -1) + 1
            if text:
                part = item.part_of_list(event, kind, number, text)
                yield from self._completed(chunk, Slot(item, kind, part), text)

    def _completed(self, chunk: int, slot: Slot, full: str, logprobs: Json = None) -> Iterator[ev.Event]:
        """The whole text of a place: what had not come. Some servers tell the same reasoning under both its keys."""
        if slot.kind in _OTHER and slot.item.holds(_OTHER[slot.kind], full):
            return
        rest = slot.item.part(slot.kind, slot.part).complete(full)
        yield from self._shown(chunk, slot, rest, tokens(logprobs) if rest == full else ())

    def _shown(
        self, chunk: int, slot: Slot, piece: str, logprobs: tuple[ev.TokenLogprob, ...] = ()
    ) -> Iterator[ev.Event]:
        if not piece:
            return
        match slot.kind:
            case "text":
                yield ev.TextDelta(chunk, self.choice, self._separation.apart(slot, piece), logprobs)
            case "refusal":
                yield ev.RefusalDelta(chunk, self.choice, self._separation.apart(slot, piece), logprobs)
            case "summary" | "content":
                yield ev.ReasoningDelta(chunk, self.choice, self._separation.apart(slot, piece))
            case "call":
                arguments = self._separation.apart(slot, piece)
                yield ev.ToolCallDelta(chunk, self.choice, f"{slot.item.number}", arguments=arguments)
            case label:
                is_aside = label == _CITATIONS or label.startswith("encrypted ")
                yield ev.Noted(chunk, self.choice, label, self._separation.apart(slot, piece), is_part=not is_aside)


class _Separation:
    """Sets pieces apart from what another place said before them; of a call from other parts of its arguments."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, int]] = {}

    def apart(self, slot: Slot, piece: str) -> str:
        """The piece, after a blank line or a line feed where its place is another one."""
        is_text = slot.kind in {"text", "refusal"}
        group = "reasoning" if slot.kind in _OTHER else slot.kind
        group = f"{group} {slot.item.number}" if slot.kind == CALL else group
        unit = (slot.item.number, 0 if is_text else slot.part)
        before = self._last.get(group, unit)
        self._last[group] = unit
        if before == unit:
            return piece
        return f"{_BLANK_LINE if is_text or slot.kind in _OTHER else _LINE}{piece}"


def _mention(output_index: Json, fields: Mapping[str, Json]) -> Mention:
    """What an event tells of an item that it holds."""
    made, ids = call(fields), (as_str(fields.get("call_id")), as_str(fields.get("id")))
    return Mention(as_int(output_index), ids, as_str(fields.get("type")), made.name if made else "", texts(fields))
