"""The keys of a view: each does something to the view that has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from recview.tui.json_view import JsonView
    from recview.tui.line_view import LineView
    from recview.tui.main_screen import MainScreen
    from recview.tui.raw_view import RawView


def go(main: MainScreen, where: str) -> None:
    """Move the cursor of the focused view, or scroll it; `where` is a word of `LineView.action_go`, such as "up"."""
    cast("LineView", main.focused).action_go(where)


def fold_branch(main: MainScreen) -> None:
    """Fold the branch under the cursor, or go to its parent."""
    main.test_tree.action_fold()


def unfold_branch(main: MainScreen) -> None:
    """Unfold the branch under the cursor, or go to its first child."""
    main.test_tree.action_unfold()


def open_row(main: MainScreen) -> None:
    """Unfold or fold the branch under the cursor; open a recording and go to it."""
    main.test_tree.action_enter()


def unfold_tree(main: MainScreen, unfold: bool) -> None:
    """Unfold or fold every branch."""
    main.test_tree.action_unfold_all(unfold)


def fold_json(main: MainScreen) -> None:
    """Fold the object or array under the cursor, or go to its parent."""
    _json(main).action_fold()


def unfold_json(main: MainScreen) -> None:
    """Unfold the object or array under the cursor."""
    _json(main).action_unfold()


def toggle_json(main: MainScreen) -> None:
    """Fold or unfold the object or array under the cursor; in a chunk, from a value go back to its text."""
    if not _json(main).action_toggle_fold() and _json(main).id == "chunk":
        show_text(main)


def show_text(main: MainScreen) -> None:
    """Go from a chunk to the text that it brought, in the conversation."""
    main.panes.go_to("chat")
    if not main.chat.word_cursor.show_chunk():
        main.notify("This chunk brought no text")


def go_to_word(main: MainScreen, by: int) -> None:
    """Go to the next (1) or previous (-1) word of the answer, and to the chunk that brought it."""
    if not main.chat.word_cursor.step(by):
        main.notify("No further word in this answer" if by > 0 else "No word before this one in this answer")


def unfold_all_json(main: MainScreen, unfold: bool) -> None:
    """Unfold everything, or fold everything below the first level."""
    _json(main).action_unfold_all(unfold)


def wrap_json(main: MainScreen) -> None:
    """Wrap long lines, or let them run out to the right."""
    _json(main).action_wrap()


def scroll_raw(main: MainScreen, columns: int) -> None:
    """Scroll the raw file sideways."""
    _raw(main).action_scroll_sideways(columns)


def read_window(main: MainScreen, by: int) -> None:
    """Show the next (1) or previous (-1) part of the raw file."""
    _raw(main).action_window(by)


def _json(main: MainScreen) -> JsonView:
    return cast("JsonView", main.focused)


def _raw(main: MainScreen) -> RawView:
    return cast("RawView", main.focused)
