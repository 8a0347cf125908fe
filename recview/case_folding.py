"""Case folding for searches, of the text that is searched and of the words to find in it.

Every character stays where it was, in characters and in bytes of UTF-8: an offset in folded text is one in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

_LAST_CASED = 0x1FFFF
"""A code point that all letters with case are below."""


def fold(text: str) -> str:
    """A text with its letters folded to one case.

    Letters are folded one by one, by Unicode's case folding or else as their small letter; one whose folded form has
    another length in characters or bytes stays as it is. So İ, ẞ and the signs for kelvin and ångström match only as
    they are spelled, and ß never equals ss. Accents count, and composed characters are not the same as combined ones.
    """
    return text.lower() if text.isascii() else text.translate(_folded_letters())


def folded_utf8(data: bytes) -> bytes:
    """Text in UTF-8 with its letters folded: what `fold` makes of it, as fast where nearly all of it is ASCII."""
    lowered = data.lower()
    return lowered if lowered.isascii() else re.sub(_NOT_ASCII, _folded_run, lowered)


_NOT_ASCII = rb"[\x80-\xff]+"


def _folded_run(run: re.Match[bytes]) -> bytes:
    try:
        return fold(run[0].decode("utf-8", "surrogatepass")).encode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return run[0]


@cache
def _folded_letters() -> Mapping[int, str]:
    """Every character that is folded, with what it is folded to."""
    letters = {point: chr(point) for point in range(_LAST_CASED + 1)}
    return {point: folded for point, letter in letters.items() if (folded := _folded_letter(letter)) != letter}


def _folded_letter(letter: str) -> str:
    for folded in (letter.casefold(), letter.lower()):
        if len(folded) == 1 and _width(folded) == _width(letter):
            return folded
    return letter


def _width(letter: str) -> int:
    """Bytes of UTF-8."""
    return len(letter.encode("utf-8", "surrogatepass"))
