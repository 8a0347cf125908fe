"""The table of fields, as Markdown."""

from __future__ import annotations

from recview.query.fields import FIELDS, FieldRow


def fields_table() -> str:
    """A Markdown table with a row for each field of the query language."""
    return "\n".join(["| field | what it asks | example |", "|---|---|---|", *map(_row, FIELDS.values())])


def _row(field: FieldRow) -> str:
    values = ", ".join(f"`{value}`" for value in field.values)
    return f"| `{field.name}:` | {field.what}{': ' if values else ''}{values} | `{field.example}` |"


def with_fields_table(text: str) -> str:
    """A README with its table of fields made anew, between its two marks; as it is if it has no marks."""
    before, begin, rest = text.partition("<!-- fields:")
    if not begin:
        return text
    mark, arrow, rest = rest.partition("-->\n")
    _, end, after = rest.partition("<!-- /fields -->")
    return f"{before}{begin}{mark}{arrow}\n{fields_table()}\n\n{end}{after}"
