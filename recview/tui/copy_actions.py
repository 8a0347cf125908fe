"""The clipboard's keys, as a part of the app class."""

from __future__ import annotations

import os

from recview.display.mask import BULLET, covered
from recview.humanize import size
from recview.root import Root
from recview.tui.clipboard import MOST_BYTES, encoded, load_tmux_buffer, osc52, write_copy
from recview.tui.json_view import JsonView
from recview.tui.search_actions import SearchActions


class CopyActions(SearchActions):
    """The clipboard."""

    place: Root
    last_copy = ""

    def copyables(self) -> list[tuple[str, str, str]]:
        """(key, name, text) of what can be copied now; credentials stay covered unless they are shown."""
        items: list[tuple[str, str, str]] = []
        if selected := self.screen.get_selected_text():
            items.append(("s", "the selection", selected))
        opened, source = self.session.opened, self.session.shown
        if opened:
            kinds = ("text", "refusal", "note", "error") if not opened.transcript.text() else ("text",)
            answer = next((said for kind in kinds if (said := opened.transcript.text(kind))), "")  # type: ignore[arg-type]
            if answer:
                items.append(("a", "the answer", answer))
            if thought := opened.transcript.text("reasoning"):
                items.append(("h", "the reasoning", thought))
            if calls := opened.transcript.text("tool_call"):
                items.append(("c", "the tool calls' arguments", calls))
            if opened.entry.test_id:
                items.append(("t", "the test id", opened.entry.test_id))
        if opened and (url := opened.url):
            items.append(("u", "the URL", url))
        if source:
            items.append(("p", "the file's path", self.disk_path(source.path)))
        focused = self.focused
        if isinstance(focused, JsonView) and (value := focused.value_under_cursor()):
            items.append(("o", "the JSON under the cursor", value))
        return items if self.session.secrets else [_covered(*item) for item in items]

    def disk_path(self, path: str) -> str:
        """A source's path on the disk."""
        raise NotImplementedError

    def action_copy(self) -> None:
        """Choose what to copy."""
        from recview.tui.copy_menu import Copyable, CopyMenu

        items = [Copyable(*item) for item in self.copyables()]
        if not items:
            self.say("There is nothing to copy yet")
            return
        # In the tests a name is wanted more often than an answer.
        if self.pane == "tree" and items[0].key != "s":
            items.sort(key=lambda item: item.key not in {"t", "p"})
        # In JSON it is what the cursor is on, whose path stands in the border.
        if self.focused is not None and self.pane == "side" and items[0].key != "s":
            items.sort(key=lambda item: item.key != "o")
        self.push_screen(CopyMenu(items), self._copied)

    def _copied(self, item: object) -> None:
        from recview.tui.copy_menu import Copyable

        if isinstance(item, Copyable):
            self.copy_text(item.text, item.name)

    def copy_text(self, text: str, name: str) -> None:
        """Hand text to the terminal's clipboard, or write a file of what is more than terminals take."""
        self.last_copy = text
        count = len(encoded(text))
        if count > MOST_BYTES:
            self._write_copy(f"{name} is too large for a terminal's clipboard ({size(count)})")
            return
        self.copy_to_clipboard(text)
        self.say(f"{size(count)} sent to the terminal: {name}. If it did not take them, Y writes a file.", 4)

    def copy_to_clipboard(self, text: str) -> None:
        """By OSC 52, inside of tmux by its buffer; the toolkit's own way cannot encode a lone surrogate."""
        self._clipboard = text
        if os.environ.get("TMUX"):
            self.run_worker(self._copy_in_tmux(text), group="copy", exclusive=True)
        else:
            self._send_osc52(text)

    async def _copy_in_tmux(self, text: str) -> None:
        if not await load_tmux_buffer(encoded(text)):
            self._send_osc52(text)

    def _send_osc52(self, text: str) -> None:
        if self._driver is not None:
            self._driver.write(osc52(text))

    def action_copy_to_file(self) -> None:
        """Write what was last copied to a file."""
        if not self.last_copy:
            self.say("Nothing was copied yet: y copies")
            return
        self._write_copy("")

    def _write_copy(self, why: str) -> None:
        """Write what was last copied to a file, and say where and why, or that it cannot be written."""
        # The path comes first: the bottom line of a narrow terminal has no room for all.
        behind = f": {why}" if why else ""
        try:
            path = write_copy(self.last_copy, self.place.roots)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            self.say(f"Cannot write a file: {reason}{behind}", severity="error")
            return
        self.say(f"Written to {path}{behind}", 8)


def _covered(key: str, name: str, text: str) -> tuple[str, str, str]:
    """The item with credentials covered, saying so; what comes from a view is covered there."""
    shown = covered(text)
    is_covered = shown != text or (key in "so" and BULLET * 4 in text)
    return key, f"{name}, credentials covered (x)" if is_covered else name, shown
