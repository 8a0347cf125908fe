"""The README's table of settings is the one that the program reads by."""

from __future__ import annotations

from recview.config.__main__ import README
from recview.config.settings import SETTINGS
from recview.config.settings_in_markdown import settings_table, with_settings_table


def test_the_readme_holds_the_table() -> None:
    text = README.read_text(encoding="utf-8")
    assert with_settings_table(text) == text
    assert settings_table() in text


def test_every_setting_has_a_row() -> None:
    rows = settings_table().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == [setting.name for setting in SETTINGS]
    assert rows[2].startswith(
        "| `speed` | the pace of the replay, 0.25 to 64 | `1` | `RECVIEW_SPEED` | `--speed` | yes |"
    )


def test_a_text_without_marks_stays() -> None:
    assert with_settings_table("text") == "text"
