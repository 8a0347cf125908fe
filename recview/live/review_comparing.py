"""Compares the two trees of a review in a thread and tells of the changes in batches."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from recview.live.review_events import ChangesFound
from recview.live.review_requests import CompareTrees
from recview.live.review_watching import watched_trees
from recview.live.throttle import Throttle
from recview.patterns import pattern_problem
from recview.query.parsing import parse
from recview.query.syntax import QueryProblem
from recview.reading.file_query import keeps_file, row_query
from recview.reading.listed_changes import listed_change
from recview.reading.listing import own_mistake
from recview.review.parsed import Parsed
from recview.sources.tree_changes import Compared, Keeps, each_compared
from recview.sources.trees import Tree, tree_of
from recview.verdicts.changes import Change
from recview.verdicts.listed_changes import ListedChange

BATCH_S = 0.1
"""Seconds after which changes are told that wait for others."""

MOST_IN_BATCH = 250
"""Changes of a batch: the screen takes them in a few milliseconds."""


class ReviewComparing:
    """The comparison, and what it has come to.

    Attributes:
        trees: The two trees, once they are listed.
        changes: The changes so far, by their paths before and after.
    """

    def __init__(
        self,
        request: CompareTrees,
        notify: Callable[[ChangesFound], None],
        wait_for_turn: Callable[[], None],
        is_busy: Callable[[], bool],
    ) -> None:
        """Compare nothing yet.

        Args:
            request: What is compared.
            notify: Is called with every batch.
            wait_for_turn: Waits as long as something else is wanted sooner.
            is_busy: Whether the screen is answering a key just now.
        """
        self.trees: tuple[Tree, Tree] | None = None
        self.changes: Mapping[tuple[str | None, str | None], Change] = {}
        self._request = request
        self._notify = notify
        self._wait_for_turn = wait_for_turn
        self._throttle = Throttle(is_busy)
        self._is_stopped = False
        self._is_asked = self._matches_any = False
        self._left_out = 0

    def stop(self) -> None:
        """End soon."""
        self._is_stopped = True

    def run(self) -> None:
        """Compare everything, and if it is watched whatever changes from then on; never raises."""
        self._notify(ChangesFound(begins=True))
        try:
            if self._request.watching:
                for trees in watched_trees(self._request.after, lambda: self._is_stopped):
                    self._compare(*trees, at_once=True)
            else:
                self._compare(tree_of(self._request.before), tree_of(self._request.after))
        except Exception as error:
            # What is not told is waited for.
            self._notify(ChangesFound(is_final=True, problems=(own_mistake(error).reason,)))

    def _compare(self, before: Tree, after: Tree, *, at_once: bool = False) -> None:
        """Compare two trees; with `at_once` what changed is told when all is compared, in the place of what was."""
        self.trees = before, after
        changes: dict[tuple[str | None, str | None], Change] = {}
        self.changes = changes
        batch: list[ListedChange] = []
        told_at = time.monotonic()
        last = Compared(None, 0, 0, 0)
        for compared in each_compared(before, after, self._keeps()):
            if self._is_stopped:
                return
            last, change = compared, compared.change
            if change is not None and self._is_wanted(change):
                changes[change.before, change.after] = change
                batch.append(listed_change(change))
            if not at_once and (len(batch) >= MOST_IN_BATCH or time.monotonic() - told_at > BATCH_S):
                self._tell(batch, compared)
                batch, told_at = [], time.monotonic()
            self._throttle()
            self._wait_for_turn()
        self._tell(batch, last, is_final=True, begins=at_once)

    def _is_wanted(self, change: Change) -> bool:
        is_wanted = not self._request.only or change.has(self._request.only)
        self._left_out += not is_wanted
        return is_wanted

    def _tell(
        self, batch: list[ListedChange], compared: Compared, *, is_final: bool = False, begins: bool = False
    ) -> None:
        problems = self._problems() if is_final else ()
        _, done, total, identical = compared
        self._notify(ChangesFound(tuple(batch), done, total, identical, is_final, begins, problems))

    def _keeps(self) -> Keeps | None:
        """What chooses files by the query; None if there is no query that can be read."""
        text = self._request.query
        query = parse(text, pattern_problem=pattern_problem) if text else None
        if query is None or isinstance(query, QueryProblem):
            return None
        keeps_row = row_query(query)

        def keeps(parsed: Parsed) -> bool:
            self._is_asked = True
            is_kept = keeps_file(parsed, keeps_row)
            self._matches_any |= is_kept
            return is_kept

        return keeps

    def _problems(self) -> tuple[str, ...]:
        assert self.trees is not None
        problems = [f"{tree.root.label}: {tree.problem}" for tree in self.trees if tree.problem]
        if self._is_asked and not self._matches_any:
            problems.append(f"nothing that changed matches {self._request.query}")
        if self._left_out and not self.changes:
            words = ", ".join(sorted(self._request.only))
            problems.append(f"nothing that changed is {words}; {self._left_out:,} other changes are not shown")
        return tuple(problems)
