"""agent-replay's cassettes: a header and a call a line, `{"kind": "interaction", host, path, request, response}`.

Source: github.com/retr0hxx/agent-replay, its `cassette.py` and golden file. A request is {body: a tree, fp_exact,
fp_norm, headers}; a response {status, body, headers, stream: [{delay_ms, data: text of an event}]}, the body of a
stream being what its events come to. A body that is no JSON is `{"__non_json_b64__"}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str
from recview.formats.contract import NO_INTERACTIONS, incomplete
from recview.formats.file import File
from recview.formats.http import Exchanges, Recorded
from recview.formats.json_lines import lines_of
from recview.framing import Body
from recview.framing.kept import unbase64
from recview.model import Exchange, Json, Readability

NAME = "agent-replay"

_BEGINS = rb'"kind"\s*:\s*"(?:header|interaction)"'
_PACKED = "__non_json_b64__"


def begins(head: bytes) -> bool:
    """Whether it is JSON with a header or a call of that kind."""
    return (
        head[:1] == b"{"
        and (b'"format_version"' in head or b'"fp_exact"' in head)
        and re.search(_BEGINS, head) is not None
    )


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Its calls; a last line that is cut is being written."""
    lines = lines_of(file)
    calls = [
        line for line in lines.objects if line.get("kind") == "interaction" and isinstance(line.get("request"), dict)
    ]
    if not calls:
        is_own = any(line.get("kind") == "header" and "format_version" in line for line in lines.objects)
        return (incomplete() if lines.is_cut else NO_INTERACTIONS) if is_own else None
    exchanges = Exchanges(file, path, NAME, calls, _recorded)
    return incomplete(exchanges) if lines.is_cut else exchanges


def _recorded(call: Mapping[str, Json]) -> Recorded:
    sent, got = as_dict(call.get("request")), as_dict(call.get("response"))
    host = as_str(call.get("host"))
    more = {"timing": call["timing"]} if call.get("timing") else {}
    return Recorded(
        call.get("method"),
        f"https://{host}{as_str(call.get('path'))}" if host else call.get("path"),
        sent.get("headers"),
        _body(sent),
        got.get("status"),
        got.get("headers"),
        _answer(got),
        more,
    )


def _answer(got: Mapping[str, Json]) -> Body:
    events = [as_str(as_dict(event).get("data")) for event in as_list(got.get("stream"))]
    # The blank line that ends an event may be left out.
    return "".join(f"{event.rstrip()}\n\n" for event in events) if events else _body(got)


def _body(owner: Mapping[str, Json]) -> Body:
    body = owner.get("body")
    packed = as_dict(body).get(_PACKED)
    return unbase64(packed) if isinstance(packed, str) else body
