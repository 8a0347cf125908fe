"""The types of what `recview why --json` writes: promised, as those of `record_types` are."""

from __future__ import annotations

from typing import Annotated, TypedDict

from recview.model import Json


class CandidateRecord(TypedDict):
    """A recording that a miss may be about."""

    path: Annotated[str, "the file, as one names it from here"]
    index: Annotated[int, "which of the file's exchanges, from 0"]
    test_id: str | None
    likeness: Annotated[float | None, "how much of the requests is the same, 0 to 1; null if it is not known"]
    change: Annotated[str | None, "what kind of change it is; null where nothing can be compared"]
    at: Annotated[str | None, "the first path at which they differ"]
    recorded: Annotated[Json, "the value there in the recording"]
    sent: Annotated[Json, "the value there in what the replay asked for"]


class MissRecord(TypedDict):
    """A request that a replay did not find, and why; credentials are covered, unless --secrets is given."""

    recorder: Annotated[str, "ogx, vcrpy, vcr-ruby, go-vcr, betamax or polly"]
    test_id: Annotated[str | None, "in full, or its end"]
    hash: Annotated[str | None, "what was looked for, or how it begins"]
    method: str | None
    url: str | None
    model: str | None
    cassette: str | None
    details: Annotated[list[str], "what else the recorder says"]
    cause: Annotated[str, "why, as a word"]
    generation: Annotated[str | None, "the recorder that computes the hash, where that is the cause"]
    hashed_test_id: Annotated[str | None, "the test that the hash is made with, where the recording has another"]
    message: Annotated[str, "why, in words"]
    remedy: Annotated[str, "what to do"]
    candidates: Annotated[list[CandidateRecord], "the nearest first"]


class WhyRecord(TypedDict):
    """Why a replay failed: what `why --json` writes."""

    misses: Annotated[list[MissRecord], "in the order of the log"]
