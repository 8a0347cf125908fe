"""What can be copied of what is on the screen, in the order in which the focused pane makes it wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from recview.display.mask import BULLET, covered
from recview.exporting.pytest_command import pytest_command
from recview.named_tuple import NamedTuple
from recview.reading.exported_text import ExportKind
from recview.reading.recording_view import RecordingView
from recview.replay.transcript import Transcript

if TYPE_CHECKING:
    from recview.display.json_cursor import JsonCursor
    from recview.tui.main_screen import MainScreen


class Copyable(NamedTuple):
    """Something to copy.

    Attributes:
        key: Its key in the menu.
        name: What it is.
        text: As recorded; empty where the reader makes it once it is chosen.
        kind: Which text the reader is to make; empty if the text is there.
        chunk_index: The index of the chunk, where the text is a chunk.
    """

    key: str
    name: str
    text: str
    kind: ExportKind | Literal[""] = ""
    chunk_index: int = 0


_ORDERS = {
    "tree": "stpramhcublngodf",
    "chat": "samhcgublnodftrp",
    "request": "sodfblnuamhcgtrp",
    "response": "sodfgamhcblnutrp",
    "chunks": "sgamhcblnutrp",
    "chunk": "sodfgamhcblnutrp",
    "raw": "spgamhcblnutr",
}
"""The keys of what is wanted first, by the pane or the view in it that has the focus."""


def copyables(main: MainScreen) -> list[Copyable]:
    """Everything that can be copied now; credentials stay covered unless they are shown."""
    items = list(_copyables(main))
    if not main.session.secrets:
        items = [item if item.kind else _covered(item) for item in items]
    focused = main.side.view.id if main.panes.focused == "side" else main.panes.focused
    order = _ORDERS.get(focused or "", _ORDERS["chat"])
    return sorted(items, key=lambda item: order.find(item.key) % (len(order) + 1))


def _copyables(main: MainScreen) -> Iterator[Copyable]:
    from recview.tui.json_view import JsonView

    if selected := main.get_selected_text():
        yield Copyable("s", "the selection", selected)
    session, source = main.session, main.session.shown
    if session.opened and session.replayed:
        yield from _answer_parts(session.opened.transcript)
        yield from _made(session.replayed, session.player.position)
        if test_id := session.opened.entry.test_id:
            yield Copyable("t", "the test id", test_id)
            if command := pytest_command(test_id):
                yield Copyable("r", "the command that runs the test", command)
        if url := session.opened.url:
            yield Copyable("u", "the URL", url)
    if source and main.root.held is None:
        yield Copyable("p", "the file's path", main.root.shown_path(source.path))
    if isinstance(main.focused, JsonView) and (cursor := main.focused.cursor):
        yield from _under_cursor(cursor)


def _answer_parts(transcript: Transcript) -> Iterator[Copyable]:
    """The answer, or why there is none; its reasoning and its tool calls."""
    # Of a large file the rest may not be read yet.
    part = ", its beginning" if transcript.goes_on else ""
    answer = transcript.text("text") or transcript.text("refusal")
    if answer := answer or transcript.text("note") or transcript.text("error"):
        yield Copyable("a", f"the answer{part}", answer)
    if reasoning := transcript.text("reasoning"):
        yield Copyable("h", f"the reasoning{part}", reasoning)
    if calls := transcript.text("tool_call"):
        yield Copyable("c", f"the tool calls' arguments{part}", calls)


def _made(recording: RecordingView, position: int) -> Iterator[Copyable]:
    """What the reader makes once it is chosen, as it needs what the file was parsed to."""
    yield Copyable("m", "the conversation as Markdown", "", "markdown")
    if recording.request.json:
        yield Copyable("b", "the request's body", "", "body")
    if recording.request.lines:
        yield Copyable("l", "the request as curl", "", "curl")
        yield Copyable("n", "the request as Python", "", "python")
    chunk = recording.transcript.chunk(position)
    if chunk is not None and chunk < recording.chunk_count:
        yield Copyable("g", f"chunk {chunk + 1:,}, raw", "", "chunk", chunk)


def _under_cursor(cursor: JsonCursor) -> Iterator[Copyable]:
    """The JSON under the cursor, and its path."""
    if cursor.value:
        yield Copyable("o", "the JSON under the cursor", cursor.value)
    if cursor.path:
        yield Copyable("d", "its path", cursor.path)
    if cursor.jq_path:
        yield Copyable("f", "its path as a filter of jq", cursor.jq_path)


def _covered(item: Copyable) -> Copyable:
    """The item with credentials covered, as its name then says; views cover what comes from them."""
    text = covered(item.text)
    is_covered = text != item.text or (item.key in "so" and BULLET * 4 in item.text)
    return item._replace(name=f"{item.name}, credentials covered (x)" if is_covered else item.name, text=text)
