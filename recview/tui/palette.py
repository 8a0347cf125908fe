"""The command palette: commands with their keys, and recordings by test id or path, a line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby, islice
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual.app import App
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from recview.display.mask import covered
from recview.display.sanitize import sanitize
from recview.humanize import plural, shorten_test
from recview.library import Key, Leaf, leaves
from recview.tui.commands import Command, commands_of_screen
from recview.tui.commands.panes import jump_to

if TYPE_CHECKING:
    from recview.tui.app import RecviewApp
    from recview.tui.main_screen import MainScreen

KEY_CELLS = 22
"""Cells of the column of keys, with the palette's margins."""

MOST_TESTS = 30
"""Tests that a search offers."""


class CommandProvider(Provider):
    """Finds commands of the screen."""

    def _commands(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        """(what it does, its key, how to run it) of the commands that the palette offers, and of Textual's themes."""
        main = cast("RecviewApp", self.app).main
        for command in commands_of_screen(main.keys):
            if command.palette:
                yield command.does, main.keymap.of(command).shown, partial(_run, main, command)
        yield "Change the theme", "", self.app.action_change_theme

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for name, key, callback in self._commands():
            yield DiscoveryHit(_row(name, key, _room(self.app)), callback, text=name)

    async def search(self, query: str) -> Hits:
        """Commands that match."""
        matcher = self.matcher(query)
        for name, key, callback in self._commands():
            if (score := matcher.match(name)) > 0:
                yield Hit(1 + score, _row(name, key, _room(self.app)), callback, text=name)


class RecordingProvider(Provider):
    """Finds tests and recordings, as the filter of the tests finds them."""

    async def search(self, query: str) -> Hits:
        """Tests and recordings that match, behind all commands."""
        main = cast("RecviewApp", self.app).main
        for number, (key_of_first, first, count) in enumerate(islice(_tests(main, query), MOST_TESTS)):
            name = shorten_test(sanitize(covered(_name(first))), _room(self.app))
            aside = plural(count, "recording") if count > 1 else first.entry.outline.kind
            jump = partial(jump_to, main, key_of_first, first.entry.source)
            yield Hit(1 / (2 + number), _row(name, sanitize(aside), _room(self.app)), jump, text=name)


def _tests(main: MainScreen, query: str) -> Iterator[tuple[Key, Leaf, int]]:
    """For each test that matches, its first recording and how many match."""
    from recview.library.query_rows import named  # on use: nothing is looked for at the start

    matching = leaves(named(main.session.library.root, query))
    for _, group in groupby(matching, key=lambda item: item[0][:-1]):
        members = list(group)
        yield *members[0], len(members)


def _room(app: App[object]) -> int:
    """Cells of the column before the keys."""
    return max(30, app.size.width - KEY_CELLS)


def _run(main: MainScreen, command: Command) -> None:
    """Run a command, once the view that it is for has the focus."""
    if command.where == "tree":
        main.panes.go_to("tree")
    main.action_command(command.id)


def _name(leaf: Leaf) -> str:
    """A test id from its file on, or where there is none the file's path."""
    test = leaf.entry.test_id
    if test is None:
        return leaf.entry.source.path
    head, separator, rest = test.partition("::")
    return f"{head.rpartition('/')[2]}{separator}{rest}"


def _row(name: str, aside: str, room: int) -> Content:
    """A name, and at the right of it its key."""
    return Content.assemble(name, " " * max(2, room + 2 - cell_len(name)), (aside, "dim"))
