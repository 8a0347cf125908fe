"""S104: a cookie with a live value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.checks.rule import Rule
from recview.checks.secrets.placeholders import is_live
from recview.checks.secrets.secret import Secret

RULE = Rule(
    "S104",
    "session-cookie",
    "error",
    "A cookie whose value is not a placeholder.",
    "A cookie may open a session without any key: real ones were committed in public cassettes.",
    "Let the recorder filter `cookie` and `set-cookie`, and record anew.",
)

_HEADER = re.compile(
    r"(?<![A-Za-z])(?:set-)?cookie2?[\"']?[ \t]{0,4}[:=][ \t]{0,4}\[?[\"']?([^\r\n\"']{8,4096})", re.IGNORECASE
)
_PAIR = re.compile(r"([^=;\s]{1,128})=\"?([^;\s\"]{8,4096})")
_KNOWN = re.compile(r"(?<![\w-])(__cf_bm|_cfuvid|cf_clearance)=([^;\s\"'\\()]{32,4096}(?:(?<![.,])|(?=;|\Z)))")
"""Cloudflare's, which nothing else is called like: also where no name of a header stands before them."""
_ATTRIBUTES = frozenset({"path", "domain", "expires", "max-age", "samesite", "priority", "version", "comment"})


def secrets_in(text: str) -> Iterator[Secret]:
    """The cookies in a text, behind the name of their header; a few without it."""
    if "_cf" in text or "cf_" in text:
        for match in _KNOWN.finditer(text):
            if is_live(match[2]):
                yield Secret(RULE, match[2], *match.span(2), f"the cookie {match[1]}")
    if "ookie" in text or "OOKIE" in text:
        for header in _HEADER.finditer(text):
            for secret in secrets_of_header(header[1]):
                yield secret._replace(start=header.start(1) + secret.start, end=header.start(1) + secret.end)


def secrets_of_header(value: str) -> Iterator[Secret]:
    """The cookies in the value of a header `cookie` or `set-cookie`."""
    for match in _PAIR.finditer(value):
        if match[1].lower() not in _ATTRIBUTES and is_live(match[2]):
            yield Secret(RULE, match[2], *match.span(2), f"the cookie {match[1]}")
