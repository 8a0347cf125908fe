"""Going through the folders of a root: which are looked into, and which are left out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from errno import EACCES
from operator import attrgetter
from sys import intern

from recview.formats import SUFFIXES
from recview.root import ENVIRONMENT_MARKS, SKIPPED, Root
from recview.sources.folder_listings import FolderListing, FolderListings
from recview.value import Value


class Folder(Value):
    """A folder of a root.

    Attributes:
        path: Below the root's base.
        recordings: Paths of the files in it that by their ending may be recordings; links out of the root are left out.
        is_left_out: True if it is not looked into: a folder of tools, an environment, or a link out of the root.
        error: Why it cannot be looked into.
    """

    path: str
    recordings: tuple[str, ...] = ()
    is_left_out: bool = False
    error: OSError | None = None


def walk(root: Root, top: str, listings: FolderListings | None = None) -> Iterator[Folder]:
    """A folder of a root and the folders below it, each once however many links lead there.

    Each comes before its subfolders, these in the order of the list. A folder that is not there, or is a file, does not
    come. What the user opened is looked into whatever it is called.

    Args:
        root: The root.
        top: Where to begin.
        listings: What was in the folders at the last time, to list only those that changed.
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
            status = os.stat(root.path(folder))
            if (status.st_dev, status.st_ino) in visited:
                continue
            visited.add((status.st_dev, status.st_ino))
            listing = listings.current(folder, status) if listings else None
            if listing is None:
                listing = _listed(root, folder, roots)
                if listings:
                    listings.keep(folder, status, listing)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            yield Folder(folder, error=error)
            continue
        for left_out in listing.left_out:
            yield Folder(left_out, is_left_out=True)
        yield Folder(folder, listing.recordings, listing.is_left_out)
        stack.extend(listing.below)


def _listed(root: Root, folder: str, roots: tuple[str, ...]) -> FolderListing:
    """What is in a folder.

    Raises:
        OSError: If it cannot be looked into.
    """
    members = _members(root.path(folder))
    has_links = any(member.is_symlink() for member in members)
    if folder not in root.tops and any(member.name in ENVIRONMENT_MARKS for member in members):
        return FolderListing(is_left_out=True, has_links=has_links)
    recordings: list[str] = []
    below: list[str] = []
    left_out: list[str] = []
    for member in members:
        path = f"{folder}/{member.name}" if folder else member.name
        leads_out = member.is_symlink() and root.leads_out(path, roots)
        if not _is_folder(member):
            if member.name.endswith(SUFFIXES) and not leads_out:
                # One text of each path, however often its folder is listed.
                recordings.append(intern(path))
        elif leads_out or member.name in SKIPPED:
            left_out.append(path)
        else:
            below.append(path)
    if below:
        from recview.library import branch_order  # on use: a single file has no order

        below.sort(key=branch_order, reverse=True)
    return FolderListing(tuple(recordings), tuple(below), tuple(left_out), has_links=has_links)


def _members(path: str) -> list[os.DirEntry[str]]:
    """What is in a folder, by name.

    Raises:
        OSError: If it cannot be looked into.
    """
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
