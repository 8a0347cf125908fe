"""Case folding for searches, of the text that is searched and of the words to find in it.

Every character stays where it was, in characters and in bytes of UTF-8: an offset in folded text is one in the text.
"""

from __future__ import annotations

import re


def fold(text: str) -> str:
    """A text with its letters folded to one case.

    Letters are folded one by one, by Unicode's case folding or else as their small letter; one whose folded form has
    another length in characters or bytes stays as it is. So İ, ẞ and the signs for kelvin and ångström match only as
    they are spelled, and ß never equals ss. Accents count, and composed characters are not the same as combined ones.
    """
    return text.lower() if text.isascii() else text.translate(_FOLDED_LETTERS)


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


class _FoldedLetters(dict[int, str]):
    """What each character is folded to, by its code point; made at first use of each."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _folded_letter(chr(point))
        return folded


_FOLDED_LETTERS = _FoldedLetters()


def _folded_letter(letter: str) -> str:
    for folded in (letter.casefold(), letter.lower()):
        if len(folded) == 1 and _width(folded) == _width(letter):
            return folded
    return letter


def _width(letter: str) -> int:
    """Bytes of UTF-8."""
    return len(letter.encode("utf-8", "surrogatepass"))
