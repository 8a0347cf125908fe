"""The page of help on queries: how they are written, every field and its values, made from the table of fields."""

from __future__ import annotations

from recview.patterns import DIFFERENCES
from recview.query.fields import FIELDS
from recview.tui.help_lines import Part

QUERY_KEYS = 15
"""Cells of the column of what is typed."""

FIELDS_TITLE = "Fields"
"""The part that stands first in the right column."""

_WRITING = (
    ("two words", "both must occur: in the test id, the path, the model or a tool's name"),
    ("a OR b", "either of them; NOT a, or -a, leaves out what has it"),
    ("(a OR b) c", "parentheses group"),
    ('"two words"', "a phrase, as one word"),
    ("/c.lls?/", "a regular expression, if no path is called so"),
    ("Word", "with a capital letter, case counts"),
    ("field:value", "what a field is to be; every other colon belongs to its word"),
    ("field:a,b", "either of two values"),
    ("field:=value", "the whole value, where a part would be enough"),
    (">9  >=9  <9", "a number's bounds, as in tokens:>=1k; 1k..5k is a range"),
)

_TYPING = (
    ("enter", "keep the filter; where it leaves nothing, take what was meant"),
    ("tab", "complete the field or value, or take what was meant"),
    ("↑  ↓", "earlier queries, later ones"),
    ("^t", "look for the words in texts: answers, reasoning, tool calls, requests"),
    ("esc", "end the filter"),
    ("F", "in the tests: counts by field; enter writes a value into the query"),
)


def query_parts() -> list[Part]:
    """All parts of the page."""
    fields = [(row.name, f"{row.what}: {row.example}") for row in FIELDS.values()]
    values = [
        Part(f"Values of {row.name}:", tuple(row.values.items()), QUERY_KEYS) for row in FIELDS.values() if row.values
    ]
    return [
        Part("Queries", _WRITING, QUERY_KEYS),
        Part("While a query is typed", _TYPING, QUERY_KEYS),
        Part("Regular expressions", [("", line) for line in DIFFERENCES], QUERY_KEYS),
        *values[1:],
        Part(FIELDS_TITLE, fields, QUERY_KEYS),
        *values[:1],
    ]
