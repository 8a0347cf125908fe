"""Logs of a websocket, as pydantic-ai keeps them: `interactions: [{direction, data}]`, a message per interaction.

Source: pydantic-ai's `ws_cassettes.py`. `direction` is `sent`, `received` or `closed`, `data` the JSON of the message,
or {code, reason} of a close; later ones also have `kind`. The file names no URL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str
from recview.formats.contract import incomplete
from recview.formats.file import File, ends, has_key
from recview.formats.http import Exchanges, Recorded
from recview.formats.websocket import RECEIVED, SENT, Message, Turn, recorded, socket_message, turns
from recview.model import Exchange, Json, Readability

NAME = "websocket"
SUFFIXES = (".yaml", ".yml", ".json")

_CLOSED = "closed"


def begins(head: bytes) -> bool:
    """Whether a list of messages is at the top."""
    return has_key(head, b"interactions") and b"direction" in head


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Its turns; None if the file holds anything else."""
    interactions = [as_dict(interaction) for interaction in as_list(as_dict(file.tree).get("interactions"))]
    if not interactions or not all(map(_is_message, interactions)):
        return None
    calls: Exchanges[Turn] = Exchanges(file, path, NAME, turns(map(_message, interactions)), _recorded)
    return calls if ends(file) else incomplete(calls)


def _is_message(interaction: Mapping[str, Json]) -> bool:
    direction = as_str(interaction.get("direction")).lower()
    return direction in SENT or (direction in {*RECEIVED, _CLOSED})


def _message(interaction: Mapping[str, Json]) -> Message:
    direction = as_str(interaction.get("direction")).lower()
    kind = as_str(interaction.get("kind")).lower()
    control = "close" if direction == _CLOSED else kind if kind in {"ping", "pong", "close"} else ""
    data = interaction.get("data")
    return socket_message(is_sent=direction in SENT, body=data, kept=interaction, key="data", control=control)


def _recorded(turn: Turn) -> Recorded:
    return recorded(turn, Recorded())
