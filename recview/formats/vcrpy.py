"""vcrpy cassettes: `interactions: [{request, response}]`, `version: 1`, as YAML or by its JSON serializer.

Source: vcrpy's serializers, and cassettes of 2019 to 2026. A request is {method, uri, headers, body}; a response
{status: {code, message}, headers, body: {string}}, the string text or `!!binary`. pydantic-ai keeps JSON as a YAML
tree under `parsed_body` in the place of the body; vcrpy 5 wrote {content, http_version, status_code, headers} of httpx.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict
from recview.formats.contract import NO_INTERACTIONS, incomplete
from recview.formats.file import File, ends, has_key
from recview.formats.http import Exchanges, Recorded, is_status
from recview.framing import Body
from recview.model import Exchange, Json, Readability

NAME = "vcrpy"


def begins(head: bytes) -> bool:
    """Whether a list of interactions stands at the top."""
    return has_key(head, b"interactions")


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Its interactions; a cassette whose last one is incomplete is being written."""
    tree = as_dict(file.tree)
    interactions = tree.get("interactions", ())
    if interactions is None or interactions == [None]:
        return incomplete()
    if not isinstance(interactions, list) or (interactions and not any(map(_is_interaction, interactions))):
        return None
    if not interactions:
        return NO_INTERACTIONS
    exchanges = Exchanges(file, path, NAME, interactions, recorded)
    if "version" not in tree and not is_complete(file, as_dict(interactions[-1]).get("response")):
        return incomplete(exchanges)
    return exchanges


def _is_interaction(value: Json) -> bool:
    """Others call their records interactions, too."""
    return "request" in as_dict(value)


def is_complete(file: File, response: Json) -> bool:
    """Whether all of a file's last response is there. Keys are sorted: the status comes last."""
    got = as_dict(response)
    return not {"status", "status_code"}.isdisjoint(got) and (ends(file) or is_status(_status(got)))


def _status(response: Mapping[str, Json]) -> Json:
    status = response.get("status", response.get("status_code"))
    return as_dict(status).get("code") if isinstance(status, dict) else status


def recorded(interaction: Json) -> Recorded:
    """One interaction."""
    pair = as_dict(interaction)
    sent, got = as_dict(pair.get("request")), as_dict(pair.get("response"))
    return Recorded(
        sent.get("method"),
        sent.get("uri", sent.get("url")),
        sent.get("headers"),
        body_of(sent),
        _status(got),
        got.get("headers"),
        body_of(got),
    )


def body_of(owner: Mapping[str, Json]) -> Body:
    """The body of a request or a response, wherever it is."""
    for key in ("parsed_body", "content"):
        if owner.get(key) is not None:
            return owner[key]
    body = owner.get("body")
    return body["string"] if isinstance(body, dict) and "string" in body else body
