"""The shapes of the records that programs get: of `ls --json`, `show --json` and `diff --json`, and of `recview.rows`.

Their JSON Schema, which `recview schema` prints, is made of these types and of the notes beside them.
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from recview.model import Json, PartKind, Verdict
from recview.verdicts.kinds import Class

Finish = Literal["stop", "length", "tool_calls", "content_filter", "stop_sequence", "pause", "error", "other"]
"""The normal form of how an answer ended; see `recview.protocols.finishes`."""


class UsageRecord(TypedDict):
    """Tokens as recorded, nothing derived or added up."""

    input: int | None
    output: int | None
    total: int | None
    cached: int | None
    cache_write: int | None
    reasoning: int | None


class ErrorRecord(TypedDict):
    """An error that was recorded as, or inside, an answer."""

    source: Literal["exception", "response", "stream"]
    status: int | None
    type: str | None
    code: str | None
    message: str


class MeasuresRecord(TypedDict):
    """How a choice of the answer ended, and how long it is."""

    index: int
    finish_reason: Finish | None
    native_finish_reason: Annotated[str | None, "the word that the provider sent"]
    text_chars: Annotated[int, "Unicode code points"]
    reasoning_chars: int
    refusal_chars: int


class ListedChoice(MeasuresRecord):
    """A choice of the answer, as `ls --json` has it."""

    tool_calls: Annotated[list[str | None], "the name of every call that the model made"]
    runs: Annotated[list[Literal["client", "provider"]], "who runs each of the calls"]


class CallRecord(TypedDict):
    """A tool call that the model made."""

    id: str | None
    name: str | None
    arguments: Annotated[str, "as recorded; compact JSON of a recorded object"]
    runs: Annotated[Literal["client", "provider"], "who runs it"]


class ShownChoice(MeasuresRecord):
    """A choice of the answer in full, as `show --json` has it."""

    text: str
    reasoning: str
    refusal: str
    tool_calls: list[CallRecord]


class PartRecord(TypedDict):
    """A piece of a message; media is described by type and size."""

    kind: PartKind
    text: str
    name: str | None
    id: str | None


class MessageRecord(TypedDict):
    """A message of the conversation that was sent."""

    role: str
    parts: list[PartRecord]


class SentRecord(TypedDict):
    """Where an exchange is kept, and what was asked of whom."""

    path: Annotated[str, "the file, below the path that was named"]
    index: Annotated[int, "which of the file's exchanges it is, from 0"]
    test_id: str | None
    format: Annotated[str | None, "how it was kept"]
    protocol: Annotated[str | None, "what was said"]
    provider: Annotated[str | None, "who served it"]
    method: str | None
    url: str | None
    endpoint: str | None
    model: str | None
    streaming: bool
    chunks: Annotated[int, "1 for a plain body, 0 for an exception"]
    status: Annotated[int | None, "of HTTP"]
    request_only: Annotated[bool, "whether the file has no place for an answer"]


class OutcomeRecord(TypedDict):
    """What an exchange came to, besides its answer."""

    usage: UsageRecord | None
    error: ErrorRecord | None
    problem: Annotated[str | None, "why the file, or its answer, could not be read"]


class Row(SentRecord, OutcomeRecord):
    """An exchange at a glance: a line of `ls --json`, an item of `recview.rows`."""

    choices: list[ListedChoice]


class FullRecord(SentRecord, OutcomeRecord):
    """An exchange in full: a line of `show --json`."""

    choices: list[ShownChoice]
    request: Annotated[Json, "the body as recorded"]
    messages: list[MessageRecord]


class SummaryRow(TypedDict):
    """A recording that was touched while the screen watched."""

    path: str
    verdict: Verdict
    flags: Annotated[list[str], "what a reader should look at"]
    moved_from: NotRequired[Annotated[str, "its path at the start, if it was moved"]]


class SummaryRecord(TypedDict):
    """What a re-record did to the recordings: the file that `--summary-json` writes."""

    counts: dict[Verdict, int]
    classes: dict[Class, int]
    recordings: list[SummaryRow]
