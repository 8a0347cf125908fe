"""Text for a terminal whose locale has ASCII only: recview's signs become similar ones, all else becomes a `?`."""

from __future__ import annotations

import re
from codecs import lookup

_LIKENESSES = (
    ("▲↑", "^"),
    ("▼▾↓", "v"),
    ("▸▶→", ">"),
    ("◂◀←", "<"),
    ("⏸┃│▎▏║", "|"),
    ("─━═‐–—−", "-"),
    ("╭╮╰╯┌┐└┘├┤┬┴┼╺╸", "+"),
    ("■█", "#"),
    ("✗×", "x"),
    ("●", "o"),
    ("◆", "X"),
    ("◇", "!"),
    ("•", "*"),
    ("·⸱", "."),
    ("…", "~"),
    ("≈", ":"),
    ("≠", "*"),
    ("▌", "_"),
    ("▣", "@"),
    ("⇧", "S"),
    ("“”", '"'),
    ("‘’", "'"),
    # The bars of the timeline, low to high, and of a scrollbar's ends.
    ("▁", "_"),
    ("▂", "."),
    ("▃", "-"),
    ("▄", "="),
    ("▅", "+"),
    ("▆", "*"),
    ("▇", "%"),
    ("\xa0", " "),
)
_SIGNS = {ord(sign): likeness for signs, likeness in _LIKENESSES for sign in signs}
_PRINTED = re.compile(r"[^\x00-\x1f\x7f]+")
_PACES = (("¼×", "/4"), ("½×", "/2"))


def is_unicode(*encodings: str | None) -> bool:
    """Whether all of some encodings (a locale's, a stream's) are UTF-8."""
    return all(encoding is not None and _name(encoding) == "utf-8" for encoding in encodings)


def _name(encoding: str) -> str:
    try:
        return lookup(encoding).name
    except LookupError:
        return encoding


def ascii_text(text: str) -> str:
    """A text in ASCII that takes the same cells: a `?` for each cell of a character without a similar sign."""
    if text.isascii():
        return text
    for pace, likeness in _PACES:
        text = text.replace(pace, likeness)
    return _PRINTED.sub(lambda match: _of_same_cells(match[0]), text.translate(_SIGNS))


def _of_same_cells(text: str) -> str:
    if text.isascii():
        return text
    from recview.display.clusters import clusters  # on use: few terminals need it

    pieces = ((text[start:end], cells) for start, end, cells, _ in clusters(text))
    return "".join(piece if piece.isascii() else "?" * cells for piece, cells in pieces)
