"""What does not count: the test's id, counts of tokens, and what moves at every recording."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.review.flat import equal, pairs
from recview.review.meaning import Meaning
from recview.verdicts.comparison import MISSING, Difference

_TIME = r"(?:^|_)(?:time|duration|latency)(?:_m?s)?$"
"""Names of figures that some servers put beside the counts of tokens."""


def differences(before: Meaning, after: Meaning) -> Iterator[Difference]:
    """What differs besides, counts of tokens first."""
    for path, old, new in pairs(before.usage, after.usage):
        kind = "timestamps" if re.search(_TIME, path.rpartition(".")[2]) else "usage"
        yield Difference(kind, path, old, new)
    if before.test_id != after.test_id:
        yield Difference("test_id", "test_id", before.test_id or MISSING, after.test_id or MISSING)
    for (kind, path), value in after.noise.items():
        old = before.noise.get((kind, path), MISSING)
        if old is MISSING or not equal(old, value):
            yield Difference(kind, path, _only(old), _only(value))
    for (kind, path), value in before.noise.items():
        if (kind, path) not in after.noise:
            yield Difference(kind, path, _only(value), MISSING)


def _only(value: object) -> object:
    """The one value that a field had in a stream; else all of them."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value
