"""Exchanges to decode, and the protocols to decode them by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from recview.events import Conversation
from recview.formats.ogx import TYPED, plain_chunk
from recview.model import Chunk, Exchange, Failure, Json, Outline, Request, Response, Source
from recview.protocols import PROTOCOLS
from recview.protocols.choosing import protocol_of
from recview.protocols.contract import origin_of
from recview.protocols.outlining import outline
from recview.protocols.protocol import Protocol
from recview.wire import Chunks


def exchange_of(
    chunks: Sequence[Chunk] | Sequence[Json],
    request: Request = Request(),  # noqa: B008
    *,
    streaming: bool = True,
    status: int | None = None,
    failure: Failure | None = None,
) -> Exchange:
    """An exchange whose answer has these chunks, or payloads: bare, or with their class as OGX keeps it."""
    kept: Sequence[Chunk] = Chunks(chunks, TYPED)
    if any(isinstance(chunk, Chunk) for chunk in chunks):
        kept = tuple(chunks)
    elif not streaming:
        kept = tuple(map(plain_chunk, chunks))
    return Exchange(Source("a.json"), "ogx", request, Response(kept, streaming, status, failure))


class Reader(NamedTuple):
    """A protocol that a test asks by itself, whoever claims the exchange."""

    protocol: Protocol

    @property
    def name(self) -> str:
        return self.protocol.name

    def claims(self, exchange: Exchange) -> bool:
        return self.protocol.claims(exchange, tuple(exchange.response.chunks[:3]))

    def reads(self, exchange: Exchange) -> bool:
        """Whether it is the one that is chosen."""
        return protocol_of(exchange) is self.protocol

    def decode(self, exchange: Exchange) -> Conversation:
        """What the protocol itself reads, without what `decode` adds for all: notes, foreign errors, more streams."""
        if self.protocol.whole:
            return self.protocol.whole.decode(exchange)
        messages = self.protocol.messages(self.protocol.request_body(exchange))
        events = self.protocol.events(exchange.response.chunks, origin_of(exchange))
        return Conversation(self.name, messages, tuple(events))

    def outline(self, exchange: Exchange) -> Outline:
        return self.protocol.whole.outline(exchange) if self.protocol.whole else outline(exchange, self.protocol)


READERS = {protocol.name: Reader(protocol) for protocol in PROTOCOLS}
