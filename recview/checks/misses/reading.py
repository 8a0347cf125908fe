"""All misses in a log, whichever recorder they are from: each once, in the order of the log."""

from __future__ import annotations

from recview.checks.misses import betamax, go_vcr, ogx, polly, ruby_vcr, vcrpy
from recview.checks.misses.log import Log
from recview.checks.misses.miss import Miss

_RECORDERS = (ogx, vcrpy, ruby_vcr, go_vcr, betamax, polly)


def misses_in(pasted: str) -> list[Miss]:
    """The misses in a log; none if no recorder says in it that it did not find a request."""
    log = Log(pasted)
    every = sorted((miss for recorder in _RECORDERS for miss in recorder.misses(log)), key=lambda miss: miss.start)
    distinct: list[Miss] = []
    for miss in every:
        miss = miss._replace(test=log.test_at(miss.start))
        index = next((index for index, other in enumerate(distinct) if _is_same(other, miss)), None)
        if index is None:
            distinct.append(miss)
        elif _fullness(miss) > _fullness(distinct[index]):
            distinct[index] = miss._replace(start=distinct[index].start)
    return distinct


def _is_same(one: Miss, other: Miss) -> bool:
    """Whether two texts are about one miss: a failure and its line in pytest's summary, or a chain of exceptions."""
    if (one.recorder, one.problem) != (other.recorder, other.problem) or not _may_be_one(one.test, other.test):
        return False
    if one.hash and other.hash:
        return one.hash.startswith(other.hash) or other.hash.startswith(one.hash)
    return _may_be_one(one.url, other.url) and _may_be_one(one.cassette, other.cassette)


def _may_be_one(one: str, other: str) -> bool:
    return one == other or not (one and other) or one.endswith(f"::{other}") or other.endswith(f"::{one}")


def _fullness(miss: Miss) -> tuple[int, int, int, int]:
    """How much a text tells."""
    return len(miss.hash), len(miss.request), len(miss.url), len(miss.test)
