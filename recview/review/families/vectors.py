"""Embeddings as vectors: lists of numbers, or the bytes of 32-bit floats in base64."""

from __future__ import annotations

import math
from array import array
from base64 import b64decode
from binascii import Error
from collections.abc import Sequence
from operator import mul

from recview.model import Json
from recview.verdicts.comparison import Missing

_FLOAT_BYTES = 4


def vector(value: Json | Missing) -> Sequence[float]:
    """The numbers of a vector; none if a value is no vector."""
    if isinstance(value, str):
        return _unpacked(value)
    if not isinstance(value, list) or not all(isinstance(number, int | float) for number in value):
        return ()
    return value


def _unpacked(text: str) -> Sequence[float]:
    try:
        data = b64decode(text, validate=True)
    except (Error, ValueError):
        return ()
    if len(data) < _FLOAT_BYTES or len(data) % _FLOAT_BYTES:
        return ()
    numbers = array("f", data)
    if array("H", b"\1\0")[0] != 1:
        numbers.byteswap()
    return numbers if all(map(math.isfinite, numbers)) else ()


def cosine(one: Sequence[float], other: Sequence[float]) -> float | None:
    """The cosine of the angle between two vectors; None if they have none: one is zero, or has more numbers."""
    if len(one) != len(other):
        return None
    try:
        lengths = math.hypot(*one) * math.hypot(*other)
        product = sum(map(mul, one, other))
    except (OverflowError, ValueError):
        return None
    return product / lengths if lengths and math.isfinite(lengths) and math.isfinite(product) else None
