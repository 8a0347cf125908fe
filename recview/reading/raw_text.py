"""A file's own bytes as lines of text, a window at a time."""

from __future__ import annotations

from dataclasses import dataclass

from recview.display.mask import masked_text

RAW_WINDOW = 262_144
"""Bytes of a file that the raw panel holds at a time."""

ROW = 2_000
"""Characters of a row: a longer line is several."""


@dataclass(frozen=True, slots=True)
class RawText:
    r"""A window on a file's bytes, as text: what is not UTF-8 is spelled `\xff`; long lines are cut in rows.

    Attributes:
        offset: Where in the file it begins.
        size: The whole file's size in bytes.
        covered: The same lines with credentials covered.
        packed: Whether the file is packed, and these are bytes of what is in it.
    """

    offset: int
    size: int
    end: int
    lines: tuple[str, ...]
    covered: tuple[str, ...]
    packed: bool = False


def raw_text(data: bytes, offset: int, size: int, *, packed: bool = False) -> RawText:
    """The window that begins at `offset`.

    Args:
        data: Bytes from `offset` on; only the first `RAW_WINDOW` of them are used.
        offset: Where `data` begins in the file.
        size: The file's size, or -1 if `data` is all of it.
        packed: Whether the file was unpacked.
    """
    window = data[:RAW_WINDOW]
    shown = window.decode("utf-8", "backslashreplace")
    covered = masked_text(shown)
    whole = len(data) if size < 0 else size
    return RawText(offset, whole, offset + len(window), _lines(shown), _lines(covered), packed)


def _lines(shown: str) -> tuple[str, ...]:
    lines: list[str] = []
    for line in shown.split("\n"):
        lines.extend(line[at : at + ROW] for at in range(0, max(len(line), 1), ROW))
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    return tuple(lines)
