"""Checks recordings when nothing else is to be done: each file first, then all of them beside each other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from recview.live.events import LiveEvent
from recview.live.finding_events import FindingsRead
from recview.root import Root
from recview.sources.files import whole_content

if TYPE_CHECKING:
    from recview.cache.finding_store import FindingStore
    from recview.cache.settings import CacheSettings
    from recview.findings import RuleText
    from recview.live.check_results import CheckResults
    from recview.sources.files import Stamp

REPORT_EVERY_S = 0.2
"""Seconds between two reports of what was found."""

REPORTED_FILES = 1_000
"""Files whose findings are told together: taking them in costs the screen a part of a frame."""

SETTLED_S = 0.7
"""Seconds without a change after which the files are looked at beside each other again."""


class IdleChecks:
    """The checks of the files of a root. The thread that works calls `work_on`; the others are called under a lock."""

    def __init__(
        self,
        root: Root,
        cache: CacheSettings | None,
        notify: Callable[[LiveEvent], None],
    ) -> None:
        """Create it.

        Args:
            root: Where the files are.
            cache: Where findings are kept for the next session; None keeps none.
            notify: Is called with what was found.
        """
        self._root, self._cache, self._notify = root, cache, notify
        self._stamps: Mapping[str, Stamp] = {}
        self._unchecked: dict[str, None] = {}
        self._changed: set[str] = set()
        self._unreported: dict[str, None] = {}
        self._rules: set[str] = set()
        self._reported_at = self._changed_at = 0.0
        self._started_ns = 0
        self._has_begun = self._is_complete = self._was_complete = self._is_tree_due = False

    @cached_property
    def _store(self) -> FindingStore:
        from recview.cache.finding_store import FindingStore

        return FindingStore(self._root, self._cache)

    @cached_property
    def _results(self) -> CheckResults:
        from recview.live.check_results import CheckResults

        return CheckResults()

    @cached_property
    def _kept(self) -> CheckResults:
        """What an earlier session found, read when the first file is checked: the list comes first."""
        from recview.live.check_results import CheckResults

        self._started_ns = time.time_ns()
        kept = CheckResults()
        return kept if self._store.load_each(kept.put) else CheckResults()

    def start(self, stamps: Mapping[str, Stamp]) -> None:
        """Begin with all files that have rows, the first ones first.

        Args:
            stamps: What tells, of each, that it changed.
        """
        self._stamps = stamps
        self._unchecked = dict.fromkeys(reversed(list(stamps)))
        self._is_tree_due = bool(stamps)

    def add(self, paths: Iterable[str]) -> None:
        """Check these files, as they changed or are there again, before the others."""
        paths = list(paths)
        self._changed.update(paths)
        for path in paths:
            self._unchecked.pop(path, None)
            self._unchecked[path] = None
        self._note_change()

    def forget(self, paths: Iterable[str]) -> None:
        """Leave these files out, as they are gone."""
        for path in paths:
            self._unchecked.pop(path, None)
            if "_results" in self.__dict__:
                self._results.remove(path)
        self._note_change()

    def _note_change(self) -> None:
        self._is_tree_due, self._changed_at = True, time.monotonic()

    def due_in_s(self) -> float | None:
        """Seconds until there is something to do, 0 if there is; None if nothing is to be done."""
        if self._unchecked:
            return 0
        if not self._is_tree_due:
            return None
        return max(0.0, self._changed_at + SETTLED_S - time.monotonic()) if self._is_complete else 0

    def next_path(self) -> str:
        """The file that is to be checked next, the changed ones first; empty if all of them were checked."""
        if self._unchecked:
            return self._unchecked.popitem()[0]
        self._is_tree_due = False
        return ""

    def work_on(self, path: str) -> None:
        """Check a file; without one, look at all that were checked beside each other. Never raises."""
        if path:
            self._check(path)
        else:
            self._check_tree()
        if not self._unchecked or time.monotonic() - self._reported_at > REPORT_EVERY_S:
            self._report()

    def _check(self, path: str) -> None:
        from recview.checks.runner import check_file
        from recview.sources.beside import FilesBeside
        from recview.sources.checked_files import StampedResult
        from recview.sources.files import UNSEEN

        stamp = UNSEEN if path in self._changed else self._stamps.get(path, UNSEEN)
        kept = self._kept.get(path)
        self._kept.remove(path)
        self._unreported[path] = None
        if kept is not None and kept.stamp == stamp != UNSEEN:
            self._results.put(kept)
            return
        data = whole_content(self._root, path)
        if data is None:
            # That it cannot be read, its row says.
            self._results.remove(path)
            return
        beside = FilesBeside(self._root)
        result = check_file(path, data, beside)
        if result.readability.is_sound:
            # A sound file of another kind.
            result = result._replace(findings=())
        is_lasting = stamp != UNSEEN and not beside.stamps
        self._results.put(StampedResult(result, stamp, is_lasting=is_lasting), is_news=True)

    def _check_tree(self) -> None:
        from recview.checks.runner import check_tree, findings_beside
        from recview.checks.settings import CheckSettings

        paths = self._results.paths()
        # Of files that were named one by one the folders tell nothing.
        is_whole_tree = set(paths).isdisjoint(self._root.tops)
        results = [each.result for path in paths if (each := self._results.get(path))]
        whole = check_tree(results, CheckSettings(is_whole_tree=is_whole_tree))
        differing = self._results.take_beside(findings_beside(whole))
        self._unreported.update(dict.fromkeys(differing))
        if not self._is_complete:
            self._is_complete = True
            if self._results.has_news:
                # Those left over are of files that have no rows.
                self._store.save(chain(self._kept, self._results), self._started_ns)

    def _report(self) -> None:
        """Tell what was found since the last time, unless nothing was; also of files in which nothing is."""
        paths = list(self._unreported)
        self._unreported.clear()
        self._reported_at = time.monotonic()
        is_first, self._has_begun = not self._has_begun, True
        if not (paths or is_first or self._is_complete != self._was_complete):
            return
        for start in range(0, max(1, len(paths)), REPORTED_FILES):
            some = paths[start : start + REPORTED_FILES]
            is_last = start + REPORTED_FILES >= len(paths)
            self._tell(some, is_complete=self._is_complete if is_last else self._was_complete, is_first=is_first)
            is_first = False
        self._was_complete = self._is_complete

    def _tell(self, paths: Iterable[str], *, is_complete: bool, is_first: bool) -> None:
        files = {path: self._results.findings(path) for path in paths}
        new = {finding.rule for file in files.values() for finding in file.findings} - self._rules
        self._rules |= new
        self._notify(FindingsRead(files, _rule_texts(sorted(new)), is_complete, begins=is_first))


def _rule_texts(ids: Iterable[str]) -> dict[str, RuleText]:
    """What is to be said of rules."""
    from recview.checks.registry import RULES
    from recview.findings import RuleText

    rules = (RULES[id_] for id_ in ids)
    return {rule.id: RuleText(rule.name, rule.summary, rule.why, rule.remedy) for rule in rules}
