"""Why a replay did not find a request: by its hash, by the recordings of its test, by the nearest request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from recview.checks.misses.differing import Change, FirstDifference, first_difference
from recview.checks.misses.hash_search import HashMatch, called_so, recording_of_hash
from recview.checks.misses.miss import Miss
from recview.checks.misses.recorded_call import RecordedCall, call_of
from recview.named_tuple import NamedTuple

Cause: TypeAlias = (
    Change
    | Literal[
        "recorded",
        "generation",
        "test_renamed",
        "played_already",
        "no_cassette",
        "expired",
        "unused",
        "body_unknown",
        "nothing_near",
    ]
)

MOST_CANDIDATES = 3
_NEAR = 0.3
"""How much of two requests has to be the same for one to be near the other, if they are not of one test."""

_TRIED = 12
"""Digits that a hash must have to be tried: of a million trials some begin with any five."""


class Candidate(NamedTuple):
    """A recording that a miss may be about.

    Attributes:
        call: The recording.
        likeness: How much of the two requests is the same, from 0 to 1; None where the body of the miss is not known.
        difference: Where they differ first; None where there is nothing to compare.
    """

    call: RecordedCall
    likeness: float | None = None
    difference: FirstDifference | None = None


class Explanation(NamedTuple):
    """Why a request was not found.

    Attributes:
        miss: The request.
        cause: Why.
        candidates: The recordings that it may be about, the nearest first.
        generation: The recorder that computes the hash, where that is the cause.
        test: The test that the hash is made with, where the recording has another one.
    """

    miss: Miss
    cause: Cause
    candidates: Sequence[Candidate] = ()
    generation: str = ""
    test: str = ""

    @property
    def is_explained(self) -> bool:
        """Whether it is known what differs, or what to do."""
        return self.cause not in ("body_unknown", "nothing_near")


def explain(miss: Miss, calls: Sequence[RecordedCall]) -> Explanation:
    """Why a request was not found among recordings."""
    if miss.recorder == "ogx" and miss.hash:
        match = called_so(miss.hash, calls)
        if match is None and len(miss.hash) >= _TRIED:
            match = recording_of_hash(miss.hash, calls, miss.test)
        if match is not None:
            return _by_hash(miss, match)
    sent = call_of(miss)
    has_body = bool(miss.request) and not miss.is_cut
    near = _nearest(miss, sent, calls, has_body=has_body)
    if miss.problem in ("played_already", "no_cassette", "expired", "unused"):
        return Explanation(miss, miss.problem, near)
    if not near:
        return Explanation(miss, "nothing_near")
    difference = near[0].difference
    if difference is None or (difference.change == "same" and not has_body):
        return Explanation(miss, "body_unknown", near)
    if difference.change == "same" and near[0].call.test_id and not near[0].call.is_of_test(miss.test):
        return Explanation(miss, "test_renamed", near, test=miss.test)
    return Explanation(miss, difference.change, near)


def _by_hash(miss: Miss, match: HashMatch) -> Explanation:
    candidates = [Candidate(match.call)]
    if match.test:
        return Explanation(miss, "test_renamed", candidates, match.generation, match.test)
    return Explanation(miss, "generation" if match.generation else "recorded", candidates, match.generation)


def _nearest(miss: Miss, sent: RecordedCall, calls: Sequence[RecordedCall], *, has_body: bool) -> list[Candidate]:
    """The recordings that are nearest: those of the test and in the cassette, else any with nearly the same request."""
    own = [call for call in calls if call.is_of_test(miss.test) or _is_in_cassette(call, miss.cassette)]
    if not has_body:
        return _nearest_by_url(miss, sent, own or ([] if miss.recorder == "ogx" else calls))
    ranked = sorted(
        (Candidate(call, _likeness(sent, call)) for call in calls if _is_of_kind(sent, call)),
        key=lambda candidate: (-(candidate.likeness or 0), candidate.call.path, candidate.call.index),
    )
    is_own = {id(call) for call in own}
    # The very same request under another test is nearer than any other request of this one.
    ranked.sort(key=lambda candidate: candidate.likeness != 1 and id(candidate.call) not in is_own)
    near = [each for each in ranked if id(each.call) in is_own or (each.likeness or 0) >= _NEAR]
    return [
        each._replace(difference=first_difference(each.call, sent, with_body=True)) for each in near[:MOST_CANDIDATES]
    ]


def _likeness(sent: RecordedCall, call: RecordedCall) -> float:
    return round(sent.facts.likeness(call.facts), 3)


def _is_of_kind(sent: RecordedCall, call: RecordedCall) -> bool:
    """Whether two requests can be compared at all."""
    if (sent.exchange.format == "ogx") != (call.exchange.format == "ogx"):
        return False
    return sent.facts.is_comparable(call.facts)


def _nearest_by_url(miss: Miss, sent: RecordedCall, calls: Sequence[RecordedCall]) -> list[Candidate]:
    """The recordings whose method and URL are nearest; in the order of the test where the URL is not known."""
    if not miss.url:
        return [Candidate(call) for call in calls[:MOST_CANDIDATES]]
    candidates = [Candidate(call, difference=first_difference(call, sent, with_body=False)) for call in calls]
    candidates.sort(key=lambda candidate: -_common_start(miss.url, candidate.call.exchange.request.url))
    return candidates[:MOST_CANDIDATES]


def _common_start(one: str, other: str) -> int:
    return next(
        (index for index, (first, second) in enumerate(zip(one, other, strict=False)) if first != second),
        min(len(one), len(other)),
    )


def _is_in_cassette(call: RecordedCall, cassette: str) -> bool:
    """Whether a recording is in a cassette, which is called by its path or its name."""
    if not cassette:
        return False
    path, wanted = call.path.replace("\\", "/"), cassette.replace("\\", "/")
    if path == wanted or path.endswith(f"/{wanted}") or wanted.endswith(f"/{path}"):
        return True
    # In another checkout the folders above are others.
    name = wanted.rpartition("/")[2]
    return path.rpartition("/")[2] in (name, f"{name}.json", f"{name}.yaml", f"{name}.yml", f"{name}.har")
