"""What a protocol's module offers. README.md shows how to add one.

A module either reads a conversation (`ConversationModule`: nearly all do) or shows an exchange as a whole
(`WholeModule`: cards, failed calls and what no protocol knows). No function may raise, whatever the exchange holds.

Beside these members a module may have constants and functions that `recview.protocols.protocol.Protocol` lists, each
with its default: what a vendor has of its own stands in its module, and the registry unites it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, TypeAlias
from typing import Protocol as Contract

from recview import events as ev
from recview.model import Chunk, Exchange, Json, Message, Outline
from recview.value import Value

ErrorSource: TypeAlias = Literal["stream", "response"]
"""How an error inside an answer arrived: as one of its chunks, or as a plain body."""

Noise: TypeAlias = Literal[
    "ids",
    "timestamps",
    "fingerprint",
    "signatures",
    "padding",
    "usage",
    "logprobs",
    "content_filter",
    "service_tier",
    "seed",
]
"""What differs between any two recordings of one call, and says nothing about the model."""


NoiseRule: TypeAlias = tuple[Noise, Callable[[Mapping[str, Json]], bool]]
"""A kind of noise, and whether a key is noise in the object that has it."""


class Origin(Value):
    """How an answer came, and from where.

    Attributes:
        source: What an error inside the answer is recorded as.
        url: The URL that was called, or just its path where no more was recorded.
        model: The model that was asked for, or empty.
    """

    source: ErrorSource
    url: str = ""
    model: str = ""


def origin_of(exchange: Exchange) -> Origin:
    """The origin of an exchange's answer."""
    request = exchange.request
    source: ErrorSource = "stream" if exchange.response.streaming else "response"
    return Origin(source, request.url or request.endpoint, request.model)


class Module(Contract):
    """What every protocol's module has."""

    @property
    def NAME(self) -> str:
        """The protocol's name, as panels and `--json` show it."""

    def claims(self, exchange: Exchange, first: Sequence[Chunk]) -> bool:
        """Whether this protocol reads the exchange.

        Judge by the chunks first and by the URL second: recorded endpoints are sometimes wrong.

        Args:
            exchange: Without a request if only the answer is to tell, without chunks if only the request is.
            first: Its first three chunks that can tell, or fewer.
        """


class ConversationModule(Module, Contract):
    """A protocol whose answers are conversations."""

    @property
    def DECODED_KEYS(self) -> frozenset[str]:
        """The keys of an answer whose strings, numbers and truth values become events: they need not be compared.

        `key{}` stands for an object that becomes an event as a whole.
        """

    def messages(self, body: Mapping[str, Json]) -> tuple[Message, ...]:
        """The messages in a request's body, in order; the prompt as one of role `prompt`."""

    def events(self, chunks: Iterable[Chunk], origin: Origin) -> Iterable[ev.Event]:
        """The events of an answer, each with the index of its chunk, in that order.

        A plain body is one chunk. What a chunk holds that the protocol does not know is an `Unknown`. Errors in the
        shapes of `shared.errors` are found without the protocol's doing.
        """


class WholeModule(Module, Contract):
    """A protocol that shows an exchange as a whole, not message by message."""

    def outline(self, exchange: Exchange) -> Outline:
        """What a row of the list shows of the exchange."""

    def decode(self, exchange: Exchange) -> ev.Conversation:
        """What the page shows of the exchange."""
