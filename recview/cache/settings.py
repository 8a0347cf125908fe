"""Where caches are kept, and how large they may grow together."""

from __future__ import annotations

import os
import sys

from recview.value import Value

VARIABLE = "RECVIEW_CACHE_DIR"
"""The environment variable that names the cache folder."""

DEFAULT_LIMIT_MB = 500


class CacheSettings(Value):
    """What the user decided.

    Attributes:
        folder: The absolute path of the cache folder; empty if nothing is to be kept.
        limit: The bytes that all caches may have together.
    """

    folder: str
    limit: int = DEFAULT_LIMIT_MB * 1_000_000


def default_folder(platform: str = sys.platform) -> str:
    """The user's cache folder for recview, by the rules of platformdirs; empty if there is no home folder.

    Args:
        platform: As `sys.platform` names it.
    """
    if chosen := os.environ.get(VARIABLE, "").strip():
        return os.path.abspath(os.path.expanduser(chosen))
    if os.path.isabs(base := os.environ.get("XDG_CACHE_HOME", "").strip()):
        return os.path.join(base, "recview")
    below = os.path.join("Library", "Caches") if platform == "darwin" else ".cache"
    home = os.path.expanduser("~")
    return os.path.join(home, below, "recview") if os.path.isabs(home) else ""
