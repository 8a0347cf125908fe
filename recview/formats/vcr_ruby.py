"""Cassettes of Ruby's VCR: `http_interactions: [{request, response, recorded_at}]`, `recorded_with`, as YAML or JSON.

Source: github.com/vcr/vcr, structs.rb, and the package vcr of R, whose `status` is a number. A body is {encoding,
string} or, with preserve_exact_body_bytes, {encoding, base64_string}; binary strings have the local tag `!binary`.
Methods are in lower case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict
from recview.formats.contract import NO_INTERACTIONS, incomplete
from recview.formats.file import File, ends, has_key
from recview.formats.http import Exchanges, Recorded
from recview.framing import Body
from recview.framing.kept import unbase64
from recview.model import Exchange, Json, Readability

NAME = "vcr-ruby"


def begins(head: bytes) -> bool:
    """Whether a list of HTTP interactions stands at the top."""
    return has_key(head, b"http_interactions")


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Its interactions; a cassette that does not say yet what it was recorded with is being written."""
    tree = as_dict(file.tree)
    interactions = tree.get("http_interactions", ())
    if interactions is None:
        return incomplete()
    if not isinstance(interactions, list):
        return None
    if not interactions:
        return NO_INTERACTIONS
    exchanges = Exchanges(file, path, NAME, interactions, _recorded)
    if "recorded_with" not in tree and not (ends(file) and "recorded_at" in as_dict(interactions[-1])):
        return incomplete(exchanges)
    return exchanges


def _recorded(interaction: Json) -> Recorded:
    pair = as_dict(interaction)
    sent, got = as_dict(pair.get("request")), as_dict(pair.get("response"))
    more = {"recorded_at": pair["recorded_at"]} if pair.get("recorded_at") else {}
    status = got.get("status")
    return Recorded(
        sent.get("method"),
        sent.get("uri"),
        sent.get("headers"),
        _body(sent),
        status.get("code") if isinstance(status, dict) else status,
        got.get("headers"),
        _body(got),
        more,
    )


def _body(owner: Mapping[str, Json]) -> Body:
    body = owner.get("body")
    if not isinstance(body, dict):
        return body
    packed = body.get("base64_string")
    return unbase64(packed) if isinstance(packed, str) else body.get("string")
