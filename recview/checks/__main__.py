"""`python -m recview.checks` writes the table of rules into the README of this folder anew."""

from __future__ import annotations

from pathlib import Path

from recview.checks.rules_in_markdown import with_rules_table

README = Path(__file__).with_name("README.md")

if __name__ == "__main__":
    README.write_text(with_rules_table(README.read_text(encoding="utf-8")), encoding="utf-8")
