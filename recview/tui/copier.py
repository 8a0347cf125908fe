"""Copies what was chosen, also what the reader has to make first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.live.requests import MakeText
from recview.tui.commands.copying import copy_text

if TYPE_CHECKING:
    from recview.live.events import TextMade
    from recview.tui.copy_menu import CopyMenu
    from recview.tui.copyables import Copyable
    from recview.tui.main_screen import MainScreen


SMALL = 256 << 10
"""Bytes of a file up to which its texts are made as the menu opens, which then tells how large each is."""


class Copier:
    """Works for the main screen. Of several texts that are asked for, the last one is copied.

    Attributes:
        menu: The menu that is open; None if none is.
    """

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self.menu: CopyMenu | None = None
        self._measured: list[MakeText] = []
        self._request: MakeText | None = None
        self._name = ""

    def measure(self) -> None:
        """Have the texts made that the reader makes, for their sizes in the menu that is open; of large files none."""
        main, menu = self._main, self.menu
        replayed = main.session.replayed
        if menu is None or replayed is None or replayed.entry.size > SMALL or not main.session.has_reader:
            return
        key = main.loader.chunks_key()
        self._measured = [MakeText(key, item.kind, item.chunk_index) for item in menu.items if item.kind][::-1]
        self._measure_next()

    def _measure_next(self) -> None:
        """Ask for the next text: of several that are asked for at once, the reader makes the last."""
        if self._measured:
            self._main.live.send(self._measured.pop())

    def copy(self, item: Copyable) -> None:
        """Copy a text, or have it made."""
        main = self._main
        if not item.kind:
            self._request = None
            copy_text(main, item.text, item.name)
        elif main.session.has_reader:
            self._request, self._name = MakeText(main.loader.chunks_key(), item.kind, item.chunk_index), item.name
            main.live.send(self._request)
        else:
            main.notify("Nothing reads any more, so this cannot be made", severity="error")

    def take(self, event: TextMade) -> None:
        """Tell the menu how large a text is; copy the one that was chosen, unless another was copied meanwhile."""
        if self.menu is not None and event.request.key == self._main.loader.chunks_key():
            self._measure_next()
            self.menu.show_size(event.request.kind, len(event.exported.text))
        if event.request != self._request or self._main.is_leaving:
            return
        self._request = None
        text, remarks = event.exported
        if text:
            copy_text(self._main, text, self._name, remarks)
        else:
            self._main.notify(f"There is nothing to copy: {self._name} was not recorded")
