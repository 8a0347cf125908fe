"""Digests of the turns that a request sends: by them a call is found that another one goes on from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from marshal import dumps
from zlib import crc32

from recview.coerce import as_dict, as_str
from recview.model import Json
from recview.named_tuple import NamedTuple

_LISTS = ("messages", "input", "contents")
"""The keys under which APIs keep their turns."""

_ANSWERERS = frozenset({"assistant", "model", "CHATBOT"})

_POSITIVE = 0x7FFFFFFF
"""Bits of a digest: they fit a column of integers. Only the calls of one test are compared."""

_FORMAT = 2
"""The format in which equal values have equal bytes: later ones note which objects are the same."""


class TurnDigests(NamedTuple):
    """Digests of a request's turns; 0 where there are none.

    Attributes:
        all: Of all turns.
        earlier: Of those before the last answer among them: all turns of the call that brought that answer.
    """

    all: int = 0
    earlier: int = 0


NO_TURNS = TurnDigests()


def turn_digests(body: Mapping[str, Json]) -> TurnDigests:
    """The digests of the turns in a request's body; never raises."""
    turns = _turns(body)
    if not turns:
        return NO_TURNS
    try:
        answer = _last_answer(turns)
        return TurnDigests(_digest(turns), _digest(turns[:answer]) if answer else 0)
    except ValueError:
        return NO_TURNS  # it is nested too deeply


def _turns(body: Mapping[str, Json]) -> list[Json]:
    for key in _LISTS:
        turns = body.get(key)
        if isinstance(turns, str) and key == "input":
            return [{"role": "user", "content": turns}]
        if isinstance(turns, list) and turns and isinstance(turns[0], dict):
            return turns
    return []


def _last_answer(turns: Sequence[Json]) -> int:
    """Where the last answer begins, which may be several items; 0 if there is none."""
    index = len(turns)
    while index and not _is_answer(as_dict(turns[index - 1])):
        index -= 1
    while index and _is_answer(as_dict(turns[index - 1])):
        index -= 1
    return index


def _is_answer(turn: Mapping[str, Json]) -> bool:
    """Whether a model said a turn: a message with its role, or an item without a role, such as a call."""
    if role := turn.get("role"):
        return role in _ANSWERERS if isinstance(role, str) else False
    kind = as_str(turn.get("type"))
    return kind.endswith("_call") or kind == "reasoning"


def _digest(turns: list[Json]) -> int:
    data = dumps(turns, _FORMAT)
    if b"cache_control" in data:
        data = dumps(list(map(_without_marks, turns)), _FORMAT)
    return crc32(data) & _POSITIVE


def _without_marks(turn: Json) -> Json:
    """A turn without the marks of Anthropic's prompt cache, which move to the last turn with every call."""
    fields = dict(as_dict(turn))
    fields.pop("cache_control", None)
    if isinstance(content := fields.get("content"), list):
        fields["content"] = [
            {name: value for name, value in part.items() if name != "cache_control"} if isinstance(part, dict) else part
            for part in content
        ]
    return fields
