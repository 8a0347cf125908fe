"""Mounting what a root has besides folders and files of the disk."""

from __future__ import annotations

import os

from recview.root import Root
from recview.sources.mounted import is_mounted, mount


def mount_root(root: Root) -> None:
    """Have the archives of a root, what came on standard input, or what is in git, read as the files that are in it."""
    for top in root.archives:
        from recview.sources.archived_files import ArchivedFiles

        path = root.path(top)
        container = ArchivedFiles(path)
        # Files that a recording names are looked for without links.
        for name in {path, os.path.realpath(path)}:
            if not is_mounted(name):
                mount(name, container)
    if root.git is not None:
        from recview.sources.git.contained_files import GitFiles

        files = GitFiles(root.git)
        for name in {root.git.base, os.path.realpath(root.git.base)}:
            if not is_mounted(name):
                mount(name, files)
    if root.held is not None:
        from recview.sources.held_file import HeldFile

        mount(root.path(root.tops[0]), HeldFile(root.held))
