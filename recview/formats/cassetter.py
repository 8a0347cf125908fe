"""cassetter's cassettes: `version: 1`, `interactions: [{request, response, recorded_at}]`, as vcrpy's but for bodies.

Source: github.com/Kludex/cassetter, its `cassette/format.rs` and conformance files. A body is `{type, content}`: `json`
(a tree), `text`, `binary` (in hex) or `none`; a status is a number. It is written as YAML 1.2, whose unquoted `no` is a
word, or as TOML, where a body is `body_type` and `body_content`, JSON being text. Websockets are apart, as
`ws_interactions: [{uri, headers, frames: [{direction: send|recv, frame_type, body, offset_ms}], recorded_at}]`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str
from recview.formats.contract import foreign, incomplete
from recview.formats.file import File, ends, has_key
from recview.formats.frames import NO_MESSAGES, turns_of_frames
from recview.formats.http import Exchanges, Recorded
from recview.formats.websocket import Turn, recorded
from recview.framing import Body
from recview.model import Exchange, Json, Readability
from recview.named_tuple import NamedTuple
from recview.wire import parse_text

NAME = "cassetter"

_TYPES = frozenset({"json", "text", "binary", "none"})
# As text: `re` compiles and keeps it at its first use, which spares the start.
_BODY = rb"body:\s+type: *['\"]?(?:json|text|binary|none)\b|body: *\{ *['\"]?type\b"
_OTHERS = ("ws_interactions", "grpc_interactions")
_TOML = b"[[interactions]]"


def begins(head: bytes) -> bool:
    """Whether a list of interactions stands at the top."""
    return has_key(head, b"interactions") or _TOML in head or any(has_key(head, key.encode()) for key in _OTHERS)


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Its HTTP interactions; None where bodies are not `{type, content}`: that is a cassette of vcrpy."""
    tree = _tree(file)
    calls = [as_dict(call) for call in as_list(tree.get("interactions"))]
    sockets = [as_dict(socket) for socket in as_list(tree.get("ws_interactions"))]
    if not any(map(_is_one, calls)) and (calls or not sockets):
        is_grpc = bool(tree.get("grpc_interactions")) and not calls
        return foreign("a cassette of gRPC calls: recview does not read it yet") if is_grpc else None
    turns = [_Socket(socket, turn) for socket in sockets for turn in turns_of_frames(_frames(socket))]
    if not calls and not turns:
        return NO_MESSAGES
    exchanges = Exchanges[Mapping[str, Json] | _Socket](file, path, NAME, [*calls, *turns], _recorded)
    last = calls[-1] if calls else {}
    if turns:
        return exchanges if ends(file) else incomplete(exchanges)
    is_dated = "recorded_at" in last or not any("recorded_at" in call for call in calls)
    if not (is_dated and ends(file) and not {"body", "body_type"}.isdisjoint(as_dict(last.get("response")))):
        return incomplete(exchanges)
    return exchanges


class _Socket(NamedTuple):
    """A websocket, and a turn of it."""

    kept: Mapping[str, Json]
    turn: Turn


def _frames(socket: Mapping[str, Json]) -> list[Json]:
    """The frames of a websocket, with what is in the body of each."""
    frames = [as_dict(frame) for frame in as_list(socket.get("frames"))]
    return [{**frame, "body": _body(frame)} for frame in frames]


def _tree(file: File) -> Mapping[str, Json]:
    if _TOML in file.data:
        import tomllib  # on use: it is rare

        try:
            return tomllib.loads(file.text)
        except (tomllib.TOMLDecodeError, RecursionError):
            return {}
    # Whoever wrote it, a file without such a body is not parsed here.
    is_likely = re.search(_BODY, file.data) is not None or any(has_key(file.head, key.encode()) for key in _OTHERS)
    return as_dict(file.core_yaml) if is_likely and not file.is_json else {}


def _is_one(call: Mapping[str, Json]) -> bool:
    """Whether a body of a call is cassetter's; one of vcrpy is a string or `{string}`, a tree has other keys."""
    return any(_is_body(as_dict(call.get(side))) for side in ("request", "response"))


def _is_body(owner: Mapping[str, Json]) -> bool:
    body = as_dict(owner.get("body"))
    kind = owner.get("body_type", body.get("type"))
    return as_str(kind) in _TYPES and body.keys() <= {"type", "content"}


def _recorded(call: Mapping[str, Json] | _Socket) -> Recorded:
    if isinstance(call, _Socket):
        dated = {"recorded_at": call.kept["recorded_at"]} if call.kept.get("recorded_at") else {}
        return recorded(call.turn, Recorded("", call.kept.get("uri"), call.kept.get("headers"), more=dated))
    sent, got = as_dict(call.get("request")), as_dict(call.get("response"))
    more = {"recorded_at": call["recorded_at"]} if call.get("recorded_at") else {}
    return Recorded(
        sent.get("method"),
        sent.get("uri"),
        sent.get("headers"),
        _body(sent),
        got.get("status"),
        got.get("headers"),
        _body(got),
        more,
    )


def _body(owner: Mapping[str, Json]) -> Body:
    """The body of a request or a response, without what tells its kind."""
    if not _is_body(owner):
        return owner.get("body")
    body = as_dict(owner.get("body"))
    kind = owner.get("body_type", body.get("type"))
    content = owner.get("body_content") if "body_type" in owner else body.get("content")
    if kind == "binary":
        return _unhexed(as_str(content))
    if kind == "json" and "body_type" in owner:
        value = parse_text(as_str(content))
        return content if isinstance(value, Readability) else value
    return content if kind != "none" else None


def _unhexed(digits: str) -> Body:
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return digits
