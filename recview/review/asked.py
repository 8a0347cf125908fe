"""What a request asks, laid flat: all that was sent on purpose, in a form that all recorders share.

Ids are left out of it, since they are others at every recording: those of earlier answers in a conversation that is
sent again, those in a URL, and whatever else is only an id.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from recview.coerce import as_dict
from recview.model import Exchange, Json
from recview.named_tuple import NamedTuple
from recview.review.flat import Flat, flat
from recview.review.headers import parted
from recview.review.message_keys import MESSAGE_KEYS
from recview.review.noise import is_an_id, noise_of

AN_ID = "(an id)"
"""Stands in what was asked for a text that is only an id."""

Noise = dict[tuple[str, str], Json]
"""What does not count, by its kind and its path."""

_BESIDE = frozenset(
    {"method", "url", "headers", "body", "payload", "endpoint", "model", "test_id", "provider_metadata"}
)
"""Members of a recorded request that are taken in a form that all recorders share, or that are not sent."""

_SECRETS = r"key|api[-_]?key|sig|signature|(?:access_)?token|x-(?:amz|goog)-.*"
"""Parameters of a URL that tell who asks and when."""

_BODY = "request.body"


def asked_of(exchange: Exchange) -> tuple[Flat, Noise]:
    """What an exchange asks, by path, and what in it does not count."""
    request, recorded = exchange.request, as_dict(exchange.request.fields)
    address = _address(request.url)
    noise: Noise = {("host", "request.url"): address.host}
    if address.ids:
        noise["ids", "request.url"] = address.ids
    asked: Flat = {"request.method": request.method.upper(), "request.url": address.asked}
    if not isinstance(request.body, dict) or "model" not in request.body:
        asked["request.model"] = request.model
    if request.body is not None:
        _add_body(request.body, asked, noise)
    for key in recorded.keys() - _BESIDE:
        asked |= flat(recorded[key], f"request.{key}")
    for path, value in flat(as_dict(recorded.get("provider_metadata")), "request.provider_metadata").items():
        noise["sdk" if path.endswith("_sdk_version") else "metadata", path] = value
    sent, other = parted(as_dict(recorded.get("headers")), sent=True)
    if other:
        noise["headers", "request.headers"] = other
    return asked | {f"request.headers.{name}": value for name, value in sent.items()}, noise


class _Address(NamedTuple):
    """A URL: whom it calls, the ids in its path, and all else that is asked by it."""

    host: str
    ids: tuple[str, ...]
    asked: str


@lru_cache(256)
def _address(url: str) -> _Address:
    try:
        parts = urlsplit(url)
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return _Address("", (), url)
    steps = parts.path.split("/")
    path = "/".join(AN_ID if is_an_id(step) else step for step in steps)
    sent = sorted(f"{name}={value}" for name, value in query if not re.fullmatch(_SECRETS, name, re.IGNORECASE))
    return _Address(
        f"{parts.scheme}://{parts.netloc}",
        tuple(filter(is_an_id, steps)),
        f"{path}?{'&'.join(sent)}" if sent else path,
    )


def _add_body(body: Json, asked: Flat, noise: Noise) -> None:
    for path, value in flat(body, _BODY).items():
        if is_an_id(value):
            asked[path] = AN_ID
            noise["ids", path] = value
        elif isinstance(value, str) and (kind := _kind_in_conversation(path)):
            noise[kind, path] = value
        else:
            asked[path] = value


def _kind_in_conversation(path: str) -> str | None:
    """The kind of noise that a text of a conversation that is sent again is: an id, or a signature."""
    if path[len(_BODY) + 1 :].partition(".")[0].partition("[")[0] not in MESSAGE_KEYS:
        return None
    kind = noise_of(path.rpartition(".")[2], {})
    return kind if kind in ("ids", "signatures") else None
