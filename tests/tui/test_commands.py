"""One table of keys: bindings, help, palette and READMEs say the same."""

from __future__ import annotations

import inspect
from collections import Counter

import pytest
from textual.dom import DOMNode

from recview.tui.chat_view import ChatView
from recview.tui.chunk_list import ChunkList
from recview.tui.commands import COMMANDS, GROUPS, SCREENS, Command, Where, command_of, commands, keys_by_group
from recview.tui.findings_view import FindingsView
from recview.tui.json_view import JsonView
from recview.tui.main_screen import MainScreen
from recview.tui.raw_view import RawView
from recview.tui.review.change_list import ChangeList
from recview.tui.review.review_screen import ReviewScreen
from recview.tui.textual_bindings import bindings
from recview.tui.tree_view import TreeView

VIEWS: dict[str, type[DOMNode]] = {
    "app": MainScreen,
    "tree": TreeView,
    "chat": ChatView,
    "json": JsonView,
    "chunks": ChunkList,
    "raw": RawView,
    "findings": FindingsView,
    "review": ReviewScreen,
    "changes": ChangeList,
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command.where} {command.keys}")
def test_every_command_can_be_called(command: Command) -> None:
    """Its function takes the main screen and its arguments, and its id leads to the same function."""
    inspect.signature(command.run).bind(None, *command.arguments)
    shared = command_of(command.id)
    assert (shared.run, shared.arguments) == (command.run, command.arguments)


@pytest.mark.parametrize("where", GROUPS)
def test_every_view_has_its_bindings(where: str) -> None:
    own = VIEWS[where].BINDINGS
    assert [binding for binding in bindings(where) if binding not in own] == []  # type: ignore[arg-type]


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_means_two_things(screen: Where) -> None:
    for where in SCREENS[screen]:
        keys = Counter(key for command in (*commands(screen), *commands(where)) for key in command.keys.split(","))
        del keys[""]
        assert [key for key, count in keys.items() if count > 1] == []


def test_help_fits_into_a_small_terminal() -> None:
    """80 columns, of which the margins, the border, the keys and the bar take 23."""
    assert [does for rows in keys_by_group().values() for _, does in rows if len(does) > 57] == []
