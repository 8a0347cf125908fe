"""The events of an answer, one kind per class, and the conversation that they are the answer of.

Every event has the index of its `chunk` in the answer, and most the index of the `choice` that they belong to, both
from 0. Protocols import this module as a whole: `from recview import events as ev`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from recview.model import Failure, Json, Message, Usage

Runner: TypeAlias = Literal["client", "provider"]
"""Who runs a tool that the model calls: the program that asked, which sends the result back, or the provider itself."""


@dataclass(frozen=True, slots=True)
class TokenLogprob:
    """A token of the answer and the natural logarithm of its probability."""

    token: str
    logprob: float


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of an answer's text."""

    chunk: int
    choice: int
    text: str
    logprobs: tuple[TokenLogprob, ...] = ()


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    """A piece of what the model thought before or between its answers."""

    chunk: int
    choice: int
    text: str


@dataclass(frozen=True, slots=True)
class RefusalDelta:
    """A piece of a refusal."""

    chunk: int
    choice: int
    text: str
    logprobs: tuple[TokenLogprob, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolCallDelta:
    """A piece of a tool call; `call` tells the calls of one choice apart.

    Attributes:
        runs: Who runs the tool; `provider` on any piece of a call counts for the whole of it.
    """

    chunk: int
    choice: int
    call: str
    id: str = ""
    name: str = ""
    arguments: str = ""
    runs: Runner = "client"


@dataclass(frozen=True, slots=True)
class Noted:
    """Something in an answer that is neither text nor a call: audio, an image, annotations.

    Attributes:
        is_part: Whether it is shown where it came, as code that the server ran is; else it is an aside, and all asides
            of one label are shown together. Two notes that differ in this alone are equal.
    """

    chunk: int
    choice: int
    label: str
    text: str
    is_part: bool = field(default=False, compare=False)


UNUSUAL_FORMS = frozenset({"length", "content_filter", "error"})
"""Normal forms of a finish_reason that cut an answer off, withheld or spoiled it; see `recview.protocols.finishes`."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a choice; `reason` is the word that was sent."""

    chunk: int
    choice: int
    reason: str


@dataclass(frozen=True, slots=True)
class UsageReported:
    """Token counts, as an answer reports them. The last report of a stream counts; they are never summed."""

    chunk: int
    usage: Usage


@dataclass(frozen=True, slots=True)
class Failed:
    """An error inside the answer."""

    chunk: int
    failure: Failure


@dataclass(frozen=True, slots=True)
class Unknown:
    """A chunk that the protocol does not know; its raw content is all there is to show."""

    chunk: int
    why: str


Event: TypeAlias = (
    TextDelta | ReasoningDelta | RefusalDelta | ToolCallDelta | Noted | Finished | UsageReported | Failed | Unknown
)


@dataclass(frozen=True, slots=True)
class Card:
    """The answer of an exchange that is no conversation: a title, facts at a glance, and the body.

    Attributes:
        finish: The word that ended it, where one was sent.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    body: Json
    finish: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The messages that were sent and the events of the answer, in order.

    Attributes:
        why: For the raw protocol, why no other claimed the exchange.
    """

    protocol: str
    messages: tuple[Message, ...] = ()
    events: tuple[Event, ...] = ()
    card: Card | None = None
    why: str = ""
