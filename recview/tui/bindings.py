"""The toolkit's bindings, made from the table of commands."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from recview.tui.commands import Where, commands


def bindings(where: Where) -> list[BindingType]:
    """The bindings of a view or of the app, with ids by which users can remap them."""
    return [
        Binding(
            command.keys,
            command.action,
            command.does,
            show=False,
            id=command.id,
            # The app answers its keys before the focused view does: `/` and what is typed right after it may
            # arrive together, and would else all go to the view.
            priority=where == "app",
        )
        for command in commands(where)
    ]
