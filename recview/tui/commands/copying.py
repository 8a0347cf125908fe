"""The clipboard's keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from recview.humanize import size
from recview.tui.clipboard import MOST_BYTES, encoded, write_copy

if TYPE_CHECKING:
    from recview.tui.copyables import Copyable
    from recview.tui.main_screen import MainScreen


def open_copy_menu(main: MainScreen) -> None:
    """Choose what to copy."""
    from recview.tui.copy_menu import CopyMenu
    from recview.tui.copyables import copyables

    items = copyables(main)
    if not items:
        main.notify("There is nothing to copy yet")
        return

    def copy(item: Copyable | None) -> None:
        main.copier.menu = None
        if item is not None:
            main.copier.copy(item)

    main.copier.menu = CopyMenu(items)
    main.app.push_screen(main.copier.menu, copy)
    main.copier.measure()


def copy_text(main: MainScreen, text: str, name: str, remarks: Sequence[str] = ()) -> None:
    """Hand text to the terminal's clipboard, or write a file of what is more than terminals take.

    Args:
        main: The screen.
        text: What is copied.
        name: What it is, for the notice.
        remarks: What else the user should know of it, each a clause.
    """
    main.last_copy = text
    count = len(encoded(text))
    if count > MOST_BYTES:
        _write_copy(main, f"{name} is too large for a terminal's clipboard ({size(count)})")
        return
    main.app.copy_to_clipboard(text)
    words = f"{size(count)} sent to the terminal: {name}. If it did not take them, Y writes a file."
    if remarks:
        # They matter more than the way out that the notice of every other copy names.
        words = f"{size(count)} sent to the terminal: {name}; {'; '.join(remarks)}"
    main.notify(words, timeout=8 if remarks else 4)


def copy_to_file(main: MainScreen) -> None:
    """Write what was last copied to a file."""
    if not main.last_copy:
        main.notify("Nothing was copied yet: y copies")
        return
    _write_copy(main, "")


def _write_copy(main: MainScreen, why: str) -> None:
    """Write what was last copied to a file, and notify where and why, or that it cannot be written."""
    # The path comes first: the bottom line of a narrow terminal has no room for all.
    behind = f": {why}" if why else ""
    try:
        path = write_copy(main.last_copy, main.root.roots)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        main.notify(f"Cannot write a file: {reason}{behind}", severity="error")
        return
    main.notify(f"Written to {path}{behind}", timeout=8)
