"""Logs of websockets, as pydantic-ai keeps them, and cassettes in the layout of vcrpy that keep messages of websockets.

Source: pydantic-ai's `ws_cassettes.py`: `interactions: [{direction, data}]`, a message per interaction. `direction` is
`sent`, `received` or `closed`, `data` the JSON of the message, or {code, reason} of a close; later ones also have
`kind`. The file names no URL. Where vcrpy's interactions are kept on, a handshake `{request, response}` has the list of
its messages beside it, each with its `direction` or `type`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str
from recview.formats import vcrpy
from recview.formats.contract import incomplete
from recview.formats.file import File, ends, has_key
from recview.formats.http import Exchanges, Recorded
from recview.formats.websocket import BINARY, CONTROLS, RECEIVED, SENT, Message, Turn, recorded, socket_message, turns
from recview.framing.kept import unbase64
from recview.model import Exchange, Json, Readability
from recview.named_tuple import NamedTuple

NAME = "websocket"

_CLOSED = "closed"
_SCHEMES = ("ws://", "wss://")
_SWITCHING = 101
_CONTENT = ("data", "message", "payload", "text", "body", "content")
"""The keys that may hold what is in a message; the first that is there does."""


class _Call(NamedTuple):
    """An interaction with a request, or one turn of a websocket."""

    interaction: Mapping[str, Json]
    turn: Turn | None = None


def begins(head: bytes) -> bool:
    """Whether a list of messages, or of calls of which one is to a websocket, is at the top."""
    is_likely = b"direction" in head or any(scheme.encode() in head for scheme in _SCHEMES)
    return is_likely and has_key(head, b"interactions")


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Its calls and the turns of its websockets; None if the file holds no messages."""
    interactions = [as_dict(interaction) for interaction in as_list(as_dict(file.tree).get("interactions"))]
    if interactions and all(map(_is_message, interactions)):
        calls = [_Call({}, turn) for turn in turns(map(_message, interactions))]
    else:
        calls = [call for interaction in interactions for call in _calls(interaction)]
    if not any(call.turn for call in calls):
        return None
    exchanges = Exchanges[_Call](file, path, NAME, calls, _recorded)
    return exchanges if ends(file) else incomplete(exchanges)


def _calls(interaction: Mapping[str, Json]) -> Iterator[_Call]:
    kept = _messages(interaction)
    yield from (_Call(interaction, turn) for turn in turns(map(_message, kept))) if kept else (_Call(interaction),)


def _messages(interaction: Mapping[str, Json]) -> list[Mapping[str, Json]]:
    """The messages of a websocket, beside its handshake or in the answer to it, under whatever name."""
    request, response = as_dict(interaction.get("request")), as_dict(interaction.get("response"))
    url, status = as_str(request.get("uri", request.get("url"))), as_dict(response.get("status"))
    if not url.startswith(_SCHEMES) and status.get("code") != _SWITCHING:
        return []
    lists = (list(map(as_dict, as_list(value))) for owner in (interaction, response) for value in owner.values())
    return next((kept for kept in lists if kept and all(map(_is_message, kept))), [])


def _is_message(kept: Mapping[str, Json]) -> bool:
    return _direction(kept) in {*SENT, *RECEIVED, _CLOSED}


def _direction(kept: Mapping[str, Json]) -> str:
    return as_str(kept.get("direction", kept.get("type"))).lower()


def _message(kept: Mapping[str, Json]) -> Message:
    key = next((key for key in _CONTENT if key in kept), _CONTENT[0])
    body, opcode = kept.get(key), kept.get("opcode")
    if opcode == BINARY and isinstance(body, str):
        body = unbase64(body)
    return socket_message(is_sent=_direction(kept) in SENT, body=body, kept=kept, key=key, control=_control(kept))


def _control(kept: Mapping[str, Json]) -> str:
    if _direction(kept) == _CLOSED:
        return "close"
    kind, opcode = as_str(kept.get("kind")).lower(), kept.get("opcode")
    by_opcode = CONTROLS.get(opcode, "") if isinstance(opcode, int) else ""
    return kind if kind in CONTROLS.values() else by_opcode


def _recorded(call: _Call) -> Recorded:
    handshake = vcrpy.recorded(call.interaction) if call.interaction else Recorded()
    return recorded(call.turn, handshake) if call.turn else handshake
