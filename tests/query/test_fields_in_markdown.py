"""The README's table of fields is made from the one table of fields."""

from __future__ import annotations

from pathlib import Path

from recview.query.fields import FIELDS
from recview.query.fields_in_markdown import fields_table, with_fields_table

README = Path(__file__).parents[2] / "recview" / "cli" / "README.md"


def test_the_readme_holds_the_table() -> None:
    text = README.read_text(encoding="utf-8")
    assert with_fields_table(text) == text
    assert fields_table() in text


def test_every_field_has_a_row_with_its_values() -> None:
    rows = fields_table().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == [f"{name}:" for name in FIELDS]
    assert all(f"`{value}`" in row for row, field in zip(rows, FIELDS.values(), strict=True) for value in field.values)


def test_a_text_without_marks_stays() -> None:
    assert with_fields_table("# A text\n") == "# A text\n"
    assert with_fields_table("a\n<!-- fields: x -->\nold\n<!-- /fields -->\nb").endswith("\n\n<!-- /fields -->\nb")


if __name__ == "__main__":
    README.write_text(with_fields_table(README.read_text(encoding="utf-8")), encoding="utf-8")
