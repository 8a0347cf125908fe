"""promptecho's cassettes: `version`, `match_on`, `interactions: [{request {…, match_key}, response}]`, in YAML.

Source: github.com/shwetank/promptecho, its `cassette.py` and example. A request is {method, url, match_key, matched_on,
body: a tree}; a response {status, headers, streaming, body} or, of a stream, `events: [text of an event, …]`. With
`binary` a body is base64.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str
from recview.formats.contract import incomplete
from recview.formats.file import File, ends, has_key
from recview.formats.http import Exchanges, Recorded
from recview.framing import Body
from recview.framing.kept import unbase64
from recview.model import Exchange, Json, Readability

NAME = "promptecho"


def begins(head: bytes) -> bool:
    """Whether a list of interactions stands at the top, and the first has the key that it is found by."""
    return has_key(head, b"interactions") and b"match_key:" in head


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Its interactions; a cassette whose last one is incomplete is being written."""
    calls = [as_dict(call) for call in as_list(as_dict(file.yaml).get("interactions"))]
    if not calls or not all("match_key" in as_dict(call.get("request")) for call in calls[:1]):
        return None
    exchanges = Exchanges(file, path, NAME, calls, _recorded)
    if {"body", "events"}.isdisjoint(as_dict(calls[-1].get("response"))) or not ends(file):
        return incomplete(exchanges)
    return exchanges


def _recorded(call: Mapping[str, Json]) -> Recorded:
    sent, got = as_dict(call.get("request")), as_dict(call.get("response"))
    return Recorded(
        sent.get("method"),
        sent.get("url"),
        sent.get("headers"),
        sent.get("body"),
        got.get("status"),
        got.get("headers"),
        _answer(got),
    )


def _answer(got: Mapping[str, Json]) -> Body:
    if isinstance(got.get("events"), list):
        return "".join(map(as_str, got["events"]))
    body = got.get("body")
    return unbase64(body) if got.get("binary") is True and isinstance(body, str) else body
