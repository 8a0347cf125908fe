"""What Ruby's VCR says: the request's method and URI, its cassettes and what it matches on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.checks.misses.log import Log, line_after, spread, url_at
from recview.checks.misses.miss import Miss

_FIRST = re.compile(spread("An HTTP request has been made that VCR does not know how to handle:"))
_UNUSED = re.compile(spread("There are unused HTTP interactions left in the cassette:"))
_ASKED = re.compile(r"\s*(?P<method>[A-Z]+)\s+(?=\w+://)")
_CASSETTE = re.compile(rf"VCR (?:is|are) {spread('currently using the following cassette')}s?:\s*- ")
_NONE = re.compile(spread("There is currently no cassette in use"))
_MODE = re.compile(r":record\s*=>\s*:(\w+)|\brecord:\s*:(\w+)")
_MATCHED = re.compile(r":match_requests_on\s*=>\s*(\[[^\]]*\])")
_BODY = re.compile(r"\nBody: ")
_BLOCK = 8_000


def misses(log: Log) -> Iterator[Miss]:
    """The requests that VCR did not find, and the cassettes whose interactions were left over."""
    for match in _FIRST.finditer(log.text):
        yield _miss(log.text, match)
    for match in _UNUSED.finditer(log.text):
        asked = re.compile(r"\s*- \[(?P<method>\w+) (?P<url>[^\]\s]+)\]").match(log.text, match.end())
        yield Miss(
            "vcr-ruby",
            "unused",
            match.start(),
            method=asked["method"].upper() if asked else "",
            url=asked["url"] if asked else "",
        )


def _miss(text: str, match: re.Match[str]) -> Miss:
    block = text[match.end() : match.end() + _BLOCK]
    asked = _ASKED.match(block)
    cassette, mode, matched, body = (each.search(block) for each in (_CASSETTE, _MODE, _MATCHED, _BODY))
    return Miss(
        "vcr-ruby",
        "no_cassette" if _NONE.search(block) else "not_recorded",
        match.start(),
        method=asked["method"] if asked else "",
        url=url_at(block, asked.end()) if asked else "",
        cassette=line_after(block, cassette.end()).strip() if cassette else "",
        mode=(mode[1] or mode[2]) if mode else "",
        request={"body": line_after(block, body.end())} if body else {},
        details=(f"matched on {matched[1]}",) if matched else (),
    )
