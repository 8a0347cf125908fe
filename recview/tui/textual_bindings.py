"""Textual's bindings, made from the table of commands."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from recview.tui.commands import SCREENS, Where, commands


def bindings(where: Where) -> list[BindingType]:
    """The bindings of a view, or those of a screen, whose `action_command` answers all of them."""
    return [
        Binding(
            # A key that no terminal sends: a command without keys may be given some by the user's keymap.
            command.keys or f"unsent_{command.id}",
            f"screen.command('{command.id}')",
            command.does,
            show=False,
            id=command.id,
            # The screen answers its keys before the focused view does: `/` and what is typed right after it may
            # arrive together, and would else all go to the view.
            priority=where in SCREENS,
        )
        for command in commands(where)
    ]
