"""What happens below a place while recview runs: changed paths, in batches, until told to stop.

Source: watchfiles reports a folder that was made or moved without the files in it, a replaced file as added, and
nothing more once its root was deleted. So folders are named for a rescan, and a root that is gone or is another one
is watched anew as soon as it is there. Blocks: run it in a thread.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event

from recview.formats import SUFFIXES
from recview.live.watched_folders import WatchedFolders, folders_to_watch, is_outdated
from recview.root import Root

STEP = 10
"""Milliseconds of quiet that end a batch: most of the time from a write to the screen."""

LONGEST = 100
"""Milliseconds after which a batch ends, quiet or not."""

PATIENCE = 250
"""Milliseconds after which a root that is gone or replaced is noticed."""


@dataclass(frozen=True, slots=True)
class Changes:
    """A batch of what changed, by paths below the base; empty if nothing did for a while.

    Attributes:
        files: Paths to read again; some may be gone.
        folders: Folders to scan again: what is in them was not reported. An empty string is the whole place.
        polling: Why the system's own events are not used, if they are not.
    """

    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    polling: str = ""


EVERYTHING = frozenset({""})

_ADDED, _DELETED = 1, 3
"""watchfiles' numbers for them."""

_FORCED = "WATCHFILES_FORCE_POLLING"
"""The variable by which watchfiles is told to use no events: on some disks (sshfs, NFS) there are none."""


def watch_changes(place: Root, stop: Event) -> Iterator[Changes]:
    """Watch until `stop` is set. Whenever a watch was armed, the first batch asks for a scan of everything."""
    from watchfiles._rust_notify import RustNotify, WatchfilesRustInternalError

    polling, lenient = _forced_polling(), False
    while not stop.is_set():
        roots = {path: _identity(path) for path in _roots(place)}
        heads = {real for path in roots for real in (os.path.abspath(path), os.path.realpath(path))}
        now = folders_to_watch(place)
        if not roots or not now.folders:
            yield Changes(folders=EVERYTHING, polling=polling)
            stop.wait(PATIENCE / 1_000)
            continue
        try:
            with RustNotify(list(now.folders), False, bool(polling), 300, now.is_recursive, lenient) as notify:
                yield Changes(folders=EVERYTHING, polling=polling)
                alive = True
                while alive and not stop.is_set() and roots == {path: _identity(path) for path in _roots(place)}:
                    told = notify.watch(LONGEST, STEP, PATIENCE, stop)
                    changes = set() if isinstance(told, str) else told
                    yield _sorted_out(place, {path for _, path in changes}, polling)
                    if any(_is_outdated(now, place, *change) for change in changes):
                        break
                    # A folder that was made anew at once may have the number of the one that was deleted.
                    alive = heads.isdisjoint(os.path.abspath(path) for kind, path in changes if kind == _DELETED)
        except FileNotFoundError:
            # A folder that went away since it was looked for.
            stop.wait(STEP / 1_000)
        except PermissionError:
            # One folder cannot be looked into. Only then are errors passed over: that there are no watches left is one.
            lenient = True
            stop.wait(STEP / 1_000)
        except (OSError, WatchfilesRustInternalError) as error:
            # Most often the system has no more watches to give; polling needs none.
            if any(map(os.path.isdir, roots)):
                polling = polling or _why(error)
            stop.wait(PATIENCE / 1_000)


def _forced_polling() -> str:
    """Why no events are asked for, as watchfiles reads its variable; empty if they are."""
    value = os.environ.get(_FORCED, "").lower()
    return f"{_FORCED} is set" if value not in ("", "false", "disable", "disabled") else ""


def _why(error: Exception) -> str:
    """Why there are no events. watchfiles gives the system's words, followed by all that was to be watched."""
    said = str(error).partition(" about [")[0]
    if "limit reached" in said or "No space left" in said or "os error 28" in said:
        return "no file watches left (fs.inotify.max_user_watches)"
    if "Too many open files" in said or "os error 24" in said:
        return "too many programs watch files (fs.inotify.max_user_instances)"
    return said[:120]


def _roots(place: Root) -> list[str]:
    """The folders to watch: for a single file its folder, since the file may be replaced."""
    found = set()
    for top in place.tops:
        path = place.path(top)
        found.add(path if os.path.isdir(path) else os.path.dirname(path) or ".")
    return sorted(path for path in found if os.path.isdir(path))


def _is_outdated(now: WatchedFolders, place: Root, kind: int, path: str) -> bool:
    """Whether a change makes other folders ones to watch."""
    return kind != _DELETED and is_outdated(now, place, _relative(place, path), is_new=kind == _ADDED)


def _relative(place: Root, path: str) -> str:
    """A path below the base, which itself is empty; it begins with `..` if it is not below."""
    base = os.path.abspath(place.base)
    relative = os.path.relpath(os.path.abspath(path), base)
    if relative.startswith(".."):
        # Some systems report the real path of what was watched by a link.
        relative = os.path.relpath(os.path.realpath(path), os.path.realpath(base))
    return "" if relative == "." else relative


def _identity(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _sorted_out(place: Root, paths: set[str], polling: str) -> Changes:
    files, folders = set(), set()
    single = {top for top in place.tops if os.path.isfile(place.path(top)) or top.endswith(SUFFIXES)}
    trees = [top for top in place.tops if top not in single]
    for path in paths:
        relative = _relative(place, path)
        if not relative or relative.startswith(".."):
            folders.add("")
        elif not place.is_skipped(relative):
            folder = os.path.isdir(path)
            if relative in single:
                files.add(relative)
            elif not trees:
                continue
            elif relative.endswith(SUFFIXES) and not folder:
                files.add(relative)
            elif folder or not os.path.lexists(path):
                folders.add(relative)
    return Changes(frozenset(files), frozenset(folders), polling)
