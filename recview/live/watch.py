"""Watching the folders of a root: batches of changed paths, until the watch is stopped.

Source: watchfiles reports a folder that was made or moved without the files in it, a replaced file as added, and
nothing more once its root was deleted. So folders are named for a rescan, and a root that was deleted or replaced is
watched anew as soon as it exists. Where there are no events all is scanned again and again, which costs less than
watchfiles' own polling. Blocks: run it in a thread.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from threading import Event

from recview.formats import SUFFIXES
from recview.live.file_events import QUIET_MS, TICK_MS, file_events
from recview.live.watched_folders import WatchedFolders, folders_to_watch, is_outdated
from recview.named_tuple import NamedTuple
from recview.root import Root
from recview.sources.paths import is_within

ABSENT_CHECK_S = 0.05
"""Seconds after which a root that was deleted is looked for again."""

POLL_S, MAX_POLL_S, POLL_SHARE = 0.3, 0.5, 50
"""Seconds between two scans where there are no events, and at most where that is less than so many times as long as a
scan works: of a few thousand files a scan works for 10 ms."""


class Changes(NamedTuple):
    """A batch of changed paths below the base; empty if nothing changed for a while.

    Attributes:
        files: Paths to read again; some may be deleted.
        folders: Folders to scan again, since the files in them were not reported; an empty string is the whole root.
        polling: Why the system's own events are not used, if they are not.
    """

    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    polling: str = ""


EVERYTHING = frozenset({""})

_FORCED = "WATCHFILES_FORCE_POLLING"
"""The variable that asks for no events: on some disks (sshfs, NFS) there are none. It is called as watchfiles' own."""

_ADDED, _DELETED = 1, 3
"""watchfiles' numbers for them."""


def watch_changes(root: Root, stop: Event) -> Iterator[Changes]:
    """Watch until `stop` is set. The first batch after a watch was armed asks for a scan of everything."""
    polling, is_lenient = _forced_polling(), False
    while not stop.is_set() and not polling:
        tops = _watched_tops(root)
        watched = folders_to_watch(root)
        if not tops or not watched.folders:
            yield Changes(folders=EVERYTHING)
            if _comes_back(root, stop):
                # Before it is watched, which takes a while.
                yield Changes(folders=EVERYTHING)
            continue
        try:
            yield from _changes_until_outdated(root, watched, tops, stop, is_lenient=is_lenient)
        except FileNotFoundError:
            # A folder that was deleted since it was listed.
            stop.wait(QUIET_MS / 1_000)
        except PermissionError:
            # One folder cannot be looked into. Only then are errors passed over: that there are no watches left is one.
            is_lenient = True
            stop.wait(QUIET_MS / 1_000)
        except UnicodeError:
            # watchfiles takes no path that is not UTF-8.
            polling = "the path is not UTF-8"
        except (OSError, RuntimeError) as error:
            # Most often the system has no more watches to give; polling needs none. watchfiles' own errors are runtime
            # errors.
            if any(map(os.path.isdir, tops)):
                polling = _reason(error)
            else:
                stop.wait(TICK_MS / 1_000)
    while not stop.is_set():
        began = time.thread_time()
        yield Changes(folders=EVERYTHING, polling=polling)
        stop.wait(min(max(POLL_S, (time.thread_time() - began) * POLL_SHARE), MAX_POLL_S))


def _comes_back(root: Root, stop: Event) -> bool:
    """Whether there is something to watch, which is waited for, for a moment."""
    end = time.monotonic() + TICK_MS / 1_000
    while not stop.wait(ABSENT_CHECK_S) and time.monotonic() < end:
        if _watched_tops(root):
            return True
    return False


def _changes_until_outdated(
    root: Root, watched: WatchedFolders, tops: dict[str, _Identity], stop: Event, *, is_lenient: bool
) -> Iterator[Changes]:
    """Watch one set of folders until another set is to be watched, or a root was deleted or replaced.

    Raises:
        OSError: If a folder cannot be watched.
        RuntimeError: If watchfiles fails otherwise.
    """
    names = {name for path in tops for name in (os.path.abspath(path), os.path.realpath(path))}
    batches = file_events(watched.folders, stop, is_recursive=watched.is_recursive, is_lenient=is_lenient)
    with closing(batches):
        is_first = True
        for batch in batches:
            relatives = _below(root, {path for _, path in batch})
            changes = _sort_paths(root, relatives)
            # Whatever changed before the watch was armed was not reported.
            yield changes._replace(folders=changes.folders | EVERYTHING) if is_first else changes
            is_first = False
            # A folder that was made anew at once may have the number of the one that was deleted.
            is_deleted = any(kind == _DELETED and os.path.abspath(path) in names for kind, path in batch)
            others = [(kind, relatives[path]) for kind, path in batch if relatives[path] not in changes.files]
            if is_deleted or tops != _watched_tops(root) or _is_outdated(watched, root, others):
                return


def _forced_polling() -> str:
    """Why no events are asked for, as watchfiles reads its variable; empty if they are."""
    value = os.environ.get(_FORCED, "").lower()
    return f"{_FORCED} is set" if value not in ("", "false", "disable", "disabled") else ""


def _reason(error: Exception) -> str:
    """Why there are no events. watchfiles gives the system's words, followed by all paths that were to be watched."""
    message = str(error).partition(" about [")[0]
    if "limit reached" in message or "No space left" in message or "os error 28" in message:
        return "no file watches left (fs.inotify.max_user_watches)"
    if "Too many open files" in message or "os error 24" in message:
        return "too many programs watch files (fs.inotify.max_user_instances)"
    return message[:120]


_Identity = tuple[int, int]
"""Device and inode: another one means that a folder was replaced."""


def _watched_tops(root: Root) -> dict[str, _Identity]:
    """The folders that the user opened, each with its identity; of a single file its folder, as it may be replaced."""
    tops: dict[str, _Identity] = {}
    for top in root.tops:
        path = root.path(top)
        folder = path if os.path.isdir(path) else os.path.dirname(path) or "."
        if os.path.isdir(folder) and (identity := _identity(folder)):
            tops[folder] = identity
    return tops


def _identity(path: str) -> _Identity | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _is_outdated(watched: WatchedFolders, root: Root, changes: Iterable[tuple[int, str]]) -> bool:
    """Whether changes, each a kind and a path below the base, make other folders ones to watch."""
    return any(
        is_outdated(watched, root, relative, is_new=kind == _ADDED) for kind, relative in changes if kind != _DELETED
    )


def _below(root: Root, paths: Iterable[str]) -> dict[str, str]:
    """Of each path on disk the path below the base, which itself is empty; `..` begins one that is not below."""
    base = os.path.join(os.path.abspath(root.base), "")
    start = len(base)
    return {
        path: path[start:] if path.startswith(base) and _is_plain(path[start:]) else _relative(root, path)
        for path in paths
    }


def _is_plain(path: str) -> bool:
    """Whether there is no `.`, `..` or empty part in a path; False of some others, too."""
    return bool(path) and path[0] not in "/." and path[-1] != "/" and "//" not in path and "/." not in path


def _relative(root: Root, path: str) -> str:
    base = os.path.abspath(root.base)
    relative = os.path.relpath(os.path.abspath(path), base)
    if relative.startswith(".."):
        # Some systems report the real path of what was watched by a link.
        relative = os.path.relpath(os.path.realpath(path), os.path.realpath(base))
    return "" if relative == "." else relative


def _sort_paths(root: Root, relatives: Mapping[str, str]) -> Changes:
    """The files and folders that changed paths ask to be read, given each on disk with its path below the base."""
    files, folders = set(), set()
    archives = set(root.archives)
    single = {top for top in root.tops if os.path.isfile(root.path(top)) or top.endswith(SUFFIXES)} - archives
    trees = [top for top in root.tops if top not in single and top not in archives]
    for path, relative in relatives.items():
        if not relative or relative.startswith(".."):
            # What is beside the one archive is nobody's.
            if not (relative and "" in archives):
                folders.add("")
        elif relative in archives:
            folders.add(relative)
        elif relative in single:
            files.add(relative)
        elif not root.is_skipped(relative) and any(
            is_within(relative, tree) or is_within(tree, relative) for tree in trees
        ):
            _add_to_tree(path, relative, files, folders)
    return Changes(frozenset(files), frozenset(folders))


def _add_to_tree(path: str, relative: str, files: set[str], folders: set[str]) -> None:
    """Add a path of a tree to the files or to the folders; a path that is neither a recording nor a folder to none."""
    is_folder = os.path.isdir(path)
    if relative.endswith(SUFFIXES) and not is_folder:
        files.add(relative)
    elif is_folder or not os.path.lexists(path):
        folders.add(relative)
