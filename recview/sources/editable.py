"""The file that an editor is to open: the one on the disk, or a read-only copy of what is no file there."""

from __future__ import annotations

import os
import tempfile

from recview.decompressing import readable
from recview.destination import remove_copy, temporary_folder
from recview.named_tuple import NamedTuple
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.files import Bytes, NotRead, read_listed
from recview.sources.mounted import mounted


class EditableFile(NamedTuple):
    """A file for an editor.

    Attributes:
        path: Where it is, absolute.
        data: Its content, unpacked; nothing if it is too large to be looked at.
        copied: Why it is a copy, as a clause; empty if it is the recording's own file.
    """

    path: str
    data: bytes
    copied: str = ""


def editable_file(root: Root, path: str, baseline: Baseline, *, is_before: bool = False) -> EditableFile:
    """The file of a recording, or a read-only copy in a temporary folder of what is kept in no file of its own.

    Args:
        root: Where the files are.
        path: The file's path below the base.
        baseline: What every file held at the start.
        is_before: Whether what the file held at the start is wanted.

    Raises:
        NotRead: If it cannot be read, with the reason.
        OSError: If the copy cannot be written; then nothing of it is left.
    """
    if is_before:
        return _first_content(root, path, baseline, "this is what the file held at the start")
    try:
        content = read_listed(root, path)
    except FileNotFoundError:
        return _first_content(root, path, baseline, "the file is gone: this is what it held at the start")
    where = os.path.abspath(root.path(path))
    if root.held is not None or mounted(root.path(path)):
        return _copy(root, path, _data(content), "it is kept in no file of its own")
    if readable(content.data) is not content.data and content.whole:
        return _copy(root, path.removesuffix(".gz"), readable(content.data), "the file is packed")
    return EditableFile(where, _data(content))


def _data(content: Bytes) -> bytes:
    return content.data if content.whole else b""


def _first_content(root: Root, path: str, baseline: Baseline, reason: str) -> EditableFile:
    data = baseline.content(path)
    if data is None:
        raise NotRead("the file is gone, and what it held is not kept")
    return _copy(root, path.removesuffix(".gz"), readable(data), reason)


def _copy(root: Root, path: str, data: bytes, reason: str) -> EditableFile:
    """Write a copy that only its owner may read, and nobody write, in a new folder outside of what is open."""
    folder = tempfile.mkdtemp(prefix="recview-read-only-", dir=temporary_folder(root.roots))
    name = path.rpartition("/")[2]
    copy = os.path.join(folder, name if name.strip(".") else "recording")
    try:
        handle = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o400)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError:
        remove_copy(copy)
        raise
    return EditableFile(copy, data, reason)
