"""What `recview check --output-format json` promises: the keys, and what stands behind each."""

from __future__ import annotations

from typing import Annotated, TypedDict

from recview.findings import Severity


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
