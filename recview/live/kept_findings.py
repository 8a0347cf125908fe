"""What an earlier session found in the files of a root, and what this one keeps for the next."""

from __future__ import annotations

import time
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from recview.root import Root
from recview.sources.files import UNSEEN, Stamp

if TYPE_CHECKING:
    from recview.cache.finding_store import FindingStore
    from recview.cache.settings import CacheSettings
    from recview.live.check_results import CheckResults
    from recview.sources.checked_files import StampedResult


class KeptFindings:
    """What an earlier session found, by path; it is read when the first file is asked for: the list comes first."""

    def __init__(self, root: Root, cache: CacheSettings | None) -> None:
        """Read nothing yet.

        Args:
            root: Where the files are.
            cache: Where findings are kept; None keeps none.
        """
        self._root, self._cache = root, cache
        self._started_ns = 0

    @cached_property
    def _store(self) -> FindingStore:
        from recview.cache.finding_store import FindingStore

        return FindingStore(self._root, self._cache)

    @cached_property
    def _results(self) -> CheckResults:
        from recview.live.check_results import CheckResults

        self._started_ns = time.time_ns()
        kept = CheckResults()
        return kept if self._store.load_each(kept.put) else CheckResults()

    def take(self, path: str, stamp: Stamp) -> StampedResult | None:
        """What was found in a file; None if that is not known, or the file has another stamp now."""
        kept = self._results.get(path)
        self._results.remove(path)
        return kept if kept is not None and kept.stamp == stamp != UNSEEN else None

    def save(self, results: CheckResults) -> None:
        """Keep what was found, if it was not all kept before."""
        if results.has_news:
            # Those left over are of files that have no rows.
            self._store.save(chain(self._results, results), self._started_ns)
