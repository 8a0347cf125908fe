"""Going through the folders of a root: which are looked into, and which are left out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from errno import EACCES
from operator import attrgetter
from typing import NamedTuple

from recview.root import ENVIRONMENT_MARKS, SKIPPED, Root


class Folder(NamedTuple):
    """A folder of a root.

    Attributes:
        path: Below the root's base.
        files: What is in it but for its subfolders, by name; links that lead out of the root are left out.
        is_left_out: True if it is not looked into: a folder of tools, an environment, or a link out of the root.
        error: Why it cannot be looked into.
    """

    path: str
    files: tuple[os.DirEntry[str], ...] = ()
    is_left_out: bool = False
    error: OSError | None = None


def walk(root: Root, top: str) -> Iterator[Folder]:
    """A folder of a root and the folders below it, each once however many links lead there.

    Each comes before its subfolders, these in the order of the list. A folder that is not there, or is a file, does not
    come. What the user opened is looked into whatever it is called.
    """
    roots = root.real_roots()
    if top not in root.tops and root.is_left_out(top, roots):
        yield Folder(top, is_left_out=True)
        return
    visited: set[tuple[int, int]] = set()
    stack = [top]
    while stack:
        folder = stack.pop()
        try:
            members = _members(root.path(folder), visited)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            yield Folder(folder, error=error)
            continue
        if folder not in root.tops and any(member.name in ENVIRONMENT_MARKS for member in members):
            yield Folder(folder, is_left_out=True)
            continue
        files: list[os.DirEntry[str]] = []
        below: list[str] = []
        for member in members:
            name = f"{folder}/{member.name}" if folder else member.name
            leads_out = member.is_symlink() and root.leads_out(name, roots)
            if not _is_folder(member):
                files += [] if leads_out else [member]
            elif leads_out or member.name in SKIPPED:
                yield Folder(name, is_left_out=True)
            else:
                below.append(name)
        yield Folder(folder, tuple(files))
        if below:
            from recview.library import branch_order  # on use: a single file has no order

            below.sort(key=branch_order, reverse=True)
        stack.extend(below)


def _members(path: str, visited: set[tuple[int, int]]) -> list[os.DirEntry[str]]:
    """What is in a folder, by name; nothing if it was visited already.

    Raises:
        OSError: If it cannot be looked into.
    """
    status = os.stat(path)
    if (status.st_dev, status.st_ino) in visited:
        return []
    visited.add((status.st_dev, status.st_ino))
    with os.scandir(path) as listing:
        members = sorted(listing, key=attrgetter("name"))
    if not os.access(path, os.X_OK):
        # Its names can be read, and nothing but the names.
        raise PermissionError(EACCES, os.strerror(EACCES))
    return members


def _is_folder(member: os.DirEntry[str]) -> bool:
    """Whether it is a folder or a link to one; False of what cannot be looked at."""
    try:
        return member.is_dir()
    except OSError:
        return False
