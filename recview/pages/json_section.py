"""JSON on a page: with line breaks, or just its length where it is too long."""

from __future__ import annotations

from recview.display.section import Section
from recview.json_text import pretty
from recview.model import Readability
from recview.wire import parse_text


def laid_out(text: str) -> str:
    """JSON objects and arrays with line breaks; anything else as it is."""
    if not text.lstrip().startswith(("{", "[")) or len(text) > 200_000:
        return text
    value = parse_text(text)
    return text if isinstance(value, Readability) else pretty(value)


def json_section(title: str, body: str, panel: str, whole: float) -> Section:
    """A section of JSON; of more than `whole` characters just their number, and the panel that shows them."""
    if len(body) > whole:
        return Section("note", title, f"{len(body):,} characters of JSON: see {panel}")
    return Section("json", title, body)
