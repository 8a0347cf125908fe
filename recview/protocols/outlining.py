"""An exchange → what a row of the list shows of it. Asked for every file of a tree, so it decodes few chunks."""

from __future__ import annotations

from recview.model import Exchange, Outline
from recview.protocols.choosing import opened, protocol_of_opened, protocol_of_request
from recview.protocols.contract import origin_of
from recview.protocols.decoding import all_events, may_fail
from recview.protocols.finishes import normal, spelled, telling
from recview.protocols.protocol import Protocol
from recview.protocols.shared.endings import Ending, ending_of
from recview.protocols.shared.error_events import holds_error
from recview.protocols.shared.turn_digests import TurnDigests, turn_digests


def outline(exchange: Exchange, protocol: Protocol | None = None) -> Outline:
    """What a row shows of an exchange; never raises.

    Args:
        exchange: The exchange.
        protocol: The protocol that reads it, where that is known already.
    """
    exchange = opened(exchange)
    return _outline(exchange, protocol or protocol_of_opened(exchange))


def outlined(exchange: Exchange) -> tuple[Protocol, Outline]:
    """The protocol that reads an exchange, and what a row shows of it; never raises."""
    exchange = opened(exchange)
    protocol = protocol_of_opened(exchange)
    return protocol, _outline(exchange, protocol)


def _outline(exchange: Exchange, protocol: Protocol) -> Outline:
    """What a row shows of an exchange without envelopes; see `opened`."""
    digests = turn_digests(protocol.request_body(exchange))
    if protocol.whole is None:
        return _of_conversation(exchange, protocol, digests)
    shown = protocol.whole.outline(exchange)
    if digests.all:
        shown = shown._replace(turns_digest=digests.all, earlier_digest=digests.earlier)
    if _holds_error(exchange, protocol):
        shown = shown._replace(failure=ending_of(all_events(exchange, protocol)).failure)
    if protocol.is_fallback and (asked := protocol_of_request(exchange)):
        head = asked.head(asked.request_body(exchange))
        shown = shown._replace(messages=head.messages, opening=head.opening, question=head.question)
    if shown.finish:
        return shown._replace(finish=spelled(shown.finish), finish_form=normal(shown.finish))
    return shown


def _of_conversation(exchange: Exchange, protocol: Protocol, digests: TurnDigests) -> Outline:
    head = protocol.head(protocol.request_body(exchange))
    ending = protocol.ending(exchange.response.chunks, origin_of(exchange))
    is_in_doubt = ending.is_provisional and exchange.response.streaming
    if is_in_doubt or _holds_error(exchange, protocol):
        # Rare, so all of it is read: the last error counts, whoever knows it.
        whole = ending_of(all_events(exchange, protocol))
        ending = whole._replace(detail=ending.detail) if is_in_doubt else ending._replace(failure=whole.failure)
    return _joined(head, ending, digests)


def _holds_error(exchange: Exchange, protocol: Protocol) -> bool:
    return may_fail(exchange, protocol) and holds_error(exchange.response.chunks)


def _joined(head: Outline, ending: Ending, digests: TurnDigests) -> Outline:
    """The row of a request and its answer."""
    reason = telling(ending.finishes)
    return Outline(
        head.kind,
        spelled(reason),
        ending.usage,
        ending.failure,
        ending.detail,
        head.messages,
        head.opening,
        ending.calls,
        normal(reason),
        head.question,
        *digests,
    )
