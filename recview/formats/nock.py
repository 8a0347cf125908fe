"""Calls that nock recorded: `[{scope, method, path, body, status, response, rawHeaders, responseIsBinary}]`.

Source: lib/recorder of nock/nock, versions 9 to 14, and the fixtures of nock.back. A JSON answer is a tree, a text as
it is, bytes that are no UTF-8 hex digits. A packed answer is a list of hex strings, a piece of the wire each. Headers
are `rawHeaders`, a list of names and values or (14) an object, or `headers` (9); those sent are `reqheaders`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str
from recview.decompressing import packing_of
from recview.formats.file import File
from recview.formats.headers import first_value, headers_by_name
from recview.formats.http import Exchanges, Recorded, is_status
from recview.framing import Body
from recview.model import Exchange, Json, Readability

NAME = "nock"

_CALL = {"scope", "method", "path"}
_ANSWER = {"status", "response", "reply"}
_PORTS = ((":443", "https://"), (":80", "http://"))


def begins(head: bytes) -> bool:
    """Whether it is JSON with a scope."""
    return head[:1] in (b"[", b"{") and b'"scope"' in head


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Its calls; a definition by hand may stand alone."""
    tree = file.json
    calls = [as_dict(call) for call in ([tree] if isinstance(tree, dict) else as_list(tree))]
    if not calls or not all(_is_call(call) for call in calls):
        return None
    return Exchanges(file, path, NAME, calls, _recorded)


def _is_call(call: Mapping[str, Json]) -> bool:
    status = call.get("status", call.get("reply", 200))
    return (
        call.keys() >= _CALL and _ANSWER.intersection(call) != set() and is_status(status) and _is_host(call["scope"])
    )


def _is_host(scope: Json) -> bool:
    """Whether a scope is a host, as nock means it: others have scopes of a token or of a variable."""
    return "://" in as_str(scope)


def _recorded(call: Mapping[str, Json]) -> Recorded:
    headers = headers_by_name(call.get("rawHeaders") or call.get("headers"))
    return Recorded(
        call.get("method"),
        f"{_host(as_str(call.get('scope')))}{as_str(call.get('path'))}",
        call.get("reqheaders"),
        call.get("body") or None,
        call.get("status", call.get("reply")),
        headers,
        _answer(call, headers),
    )


def _host(scope: str) -> str:
    """A scope without the port that its scheme has anyway: nock writes it always."""
    for port, scheme in _PORTS:
        if scope.startswith(scheme):
            return scope.removesuffix(port)
    return scope


def _answer(call: Mapping[str, Json], headers: Mapping[str, Json]) -> Body:
    answer = call.get("response")
    if isinstance(answer, list) and answer:
        data = _bytes(answer)
        is_packed = data is not None and (first_value(headers, "content-encoding") or packing_of(data))
        return data if is_packed else answer
    if isinstance(answer, str) and answer and not _is_text(call, headers):
        data = _bytes([answer])
        return answer if data is None else data
    if isinstance(answer, str) and (data := _bytes([answer])) and packing_of(data):
        return data
    return None if answer == "" else answer


def _is_text(call: Mapping[str, Json], headers: Mapping[str, Json]) -> bool:
    """Whether a string is no hex digits: versions before 11 do not say, but by what the header calls it."""
    if "responseIsBinary" in call:
        return call["responseIsBinary"] is not True
    kind = first_value(headers, "content-type")
    return not kind or any(word in kind for word in ("json", "text/", "xml", "javascript"))


def _bytes(pieces: Sequence[Json]) -> bytes | None:
    """The bytes that hex digits stand for; None where they are none."""
    try:
        return b"".join(map(bytes.fromhex, pieces))
    except (ValueError, TypeError):
        return None
