"""Which protocol reads an exchange: by all of it, by its answer alone, or by its request alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from recview.model import Chunk, Exchange, Request, Response, Source
from recview.protocols import PROTOCOLS
from recview.protocols.protocol import Protocol
from recview.protocols.registry import ProtocolRow
from recview.protocols.shared.concatenated import WINDOW, part_of
from recview.protocols.shared.envelope import without_envelopes
from recview.protocols.shared.errors import errors_in

_MAX_UNKNOWN = 8
"""How many chunks there may be before the first that a protocol knows."""

_KEEP_ALIVES = frozenset({"error", "ping", "keepalive", "heartbeat"})
_EMPTY = Exchange(Source(""), "", Request(), Response())
_LAST = PROTOCOLS[-1]

# A recorder that keeps the class of what it got, or of what it got a list of, leaves nothing to find out.
_BY_CLASS: Mapping[str, ProtocolRow] = {name: row for row in PROTOCOLS.rows for name in row.classes}
_LIKELY: Mapping[str, Sequence[ProtocolRow]] = {
    name: [row for row in PROTOCOLS.rows if name in row.likely_classes]
    for name in {name for row in PROTOCOLS.rows for name in row.likely_classes}
}
"""Whom to ask first about a class that may have several: it spares the import of all that come before them."""


def protocol_of(exchange: Exchange) -> Protocol:
    """The first protocol that claims the exchange, by the first chunks of its answer that can tell."""
    return protocol_of_opened(opened(exchange))


def protocol_of_opened(exchange: Exchange) -> Protocol:
    """The same of an exchange without envelopes; see `opened`."""
    response, chunks = exchange.response, exchange.response.chunks
    if chunks and not response.failure:
        chunk = chunks[0]
        if by_class := _BY_CLASS.get(chunk.kind):
            return by_class.protocol
        for likely in _LIKELY.get(chunk.kind, ()):
            if not errors_in(chunk) and likely.protocol.claims(exchange, (chunk,)):
                return likely.protocol
    first = tuple(chunks[:WINDOW])
    telling = exchange
    if response.streaming and not all(map(can_tell, first)):
        first = tuple(islice(filter(can_tell, chunks), WINDOW))
        # Where nothing but errors came, what was asked tells.
        others = first or tuple(chunk for chunk in chunks if not errors_in(chunk))
        telling = exchange._replace(response=response._replace(chunks=others))
        first = others[:WINDOW]
    protocol = _first_claim(telling, first)
    if protocol is _LAST and response.streaming:
        # Gateways send events of their own before those of the API.
        starts = range(1, min(len(chunks), _MAX_UNKNOWN))
        later = (protocol_of_answer(part_of(exchange, start, start + WINDOW)) for start in starts)
        return next(filter(None, later), protocol)
    return protocol


def opened(exchange: Exchange) -> Exchange:
    """The exchange with what is inside its envelopes, as protocols read it; see `envelope`."""
    return without_envelopes(exchange, lambda inner: protocol_of_answer(inner) is not None)


def protocol_of_answer(exchange: Exchange) -> Protocol | None:
    """The protocol of a conversation, by its answer alone; None if it is none's."""
    protocol = _first_claim(exchange._replace(request=Request()), tuple(exchange.response.chunks[:WINDOW]))
    return protocol if protocol.whole is None else None


def protocol_of_request(exchange: Exchange) -> Protocol | None:
    """The protocol that the request speaks, by the request alone; None if it is none's."""
    alone = exchange._replace(response=Response())
    return next((protocol for protocol in PROTOCOLS if not protocol.is_fallback and protocol.claims(alone, ())), None)


def _first_claim(exchange: Exchange, first: Sequence[Chunk]) -> Protocol:
    return next((protocol for protocol in PROTOCOLS if protocol.claims(exchange, first)), _LAST)


def can_tell(chunk: Chunk) -> bool:
    """Whether a chunk can tell its protocol: a nameless line of words, an error or a sign of life cannot."""
    data = chunk.data
    if chunk.kind in _KEEP_ALIVES or errors_in(chunk):
        return chunk.kind not in _KEEP_ALIVES and protocol_of_answer(_answer(chunk)) is not None
    return bool(data) if isinstance(data, dict | list) else bool(chunk.kind)


def _answer(chunk: Chunk) -> Exchange:
    return _EMPTY._replace(response=Response((chunk,), True))
