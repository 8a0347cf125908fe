"""The one gate for recorded text: what reaches a terminal is visible, and never obeyed by it.

`literal` keeps the length, so offsets into the shown text are offsets into the recorded one: a selection on the
screen copies the original.
"""

from __future__ import annotations

_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x2070), 0x200E, 0x200F, 0x061C, 0x180E)


def _table() -> dict[int, str]:
    table = {code: chr(0x2400 + code) for code in range(0x20)}
    table[0x09] = " "
    table[0x7F] = "␡"
    table |= dict.fromkeys(range(0x80, 0xA0), "�")
    table |= dict.fromkeys(_BIDI, "⸱")
    table |= {0x2028: "␤", 0x2029: "␤", 0xFEFF: "⸱", 0x200B: "⸱", 0x2060: "⸱", 0x00AD: "‐"}
    table |= dict.fromkeys(range(0xD800, 0xE000), "�")
    table |= dict.fromkeys(range(0xFFF9, 0xFFFC), "⸱")
    table |= dict.fromkeys(range(0xE0000, 0xE0080), "⸱")
    return table


_LINE = _table()
_TEXT = {code: symbol for code, symbol in _LINE.items() if code != 0x0A}


def literal(recorded: str) -> str:
    """One line: control, bidi and invisible characters and line ends become symbols of the same length."""
    return recorded if recorded.isascii() and recorded.isprintable() else recorded.translate(_LINE)


def literal_text(recorded: str) -> str:
    """The same for text of several lines: line feeds stay."""
    return recorded if recorded.isascii() and recorded.isprintable() else recorded.translate(_TEXT)
