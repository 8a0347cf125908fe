"""One row of a JSON document as a line in its colours."""

from __future__ import annotations

from recview.display.json_lines import indent_of, json_tokens
from recview.display.json_rows import JsonRows
from recview.display.lines import Line, Span

_STYLES = {
    "key": "key",
    "string": "string",
    "number": "number",
    "word": "number",
    "null": "faint",
    "punctuation": "dim",
}

_LONG = 4_000
"""Characters of a line that is not coloured, but for its key: it is one long string."""


def json_row(rows: JsonRows, row: int) -> Line:
    """The line of a row, each of its parts in the style of its kind; a folded line with a preview of what it hides."""
    document = rows.document
    number, start, end = rows.at(row)
    text = document.lines[number]
    if document.is_words(number):
        return Line(text[start:end], "dim" if number else "title")
    is_folded = number in rows.folded
    prefix = ""
    if is_folded:
        text = text[: indent_of(text)] + document.preview(number, rows.room + 8)
        end = len(text)
    elif start:
        prefix = " " * rows.hanging(number)
    shown = prefix + text[start:end]
    if is_folded or len(text) > _LONG:
        style, spans = "dim" if is_folded else "text", _key_span(shown)
    else:
        style, spans = "text", _spans(text, start, end, len(prefix))
    if not start and number in document.closes:
        shown = _with_triangle(shown, is_folded=is_folded)
    return Line(shown, style, spans)


def _with_triangle(shown: str, *, is_folded: bool) -> str:
    """A line that folds, with a triangle in the blanks before it if there are any."""
    indent = indent_of(shown)
    return shown if indent < 2 else f"{shown[: indent - 2]}{'▸' if is_folded else '▾'} {shown[indent:]}"


def _key_span(shown: str) -> list[Span]:
    """The span of the key that a line begins with, if it does."""
    for start, end, kind in json_tokens(shown[:200]):
        return [(start, end, "key")] if kind == "key" else []
    return []


def _spans(text: str, start: int, end: int, offset: int) -> list[Span]:
    """The spans of characters [start, end) of a line, which are drawn from character `offset` of the row on."""
    shift = offset - start
    return [
        (max(first, start) + shift, min(last, end) + shift, _STYLES[kind])
        for first, last, kind in json_tokens(text)
        if kind in _STYLES and last > start and first < end
    ]
