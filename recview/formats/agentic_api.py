"""Cassettes of vllm-project/agentic-api: `turns: [{filename, request, response}]`, or one turn at the top of its file.

Source: its `record_cassette.py`, and 280 cassettes over its history. A request is {method, path, query_params, headers,
body: a tree}; a response {status_code, headers} and a `body` (a tree or text) or, of a stream, `sse`: its lines, those
of a websocket without the blank ones between. A call that never came through has `transport_error` {type, message}, a
stream that broke `stream_error`. Those written by hand keep no status: `{model, request: the body, sse}`, or turns
without requests below one `request`.

Those of a websocket are `format: responses-websocket-v1`, `sessions: [{handshake: {request, response}, frames,
close_outcome}]`; a frame is {direction, opcode, fin, elapsed_ms} and `text`, or bytes as `payload_base64`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from recview.coerce import as_dict, as_list, as_str
from recview.formats.contract import incomplete
from recview.formats.file import File, ends, has_key
from recview.formats.frames import NO_MESSAGES, turns_of_frames
from recview.formats.http import Exchanges, Recorded
from recview.formats.websocket import Turn, recorded
from recview.framing import Body
from recview.json_text import compact
from recview.model import Exchange, Failure, Json, Readability

NAME = "agentic-api"

_ANSWERS = ("sse", "body", "transport_error", "stream_error")


def begins(head: bytes) -> bool:
    """Whether a list of turns stands at the top, or what one turn is made of."""
    if head[:1] in (b"{", b"["):
        return False
    is_single = has_key(head, b"request") and (has_key(head, b"filename") or has_key(head, b"model"))
    return has_key(head, b"turns") or has_key(head, b"sse") or has_key(head, b"sessions") or is_single


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Its turns; a cassette whose last one is incomplete is being written."""
    tree = as_dict(file.yaml)
    if as_str(tree.get("format")).startswith("responses-websocket"):
        return _sessions(file, path, [as_dict(session) for session in as_list(tree.get("sessions"))])
    turns = _turns(tree)
    if not turns:
        return incomplete() if _is_begun(tree) else None
    exchanges = Exchanges(file, path, NAME, turns, _recorded)
    answers = [as_dict(turn.get("response")) for turn in turns]
    # Keys are sorted, so the status comes last; some cassettes have none, nor has a call that failed on its way.
    has_end = not {"status_code", "transport_error"}.isdisjoint(answers[-1])
    has_end = has_end or not any("status_code" in answer for answer in answers)
    if not (ends(file) and has_end and any(key in answers[-1] for key in _ANSWERS)):
        return incomplete(exchanges)
    return exchanges


def _sessions(file: File, path: str, sessions: Sequence[Mapping[str, Json]]) -> Sequence[Exchange] | Readability:
    """The turns of each websocket."""
    sockets = [(session, turn) for session in sessions for turn in turns_of_frames(as_list(session.get("frames")))]
    if not sockets:
        return NO_MESSAGES
    exchanges = Exchanges(file, path, NAME, sockets, _of_socket)
    is_whole = ends(file) and bool(sessions) and "close_outcome" in sessions[-1]
    return exchanges if is_whole else incomplete(exchanges)


def _of_socket(socket: tuple[Mapping[str, Json], Turn]) -> Recorded:
    session, turn = socket
    handshake = as_dict(session.get("handshake"))
    sent, got = as_dict(handshake.get("request")) or handshake, as_dict(handshake.get("response"))
    status = got.get("status_code", got.get("status"))
    connection = Recorded(sent.get("method"), sent.get("url"), sent.get("headers"), None, status, got.get("headers"))
    return recorded(turn, connection)


def _turns(tree: Mapping[str, Json]) -> list[Mapping[str, Json]]:
    """The turns, each with its request; none where the file is of another kind."""
    if isinstance(tree.get("turns"), list):
        turns = [{**as_dict(turn)} for turn in tree["turns"]]
        if turns and "request" not in turns[0] and isinstance(tree.get("request"), dict):
            turns[0]["request"] = _as_request(tree)
    elif isinstance(tree.get("sse"), list):
        turns = [{"request": _as_request(tree), "response": {"sse": tree["sse"]}}]
    else:
        turns = [{**tree}] if "path" in as_dict(tree.get("request")) else []
    return [*turns] if any(map(_is_answered, turns)) else []


def _is_begun(tree: Mapping[str, Json]) -> bool:
    """Whether it is a cassette whose first turn has no answer yet: no other file has turns that are named like this."""
    turn = as_dict(next(iter(as_list(tree.get("turns"))), tree))
    return "filename" in turn and turn.keys() <= {"filename", "request", "response", "request_id"}


def _as_request(tree: Mapping[str, Json]) -> Json:
    """A request of which just the body was kept, and the model beside it."""
    body = as_dict(tree.get("request"))
    return {"body": {"model": tree["model"], **body} if "model" in tree else body}


def _is_answered(turn: Mapping[str, Json]) -> bool:
    """Whether it has an answer of such a cassette: others call their rounds turns, too."""
    got = as_dict(turn.get("response"))
    sent = as_dict(turn.get("request"))
    is_called = isinstance(got.get("sse"), list) or "status_code" in got or "path" in sent or "body" in sent
    return is_called and any(key in got for key in _ANSWERS)


def _recorded(turn: Mapping[str, Json]) -> Recorded:
    sent, got = as_dict(turn.get("request")), as_dict(turn.get("response"))
    asked = as_dict(sent.get("query_params"))
    path = as_str(sent.get("path"))
    broken = as_str(got.get("stream_error"))
    return Recorded(
        sent.get("method"),
        f"{path}?{urlencode(asked, doseq=True)}" if asked else path,
        sent.get("headers"),
        sent.get("body"),
        got.get("status_code"),
        got.get("headers"),
        _answer(got),
        problem=f"its stream broke: {broken}" if broken else "",
        failure=_failure(as_dict(got.get("transport_error"))),
    )


def _failure(error: Mapping[str, Json]) -> Failure | None:
    if not error:
        return None
    return Failure("exception", as_str(error.get("message")) or "(no message)", as_str(error.get("type")), body=error)


def _answer(got: Mapping[str, Json]) -> Body:
    lines = got.get("sse")
    if not isinstance(lines, list):
        return lines if isinstance(lines, str) else got.get("body")
    return "".join(f"{line}\n" for event in lines for line in _lines(event))


def _lines(event: Json) -> Iterator[str]:
    """A line as it was sent, or the lines of an event that is kept whole or parsed."""
    if isinstance(event, str):
        yield from event.removesuffix("\n").split("\n")
        return
    fields = as_dict(event)
    data = fields.get("data", event)
    if isinstance(fields.get("event"), str):
        yield f"event: {fields['event']}"
    yield from (f"data: {line}" for line in (data if isinstance(data, str) else compact(data)).split("\n"))
    yield ""
