"""What the checks find in the recordings of a root, for a query that asks for it."""

from __future__ import annotations

import os
import time

from recview.cache.finding_store import FindingStore
from recview.checks.runner import check_tree, findings_beside
from recview.checks.settings import CheckSettings
from recview.cli.kept_options import cache_settings
from recview.config.reading import read_settings
from recview.findings import FileFindings
from recview.library.finding_table import FindingTable
from recview.root import Root
from recview.sources.checked_files import FilesToCheck


def findings_in(root: Root) -> FindingTable:
    """What is found in each file of a root; files that did not change since an earlier run are not checked anew."""
    store = FindingStore(root, cache_settings(read_settings(root.roots[0], {}, os.environ, {})))
    kept, started_ns = store.load(), time.time_ns()
    every = list(FilesToCheck(root).results(kept))
    if any(kept.get(each.result.path) is not each for each in every):
        store.save(every, started_ns)
    results = [each.result for each in every]
    # Of files that were named one by one the folders tell nothing.
    is_whole_tree = {result.path for result in results}.isdisjoint(root.tops)
    beside = findings_beside(check_tree(results, CheckSettings(is_whole_tree=is_whole_tree)))
    files = {}
    for result in results:
        others = beside.get(result.path, FileFindings())
        files[result.path] = FileFindings(result.findings + others.findings, others.unreachable)
    table = FindingTable()
    table.take(files, {}, is_complete=True)
    return table
