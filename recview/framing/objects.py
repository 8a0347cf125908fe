"""Several JSON values in one text: one a line (NDJSON), one after the other, or an array that is cut."""

from __future__ import annotations

import json
import re

import orjson

from recview.model import Json

_BETWEEN = re.compile(r"[\s,\[\x1e]*")
"""What may stand before a value: blanks, what an array begins with and has between its members, a record separator."""

_END = re.compile(r"[\s\]]*\Z")


def objects(text: str) -> list[Json]:
    """The values, and as a string what is left where they end early; none if not even the first can be read."""
    try:
        return [orjson.loads(line) for line in text.split("\n") if line and not line.isspace()]
    except orjson.JSONDecodeError:
        return _peeled(text)


def _peeled(text: str) -> list[Json]:
    """The values that a text begins with, whatever stands between them."""
    found: list[Json] = []
    decode = json.JSONDecoder().raw_decode
    at = 0
    while not _END.match(text, at):
        start = _BETWEEN.match(text, at)
        at = start.end() if start else at
        try:
            value, at = decode(text, at)
        except (ValueError, RecursionError):
            return [*found, text[at:]] if found else []
        found.append(value)
    return found
