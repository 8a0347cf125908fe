"""Filtering the list: what it shows, and where its cursor is, once the query or what is known is another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.library import neighbour

if TYPE_CHECKING:
    from recview.tui.tree_view import TreeView


def filter_list(view: TreeView, text: str) -> None:
    """Show only what a query matches; an empty text shows all, and one that cannot be read changes nothing."""
    change = view.filtering.set(text, view.cursor.key, view.scroll_offset.y)
    if change is None:
        view.retitle()
        return
    view.cursor.is_held = True
    view.cursor.key, top = change
    _show_filtered(view, top)


def filter_anew(view: TreeView) -> None:
    """Filter by the same query, as more is known of the recordings."""
    if view.filtering.is_active:
        view.filtering.update()
        _show_filtered(view)


def show_marks(view: TreeView) -> None:
    """Draw the rows again whose marks are others, as more was found in the recordings."""
    view.redraw_changed()


def _show_filtered(view: TreeView, top: int | None = None) -> None:
    view.settle()
    if top is not None:
        view.scroll_to(y=top, animate=False, force=True)
    if not view.filtering.is_active or view.announcer.leaf() is not None:
        view.announcer.announce_leaf()
    elif key := neighbour(view.filtering.rows.root, (), 1):
        view.jump_to(key)
    view.retitle()
