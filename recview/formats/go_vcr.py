"""go-vcr cassettes: `version: 2`, `interactions: [{id, request, response}]`, in YAML.

Source: gopkg.in/dnaeon/go-vcr, v1 to v4. A request is {method, url, headers, body, form, …}; a response {status: "200
OK", code: 200, headers, body, duration: 1.2s, …}. Bodies are text or `!!binary`. Code and duration are written last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list
from recview.formats.contract import incomplete
from recview.formats.file import File, ends, has_key
from recview.formats.http import Exchanges, Recorded, is_status
from recview.model import Exchange, Json, Readability

NAME = "go-vcr"

_KEYS = {"url", "proto", "host"}


def begins(head: bytes) -> bool:
    """Whether it begins with the version of its layout, which others put at the end."""
    return has_key(head, b"version") and has_key(head, b"interactions")


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Its interactions; a cassette whose last one is incomplete is being written."""
    interactions = [as_dict(interaction) for interaction in as_list(as_dict(file.yaml).get("interactions"))]
    if not any(_KEYS & as_dict(interaction.get("request")).keys() for interaction in interactions):
        return None
    exchanges = Exchanges(file, path, NAME, interactions, _recorded)
    last = as_dict(interactions[-1].get("response"))
    if "code" not in last or not (ends(file) or is_status(last["code"])):
        return incomplete(exchanges)
    return exchanges


def _recorded(pair: Mapping[str, Json]) -> Recorded:
    sent, got = as_dict(pair.get("request")), as_dict(pair.get("response"))
    more = {"duration": got["duration"]} if got.get("duration") else {}
    return Recorded(
        sent.get("method"),
        sent.get("url"),
        sent.get("headers"),
        sent.get("body"),
        got.get("code"),
        got.get("headers"),
        got.get("body"),
        more,
    )
