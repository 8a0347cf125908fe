"""Where output may be written, and writing it whole or not at all.

An output option never touches what recview has open, and replaces only a file that the same option wrote earlier.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress

from recview.value import Value

STDOUT = "-"
"""The path that stands for standard output."""


class NotWritten(Exception):
    """Nothing was written; the message is a clause for the user."""


def enclosing_root(path: str, roots: Iterable[str]) -> str:
    """The first of some folders or files that a path is, or is inside of; empty if there is none.

    The path need not exist. It counts as inside by its name, by the name that its links lead to, and if one of the
    folders above it is the root under another name (a mounted folder).

    Raises:
        OSError: If the current folder was deleted and the path is relative.
    """
    names = {os.path.abspath(path), os.path.realpath(path)}
    for root in roots:
        root_names = {os.path.abspath(root), os.path.realpath(root)}
        if any(is_below(name, root_name) for name in names for root_name in root_names):
            return root
        if (identity := _identity(root)) and any(_identity(folder) == identity for folder in _upwards(names)):
            return root
    return ""


def is_below(path: str, folder: str) -> bool:
    """Whether an absolute path is a folder or inside of it, by their names alone."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _identity(path: str) -> tuple[int, int] | None:
    """Device and inode; None if there is no such file or folder."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _upwards(paths: Iterable[str]) -> Iterable[str]:
    """Every path, and the folders that hold it up to the top."""
    for path in paths:
        while True:
            yield path
            folder = os.path.dirname(path)
            if folder == path:
                break
            path = folder


class Destination(Value):
    """What an output option names: a file, a pipe, a terminal or standard output.

    Attributes:
        path: As the user wrote it; see `STDOUT`.
        roots: The folders and files that are open.
        is_own: Whether the content of a file was written by this option earlier.
        force: Replace a file of any content.
    """

    path: str
    roots: tuple[str, ...]
    is_own: Callable[[bytes], bool]
    force: bool = False

    def refusal(self) -> str:
        """Why nothing may be written there now, as a clause; empty if it may."""
        if self.path == STDOUT:
            return ""
        try:
            if root := enclosing_root(self.path, self.roots):
                return f"it is inside {root}, and recview never writes to what it has open"
            return self._refusal_outside()
        except OSError as error:
            return clause(error)

    def _refusal_outside(self) -> str:
        """Why the kind of file that is there, or its folder, forbids it."""
        try:
            status = os.stat(self.path)
        except FileNotFoundError:
            return _folder_refusal(os.path.realpath(self.path)) if os.path.basename(self.path) else "it names no file"
        if _is_stream(status):
            return ""
        if not stat.S_ISREG(status.st_mode):
            return "it is a folder" if stat.S_ISDIR(status.st_mode) else "it is a device or a socket"
        if not os.access(self.path, os.W_OK):
            return "it is write-protected"
        if not self.force and status.st_size and not self._holds_own():
            return "it exists and recview did not write it; --force replaces it"
        return _folder_refusal(os.path.realpath(self.path))

    def _holds_own(self) -> bool:
        with open(self.path, "rb") as file:
            return self.is_own(file.read())

    def write(self, data: bytes) -> None:
        """Write all of the data; of a file, the earlier content stays until the new one is complete.

        Raises:
            NotWritten: With the reason.
        """
        if refusal := self.refusal():
            raise NotWritten(refusal)
        try:
            if self.path == STDOUT:
                _write_all(os.dup(1), data)
            elif os.path.exists(self.path) and _is_stream(os.stat(self.path)):
                _write_stream(self.path, data)
            else:
                _replace(os.path.realpath(self.path), data)
        except OSError as error:
            raise NotWritten(clause(error)) from None


def clause(error: OSError) -> str:
    """An error of the system as a clause."""
    return (error.strerror or str(error)).lower()


def _is_stream(status: os.stat_result) -> bool:
    """Whether it takes bytes and keeps none of its own: a pipe or a terminal."""
    return stat.S_ISFIFO(status.st_mode) or stat.S_ISCHR(status.st_mode)


def _folder_refusal(path: str) -> str:
    """Why no file can be made in the folder of a path."""
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        return f"there is no folder {folder}"
    return "" if os.access(folder, os.W_OK | os.X_OK) else f"the folder {folder} is write-protected"


def _write_stream(path: str, data: bytes) -> None:
    # Without O_NONBLOCK a pipe that nobody reads would wait for ever.
    handle = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    os.set_blocking(handle, True)
    _write_all(handle, data)


def _write_all(handle: int, data: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _replace(path: str, data: bytes) -> None:
    """Write a new file beside a path and give it that name; if that fails, nothing of it is left."""
    from secrets import token_hex  # on use: most commands write nothing

    beside = os.path.join(os.path.dirname(path), f".recview-{token_hex(6)}.tmp")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            with suppress(OSError):
                os.fchmod(handle, stat.S_IMODE(os.stat(path).st_mode))
            file.write(data)
            file.flush()
            # Some disks tell only now that they are full.
            os.fsync(handle)
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def temporary_folder(roots: Iterable[str]) -> str:
    """A folder for temporary files that is not inside of what is open.

    Args:
        roots: The folders and files that are open.

    Raises:
        OSError: If there is none.
    """
    import tempfile  # on use: few runs write one

    roots = tuple(roots)
    folders = (tempfile.gettempdir(), "/var/tmp", os.path.expanduser("~"))
    folder = next((each for each in folders if os.path.isdir(each) and not enclosing_root(each, roots)), None)
    if folder is None:
        raise OSError("every temporary folder is inside what recview has open")
    return folder


def remove_copy(path: str) -> None:
    """Remove a copy and the temporary folder that it is alone in, as far as they are there."""
    with suppress(OSError):
        os.unlink(path)
    with suppress(OSError):
        os.rmdir(os.path.dirname(path))
