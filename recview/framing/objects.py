"""Several JSON values in one text: one a line (NDJSON), one after the other, or an array that is cut."""

from __future__ import annotations

import json
import re

from recview.model import Json, Readability
from recview.wire import integer, parse_text

_BETWEEN = re.compile(r"(?:[\s,\]\x1e]+|\\[nr]|data:|\[(?:DONE\])?)*")
"""What may stand before a value: blanks, what is around and between the members of an array, a record separator, line
ends that a server escaped, a prefix of server-sent events."""

_VALUE = re.compile(r'[{"\d-]|true|false|null|NaN|Infinity')
_BLANKS = re.compile(r"[^\S\n]*")

_TRIES = 8
"""How often all of a text may be gone through for values that turn out to be none; what is left is read by lines."""


def objects(text: str) -> list[Json]:
    """The values of a text, with what is between them as strings: words, or a cut end. None without an object."""
    import orjson  # on use: a recording of plain JSON has no such text

    try:
        values = [orjson.loads(line) for line in text.split("\n") if line and not line.isspace()]
    except orjson.JSONDecodeError:
        values = _peeled(text)
    else:
        if any(isinstance(value, list) for value in values):
            # An array after the other, as when an answer of Gemini is kept twice.
            values = _peeled(text)
    return values if any(isinstance(value, dict) for value in values) else []


def _peeled(text: str) -> list[Json]:
    """The values in a text, whatever stands between them."""
    values: list[Json] = []
    decode = json.JSONDecoder(parse_int=integer).raw_decode
    at, left = _start(text, 0), _TRIES * len(text)
    while at < len(text):
        try:
            if left < 0 or not _VALUE.match(text, at):
                raise ValueError
            value, at = decode(text, at)
        except (ValueError, RecursionError) as error:
            left -= _cost(error, at, len(text))
            end = _next_line(text, at)
            value, at = text[at:end].rstrip() if end < len(text) else text[at:], end
            if left < 0 and not isinstance(line := parse_text(value), Readability):
                value = line
        values.append(value)
        at = _start(text, at)
    return values


def _cost(error: Exception, at: int, length: int) -> int:
    """Characters gone through for nothing; an error of the parser counts the lines before it, which is quick."""
    if isinstance(error, json.JSONDecodeError):
        return error.pos - at + error.pos // 16
    return length if isinstance(error, RecursionError) else 0


def _start(text: str, at: int) -> int:
    """Where the next value begins."""
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _next_line(text: str, at: int) -> int:
    """Where the next object begins a line, as far from the margin as what cannot be read; else where the text ends."""
    margin = _BLANKS.match(text, text.rfind("\n", 0, at) + 1)
    line = re.compile(rf"\n{margin[0] if margin else ''}[,\[\]\x1e]*(?=\{{)").search(text, at)
    return line.end() if line else len(text)
