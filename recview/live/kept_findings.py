"""What an earlier session found in the files of a root, and what this one keeps for the next."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from recview.root import Root
from recview.sources.files import UNSEEN, Stamp

if TYPE_CHECKING:
    from recview.cache.finding_store import FindingStore
    from recview.cache.settings import CacheSettings
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
        self._taken: set[str] = set()
        self._started_ns = 0

    @cached_property
    def _store(self) -> FindingStore:
        from recview.cache.finding_store import FindingStore

        return FindingStore(self._root, self._cache)

    @cached_property
    def _results(self) -> dict[str, StampedResult]:
        self._started_ns = time.time_ns()
        return self._store.load()

    def take(self, path: str, stamp: Stamp) -> StampedResult | None:
        """What was found in a file; None if that is not known, or the file has another stamp now."""
        kept = self._results.pop(path, None)
        if kept is None or not kept.stamp == stamp != UNSEEN:
            return None
        self._taken.add(path)
        return kept

    def save(self, results: Mapping[str, StampedResult]) -> None:
        """Keep what was found, if it was not all kept before."""
        if any(each.is_lasting and path not in self._taken for path, each in results.items()):
            # Those left over are of files that have no rows.
            self._store.save([*self._results.values(), *results.values()], self._started_ns)
        self._taken.clear()
