"""The part of a conversation that an earlier call of the test sent, too: dimmed, and folded on a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.display.repeated import Repeated, repeated

if TYPE_CHECKING:
    from recview.display.section import Page
    from recview.library import Repetition
    from recview.tui.chat_view import ChatView


class RepeatedPart:
    """Knows for a view what its page repeats; whether that is folded holds for all pages."""

    def __init__(self, view: ChatView) -> None:
        self._view = view
        self._repetition: Repetition | None = None
        self._page: Page | None = None

    def show(self, repetition: Repetition | None) -> None:
        """Show what the call repeats that is open, or is about to be shown."""
        if repetition != self._repetition:
            self._repetition = repetition
            self._mark()
            self._view.show_position(self._view.position)

    def look_at(self, page: Page) -> None:
        """Work for another page."""
        self._page = page
        self._mark()

    def _mark(self) -> None:
        part = repeated(self._page, self._repetition) if self._page else Repeated()
        self._view.look = self._view.look._replace(repeated=part)

    def fold(self) -> bool:
        """Fold it or show it, with its beginning in view; returns whether there is any."""
        view, part = self._view, self._view.look.repeated
        if not part.sections:
            return False
        self._fold(not view.look.is_folded)
        if view.page_view and not view.following:
            view.scroll_row_into_view(view.page_view.row_at(part.sections.start, -1))
        return True

    def reveal(self, section: int) -> None:
        """Show it if a section of it is to be seen."""
        if self._view.look.is_folded and section in self._view.look.repeated.sections:
            self._fold(False)

    def _fold(self, is_folded: bool) -> None:
        self._view.look = self._view.look._replace(is_folded=is_folded)
        self._view.show_position(self._view.position)
