"""Which item of a response an event is about.

Servers contradict themselves: what their deltas number 3, their `done` events number 4 and their last event 0; ids are
empty, or others on every event. Two things hold: events of one kind number alike, and an item that comes again says
the same. So each kind of event has a numbering of its own, whose numbers are matched with the items that came before:
by the text first, then by the id, then by the number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice
from typing import TypeAlias

from recview.coerce import as_int
from recview.model import Json
from recview.named_tuple import NamedTuple
from recview.protocols.openai_responses.item_parts import Agreement, Item, Slot, agreement

_MOST = 100
"""How many items are looked at for the text that an event repeats, so that time stays linear."""


class Mention(NamedTuple):
    """What an event tells of an item.

    Attributes:
        number: Its number in events of that kind; None where it has none.
        ids: The ids by which the event names it, of a call the call_id first.
        type: The item's type; empty for any.
        name: Of a call, the tool's name.
        texts: The ways in which the event spells the item's whole text; none of a piece.
    """

    number: int | None
    ids: tuple[str, ...]
    type: str
    name: str = ""
    texts: tuple[str, ...] = ()


_Candidates: TypeAlias = Callable[[Mention], Iterable[Item]]


class Items:
    """The items of one response, in the order in which they came."""

    def __init__(self) -> None:
        self._items: dict[int, Item] = {}
        self._opened: dict[int, Item] = {}
        self._numbered: dict[int | None, dict[str, Item]] = {}
        self._free: dict[str, dict[int, Item]] = {}
        self._ids: dict[str, Item] = {}
        self._next = 0

    def text(self, *kinds: str) -> str:
        """All that came of some kinds of parts, item by item."""
        return "".join(item.text(*kinds) for item in self._items.values())

    def holds_all_of(self, type_: str, events: Iterable[Mention]) -> bool:
        """Whether all that came of a type of items is all that a response holds of it, however that is divided."""
        kinds = [("text", "refusal")] if type_ == "message" else [("summary",), ("content",)]
        wholes = [
            "".join(ways) for ways in zip(*(mention.texts for mention in events if mention.type == type_), strict=True)
        ]
        came = [self.text(*way) for way in kinds]
        return any(agreement(way, other) >= Agreement.SAME for way in came for other in wholes)

    def open(self, mention: Mention) -> Item:
        """The item that is announced. A number that comes again is another item, unless its id is the same, too."""
        opened = self._opened.get(mention.number) if mention.number is not None else None
        if opened and _suits(opened, mention) and any(self._ids.get(name) is opened for name in mention.ids):
            return opened
        item = self._new(mention)
        if mention.number is not None:
            self._opened[mention.number] = item
            self._numbered.pop(mention.number, None)
        return item

    def of_piece(self, output_index: Json, item_id: str, type_: str) -> Item:
        """The item that a piece belongs to: by its number, by its id, or one of the type that waits for pieces."""
        number, kind = as_int(output_index), f"pieces of {type_}"
        numbered = self._numbered.setdefault(number, {}) if number is not None else {}
        if bound := numbered.get(kind):
            return bound
        mention = Mention(number, (item_id,), type_)
        item = next(
            (candidate for candidate in (*self._at(mention), *self._named(mention)) if _suits(candidate, mention)), None
        )
        if item is None:
            waiting = (
                candidate
                for candidate in self._latest()
                if candidate.type and _suits(candidate, mention) and not candidate.has_begun
            )
            item = next(waiting, None) or self._new(mention)
        numbered[kind] = item
        return item

    def slot_of_part(self, event: str, mention: Mention, kind: str, number: int) -> Slot:
        """The place of a part that a `done` event gives whole.

        Args:
            event: The kind of event.
            mention: What it tells of the item; its only text is the part's.
            kind: The kind of part.
            number: The part's number.
        """
        [full] = mention.texts
        numbered = self._numbered.setdefault(mention.number, {}) if mention.number is not None else {}
        before = numbered.get(event)
        if before and (part := before.find_repeated(event, kind, number, full)) is not None:
            return Slot(before, kind, part)
        candidates = [
            item for item in (before, *self._named(mention), *self._at(mention)) if item and _suits(item, mention)
        ]
        everyone = [item for item in self._latest() if _suits(item, mention)]
        for least, items in (
            (Agreement.EXACT, chain(candidates, everyone)),
            (Agreement.SAME, chain(candidates, everyone)),
            (Agreement.START, candidates),
            (Agreement.START, everyone),
            (Agreement.OTHER, [item for item in candidates[:1] if item.has(kind, number)]),
        ):
            for item in items:
                if (part := item.claim(event, kind, number, full, least)) is not None:
                    numbered.setdefault(event, item)
                    return Slot(item, kind, part)
        waiting = (item for item in chain(candidates, everyone) if not item.has_begun)
        item = next(waiting, None) or next(iter(candidates), None) or self._new(mention)
        numbered.setdefault(event, item)
        return Slot(item, kind, item.add_part(event, kind, number))

    def match(self, kind: str, events: Sequence[Mention], *, in_order: bool = False) -> list[Item]:
        """The item of each event, all of one kind; an event that is about none of those that came opens a new one.

        Args:
            kind: The kind of event.
            events: One event that holds an item, or all items of a response.
            in_order: Whether it is all items, so that where texts differ their order decides.
        """
        free = self._free.setdefault(kind, dict(self._items))
        matched = {index: item for index, mention in enumerate(events) if (item := self._repeated(kind, mention))}
        for accepted, candidates in self._rules(free, in_order=in_order):
            for index, mention in enumerate(events) if len(matched) < len(events) else ():
                if index in matched:
                    continue
                suited = (
                    candidate
                    for candidate in candidates(mention)
                    if candidate.number in free and _suits(candidate, mention)
                )
                item = next((candidate for candidate in suited if candidate.agreement(mention.texts) is accepted), None)
                if item:
                    matched[index] = item
                    del free[item.number]
        return [self._bound(kind, mention, matched.get(index)) for index, mention in enumerate(events)]

    def _rules(self, free: dict[int, Item], *, in_order: bool) -> list[tuple[Agreement, _Candidates]]:
        """How the texts must agree, and of which items: the surest first."""

        def anyone(_: Mention) -> Iterable[Item]:
            return tuple(islice(free.values(), _MOST))

        return [
            *(
                (agreed, candidates)
                for agreed in (Agreement.EXACT, Agreement.SAME, Agreement.START)
                for candidates in (self._named, self._at, anyone)
            ),
            *((Agreement.SILENT, candidates) for candidates in (self._named, self._at, anyone)),
            *((Agreement.OTHER, candidates) for candidates in (self._named, self._at)),
            *([(Agreement.OTHER, anyone)] if in_order else []),
        ]

    def _latest(self) -> list[Item]:
        """The items that came last, in their order."""
        return [*islice(reversed(self._items.values()), _MOST)][::-1]

    def _at(self, mention: Mention) -> Iterable[Item]:
        """The item under an event's number; without one the last that came."""
        item = (
            next(reversed(self._items.values()), None) if mention.number is None else self._opened.get(mention.number)
        )
        return (item,) if item else ()

    def _named(self, mention: Mention) -> Iterable[Item]:
        """The items of an event's ids; of calls the call_id counts before the id."""
        named = [self._ids[name] for name in mention.ids if name in self._ids]
        return [item for item in named if not _is_another_call(item, mention)]

    def _repeated(self, kind: str, mention: Mention) -> Item | None:
        """The item of an event that comes again; another call may have the same number, where all have."""
        item = self._numbered.get(mention.number, {}).get(kind)
        least = Agreement.SAME if mention.number is None else Agreement.SILENT
        if item is None or not _suits(item, mention) or item.agreement(mention.texts) < least:
            return None
        return None if _is_another_call(item, mention) else item

    def _new(self, mention: Mention) -> Item:
        number = self._next if mention.number is None or mention.number in self._items else mention.number
        self._next = max(self._next, number + 1)
        item = self._items[number] = Item(number, mention.type)
        for free in self._free.values():
            free[number] = item
        if mention.number is not None:
            self._opened.setdefault(mention.number, item)
        self._learn(item, mention)
        return item

    def _bound(self, kind: str, mention: Mention, item: Item | None) -> Item:
        """The item, a new one if there is none, with what the event tells of it."""
        if item is None:
            item = self._new(mention)
            self._free[kind].pop(item.number)
        self._learn(item, mention)
        self._numbered.setdefault(mention.number, {})[kind] = item
        return item

    def _learn(self, item: Item, mention: Mention) -> None:
        item.type, item.name = item.type or mention.type, item.name or mention.name
        item.call_id = item.call_id or (mention.ids[0] if mention.name and mention.ids else "")
        for name in filter(None, mention.ids):
            self._ids.setdefault(name, item)


def _is_another_call(item: Item, mention: Mention) -> bool:
    return bool(mention.name and item.call_id and mention.ids[0]) and mention.ids[0] != item.call_id


def _suits(item: Item, mention: Mention) -> bool:
    """Whether an item can be the one that an event tells of. Pieces of a call do not say which kind of call it is."""
    if item.name and mention.name and item.name != mention.name:
        return False
    types = {item.type, mention.type}
    return "" in types or len(types) == 1 or all(type_.endswith("_call") for type_ in types)
