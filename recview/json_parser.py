"""The JSON parser that costs least: orjson, but for the first few small texts of a process the standard library's.

To import orjson costs as much as the other takes for a megabyte, and a process that shows one recording parses less.
"""

from __future__ import annotations

import sys

from recview.model import Json

_SMALL = 1_000_000
"""Bytes or characters that the standard library parses in the place of orjson, of a process in all."""

_parsed = 0


def loads(text: bytes | str) -> Json:
    """Parse JSON as orjson does, whichever parser does it.

    Raises:
        ValueError: If it is not JSON, or not JSON that orjson reads: a number over 64 bits may be a float.
    """
    global _parsed
    if "orjson" not in sys.modules and (_parsed := _parsed + len(text)) <= _SMALL:
        try:
            return _loads_slowly(text)
        except (ValueError, RecursionError):
            pass  # orjson has its own limits
    import orjson

    return orjson.loads(text)


def _loads_slowly(text: bytes | str) -> Json:
    import json

    return json.loads(text if isinstance(text, str) else text.decode(), parse_int=_integer, parse_constant=_refused)


def _integer(digits: str) -> int:
    """An integer of 64 bits."""
    if len(digits) > 18:
        raise ValueError(digits)
    return int(digits)


def _refused(constant: str) -> Json:
    """Never a value: NaN and the infinities are no JSON."""
    raise ValueError(constant)
