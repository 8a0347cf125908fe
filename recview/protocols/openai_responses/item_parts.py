"""What came of each item of a response, part by part, and whether a whole text is the one that came in pieces."""

from __future__ import annotations

from enum import IntEnum

from recview.model import Readability
from recview.named_tuple import NamedTuple
from recview.wire import parse_text


class Agreement(IntEnum):
    """How a whole text goes with what came of one in pieces; the higher, the more they have in common."""

    OTHER = 0
    SILENT = 1
    """Nothing came, or the whole is empty."""
    START = 2
    """The one begins with the other."""
    SAME = 3
    """They differ in blanks alone: around a text, or in JSON."""
    EXACT = 4


def agreement(came: str, whole: str) -> Agreement:
    """Compare what came with a whole text."""
    if came == whole:
        return Agreement.EXACT if came else Agreement.SILENT
    if not came or not whole:
        return Agreement.SILENT
    if came.strip() == whole.strip() or _is_same_json(came, whole):
        return Agreement.SAME
    return Agreement.START if came.startswith(whole) or whole.startswith(came) else Agreement.OTHER


def _is_same_json(left: str, other: str) -> bool:
    if not (left.lstrip().startswith(("{", "[")) and other.lstrip().startswith(("{", "["))):
        return False
    values = parse_text(left), parse_text(other)
    if any(isinstance(value, Readability) for value in values):
        return False
    try:
        return bool(values[0] == values[1])
    except RecursionError:
        return False


class Piecewise:
    """A text that comes in pieces.

    Attributes:
        ahead: The end of it, where an event that holds it whole brought that before the deltas did.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.ahead = ""

    @property
    def text(self) -> str:
        """All that came."""
        if len(self._pieces) > 1:
            self._pieces = ["".join(self._pieces)]
        return self._pieces[0] if self._pieces else ""

    def add(self, piece: str) -> str:
        """Add a delta; returns what of it is new, since the whole text may have come before its last delta."""
        ahead, new = self.ahead, piece
        self.ahead = ""
        if ahead.startswith(piece):
            self.ahead, new = ahead[len(piece) :], ""
        elif ahead and piece.startswith(ahead):
            new = piece[len(ahead) :]
        if new:
            self._pieces.append(new)
        return new

    def complete(self, whole: str) -> str:
        """Add the end of the whole text that had not come, and return it. Where something else came, that counts."""
        came = self.text
        if not whole.startswith(came):
            return ""
        rest = whole[len(came) :]
        self._pieces.append(rest)
        self.ahead += rest
        return rest


_CONTENT_KINDS = ("text", "refusal", "summary", "content", "call")
"""The kinds of parts by which an item is told from others."""


class Item:
    """An item of the response, and the parts of it that came.

    Attributes:
        number: Its number among the items as they opened.
        type: Its type as recorded; empty while it is not known.
        name: Of a call, the tool's name.
        call_id: Of a call, its id.
        is_announced: Of a call, whether its id and name were told.
    """

    def __init__(self, number: int, type_: str) -> None:
        self.number = number
        self.type = type_
        self.name = ""
        self.call_id = ""
        self.is_announced = False
        self._parts: dict[str, dict[int, Piecewise]] = {}
        self._moved: dict[tuple[str, int], int] = {}
        self._numbered: dict[tuple[str, str], dict[int, int]] = {}

    @property
    def has_begun(self) -> bool:
        """Whether anything came by which it is told from others."""
        return any(self.text(kind) for kind in _CONTENT_KINDS)

    def part(self, kind: str, number: int) -> Piecewise:
        """The part of a kind that has a number, an empty one if there is none."""
        return self._parts.setdefault(kind, {}).setdefault(number, Piecewise())

    def has(self, kind: str, number: int) -> bool:
        """Whether anything came of a part."""
        return number in self._parts.get(kind, {})

    def grow(self, kind: str, number: int, piece: str) -> tuple[int, str]:
        """Add a delta; returns the number of its part and what of it is new.

        The whole text may have come before, and under another number.
        """
        parts = self._parts.setdefault(kind, {})
        number = self._moved.get((kind, number), number)
        if number not in parts:
            ahead = (key for key, part in parts.items() if piece and part.ahead.startswith(piece))
            moved = next(ahead, number)
            if moved != number:
                self._moved[kind, number] = number = moved
        return number, self.part(kind, number).add(piece)

    def count(self, kind: str) -> int:
        """How many parts of a kind it has."""
        return len(self._parts.get(kind, ()))

    def text(self, *kinds: str) -> str:
        """All that came of some kinds."""
        return "".join(part.text for kind in kinds for part in self._parts.get(kind, {}).values())

    def holds(self, kind: str, whole: str) -> bool:
        """Whether a part of a kind says just this."""
        return any(agreement(part.text, whole) >= Agreement.SAME for part in self._parts.get(kind, {}).values())

    def agreement(self, wholes: tuple[str, ...]) -> Agreement:
        """How all of it goes with the best of the texts that an event gives for the whole of it."""
        came = {self.text(kind) for kind in _CONTENT_KINDS} | {self.text("text", "refusal")}
        pairs = (agreement(text, whole) for text in came if text for whole in wholes if whole)
        return max(pairs, default=Agreement.SILENT)

    def find_repeated(self, event: str, kind: str, number: int, whole: str) -> int | None:
        """The part that an event of a kind gave under a number, if this is that part again."""
        listed = self._numbered.get((event, kind), {}).get(number)
        if listed is None or agreement(self._parts[kind][listed].text, whole) is Agreement.OTHER:
            return None
        return listed

    def claim(self, event: str, kind: str, number: int, whole: str, least: Agreement) -> int | None:
        """The part that goes best with a whole text, of those that no event of this kind gave; it is given from now on.

        Args:
            event: The kind of event; all of one kind number the parts alike.
            kind: The kind of part.
            number: The part's number in the event, which counts where several parts go as well as each other.
            whole: The part's text.
            least: How well it must go.
        """
        numbered, parts = self._numbered.setdefault((event, kind), {}), self._parts.get(kind, {})
        if len(numbered) >= len(parts):
            return None
        taken = set(numbered.values())
        free = {key: agreement(parts[key].text, whole) for key in sorted(parts.keys() - taken)}
        best = max(free, key=lambda key: (free[key], key == number), default=None)
        if best is None or free[best] < least:
            return None
        numbered[number] = best
        return best

    def add_part(self, event: str, kind: str, number: int) -> int:
        """A part of which nothing came, under a number that is free."""
        parts = self._parts.setdefault(kind, {})
        new = number if number not in parts else max(parts) + 1
        parts[new] = Piecewise()
        self._numbered.setdefault((event, kind), {})[number] = new
        return new

    def part_of_list(self, event: str, kind: str, number: int, whole: str) -> int:
        """The number of the part that a whole item lists; where texts differ, the order decides."""
        for part in (
            self.find_repeated(event, kind, number, whole),
            self.claim(event, kind, number, whole, Agreement.OTHER),
        ):
            if part is not None:
                return part
        return self.add_part(event, kind, number)


class Slot(NamedTuple):
    """Where a piece belongs.

    Attributes:
        item: The item of the response.
        kind: `text`, `refusal`, `summary` or `content` of the reasoning, `call`, or a note's label.
        part: Which of the item's parts of that kind.
    """

    item: Item
    kind: str
    part: int = 0
