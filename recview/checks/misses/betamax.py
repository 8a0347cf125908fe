"""What betamax says: the URL, the cassette's name, its mode and what it matches on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.checks.misses.log import Log, spread
from recview.checks.misses.miss import Miss

_MISS = re.compile(
    rf"A\s+request\s+was\s+made\s+to\s+(?P<url>\S+(?:\n\S+)*?)\s+{spread('that could not be found in')}"
    rf"\s+(?P<cassette>[^\n]*?)\.(?=\n|\Z)"
)
_MODE = re.compile(r"- record_mode: (\w+)")
_MATCHED = re.compile(r"- match_options ([^\n]*?)\.?(?=\n|\Z)")
_BLOCK = 1_000


def misses(log: Log) -> Iterator[Miss]:
    """The requests that betamax did not find."""
    for match in _MISS.finditer(log.text):
        block = log.text[match.end() : match.end() + _BLOCK]
        mode, matched = _MODE.search(block), _MATCHED.search(block)
        yield Miss(
            "betamax",
            "not_recorded",
            match.start(),
            url="".join(match["url"].split()),
            cassette=match["cassette"],
            mode=mode[1] if mode else "",
            details=(f"matched on {matched[1]}",) if matched else (),
        )
