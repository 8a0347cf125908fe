"""One table of keys: bindings, help, palette and README say the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from recview.tui.app import RecviewApp
from recview.tui.chat_view import ChatView
from recview.tui.chunk_list import ChunkList
from recview.tui.commands import COMMANDS, GROUPS, Command, commands, in_readme, table
from recview.tui.json_view import JsonView
from recview.tui.raw_view import RawView
from recview.tui.tree_view import TreeView

VIEWS = {
    "app": RecviewApp,
    "tree": TreeView,
    "chat": ChatView,
    "json": JsonView,
    "chunks": ChunkList,
    "raw": RawView,
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command.where} {command.keys}")
def test_every_command_has_an_action(command: Command) -> None:
    name = command.action.partition("(")[0]
    owner = RecviewApp if name.startswith("app.") else VIEWS[command.where]
    assert hasattr(owner, f"action_{name.removeprefix('app.')}")


@pytest.mark.parametrize("where", GROUPS)
def test_no_key_means_two_things(where: str) -> None:
    keys = Counter(key for command in commands(where) for key in command.keys.split(","))  # type: ignore[arg-type]
    everywhere = {key for command in commands("app") for key in command.keys.split(",")}
    assert [key for key, count in keys.items() if count > 1] == []
    assert where == "app" or not everywhere & keys.keys()


def test_help_fits_into_a_small_terminal() -> None:
    """80 columns, of which the margins, the border, the keys and the bar take 23."""
    assert [does for rows in table().values() for _, does in rows if len(does) > 57] == []


def test_readme_holds_the_table() -> None:
    text = (Path(__file__).parent.parent.parent / "README.md").read_text()
    assert in_readme(text) == text
    assert set(table()) == set(GROUPS.values())
