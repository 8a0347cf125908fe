"""The protocols by name, each to be asked by itself."""

from __future__ import annotations

from typing import NamedTuple

from recview.events import Conversation
from recview.model import Exchange, Outline
from recview.protocols import PROTOCOLS
from recview.protocols.choosing import protocol_of
from recview.protocols.contract import origin_of
from recview.protocols.outlining import outline
from recview.protocols.protocol import Protocol


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
