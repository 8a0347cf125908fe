"""Copies what was chosen, also what the reader has to make first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.live.requests import MakeText
from recview.tui.commands.copying import copy_text

if TYPE_CHECKING:
    from recview.live.events import TextMade
    from recview.tui.copyables import Copyable
    from recview.tui.main_screen import MainScreen


class Copier:
    """Works for the main screen. Of several texts that are asked for, the last one is copied."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self._request: MakeText | None = None
        self._name = ""

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
        """Copy a text that was made, unless something else was copied meanwhile."""
        if event.request != self._request or self._main.is_leaving:
            return
        self._request = None
        text, remarks = event.exported
        if text:
            copy_text(self._main, text, self._name, remarks)
        else:
            self._main.notify(f"There is nothing to copy: {self._name} was not recorded")
