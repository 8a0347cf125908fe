"""An exchange → its conversation: the messages that were sent, the events of the answer, or a card."""

from __future__ import annotations

from recview import events as ev
from recview.model import Exchange
from recview.protocols.choosing import can_tell, opened, protocol_of, protocol_of_answer, protocol_of_request
from recview.protocols.contract import origin_of
from recview.protocols.protocol import Protocol
from recview.protocols.shared.chunk_notes import with_notes
from recview.protocols.shared.concatenated import Reading, events_of_all
from recview.protocols.shared.error_events import with_failures


def decode(exchange: Exchange, protocol: Protocol | None = None) -> ev.Conversation:
    """The conversation in an exchange; never raises.

    Args:
        exchange: The exchange.
        protocol: The protocol that reads it, where that is known already.
    """
    protocol = protocol or protocol_of(exchange)
    exchange = opened(exchange)
    chunks = exchange.response.chunks
    if protocol.whole is None:
        messages = protocol.messages(protocol.request_body(exchange))
        return ev.Conversation(protocol.name, messages, answer_events(exchange, protocol))
    shown = protocol.whole.decode(exchange)
    events = _with_failures(exchange, protocol, shown.events)
    shown = shown._replace(events=with_notes(events, chunks))
    if protocol.is_fallback and (asked := protocol_of_request(exchange)):
        return shown._replace(messages=asked.messages(asked.request_body(exchange)))
    return shown


def answer_events(exchange: Exchange, protocol: Protocol) -> tuple[ev.Event, ...]:
    """The events of a conversation's answer as `decode` gives them, without what was sent.

    Args:
        exchange: The exchange.
        protocol: The protocol that reads it; none that shows an exchange as a whole.
    """
    exchange = opened(exchange)
    return with_notes(all_events(exchange, protocol), exchange.response.chunks)


def all_events(exchange: Exchange, protocol: Protocol) -> tuple[ev.Event, ...]:
    """The events of an answer, also where it is several streams one behind the other."""
    events = _events(exchange, protocol)
    return events_of_all(exchange, events, protocol, _READING) if exchange.response.streaming else events


def _events(exchange: Exchange, protocol: Protocol) -> tuple[ev.Event, ...]:
    """The events of one stream, or of a plain body, with the errors in shapes that are not the protocol's own."""
    if protocol.whole is None:
        events = tuple(protocol.events(exchange.response.chunks, origin_of(exchange)))
    else:
        events = protocol.whole.decode(exchange).events
    return _with_failures(exchange, protocol, events)


def _with_failures(exchange: Exchange, protocol: Protocol, events: tuple[ev.Event, ...]) -> tuple[ev.Event, ...]:
    if not may_fail(exchange, protocol):
        return events
    return with_failures(events, exchange.response.chunks, origin_of(exchange).source)


_READING: Reading[Protocol] = Reading(_events, protocol_of_answer, can_tell)


def may_fail(exchange: Exchange, protocol: Protocol) -> bool:
    """Whether an error in the answer is the answer's own. A card may show an object that failed long before."""
    return protocol.whole is None or protocol.is_fallback or exchange.response.streaming
