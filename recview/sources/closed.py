"""Folders that cannot be looked into for a while: what is in them is neither gone nor broken, just not known."""

from __future__ import annotations

from recview.sources.paths import folders_above, is_within


class ClosedFolders:
    """The folders that cannot be looked into now, each with the reason as a clause."""

    def __init__(self) -> None:
        self._reasons: dict[str, str] = {}

    def close(self, folder: str, reason: str) -> None:
        """A folder could not be looked into."""
        self._reasons[folder] = reason

    def forget_below(self, folder: str) -> None:
        """A folder is about to be looked at anew, with all that is in it."""
        self._reasons = {path: reason for path, reason in self._reasons.items() if not is_within(path, folder)}

    def __contains__(self, folder: str) -> bool:
        return folder in self._reasons

    def reason(self, path: str) -> str:
        """Why a path cannot be looked at: that of the nearest closed folder above it, or of itself; empty if it can."""
        if not self._reasons:
            return ""
        return next((self._reasons[folder] for folder in folders_above(path) if folder in self._reasons), "")
