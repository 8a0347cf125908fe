"""What the names of archives end in. Every start asks, so nothing is imported here."""

from __future__ import annotations

ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.zst")
"""What the names of archives end in that can be opened."""

OTHER_ENDINGS = (".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".7z", ".rar")
"""What the names of other archives end in."""


def is_archive_name(path: str) -> bool:
    """Whether a file is opened as an archive, by its name."""
    return path.lower().endswith(ENDINGS)
