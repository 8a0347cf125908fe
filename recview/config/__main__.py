"""`python -m recview.config` writes the table of settings into the command line's README anew."""

from __future__ import annotations

from pathlib import Path

from recview.config.settings_in_markdown import with_settings_table

README = Path(__file__).parents[1] / "cli" / "README.md"

if __name__ == "__main__":
    README.write_text(with_settings_table(README.read_text(encoding="utf-8")), encoding="utf-8")
