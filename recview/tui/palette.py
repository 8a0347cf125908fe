"""The command palette: commands with their keys, and recordings by test id or path, a line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby, islice
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from recview.display.mask import covered
from recview.display.sanitize import sanitize
from recview.humanize import plural, shorten_test
from recview.library import Key, Leaf, leaves
from recview.tui.commands import COMMANDS, Command
from recview.tui.commands.panes import jump_to

if TYPE_CHECKING:
    from recview.tui.app import RecviewApp
    from recview.tui.main_screen import MainScreen

KEY_CELLS = 22
"""Cells of the column of keys, with the palette's margins."""

MOST_TESTS = 30
"""Tests that a search offers."""


class PaletteProvider(Provider):
    """What the palette finds."""

    @property
    def _main(self) -> MainScreen:
        return cast("RecviewApp", self.app).main

    def _commands(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        """(what it does, its key, how to run it) of the commands that the palette offers, and of Textual's themes."""
        for command in COMMANDS:
            if command.palette:
                yield command.does, self._main.keymap.of(command).shown, partial(_run, self._main, command)
        yield "Change the theme", "", self.app.action_change_theme

    @property
    def _room(self) -> int:
        """Cells of the column before the keys."""
        return max(30, self.app.size.width - KEY_CELLS)

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for name, key, callback in self._commands():
            yield DiscoveryHit(_row(name, key, self._room), callback, text=name)

    async def search(self, query: str) -> Hits:
        """Commands that match, then tests and recordings: as the filter of the tests finds them."""
        matcher = self.matcher(query)
        for name, key, callback in self._commands():
            if (score := matcher.match(name)) > 0:
                yield Hit(1 + score, _row(name, key, self._room), callback, text=name)
        for number, (key_of_first, first, count) in enumerate(islice(self._tests(query), MOST_TESTS)):
            name = shorten_test(sanitize(covered(_name(first))), self._room)
            aside = plural(count, "recording") if count > 1 else first.entry.outline.kind
            jump = partial(jump_to, self._main, key_of_first, first.entry.source)
            yield Hit(1 / (2 + number), _row(name, sanitize(aside), self._room), jump, text=name)

    def _tests(self, query: str) -> Iterator[tuple[Key, Leaf, int]]:
        """For each test that matches, its first recording and how many match."""
        from recview.library.query_rows import named  # on use: nothing is looked for at the start

        matching = leaves(named(self._main.session.library.root, query))
        for _, group in groupby(matching, key=lambda item: item[0][:-1]):
            members = list(group)
            yield *members[0], len(members)


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
