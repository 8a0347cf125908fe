"""What was said: an exchange → its conversation and events. One small module a protocol.

To add a protocol: write a module with `NAME`, `SPOKEN`, `claims`, `outline` and `decode`, and add it to `PROTOCOLS`.
Classify by the body first and by the URL second: recorded endpoints are sometimes wrong.
"""

from __future__ import annotations

from typing import Protocol as Contract

from recview.model import Conversation, Exchange, Outline
from recview.protocols import (
    anthropic_completions,
    anthropic_messages,
    bedrock_converse,
    bedrock_invoke,
    card,
    cohere,
    exception,
    gemini,
    gemini_interactions,
    ollama,
    openai_chat,
    openai_completions,
    openai_responses,
    raw,
    tgi,
)


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
        """What a row shows of it. Called for every file of a tree: look at the last chunks, not at all."""

    def decode(self, exchange: Exchange) -> Conversation:
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
    cohere,
    tgi,
    card,
    raw,
)


def protocol_of(exchange: Exchange) -> Protocol:
    """The first protocol that claims the exchange."""
    return next(known for known in PROTOCOLS if known.claims(exchange))


def decode(exchange: Exchange) -> Conversation:
    """The conversation in an exchange, by the protocol that claims it."""
    return protocol_of(exchange).decode(exchange)
