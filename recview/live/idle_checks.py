"""Checks recordings when nothing else is to be done: each file first, then all of them beside each other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from recview.live.events import LiveEvent
from recview.live.finding_events import FindingsRead
from recview.live.kept_findings import KeptFindings
from recview.root import Root
from recview.sources.files import UNSEEN, whole_content

if TYPE_CHECKING:
    from recview.cache.settings import CacheSettings
    from recview.findings import RuleText
    from recview.live.check_results import CheckResults
    from recview.reading.recording import Recording
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
        self._root, self._notify = root, notify
        self._kept = KeptFindings(root, cache)
        self._stamps: Mapping[str, Stamp] = {}
        self._unchecked: dict[str, None] = {}
        self._changed: set[str] = set()
        self._unreported: dict[str, None] = {}
        self._rules: set[str] = set()
        self._reported_at = self._changed_at = 0.0
        self._has_begun = self._is_complete = self._was_complete = self._is_tree_due = False

    @cached_property
    def _results(self) -> CheckResults:
        from recview.live.check_results import CheckResults

        return CheckResults()

    def start(self, paths: Sequence[str], stamps: Mapping[str, Stamp]) -> None:
        """Begin with all files that have rows, the first ones first.

        Args:
            paths: The files.
            stamps: What tells, of each, that it changed; also of files that have no row.
        """
        self._stamps = stamps
        self._unchecked = dict.fromkeys(reversed(paths))
        self._is_tree_due = bool(paths)

    def add(self, paths: Iterable[str]) -> None:
        """Check these files, as they changed or are there again, before the others."""
        paths = list(paths)
        self._changed.update(paths)
        for path in paths:
            self._unchecked.pop(path, None)
            self._unchecked[path] = None
        self._is_tree_due, self._changed_at = True, time.monotonic()

    def forget(self, paths: Iterable[str]) -> None:
        """Leave these files out, as they are gone."""
        for path in paths:
            self._unchecked.pop(path, None)
            if "_results" in self.__dict__:
                self._results.remove(path)
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

    def take_up(self, path: str) -> bool:
        """Whether a file is to be checked; if so, it waits no longer, and whoever asked checks it."""
        is_unchecked = path in self._unchecked
        self._unchecked.pop(path, None)
        return is_unchecked

    def work_on(self, path: str) -> None:
        """Check a file; without one, look at all that were checked beside each other. Never raises."""
        if not path:
            self._check_tree()
        elif not self.take_kept(path):
            self.check(path, whole_content(self._root, path))
        self.report_if_due()

    def take_kept(self, path: str) -> bool:
        """Take what an earlier session found in a file; returns False if that is not known, or the file changed."""
        kept = self._kept.take(path, self._stamp(path))
        if kept is not None:
            self._unreported[path] = None
            self._results.put(kept)
        return kept is not None

    def check(self, path: str, data: bytes | None, each: Callable[[Recording], None] = lambda recording: None) -> None:
        """Check a file. Never raises.

        Args:
            path: The file.
            data: All of its bytes; None if it cannot be read, which its row says.
            each: Is called with each of its recordings: they are decoded once for this, too.
        """
        from recview.checks.runner import check_file
        from recview.sources.beside import FilesBeside
        from recview.sources.checked_files import StampedResult

        self._unreported[path] = None
        if data is None:
            self._results.remove(path)
            return
        stamp = self._stamp(path)
        beside = FilesBeside(self._root)
        result = check_file(path, data, beside, each=each)
        if result.readability.is_sound:
            # A sound file of another kind.
            result = result._replace(findings=())
        is_lasting = stamp != UNSEEN and not beside.stamps
        self._results.put(StampedResult(result, stamp, is_lasting=is_lasting), is_news=True)

    def _stamp(self, path: str) -> Stamp:
        """What a file is known by; of one that changed since the start nothing."""
        return UNSEEN if path in self._changed else self._stamps.get(path, UNSEEN)

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
            self._kept.save(self._results)

    def report_if_due(self) -> None:
        """Tell what was found since the last time, also of files in which nothing is; unless that was just now."""
        if self._unchecked and time.monotonic() - self._reported_at <= REPORT_EVERY_S:
            return
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
