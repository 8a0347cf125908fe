"""The clipboard's keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recview.display.mask import BULLET, covered
from recview.humanize import size
from recview.replay.transcript import Transcript
from recview.tui.clipboard import MOST_BYTES, encoded, write_copy

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen


class Copyable(NamedTuple):
    """Something to copy: its key in the menu, its name and its text as recorded."""

    key: str
    name: str
    text: str


def copyables(main: MainScreen) -> list[Copyable]:
    """Everything that can be copied now; credentials stay covered unless they are shown."""
    from recview.tui.json_view import JsonView

    items: list[Copyable] = []
    if selected := main.get_selected_text():
        items.append(Copyable("s", "the selection", selected))
    recording, source = main.session.opened, main.session.shown
    if recording:
        items += _answer_parts(recording.transcript)
        if recording.entry.test_id:
            items.append(Copyable("t", "the test id", recording.entry.test_id))
        if url := recording.url:
            items.append(Copyable("u", "the URL", url))
    if source:
        items.append(Copyable("p", "the file's path", main.root.path(source.path)))
    if isinstance(main.focused, JsonView) and (value := main.focused.value_under_cursor()):
        items.append(Copyable("o", "the JSON under the cursor", value))
    return items if main.session.secrets else [_covered(item) for item in items]


def _answer_parts(transcript: Transcript) -> list[Copyable]:
    """The answer, or why there is none; its reasoning and its tool calls."""
    items: list[Copyable] = []
    # Of a large file the rest may not be read yet.
    part = ", its beginning" if transcript.goes_on else ""
    answer = transcript.text("text") or transcript.text("refusal")
    if answer := answer or transcript.text("note") or transcript.text("error"):
        items.append(Copyable("a", f"the answer{part}", answer))
    if reasoning := transcript.text("reasoning"):
        items.append(Copyable("h", f"the reasoning{part}", reasoning))
    if calls := transcript.text("tool_call"):
        items.append(Copyable("c", f"the tool calls' arguments{part}", calls))
    return items


def _covered(item: Copyable) -> Copyable:
    """The item with credentials covered, as its name then says; views cover what comes from them."""
    text = covered(item.text)
    is_covered = text != item.text or (item.key in "so" and BULLET * 4 in item.text)
    return Copyable(item.key, f"{item.name}, credentials covered (x)" if is_covered else item.name, text)


def open_copy_menu(main: MainScreen) -> None:
    """Choose what to copy."""
    from recview.tui.copy_menu import CopyMenu

    items = copyables(main)
    if not items:
        main.notify("There is nothing to copy yet")
        return
    # In the tests a name is wanted more often than an answer.
    if main.panes.focused == "tree" and items[0].key != "s":
        items.sort(key=lambda item: item.key not in {"t", "p"})
    # In JSON it is the value under the cursor, whose path the border shows.
    if main.focused is not None and main.panes.focused == "side" and items[0].key != "s":
        items.sort(key=lambda item: item.key != "o")

    def copy(item: Copyable | None) -> None:
        if item is not None:
            copy_text(main, item.text, item.name)

    main.app.push_screen(CopyMenu(items), copy)


def copy_text(main: MainScreen, text: str, name: str) -> None:
    """Hand text to the terminal's clipboard, or write a file of what is more than terminals take."""
    main.last_copy = text
    count = len(encoded(text))
    if count > MOST_BYTES:
        _write_copy(main, f"{name} is too large for a terminal's clipboard ({size(count)})")
        return
    main.app.copy_to_clipboard(text)
    words = f"{size(count)} sent to the terminal: {name}. If it did not take them, Y writes a file."
    main.notify(words, timeout=4)


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
