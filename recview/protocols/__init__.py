"""What was said: an exchange → its conversation and events. One small module a protocol.

To add a protocol: write a module with `NAME`, `SPOKEN`, `claims`, `outline` and `decode`, and add it to `PROTOCOLS`.
Classify by the body first and by the URL second: recorded endpoints are sometimes wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import Protocol as Contract

from recview import events as ev
from recview.model import Chunk, Exchange, Outline, Request, Response, Source
from recview.protocols import card, cloudflare, exception, ollama, raw, replicate, tgi, watsonx
from recview.protocols.anthropic import completions as anthropic_completions
from recview.protocols.anthropic import messages as anthropic_messages
from recview.protocols.bedrock import converse as bedrock_converse
from recview.protocols.bedrock import invoke as bedrock_invoke
from recview.protocols.cohere import v2 as cohere
from recview.protocols.gemini import generate_content as gemini
from recview.protocols.gemini_interactions import protocol as gemini_interactions
from recview.protocols.openai import chat as openai_chat
from recview.protocols.openai import completions as openai_completions
from recview.protocols.openai_responses import protocol as openai_responses
from recview.protocols.shared.chunk_notes import with_notes
from recview.protocols.shared.concatenated import count, left_over, restarts, shifted
from recview.protocols.shared.endings import Provisional, with_ending
from recview.protocols.shared.envelope import without_envelopes
from recview.protocols.shared.errors import errors_in, holds_error, with_failures
from recview.protocols.shared.usage import error_source
from recview.wire import typed


class Protocol(Contract):
    """What a protocol module offers. No function may raise, whatever the exchange holds."""

    @property
    def NAME(self) -> str:
        """The protocol's name, as panels and `--json` show it."""

    @property
    def SPOKEN(self) -> frozenset[str]:
        """The keys of an answer whose strings, numbers and truth values become events: they need not be compared.

        `key{}` stands for an object that becomes an event as a whole.
        """

    def claims(self, exchange: Exchange) -> bool:
        """Whether this protocol reads the exchange."""

    def outline(self, exchange: Exchange) -> Outline:
        """What a row shows of it: of the answer the same as its events do (see `endings`).

        Called for every file of a tree: have few chunks decoded, not all. A `Provisional` one is checked by all events.
        """

    def decode(self, exchange: Exchange) -> ev.Conversation:
        """The messages that were sent and the events of the answer."""


# Asked in this order; `raw` claims whatever is left.
PROTOCOLS: tuple[Protocol, ...] = (
    exception,
    # Before the families that it carries, whose bodies it wraps.
    bedrock_invoke,
    bedrock_converse,
    anthropic_messages,
    openai_chat,
    openai_completions,
    openai_responses,
    anthropic_completions,
    gemini,
    gemini_interactions,
    ollama,
    cloudflare,
    cohere,
    tgi,
    watsonx,
    replicate,
    card,
    raw,
)


# A recorder that keeps the class of what it got, or of what it got a list of, leaves nothing to find out.
_BY_CLASS: Mapping[str, Protocol] = {
    **dict.fromkeys(card.CLASSES, card),
    "ChatCompletionChunk": openai_chat,
    "ChatCompletion": openai_chat,
    "Completion": openai_completions,
}


def protocol_of(exchange: Exchange) -> Protocol:
    """The first protocol that claims the exchange, by the first chunks of its answer that can tell."""
    exchange = _opened(exchange)
    response, chunks = exchange.response, exchange.response.chunks
    if chunks and not response.failure and (known := _BY_CLASS.get(_class_of(chunks[0]))):
        return known
    telling = exchange
    if response.streaming and not all(map(_tells, chunks[:_LOOKS])):
        first = tuple(islice(filter(_tells, chunks), _LOOKS))
        # Where nothing but errors came, what was asked tells.
        others = tuple(chunk for chunk in chunks if not errors_in(chunk))
        telling = exchange._replace(response=response._replace(chunks=first or others))
    found = next(known for known in PROTOCOLS if known.claims(telling))
    if found is raw and response.streaming:
        # Gateways send events of their own before those of the API.
        later = (_spoken(_part(exchange, at, at + _LOOKS)) for at in range(1, min(len(chunks), _FAR)))
        return next(filter(None, later), found)
    return found


def _opened(exchange: Exchange) -> Exchange:
    return without_envelopes(exchange, lambda inner: _spoken(inner) is not None)


def _class_of(chunk: Chunk) -> str:
    first = chunk.data[0] if not chunk.kind and isinstance(chunk.data, list) and chunk.data else None
    return chunk.kind or typed(first).kind


def _tells(chunk: Chunk) -> bool:
    """Whether a chunk can tell its protocol: a nameless line of words, an error or a sign of life cannot."""
    data = chunk.data
    if chunk.kind in _SILENT or errors_in(chunk):
        return chunk.kind not in _SILENT and _spoken(_EMPTY._replace(response=Response((chunk,), True))) is not None
    return bool(data) if isinstance(data, dict | list) else bool(chunk.kind)


_LOOKS = 3
"""Chunks by which protocols are told."""

_FAR = 8
"""How many chunks may stand before the first that a protocol knows."""

_SILENT = frozenset({"error", "ping", "keepalive", "heartbeat"})
_EMPTY = Exchange(Source(""), "", Request(), Response())


def _part(exchange: Exchange, start: int, end: int) -> Exchange:
    """The exchange with a stretch of its stream."""
    chunks = tuple(exchange.response.chunks[start:end])
    return exchange._replace(response=exchange.response._replace(chunks=chunks))


def outline(exchange: Exchange, protocol: Protocol | None = None) -> Outline:
    """What a row shows of an exchange, by the protocol that claims it (handed in where it is known)."""
    protocol = protocol or protocol_of(exchange)
    exchange = _opened(exchange)
    found = protocol.outline(exchange)
    is_in_doubt = isinstance(found, Provisional) and exchange.response.streaming
    if is_in_doubt or (_may_fail(exchange, protocol) and holds_error(exchange.response.chunks)):
        # Rare, so all of it is read: the last error counts, whoever knows it.
        ended = with_ending(found, _read(exchange, protocol).events)
        found = ended if is_in_doubt else found._replace(failure=ended.failure)
    found = Outline(*found)
    if asked := _asked(exchange, protocol):
        sent = asked[0].outline(asked[1])
        return found._replace(messages=sent.messages, opening=sent.opening)
    return found


def decode(exchange: Exchange, protocol: Protocol | None = None) -> ev.Conversation:
    """The conversation in an exchange, by the protocol that claims it (handed in where it is known)."""
    protocol = protocol or protocol_of(exchange)
    exchange = _opened(exchange)
    found = _read(exchange, protocol)
    found = replace(found, events=with_notes(found.events, exchange.response.chunks))
    if asked := _asked(exchange, protocol):
        return replace(found, messages=asked[0].decode(asked[1]).messages)
    return found


def _read(exchange: Exchange, protocol: Protocol) -> ev.Conversation:
    """What a protocol reads. Of several streams one behind the other each has choices of its own, and its protocol."""
    found, chunks = _decoded(exchange, protocol), exchange.response.chunks
    if found.card or found.why or not exchange.response.streaming:
        return found
    ends = [len(chunks), *reversed(restarts(chunks, found.events))]
    if len(ends) == 1 and not _other(exchange, found):
        return found
    events: list[ev.Event] = []
    start = choices = 0
    left = _MOST
    while ends:
        part = _part(exchange, start, ends[-1])
        said = _decoded(part, _spoken(part) or protocol if start else protocol)
        if left and (at := _other(part, said)):
            left -= 1
            ends.append(start + at)
            continue
        events.extend(shifted(said.events, start, choices))
        choices += count(said.events)
        start = ends.pop()
    return replace(found, events=tuple(events))


def _decoded(exchange: Exchange, protocol: Protocol) -> ev.Conversation:
    """What a protocol reads, and the errors in shapes that are not its own."""
    found, response = protocol.decode(exchange), exchange.response
    if not _may_fail(exchange, protocol):
        return found
    return replace(found, events=with_failures(found.events, response.chunks, error_source(response)))


def _may_fail(exchange: Exchange, protocol: Protocol) -> bool:
    """Whether an error in the answer is the answer's own. A card may show an object that failed long before."""
    return protocol is not card or exchange.response.streaming


_MOST = 50
"""How often the protocol may change within one stream."""


def _other(exchange: Exchange, said: ev.Conversation) -> int:
    """The first of the chunks left over by a protocol that another one reads; 0 if none does."""
    for at in left_over(said.events)[:_LOOKS]:
        rest = _part(exchange, at, at + _LOOKS)
        other = _spoken(rest) if at and _tells(rest.response.chunks[0]) else None
        if other and 0 not in left_over(_decoded(rest, other).events):
            return at
    return 0


def _spoken(exchange: Exchange) -> Protocol | None:
    """The protocol of a conversation, by the answer alone."""
    alone = exchange._replace(request=Request())
    found = next(known for known in PROTOCOLS if known.claims(alone))
    return None if found in (exception, card, raw) else found


def _asked(exchange: Exchange, protocol: Protocol) -> tuple[Protocol, Exchange] | None:
    """Of an error or an unknown answer: the protocol that its request speaks, and the exchange without the answer."""
    if protocol not in (exception, raw):
        return None
    alone = exchange._replace(response=Response())
    speaks = next((known for known in PROTOCOLS if known not in (exception, raw) and known.claims(alone)), None)
    return (speaks, alone) if speaks else None
