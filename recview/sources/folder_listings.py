"""What is in the folders of a root, kept while a folder is unchanged: looking at a tree again is one call a file."""

from __future__ import annotations

import os
import time

from recview.sources.content_time import RACY_NS
from recview.value import Value

KEPT_FOR_S = 60.0
"""Seconds after which a folder is listed again even if it looks unchanged."""


class FolderListing(Value):
    """The names in a folder, sorted out.

    Attributes:
        recordings: Paths below the base of the files whose ending is that of a recording.
        below: Paths of the folders in it that are looked into, the last first.
        left_out: Paths of those that are not.
        is_left_out: Whether the folder itself is not looked into.
        has_links: Whether what is in it depends on other folders.
    """

    recordings: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    is_left_out: bool = False
    has_links: bool = False


class _Kept(Value):
    stamp: tuple[int, int, int, int]
    until: float
    listing: FolderListing


class FolderListings:
    """The listings of the folders that have not changed since."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def current(self, folder: str, status: os.stat_result) -> FolderListing | None:
        """The listing of a folder; None if it must be listed again.

        Args:
            folder: Its path.
            status: Its status now.
        """
        kept = self._kept.get(folder)
        if kept and kept.stamp == _stamp(status) and time.monotonic() < kept.until:
            return kept.listing
        return None

    def keep(self, folder: str, status: os.stat_result, listing: FolderListing) -> None:
        """Keep a listing, unless the folder may change without a sign of it.

        Args:
            folder: Its path.
            status: Its status before it was listed.
            listing: What was in it.
        """
        is_settled = abs(time.time_ns() - status.st_mtime_ns) > RACY_NS
        if is_settled and not listing.has_links:
            self._kept[folder] = _Kept(_stamp(status), time.monotonic() + KEPT_FOR_S, listing)
        else:
            self._kept.pop(folder, None)


def _stamp(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_ctime_ns
