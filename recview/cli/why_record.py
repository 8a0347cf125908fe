"""What `recview why --json` writes: one object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from recview.checks.misses.causes import words_of
from recview.checks.misses.explaining import Candidate, Explanation
from recview.credentials import is_telling_name
from recview.display.mask import BULLET, covered
from recview.model import Json
from recview.verdicts.comparison import MISSING, Missing

if TYPE_CHECKING:
    from recview.reading.miss_record_types import CandidateRecord, MissRecord, WhyRecord


def why_record(explanations: Sequence[Explanation], *, secrets: bool) -> WhyRecord:
    """The record of misses: its keys are a promise to programs.

    Args:
        explanations: Why each was not found.
        secrets: Whether credentials are shown: a recorder may print the whole request, with its keys.
    """
    return {"misses": [_miss(explanation, secrets=secrets) for explanation in explanations]}


def _miss(explanation: Explanation, *, secrets: bool) -> MissRecord:
    miss, words = explanation.miss, words_of(explanation)

    def shown(text: str) -> str | None:
        return (text if secrets else covered(text)) or None

    return {
        "recorder": miss.recorder,
        "test_id": miss.test or None,
        "hash": miss.hash or None,
        "method": miss.method or None,
        "url": shown(miss.url),
        "model": miss.model or None,
        "cassette": miss.cassette or None,
        "details": [shown(detail) or "" for detail in miss.details],
        "cause": explanation.cause,
        "generation": explanation.generation or None,
        "hashed_test_id": explanation.test or None,
        "message": shown(words.summary) or "",
        "remedy": words.remedy,
        "candidates": [_candidate(candidate, secrets=secrets) for candidate in explanation.candidates],
    }


def _candidate(candidate: Candidate, *, secrets: bool) -> CandidateRecord:
    difference = candidate.difference
    at = difference.at if difference else ""
    values = (difference.recorded, difference.sent) if difference else (MISSING, MISSING)
    recorded, sent = (value if secrets else covered_value(at, value) for value in values)
    return {
        "path": candidate.call.path,
        "index": candidate.call.index,
        "test_id": candidate.call.test_id or None,
        "likeness": candidate.likeness,
        "change": difference.change if difference else None,
        "at": at or None,
        "recorded": None if recorded is MISSING else recorded,
        "sent": None if sent is MISSING else sent,
    }


def covered_value(at: str, value: Json | Missing) -> Json | Missing:
    """A value of a request with its credentials covered: by their shape, or by the name that they stand under.

    Args:
        at: The path that it stands at, or its key.
        value: It.
    """
    if isinstance(value, dict):
        return {key: covered_value(key, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [covered_value(at, inner) for inner in value]
    if not isinstance(value, str):
        return value
    name = at.rpartition(".")[2].partition("[")[0]
    return BULLET * min(len(value), 40) if is_telling_name(name) else covered(value)
