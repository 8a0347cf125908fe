"""The shapes of the records of `diff --json` and `review --list --json`; see `recview.reading.record_types`."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from recview.model import Json
from recview.reading.check_record_types import FindingRecord
from recview.verdicts.kinds import Class


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


class NewFindingsRecord(TypedDict):
    """What the checks find after and do not find before, of the files that changed."""

    new: Annotated[list[FindingRecord], "the gravest first; paths are below the second side"]
    gone: Annotated[int, "findings before that are not there after"]


class DiffRecord(TypedDict):
    """What changed between two sets of recordings: what `diff --json` writes."""

    counts: Annotated[dict[Class, int], "recordings of each class; identical ones are not counted with --where"]
    changes: Annotated[list[ChangeRecord], "the gravest first"]
    findings: NewFindingsRecord


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
        "findings": Annotated[list[str], "what the checks find after and do not find before, twenty at most"],
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
