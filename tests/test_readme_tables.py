"""The READMEs' tables are made of what the program itself reads."""

from __future__ import annotations

import pytest

from recview.config.settings import SETTINGS
from recview.query.fields import FIELDS
from recview.tui.commands import GROUPS
from recview.tui.commands.lookup import keys_by_group
from tests.readme_tables import TABLES, between_marks, fields_table, key_tables, settings_table


@pytest.mark.parametrize("name", TABLES)
def test_the_readme_holds_the_table(name: str) -> None:
    path, table = TABLES[name]
    text = path.read_text(encoding="utf-8")
    assert between_marks(text, name, table()) == text
    assert table() in text


def test_every_setting_has_a_row() -> None:
    rows = settings_table().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == [setting.name for setting in SETTINGS]
    assert rows[2].startswith(
        "| `speed` | the pace of the replay, 0.25 to 64 | `1` | `RECVIEW_SPEED` | `--speed` | yes |"
    )


def test_every_field_has_a_row_with_its_values() -> None:
    rows = fields_table().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == [f"{name}:" for name in FIELDS]
    assert all(f"`{value}`" in row for row, field in zip(rows, FIELDS.values(), strict=True) for value in field.values)


def test_every_group_of_keys_has_a_table() -> None:
    assert set(keys_by_group()) == set(GROUPS.values())
    assert "| `space` | Play or pause; at the end, play again |" in key_tables()


def test_what_is_between_the_marks_is_replaced() -> None:
    assert between_marks("# A text\n", "a", "new") == "# A text\n"
    assert between_marks("a\n<!-- x: y -->\nold\n<!-- /x -->\nb", "x", "new") == (
        "a\n<!-- x: y -->\n\nnew\n\n<!-- /x -->\nb"
    )
