"""Asks the reader for the texts that the list's query looks for, and keeps what it tells of recordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.library import FileColumns
from recview.live.events import ContentsRead, HitsRead, TermResult, TextsFound
from recview.live.requests import SearchTexts
from recview.tui.list_query import ListQuery, TextAnswer
from recview.tui.tree_filtering import filter_anew

if TYPE_CHECKING:
    from recview.text_terms import TextTerm
    from recview.tui.main_screen import MainScreen


class TextSearches:
    """The searches of the main screen's list, of which the latest counts.

    Attributes:
        read, total: How many files were searched, and of how many.
        is_final: Whether that is all of them.
    """

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self._number = 0
        self._terms: tuple[TextTerm, ...] = ()
        self.read = self.total = 0
        self.is_final = True

    @property
    def _query(self) -> ListQuery:
        return self._main.test_tree.filtering.query

    def want(self, terms: list[TextTerm]) -> None:
        """Search for some texts; for none, end the search."""
        if tuple(terms) == self._terms:
            return
        self._terms = tuple(terms)
        kept = {term: answer for term, answer in self._query.texts.items() if term in terms}
        self._query.texts.clear()
        self._query.texts.update(kept)
        self._search()

    def _search(self) -> None:
        """Ask the reader, another one as well: it knows nothing of what the one before was asked."""
        if not self._terms and not self._number:
            return
        self._number += 1
        self._query.search_number = self._number
        self.is_final = not self._terms
        self._main.live.send(SearchTexts(self._number, self._terms))

    def take(self, event: ContentsRead | TextsFound | HitsRead) -> None:
        """Take what the reader tells, and show what it changes."""
        query, store = self._query, self._main.test_tree.filtering.root.store
        match event:
            case ContentsRead():
                if event.begins:
                    query.contents.clear()
                    self._search()
                query.contents.take(event.contents, event.read, event.total)
                query.contents.codes(store)
                if not query.undecided:
                    return
            case TextsFound(number=number) if number == self._number:
                self.read, self.total, self.is_final = event.read, event.total, event.is_final
                query.texts.update({term: _answer(result) for term, result in event.results.items()})
            case HitsRead(number=number) if number == self._number and event.term in query.texts:
                query.texts[event.term].add(event.hits)
            case _:
                return
        self.show()

    def show(self) -> None:
        """Show what the query leaves, now that more is known."""
        if not self._main.is_leaving:
            filter_anew(self._main.test_tree)
            self._main.typing.update()
            self._main.titles.show()

    def forget(self, files: FileColumns) -> None:
        """Count files that were written as unread."""
        self._query.contents.forget(path for path, at in zip(files.paths, files.written, strict=True) if at)


def _answer(result: TermResult) -> TextAnswer:
    problem = f"{result.problem}: {result.hint}" if result.hint else result.problem
    return TextAnswer(result.recordings, result.hits, problem)
