"""The events of an answer, one kind per class, and the conversation that they are the answer of.

Every event has the index of its `chunk` in the answer, and most the index of the `choice` that they belong to, both
from 0. Protocols import this module as a whole: `from recview import events as ev`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from recview.model import Failure, Json, Message, Usage
from recview.value import Value

Runner: TypeAlias = Literal["client", "provider"]
"""Who runs a tool that the model calls: the program that asked, which sends the result back, or the provider itself."""


class TokenLogprob(Value):
    """A token of the answer and the natural logarithm of its probability."""

    token: str
    logprob: float


class TextDelta(Value):
    """A piece of an answer's text."""

    chunk: int
    choice: int
    text: str
    logprobs: tuple[TokenLogprob, ...] = ()


class ReasoningDelta(Value):
    """A piece of what the model thought before or between its answers."""

    chunk: int
    choice: int
    text: str


class RefusalDelta(Value):
    """A piece of a refusal."""

    chunk: int
    choice: int
    text: str
    logprobs: tuple[TokenLogprob, ...] = ()


class ToolCallDelta(Value):
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


class Noted(Value):
    """Something in an answer that is neither text nor a call: audio, an image, annotations.

    Attributes:
        is_part: Whether it is shown where it came, as code that the server ran is; else it is an aside, and all asides
            of one label are shown together. Two notes that differ in this alone are equal.
    """

    chunk: int
    choice: int
    label: str
    text: str
    is_part: bool = False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Noted) and self._compared == other._compared

    def __hash__(self) -> int:
        return hash(self._compared)

    @property
    def _compared(self) -> tuple[int, int, str, str]:
        return self.chunk, self.choice, self.label, self.text


UNUSUAL_FORMS = frozenset({"length", "content_filter", "error"})
"""Normal forms of a finish_reason that cut an answer off, withheld or spoiled it; see `recview.protocols.finishes`."""


class Finished(Value):
    """The end of a choice; `reason` is the word that was sent."""

    chunk: int
    choice: int
    reason: str


class UsageReported(Value):
    """Token counts, as an answer reports them. The last report of a stream counts; they are never summed."""

    chunk: int
    usage: Usage


class Failed(Value):
    """An error inside the answer."""

    chunk: int
    failure: Failure


class Unknown(Value):
    """A chunk that the protocol does not know; its raw content is all there is to show."""

    chunk: int
    why: str


Event: TypeAlias = (
    TextDelta | ReasoningDelta | RefusalDelta | ToolCallDelta | Noted | Finished | UsageReported | Failed | Unknown
)


class Card(Value):
    """The answer of an exchange that is no conversation: a title, facts at a glance, and the body.

    Attributes:
        finish: The word that ended it, where one was sent.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    body: Json
    finish: str = ""


class Conversation(Value):
    """The messages that were sent and the events of the answer, in order.

    Attributes:
        why: For the raw protocol, why no other claimed the exchange.
    """

    protocol: str
    messages: tuple[Message, ...] = ()
    events: tuple[Event, ...] = ()
    card: Card | None = None
    why: str = ""
