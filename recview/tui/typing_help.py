"""What is offered while a query is typed, and the words about it: beside the line, and in the place of the keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from recview.display.parts import Part
from recview.tui.spare_time import SpareTime

if TYPE_CHECKING:
    from recview.query.facets import Facet
    from recview.tui.main_screen import MainScreen
    from recview.tui.query_offers import Offer


class TypingHelp:
    """The offers for what is typed.

    Attributes:
        completion: The query with its last word completed.
        meant: The query that was probably meant: a bare word that is a field's value, or else stands in texts.
        is_empty: Whether the query leaves no recording.
        unknown: Which value of the query no recording has, and the nearest that some have; empty if there is none.
        walked: What the history last wrote into the line.
    """

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self.completion: Offer | None = None
        self.meant: Offer | None = None
        self.is_empty = False
        self.walked = self.unknown = ""
        self._spare_time = SpareTime()
        self._facets: tuple[object, int, list[Facet]] | None = None

    def prepare(self) -> None:
        """Make what queries and offers need before the first key, which would wait for it."""
        self._spare_time.do(self._steps())

    def _steps(self) -> Iterator[None]:
        yield
        from recview.library.query_preparing import prepare  # on use, and not before the line is painted

        filtering = self._main.test_tree.filtering
        yield from prepare(filtering.root, filtering.query.contents)
        self._values()

    def update(self) -> None:
        """Make the offers for what the line holds now."""
        main = self._main
        filtering = main.test_tree.filtering
        query, text, cursor = filtering.query, main.search_box.value, main.search_box.cursor_position
        self.is_empty = query.is_active and not filtering.rows.root.tally.present
        self.completion = self.meant = None
        self.unknown = ""
        if not text.strip() or not main.search_box.is_open:
            return
        from recview.tui.query_offers import completion, meant  # on use: nothing is typed at the start

        facets = self._values()
        self.completion = completion(text, facets, query, filtering.root) if cursor == len(text) else None
        if query.is_active and query.problem is None:
            self.meant = meant(query, filtering.root, facets) or self._in_texts()
        if self.is_empty:
            from recview.query.unknown_values import unknown_values  # on use: rare

            values = {facet.field: [value for value, _ in facet.values] for facet in facets}
            self.unknown = next(iter(unknown_values(query.query, values)), "")

    def probe(self) -> None:
        """Ask the reader for the texts of the query; where no name has its words, whether a text has them."""
        query = self._main.test_tree.filtering.query
        terms = query.terms()
        if not terms and self.is_empty and self._main.search_box.is_open:
            from recview.tui.query_offers import text_probe

            terms = text_probe(query)
        self._main.texts.want(terms)

    def _in_texts(self) -> Offer | None:
        """The query as a search in texts, where no name has its words and texts have them."""
        from recview.tui.query_offers import Offer, as_text, text_probe

        query = self._main.test_tree.filtering.query
        terms = text_probe(query) if self.is_empty else []
        if not terms or any(term not in query.texts for term in terms):
            return None
        root = self._main.test_tree.filtering.root
        answers = [query.texts[term].rows(query.contents, root.store).rows for term in terms]
        count = len(answers[0].intersection(root.members, *answers[1:]))
        return Offer(as_text(query), as_text(query), count) if count else None

    def _values(self) -> list[Facet]:
        """The values that rows have, of all fields; kept until the list, or what is known of it, is another one."""
        from recview.library.facets import OF_TYPING, facets  # on use: nothing is typed at the start

        filtering = self._main.test_tree.filtering
        root, contents = filtering.root, filtering.query.contents
        if self._facets is None or self._facets[0] is not root or self._facets[1] != contents.version:
            self._facets = root, contents.version, facets(root, contents, OF_TYPING)
        return self._facets[2]

    def count_parts(self) -> tuple[str, str, list[Part]]:
        """(how many recordings match, of what, what else was probably meant) beside the line."""
        filtering = self._main.test_tree.filtering
        query = filtering.query
        if self.meant:
            names = f"{filtering.rows.root.tally.present:,} names" if not query.terms() else filtering.match_count
            key = "⏎" if self.is_empty else "tab"
            offered = [Part("· ", "dim"), Part(f"{self.meant.words} ", "text"), Part(f"{self.meant.matches:,} ", "dim")]
            return (
                names,
                "",
                [*offered, Part(f"{key} ", "key", f"search_key('{'keep' if self.is_empty else 'complete'}')")],
            )
        texts = self._main.texts
        if query.terms() and not texts.is_final:
            return filtering.match_count, _read_words(texts.read, texts.total), []
        if query.undecided:
            return filtering.match_count, _read_words(query.contents.read, query.contents.total), []
        return filtering.match_count, "tests", []

    def hint_parts(self) -> tuple[list[Part], list[Part]]:
        """(what is wrong with the query, else the keys of the line; the keys beside what is wrong), for the bottom."""
        from recview.tui.query_offers import text_probe

        query = self._main.test_tree.filtering.query
        if query.problem is not None:
            rest = _key("tab", "complete", self.completion.counted) if self.completion else []
            return [Part(f" ✗ {query.problem.words}", "error")], [Part("  "), *rest, *_key("esc", "drop", "end")]
        problems = (self.unknown, query.names.problem, *(answer.problem for answer in query.texts.values()))
        problem = next(filter(None, problems), "")
        if problem:
            return [Part(f" ✗ {problem}", "error")], [Part("  "), *_key("esc", "drop", "end")]
        taken = self.completion or self.meant
        keys = [Part(" "), *_key("enter", "keep", self.meant.counted if self.is_empty and self.meant else "keep")]
        if taken is not None and not (self.is_empty and taken is self.meant):
            keys += _key("tab", "complete", taken.counted)
        keys += _key("esc", "drop", "end")
        if query.is_active and text_probe(query):
            keys += _key("^t", "as_text", "in texts")
        if self._main.memory.history.queries:
            keys += _key("↑", "older", "earlier")
        return [*keys, *_key("f1", "help", "help")], []


def _read_words(read: int, total: int) -> str:
    """How much was read of what is searched; what was read is searched a moment later."""
    if not total:
        return "not read yet"
    return f"{read:,} of {total:,} read" if read < total else "searching"


def _key(shown: str, does: str, words: str) -> list[Part]:
    action = f"search_key('{does}')"
    return [Part(shown, "key", action), Part(f" {words}   ", "dim", action)]
