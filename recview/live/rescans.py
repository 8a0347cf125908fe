"""When a folder is scanned though no event names it, since events go missing."""

from __future__ import annotations

RESCAN_EVERY_S, RESCAN_SHARE = 9.0, 100
"""Seconds after which the whole root is scanned without an event: on some disks (shared folders, full tables of
watches) events go missing. A slow scan is made so much more rarely that it takes a hundredth of the time."""

SECOND_SCAN_S = 0.3
"""Seconds after which a folder that was just made is scanned again: files in it may have been missed."""


class Rescans:
    """The times of the next scans, in seconds of the monotonic clock."""

    def __init__(self) -> None:
        self._next_round = 0.0
        self._second_scans: dict[str, float] = {}

    def due(self, folders: frozenset[str], now: float) -> set[str]:
        """The folders to scan now: only the root, as an empty string, if that is to be scanned.

        Args:
            folders: Those that an event named.
            now: The time.
        """
        # A folder that was just made may have had files before its watch was armed.
        self._second_scans.update({folder: now + SECOND_SCAN_S for folder in folders if folder})
        again = {folder for folder, at in self._second_scans.items() if at <= now}
        for folder in again:
            del self._second_scans[folder]
        if "" in folders or now >= self._next_round:
            return {""}
        return again.union(folders)

    def finish_round(self, started_at: float, ended_at: float) -> None:
        """The whole root was scanned between two times."""
        self._next_round = ended_at + max(RESCAN_EVERY_S, RESCAN_SHARE * (ended_at - started_at))
