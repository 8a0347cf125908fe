"""The working tree as git counts it: what is tracked and what is new, without what is ignored.

Git's own comparison would run the filters of the repository, so files are read and hashed here. A file that a filter
changes as it is added, as Git LFS and the conversion of line ends do, then has another id than in git: its meaning is
to be compared.
"""

from __future__ import annotations

import os
import stat

from recview.formats import SUFFIXES
from recview.sources.git.commands import Git, listed_index, listed_untracked
from recview.sources.git.objects import LINK_MODE, SUBMODULE_MODE, TreeEntry, index_entries, paths
from recview.sources.git.repository import check_work_tree
from recview.sources.git.tree_files import LINK, SUBMODULE, GitFile, git_files


def work_tree_files(git: Git) -> dict[str, GitFile]:
    """The files by their paths; only those that a sparse checkout leaves out have an id, that of the index.

    Raises:
        GitProblem: If git cannot say.
    """
    check_work_tree(git)
    entries = [entry._replace(stage=0) for entry in index_entries(listed_index(git))]
    files = git_files((_checked_out(entry) for entry in entries), SUFFIXES)
    # A repository in the working tree, which is no submodule, is listed as a folder.
    new = [(path.rstrip("/"), path.endswith("/")) for path in paths(listed_untracked(git))]
    files |= git_files((TreeEntry(path, SUBMODULE_MODE if is_other else 0, "") for path, is_other in new), SUFFIXES)
    folders: dict[str, bool] = {"": True}
    return {path: checked for path, file in files.items() if (checked := _on_disk(git.top, file, folders)) is not None}


def _checked_out(entry: TreeEntry) -> TreeEntry:
    """An entry of the index as the working tree has it: without an id, as the file may hold anything."""
    keeps_id = entry.is_skipped or entry.mode in (LINK_MODE, SUBMODULE_MODE)
    return entry if keeps_id else entry._replace(id="")


def _on_disk(top: str, file: GitFile, folders: dict[str, bool]) -> GitFile | None:
    """A file as it is on the disk; None if it is deleted. One that is left out there is as git keeps it."""
    path = f"{top}/{file.path}"
    try:
        mode = os.lstat(path).st_mode if _is_folder(top, file.path.rpartition("/")[0], folders) else 0
    except OSError:
        mode = 0
    if file.problem == SUBMODULE:
        return file
    if stat.S_ISLNK(mode):
        return file._replace(id="", problem=file.problem or LINK) if file.path.endswith(SUFFIXES) else None
    if stat.S_ISREG(mode):
        return file._replace(id="", problem="" if file.problem == LINK else file.problem)
    return file if file.id and not mode and file.problem != LINK else None


def _is_folder(top: str, folder: str, folders: dict[str, bool]) -> bool:
    """Whether a folder is one, and so are those that it is in: what is behind a link is no part of the tree."""
    if folder not in folders:
        above = folder.rpartition("/")[0]
        folders[folder] = _is_folder(top, above, folders) and stat.S_ISDIR(os.lstat(f"{top}/{folder}").st_mode)
    return folders[folder]
