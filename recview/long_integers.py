"""Whether JSON holds an integer over 64 bits: a fast check, as it is made of everything that is parsed exactly."""

from __future__ import annotations

import re

# An integer that no 64 bits hold: 2⁶⁴ - 1 has 20 digits, -2⁶³ has 19.
_LONG_INTEGER = re.compile(rb"[:\[,\s](?:-\d{19,}|\d{20,})\s*[,\]}\n]")

# A search for plain bytes is many times as fast as one by an expression. Every byte becomes a digit, what may stand
# before an integer, or anything else: what the expression finds holds `_MANY_DIGITS` then, and hardly a file does.
_DIGIT, _BEFORE, _OTHER = b"0:x"
_KINDS = bytes(
    _DIGIT if byte in b"0123456789" else _BEFORE if byte in b":[,- \t\n\r\f\v" else _OTHER for byte in range(256)
)
_MANY_DIGITS = bytes((_BEFORE, *[_DIGIT] * 19))
_WINDOW = 262_144
"""Bytes that are looked through at a time: as many as stay in the processor's cache."""


def holds_long_integer(data: bytes) -> bool:
    """Whether JSON may hold an integer over 64 bits, which orjson reads as a float."""
    for start in range(0, len(data), _WINDOW):
        index = data[start : start + _WINDOW + len(_MANY_DIGITS) - 1].translate(_KINDS).find(_MANY_DIGITS)
        if index >= 0:
            return _LONG_INTEGER.search(data, max(0, start + index - 1)) is not None
    return False
