"""`python -m recview.tui.commands` writes the tables of keys into the READMEs anew."""

from __future__ import annotations

from pathlib import Path

from recview.tui.commands.keys_in_markdown import with_key_table

_TUI = Path(__file__).parent.parent
READMES = (_TUI / "README.md",)

if __name__ == "__main__":
    for readme in READMES:
        readme.write_text(with_key_table(readme.read_text(encoding="utf-8")), encoding="utf-8")
