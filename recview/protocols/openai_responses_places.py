"""Where the pieces of a response belong: which item and part an event is about, and how much of it came.

Places are found by number and kind, never by id: ids change on every event of some servers. What a server numbers 1 in
its events may stand first in its response, so there the order within a kind decides.
"""

from __future__ import annotations

from typing import NamedTuple

from recview.model import Json
from recview.shapes import whole


class Place(NamedTuple):
    """Where a piece belongs.

    Attributes:
        item: The item of the response, numbered as they opened.
        kind: `text`, `refusal`, `summary` or `content` of the reasoning, `call`, or a note's label.
        part: Which of the item's parts of that kind.
    """

    item: int
    kind: str
    part: int = 0


class Places:
    """Remembers, over the events of one response, its items and what came of each."""

    def __init__(self) -> None:
        self._types: dict[int, str] = {}
        self._under: dict[int, int] = {}
        self._came: dict[tuple[int, str], dict[int, list[str]]] = {}

    def item(self, output_index: Json) -> int:
        """The item that an event is about; without an `output_index`, the last that opened."""
        index = whole(output_index)
        return next(reversed(self._types), 0) if index is None else self._under.get(index, index)

    def open(self, output_index: Json, kind: str) -> int:
        """A new item of a type. An index that comes again is another item."""
        index = whole(output_index)
        item = index if index is not None and index not in self._types else max(self._types, default=-1) + 1
        self._under[item if index is None else index] = item
        self._types[item] = kind
        return item

    def typed(self, item: int, kind: str) -> None:
        """Tell an item's type, where it opened without one."""
        self._types[item] = self._types.get(item) or kind

    def listed(self, position: int, kind: str, nth: int) -> int:
        """The item that stands in the whole response at a position, the nth of its type there."""
        if self._types.get(position) == kind:
            return position
        alike = sorted(item for item, known in self._types.items() if known == kind)
        if nth < len(alike):
            return alike[nth]
        return position if position not in self._types else max(self._types) + 1

    def nth(self, item: int, kind: str, count: int) -> Place:
        """The place of an item's nth part of a kind, whatever number it came under."""
        parts = sorted(self._came.get((item, kind), ()))
        if count < len(parts):
            return Place(item, kind, parts[count])
        return Place(item, kind, max(count, parts[-1] + 1 if parts else 0))

    def add(self, place: Place, piece: str) -> None:
        """A piece came."""
        self._came.setdefault((place.item, place.kind), {}).setdefault(place.part, []).append(piece)

    def text(self, place: Place) -> str:
        """All that came of a place."""
        return "".join(self._came.get((place.item, place.kind), {}).get(place.part, ()))

    def missing(self, place: Place, full: str) -> str:
        """The end of a place's whole text that did not come. Where something else came, that counts: nothing."""
        came = self.text(place)
        return full[len(came) :] if full.startswith(came) else ""

    def count(self, item: int, kind: str) -> int:
        """How many parts of a kind an item has."""
        return len(self._came.get((item, kind), ()))

    def has(self, kind: str) -> bool:
        """Whether any item has a part of a kind."""
        return any(known == kind for _, known in self._came)

    def holds(self, item: int, kind: str, full: str) -> bool:
        """Whether a part of an item and a kind says just this."""
        return any("".join(pieces) == full for pieces in self._came.get((item, kind), {}).values())
