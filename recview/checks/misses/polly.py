"""What Polly.js says: the whole request as JSON, with its headers and its body."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from recview.checks.misses.log import Log, spread
from recview.checks.misses.miss import Miss
from recview.coerce import as_dict, as_str
from recview.model import Json

_MISS = re.compile(
    rf"\[Polly\]\s*\[adapter:[^\]]*\]\s*{spread('Recording for the following request')}\s*"
    rf"(?:(?P<expired>{spread('has expired')})|{spread('is not found and')})"
)


def misses(log: Log) -> Iterator[Miss]:
    """The requests that Polly did not find."""
    for match in _MISS.finditer(log.text):
        value = _object_after(log.text, match.end())
        body = value.get("body")
        yield Miss(
            "polly",
            "expired" if match["expired"] else "not_recorded",
            match.start(),
            method=as_str(value.get("method")).upper(),
            url=as_str(value.get("url")),
            hash=as_str(value.get("id")),
            request={"headers": value["headers"], "body": _parsed(body)} if "headers" in value else {},
            is_cut=not value,
            cassette=as_str(value.get("recordingName")),
        )


def _object_after(text: str, start: int) -> dict[str, Json]:
    """The first JSON object behind a position; empty where it is cut, or there is none."""
    opening = text.find("{", start, start + 400)
    if opening < 0:
        return {}
    try:
        # No string of JSON has a line end: what stands in one is a narrow terminal's.
        value, _ = json.JSONDecoder(strict=False).raw_decode(text[opening:].replace("\n", ""))
    except (ValueError, RecursionError):
        return {}
    return dict(as_dict(value))


def _parsed(body: Json) -> Json:
    """A body that was sent as JSON's text, as JSON."""
    try:
        return json.loads(body) if isinstance(body, str) else body
    except (ValueError, RecursionError):
        return body
