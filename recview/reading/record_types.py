"""The shapes of the records that programs get: of `ls --json`, `show --json` and `diff --json`, and of `recview.rows`.

Their JSON Schema, which `recview schema` prints, is made of these types and of the notes beside them.
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from recview.findings import Severity
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


class DifferenceRecord(TypedDict):
    """A value that is not the same before and after."""

    kind: Annotated[str, "what it is a difference of, as tool_arguments or text"]
    at: Annotated[str, "its path, as answer.choices[0].text"]
    before: Annotated[Json, "null also where there was none"]
    after: Annotated[Json, "null also where there is none"]


# Written as a call, since `class` is no name in Python.
ChangeRecord = TypedDict(
    "ChangeRecord",
    {
        "before": Annotated[str | None, "the file, below the first side; null if it is new"],
        "after": Annotated[str | None, "the file, below the second side; null if it is gone"],
        "test_id": str | None,
        "provider": Annotated[str | None, "who served it"],
        "class": Annotated[Class, "the gravest of its differences"],
        "kinds": Annotated[list[str], "of all differences, those that count first"],
        "differences": Annotated[list[DifferenceRecord], "those that count first"],
        "ambiguity": Annotated[str | None, "why another pair would do as well"],
    },
)
ChangeRecord.__doc__ = "A recording that is not the same, or that is on one side only."


class DiffRecord(TypedDict):
    """What changed between two sets of recordings: what `diff --json` writes."""

    counts: Annotated[dict[Class, int], "recordings of each class; identical ones are not counted with --where"]
    changes: Annotated[list[ChangeRecord], "the gravest first"]


class CheckSummaryRecord(TypedDict):
    """How much was checked, and how many names of OGX recordings a replay can find."""

    recordings: int
    reachable: int
    unreachable: Annotated[dict[str, int], "how many names a replay cannot find, by the reason"]
    generation: Annotated[str | None, "the recorder by which names were judged; null if there are none"]


class NameRecord(TypedDict):
    """Whether a replay can find an OGX recording."""

    path: Annotated[str, "the file, as one names it from here"]
    reachable: bool
    reason: Annotated[str | None, "why not"]
    expected: Annotated[str | None, "the path that it should have, where that is known"]


class FindingRecord(TypedDict):
    """What a rule has to say of a recording."""

    rule: Annotated[str, "its id, as T101"]
    severity: Severity
    path: Annotated[str, "the file, as one names it from here"]
    index: Annotated[int | None, "which of the file's exchanges, from 0; null for the file as a whole"]
    at: Annotated[str | None, "where in it, as people say it"]
    message: Annotated[str, "what is wrong; of a secret only its start and its length"]


class CheckRecord(TypedDict):
    """What was found in recordings: what `check --output-format json` writes."""

    summary: CheckSummaryRecord
    names: Annotated[list[NameRecord], "of all OGX recordings"]
    findings: Annotated[list[FindingRecord], "by rule, path and index"]


ReviewedChangeRecord = TypedDict(
    "ReviewedChangeRecord",
    {
        "key": Annotated[str, "the beginning of the digest of both contents: what --show, --accept and --skip take"],
        "before": Annotated[str | None, "the file, below the first side; null if it is new"],
        "after": Annotated[str | None, "the file, below the second side; null if it is gone"],
        "test_id": str | None,
        "provider": Annotated[str | None, "who served it"],
        "class": Annotated[Class, "the gravest of its differences"],
        "kinds": Annotated[list[str], "of all differences, those that count first"],
        "words": Annotated[list[str], "the first differences in a few words each"],
        "ambiguity": Annotated[str | None, "why another pair would do as well"],
        "decision": Annotated[Literal["accepted", "skipped"] | None, "null as long as nothing was decided"],
        "note": Annotated[str | None, "what the reviewer wrote"],
    },
)
ReviewedChangeRecord.__doc__ = "A change, and what was decided about its pair of contents."

ProgressRecord = TypedDict(
    "ProgressRecord",
    {
        "class": Annotated[Class, "the class that is counted: behaviour, if there is any change of it"],
        "seen": Annotated[int, "its changes that were accepted or skipped"],
        "total": Annotated[int, "all of them"],
    },
)
ProgressRecord.__doc__ = "How far a review has come."


class ReviewRecord(TypedDict):
    """What is to be reviewed: what `review --list --json` writes."""

    counts: Annotated[dict[Class, int], "recordings of each class; identical ones are not counted with --where"]
    progress: ProgressRecord
    changes: Annotated[list[ReviewedChangeRecord], "the gravest first"]
