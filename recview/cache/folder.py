"""The folder that caches are kept in: made for the user alone, and not used if it is anyone else's."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256

from recview.destination import enclosing_root
from recview.named_tuple import NamedTuple
from recview.private_folder import is_own
from recview.root import Root

_NAME = re.compile(r"[0-9a-f]{32}\.index")
_TEMPORARY_NAME = re.compile(r"\.[0-9a-f]{32}\.index\.[0-9a-f]{12}\.tmp")

FINDINGS = "findings"
"""The kind of cache that holds what the checks found in a root, and the name of its only part."""

ABANDONED_AFTER_S = 3_600
"""Seconds after which a file that was never finished belongs to a program that was killed."""


class CachedFile(NamedTuple):
    """A file of the cache folder that recview wrote.

    Attributes:
        path: On the disk.
        size: In bytes.
        used_at: When it was last written or read by recview, in seconds since the epoch.
        is_finished: False of a file that was not yet given its name.
    """

    path: str
    size: int
    used_at: float
    is_finished: bool


def root_key(root: Root) -> tuple[str, ...]:
    """What identifies a root: its base as it was named, the real path of that, and the tops below it."""
    return os.path.abspath(root.base), os.path.realpath(root.base), *root.tops


def cache_path(folder: str, root: Root, kind: str = "") -> str:
    """The path of the cache of a root; of its findings, which are kept apart, with `FINDINGS` as the kind."""
    key = (*root_key(root), f"\0{kind}") if kind else root_key(root)
    name = sha256("\0".join(key).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return os.path.join(folder, f"{name}.index")


def is_usable(folder: str, root: Root) -> bool:
    """Whether the cache of a root may be in a folder, which need not be there yet.

    recview never writes to what it has open.
    """
    try:
        return (
            bool(folder) and not enclosing_root(folder, root.roots) and (not os.path.lexists(folder) or is_own(folder))
        )
    except (OSError, ValueError):
        return False


def cached_files(folder: str) -> Iterator[CachedFile]:
    """Every file in a folder that is a cache of the user's, or was to become one; nothing if the folder is not his."""
    if not is_own(folder):
        return
    with suppress(OSError), os.scandir(folder) as members:
        for member in members:
            is_finished = bool(_NAME.fullmatch(member.name))
            if not is_finished and not _TEMPORARY_NAME.fullmatch(member.name):
                continue
            with suppress(OSError):
                status = member.stat(follow_symlinks=False)
                if stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid():
                    yield CachedFile(member.path, status.st_size, status.st_mtime, is_finished)


def clear(folder: str) -> tuple[list[CachedFile], list[CachedFile]]:
    """Delete every cache in a folder, and nothing else: those that are deleted, and those that cannot be."""
    deleted: list[CachedFile] = []
    kept: list[CachedFile] = []
    for file in list(cached_files(folder)):
        try:
            os.unlink(file.path)
            deleted.append(file)
        except OSError:
            kept.append(file)
    return deleted, kept


def evict(folder: str, limit: int, newest: str, now: float) -> None:
    """Delete what was used longest ago until all caches are within a limit, and what was abandoned unfinished.

    Args:
        folder: The cache folder.
        limit: Bytes that they may have together.
        newest: The path of the cache that stays.
        now: The time, in seconds since the epoch.
    """
    total = 0
    for file in sorted(cached_files(folder), key=lambda file: (file.path == newest, file.used_at), reverse=True):
        is_abandoned = not file.is_finished and now - file.used_at > ABANDONED_AFTER_S
        total += file.size
        if is_abandoned or (file.is_finished and file.path != newest and total > limit):
            total -= file.size
            with suppress(OSError):
                os.unlink(file.path)
