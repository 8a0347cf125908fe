"""What go-vcr says: nothing of its own but that it found none; Go's client puts the method and the URL before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.checks.misses.log import Log, spread
from recview.checks.misses.miss import Miss

_MISS = re.compile(
    rf"(?:(?P<method>[A-Z][a-z]+)\s+\"(?P<url>[^\"]{{1,4000}})\":\s*)?"
    rf"(?:(?P<none>{spread('requested interaction not found')})|{spread('requested cassette not found')})"
)


def misses(log: Log) -> Iterator[Miss]:
    """The requests that go-vcr did not find."""
    for match in _MISS.finditer(log.text):
        yield Miss(
            "go-vcr",
            "not_recorded" if match["none"] else "no_cassette",
            match.start(),
            method=(match["method"] or "").upper(),
            url="".join((match["url"] or "").split()),
        )
