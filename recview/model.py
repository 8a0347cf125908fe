"""The values that every other module speaks in, named as OpenAI's API and OpenTelemetry's GenAI conventions do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from recview.named_tuple import NamedTuple
from recview.value import Value

Json: TypeAlias = Any
"""A parsed JSON value of unknown shape; read it through `recview.coerce`, which never raises."""


class Source(NamedTuple):
    """Where an exchange is kept: a path below the root, and its index among the exchanges of that file."""

    path: str
    number: int = 0


class Chunk(NamedTuple):
    """One recorded piece of an answer.

    Attributes:
        kind: The last part of its recorded type (`ChatCompletionChunk`), or empty.
        data: Its payload, without the recorder's wrapper.
        raw: The payload as recorded, wrapper included.
        note: What was wrong with its framing, where it could be read all the same.
        direction: Who sent it, if it is a message of a websocket; `data` is None if it is no part of the answer.
    """

    kind: str
    data: Json
    raw: Json
    note: str = ""
    direction: Literal["", "sent", "received"] = ""

    @property
    def is_beside_answer(self) -> bool:
        """Whether it is a websocket's message that is no part of the answer."""
        return bool(self.direction) and self.data is None


class Failure(NamedTuple):
    """An error that was recorded as, or inside, an answer.

    Attributes:
        source: `exception` (the client raised), `response` (an error body) or `stream` (an error chunk).
    """

    source: Literal["exception", "response", "stream"]
    message: str
    type: str = ""
    code: str = ""
    status: int | None = None
    body: Json = None


class Request(NamedTuple):
    """What was sent. `body` is None where the recorder kept none; `fields` is the request as recorded."""

    method: str = ""
    url: str = ""
    endpoint: str = ""
    model: str = ""
    headers: Mapping[str, Json] = MappingProxyType({})
    body: Json = None
    fields: Json = None


class Response(NamedTuple):
    """What came back: one chunk per streamed piece, one chunk in all for a plain body, none for an exception.

    Attributes:
        problem: Why its body could not be read, or not all of it: it is packed with brotli, or kept in another file.
        is_absent: Whether the file keeps the request only: no answer was recorded, not even an empty one.
    """

    chunks: Sequence[Chunk] = ()
    streaming: bool = False
    status: int | None = None
    failure: Failure | None = None
    fields: Json = None
    problem: str = ""
    is_absent: bool = False


class Exchange(NamedTuple):
    """One request and its answer, whichever container it was kept in.

    Attributes:
        ordered: Whether the exchanges of its file stand in the order in which they were made.
    """

    source: Source
    format: str
    request: Request
    response: Response
    test_id: str | None = None
    notes: tuple[str, ...] = ()
    ordered: bool = False


class ReadState(Enum):
    """How far a content could be read."""

    WHOLE = "whole"
    CUT = "it ends early, as it does while it is being written"
    BROKEN = "it is damaged, or cannot be had"
    FOREIGN = "it is sound, and of a kind that is not read"
    UNKNOWN = "it is sound, and no recording"
    BEGUN = "there is too little of it yet to tell what it is"


class Readability(Value):
    """How far a content could be read, and why no further: of bytes, a file, or a row of the list.

    Attributes:
        reason: A clause for the screen; empty if all was read.
        recovered: The exchanges of a file that ends early; the last of them is the one that was cut.
    """

    state: ReadState
    reason: str = ""
    recovered: Sequence[Exchange] = ()

    @property
    def is_half_written(self) -> bool:
        """Whether the rest may still come."""
        return self.state in (ReadState.CUT, ReadState.BEGUN)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with a content that is no recording."""
        return self.state in (ReadState.FOREIGN, ReadState.UNKNOWN, ReadState.BEGUN)

    def given_up(self) -> Readability:
        """The same content once its rest is not waited for any more."""
        final = {ReadState.CUT: ReadState.BROKEN, ReadState.BEGUN: ReadState.UNKNOWN}
        return self._replace(state=final.get(self.state, self.state))


WHOLE = Readability(ReadState.WHOLE)


class Usage(NamedTuple):
    """Token counts as recorded; None where the provider sent none. Nothing is derived."""

    input: int | None = None
    output: int | None = None
    total: int | None = None
    cached: int | None = None
    cache_write: int | None = None
    reasoning: int | None = None


PartKind: TypeAlias = Literal[
    "text", "reasoning", "refusal", "tool_call", "tool_result", "image", "audio", "file", "other"
]


class Part(NamedTuple):
    """One piece of a message. Media is a description (type and size), never its bytes."""

    kind: PartKind
    text: str
    name: str = ""
    id: str = ""


class Message(NamedTuple):
    """One turn of the conversation that was sent."""

    role: str
    parts: tuple[Part, ...]
    name: str = ""


Verdict: TypeAlias = Literal["new", "same", "noise", "changed", "gone", "broken"]
"""What became of a recording since a measure was taken: at the start of a session, or in an earlier revision.

`same` is byte for byte; `noise` is what any two recordings of a call differ in (ids, timestamps, chunk boundaries …).
"""


class Outline(NamedTuple):
    """What a row of the list shows of an exchange, read without decoding its chunks one by one.

    Attributes:
        finish: The provider's word for how the answer ended, a number together with its word; empty if none was sent.
        detail: What stands in the place of a finish_reason where there is none: `3 × 768`.
        opening: The start of the conversation, which tells the conversations of one test apart.
        calls: Whether the answer calls a tool, whoever runs it and whatever its ending says.
        finish_form: The normal form of `finish`; see `recview.protocols.finishes`.
        question: The start of the last user message that has text; empty where that is `opening`.
        turns_digest, earlier_digest: Digests of the turns that were sent: see `protocols.shared.turn_digests`.
    """

    kind: str
    finish: str = ""
    usage: Usage | None = None
    failure: Failure | None = None
    detail: str = ""
    messages: int = 0
    opening: str = ""
    calls: bool = False
    finish_form: str = ""
    question: str = ""
    turns_digest: int = 0
    earlier_digest: int = 0


class Entry(NamedTuple):
    """One row of the list: an exchange at a glance, or a file that could not be read and why.

    Attributes:
        ordered: Whether its file keeps its exchanges in the order in which they were made.
        readability: Of its file, as the row shows it; WHOLE for all but the last exchange of a file that ends early.
        answer_problem: Why its answer could not be read, where all else of it was.
        stale: Why what stands here is older than the file: it is being written, broken, or gone.
        verdict: What became of its file in this session; empty if it was not touched.
        flags: What a reader should look at in what was written, in words.
        token_change: How its count of tokens moved, as `17→21`, where what was written differs in noise alone.
    """

    source: Source
    size: int = 0
    format: str = ""
    protocol: str = ""
    test_id: str | None = None
    endpoint: str = ""
    model: str = ""
    streaming: bool = False
    chunks: int = 0
    outline: Outline = Outline("")
    ordered: bool = False
    readability: Readability = WHOLE
    answer_problem: str = ""
    stale: str = ""
    verdict: Verdict | Literal[""] = ""
    flags: tuple[str, ...] = ()
    token_change: str = ""

    @property
    def problem(self) -> str:
        """Why nothing could ever be read, or not to its end; empty if all was read."""
        return self.readability.reason
