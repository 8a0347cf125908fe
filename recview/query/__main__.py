"""`python -m recview.query` writes the table of fields into the command line's README anew."""

from __future__ import annotations

from pathlib import Path

from recview.query.fields_in_markdown import with_fields_table

README = Path(__file__).parents[1] / "cli" / "README.md"

if __name__ == "__main__":
    README.write_text(with_fields_table(README.read_text(encoding="utf-8")), encoding="utf-8")
