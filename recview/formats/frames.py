"""Frames of a websocket, as recorders keep them that see the wire: a message may be in several of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from recview.coerce import as_dict, as_str
from recview.formats.contract import foreign
from recview.formats.websocket import CONTROLS, SENT, Message, Turn, socket_message, turns
from recview.framing import Body
from recview.framing.kept import unbase64
from recview.model import Json

NO_MESSAGES = foreign("a cassette of websockets without messages")


def turns_of_frames(frames: Iterable[Json]) -> list[Turn]:
    """The turns of a websocket.

    Args:
        frames: Of each the `direction`, the `opcode` or `frame_type`, `fin` where false, and its bytes or text as
            `body`, `text` or `payload_base64`.
    """
    messages = list(_messages(map(as_dict, frames)))
    return turns(messages) if messages else []


def _messages(frames: Iterable[Mapping[str, Json]]) -> Iterator[Message]:
    """The messages in frames; one of several frames is at its last."""
    pieces: dict[bool, list[bytes]] = {True: [], False: []}
    for frame in frames:
        is_sent = as_str(frame.get("direction")).lower() in SENT
        control = _control(frame)
        key, body = _body(frame)
        begun = pieces[is_sent]
        if not control and (frame.get("fin") is False or begun):
            begun.append(_encoded(body))
            if frame.get("fin") is False:
                continue
            body = b"".join(begun)
            begun.clear()
        yield socket_message(is_sent=is_sent, body=body, kept=frame, key=key, control=control)
    for is_sent, begun in pieces.items():
        if begun:
            kept = {"direction": "sent" if is_sent else "received", "fin": False}
            yield socket_message(is_sent=is_sent, body=b"".join(begun), kept=kept, key="text")


def _control(frame: Mapping[str, Json]) -> str:
    name, opcode = as_str(frame.get("frame_type")), frame.get("opcode")
    if name:
        return name if name in CONTROLS.values() else ""
    return CONTROLS.get(opcode, "") if isinstance(opcode, int) else ""


def _body(frame: Mapping[str, Json]) -> tuple[str, Body]:
    """The key of a frame's content, and the content."""
    if "payload_base64" in frame:
        return "payload_base64", unbase64(as_str(frame["payload_base64"]))
    key = next((key for key in ("text", "body", "data") if key in frame), "text")
    return key, frame.get(key)


def _encoded(body: Body) -> bytes:
    return body if isinstance(body, bytes) else as_str(body).encode("utf-8", "surrogatepass")
