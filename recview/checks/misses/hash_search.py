"""Which recording a hash belongs to, although its file is not called so: by another recorder, or for another test."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recview.checks.misses.recorded_call import RecordedCall
from recview.checks.names.generations import GENERATIONS
from recview.checks.names.recorded_name import recorded_name
from recview.named_tuple import NamedTuple


class HashMatch(NamedTuple):
    """A recording that a hash belongs to.

    Attributes:
        call: The recording.
        generation: The newest recorder that computes the hash; empty where its file is called so.
        test: The test that the hash is made with, where it is not that of the recording.
    """

    call: RecordedCall
    generation: str = ""
    test: str = ""


def called_so(hash_: str, calls: Iterable[RecordedCall]) -> HashMatch | None:
    """The first recording whose name begins with a hash."""
    return next((HashMatch(call) for call in calls if recorded_name(call.name).hash.startswith(hash_)), None)


def recording_of_hash(hash_: str, calls: Sequence[RecordedCall], test: str) -> HashMatch | None:
    """The recording whose request has a hash, by any recorder and for any test that is known.

    Args:
        hash_: The hash, or how it begins.
        calls: The recordings.
        test: The test that missed it; empty if that is not known.
    """
    known_tests = {call.test_id for call in calls if call.test_id}
    tests = [*([test] if test else []), *sorted(known_tests - {test})]
    for call in calls:
        if call.hashed is None:
            continue
        for generation in reversed(GENERATIONS):
            if call.hashed.hash_by(generation).startswith(hash_):
                return HashMatch(call, generation.name)
    for call in calls:
        if call.hashed is None or call.hashed.kind == "tool":
            continue
        for steps in dict.fromkeys(generation.steps for generation in reversed(GENERATIONS)):
            if other := call.hashed.test_of(hash_, tests, steps):
                newest = max(generation.name for generation in GENERATIONS if generation.steps == steps)
                return HashMatch(call, newest, other)
    return None
