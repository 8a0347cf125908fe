"""What pairing needs to know of a file: for which test it was recorded, and what it asks."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from recview.coerce import as_dict
from recview.model import Exchange
from recview.named_tuple import NamedTuple
from recview.protocols.shared.turn_digests import turn_digests
from recview.review.asked import Noise, asked_of
from recview.review.flat import Flat, as_key


class AskedFacts(NamedTuple):
    """What a file asks.

    Attributes:
        test_id: The test that it was recorded for; empty where the file names none.
        paths: The path of each URL that it calls, in order.
        request: A digest of all requests: equal for equal ones.
        leaves: Hashes of all that is sent, for likeness.
        turns: How many leaves there are; a later call of a test sends what earlier ones did, and more.
        is_conversation: Whether messages are sent.
    """

    test_id: str
    paths: tuple[str, ...]
    request: bytes
    leaves: frozenset[int]
    turns: int
    is_conversation: bool

    def likeness(self, other: AskedFacts) -> float:
        """How much of what both send is the same: 1 if all is, 0 if nothing."""
        either = len(self.leaves | other.leaves)
        return len(self.leaves & other.leaves) / either if either else 1.0

    def is_comparable(self, other: AskedFacts) -> bool:
        """Whether the two are calls of one kind: to one endpoint, or both are conversations."""
        return self.paths == other.paths or (self.is_conversation and other.is_conversation)


def asked_facts(exchanges: Sequence[Exchange]) -> AskedFacts:
    """The facts of a file.

    Args:
        exchanges: All that the file holds.
    """
    sides = [_with_host(*asked_of(exchange)) for exchange in exchanges]
    return AskedFacts(
        next((exchange.test_id for exchange in exchanges if exchange.test_id), ""),
        tuple(f"{asked['request.url']}" for asked in sides),
        blake2b("\n".join(map(as_key, sides)).encode(errors="replace"), digest_size=16).digest(),
        frozenset(hash((path, f"{value}")) for asked in sides for path, value in asked.items()),
        sum(map(len, sides)),
        any(turn_digests(as_dict(exchange.request.body)).all for exchange in exchanges),
    )


def _with_host(asked: Flat, noise: Noise) -> Flat:
    """What is asked, and whom: lists of models of several hosts are asked for in the same words."""
    return {**asked, "request.host": noise.get(("host", "request.url"), "")}
