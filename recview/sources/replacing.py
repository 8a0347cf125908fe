"""Giving a file another content: whole, atomic, reached through no link, and only over what it is known to hold.

Every folder on the way is opened by itself, so that what is put in its place meanwhile is not followed; the file gets
its new content by a rename in its own folder.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from recview.sources.files import stamp
from recview.sources.git.objects import algorithm_of, content_id

_MOST_BYTES = 1 << 30
"""Bytes of a file that are looked at: none that was shown is larger."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


class NotReplaced(Exception):
    """Nothing was written; the message is a clause for the user."""


def write_below(base: str, path: str, data: bytes, shown_id: str | None) -> None:
    """Write a file below a folder.

    Args:
        base: The folder.
        path: The file's path below it.
        data: Its new content.
        shown_id: The id of its present content; None if there must be no such file.

    Raises:
        NotReplaced: If something else is there.
        OSError: If it cannot be written.
    """
    *folders, name = path.split("/")
    with _opened_folder(base, folders) as folder:
        if shown_id is None:
            _create(folder, name, data)
        else:
            _replace(folder, name, data, _check(folder, name, shown_id))


@contextmanager
def _opened_folder(base: str, names: list[str]) -> Iterator[int]:
    """The file descriptor of a folder below another one, reached through no link.

    Raises:
        NotReplaced: If there is a link on the way, or no such folder.
    """
    with ExitStack() as handles:
        # What the user named may be a link itself.
        folder = os.open(base, _FOLDER)
        handles.callback(os.close, folder)
        for name in names:
            folder = _folder_in(folder, name)
            handles.callback(os.close, folder)
        yield folder


def _folder_in(folder: int, name: str) -> int:
    """The file descriptor of a folder in a folder.

    Raises:
        NotReplaced: If there is none.
    """
    status = _status(folder, name)
    if status is None:
        raise NotReplaced(f"its folder {name} is gone")
    if not stat.S_ISDIR(status.st_mode):
        raise NotReplaced(f"{name} on the way to it is {'a link' if stat.S_ISLNK(status.st_mode) else 'no folder'}")
    return os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=folder)


def _status(folder: int, name: str) -> os.stat_result | None:
    """What is in a folder under exactly this name, a link as such; None if nothing is.

    Raises:
        NotReplaced: If the name is none, or another spelling of it is there, where case does not count.
    """
    if name in ("", ".", ".."):
        raise NotReplaced("its path leads out of what was opened")
    try:
        status = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if name not in os.listdir(folder):
        raise NotReplaced(f"another spelling of {name} is there")
    return status


def _check(folder: int, name: str, shown_id: str) -> os.stat_result:
    """Make sure that a file holds what was shown; returns what it is.

    Raises:
        NotReplaced: If it does not, or is no file.
    """
    status = _status(folder, name)
    if status is None:
        raise NotReplaced("it is gone meanwhile")
    if not stat.S_ISREG(status.st_mode):
        raise NotReplaced(f"it is {'a link' if stat.S_ISLNK(status.st_mode) else 'no regular file'}")
    if not os.access(name, os.W_OK, dir_fd=folder):
        raise NotReplaced("it is write-protected")
    handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        is_whole = stat.S_ISREG(status.st_mode) and status.st_size <= _MOST_BYTES
        if not is_whole or content_id(file.read(), algorithm_of(shown_id)) != shown_id:
            raise NotReplaced("it changed since it was shown")
    return status


def _create(folder: int, name: str, data: bytes) -> None:
    """Make a file, whole or not at all; never over something else."""
    if _status(folder, name) is not None:
        raise NotReplaced("something else is there meanwhile")
    with _new_file(folder, data) as temporary:
        try:
            os.link(temporary, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
        except FileExistsError:
            raise NotReplaced("something else is there meanwhile") from None


def _replace(folder: int, name: str, data: bytes, shown: os.stat_result) -> None:
    """Give a file another content, whole or not at all, unless it changed since it was looked at."""
    with _new_file(folder, data, stat.S_IMODE(shown.st_mode) & 0o777) as temporary:
        status = _status(folder, name)
        if status is None or stamp(status) != stamp(shown):
            raise NotReplaced("it changed since it was shown")
        os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)


@contextmanager
def _new_file(folder: int, data: bytes, mode: int | None = None) -> Iterator[str]:
    """The name of a new file with a content and with a mode, if that is not to be the usual; removed at the end."""
    name = f".recview-{os.urandom(6).hex()}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(name, flags, 0o666 if mode is None else 0o600, dir_fd=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if mode is not None:
                os.fchmod(handle, mode)
            # Some disks tell only now that they are full.
            os.fsync(handle)
        yield name
    finally:
        with suppress(OSError):
            os.unlink(name, dir_fd=folder)
