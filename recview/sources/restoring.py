"""Putting a file's content before back: whole, atomic, never through a link, and only over what was shown.

This is the one thing that recview writes to what it has open.
"""

from __future__ import annotations

import os
import re

from recview.destination import clause
from recview.git_source import WORK_TREE
from recview.model import Readability
from recview.named_tuple import NamedTuple
from recview.root import Root
from recview.sources.git.objects import algorithm_of
from recview.sources.mounted import mounted
from recview.sources.opened_change import content_now
from recview.sources.replacing import NotReplaced, write_below
from recview.sources.trees import Tree

_HEXADECIMAL = re.compile("[0-9a-f]+")
"""The id of a content that was read."""


class ShownPair(NamedTuple):
    """The two files of a change, as they were shown.

    Attributes:
        before: The path in the first tree; None for a new file.
        after: The path in the second tree; None for one that is gone.
        before_id: The id of the content before.
        after_id: The id of the content after.
    """

    before: str | None
    after: str | None
    before_id: str
    after_id: str


def restore(before: Tree, after: Tree, shown: ShownPair) -> str:
    """Write the content before to the file after; where that is gone, to where it was. Nothing is ever deleted.

    Args:
        before: The first tree.
        after: The second tree: a folder, or a working tree.
        shown: The files, and the contents that the user saw: with others nothing is written.

    Returns:
        Why nothing was written, as a clause; empty if the content before is back.
    """
    try:
        path = _target(before, after, shown)
        data = _content_before(before, shown)
        write_below(_folder_on_disk(after.root), path, data, shown.after_id if shown.after else None)
    except NotReplaced as problem:
        return str(problem)
    except (OSError, ValueError) as error:
        return clause(error) if isinstance(error, OSError) else "its name is none of a file"
    return ""


def refusal(root: Root) -> str:
    """Why no content can be put back in a tree at all, as a clause; empty if it can be."""
    is_work_tree = root.git is not None and root.git.kind == WORK_TREE
    return "" if is_work_tree or root.is_on_disk else f"{root.label} is no folder on the disk"


def _folder_on_disk(root: Root) -> str:
    return root.git.top if root.git is not None else str(root.base)


def _target(before: Tree, after: Tree, shown: ShownPair) -> str:
    """The path below the second tree's base that is written.

    Raises:
        NotReplaced: If there is none.
    """
    if problem := refusal(after.root):
        raise NotReplaced(problem)
    if shown.before is None or shown.before not in before.files:
        raise NotReplaced("there was no such file before, and nothing is deleted")
    if shown.after is None:
        if not _have_same_paths(before, after):
            raise NotReplaced("the two sides have no path in common, so it is not known where it was")
        return shown.before
    if shown.after not in after.files:
        raise NotReplaced("it is no file of the second side")
    if after.files[shown.after].problem or not _HEXADECIMAL.fullmatch(shown.after_id):
        raise NotReplaced("what it holds cannot be read, so it was not shown")
    is_renamed = os.path.basename(shown.before) != os.path.basename(shown.after)
    if is_renamed and not len(before.files) == len(after.files) == 1:
        raise NotReplaced(f"it was called {os.path.basename(shown.before)} before, and nothing is deleted")
    if after.root.git is None and mounted(after.root.path(shown.after)):
        raise NotReplaced("it is kept in an archive")
    return shown.after


def _have_same_paths(before: Tree, after: Tree) -> bool:
    """Whether a path means the same on both sides: both are a whole repository, or some file has it on both."""
    sides = before.root.git, after.root.git
    if all(git is not None and not git.prefix.partition(":")[2] for git in sides):
        return True
    return not before.files.keys().isdisjoint(after.files)


def _content_before(before: Tree, shown: ShownPair) -> bytes:
    """What is written.

    Raises:
        NotReplaced: If it cannot be read, or is not what was shown.
    """
    assert shown.before is not None
    content, id_ = content_now(before, shown.before, algorithm_of(shown.before_id))
    if isinstance(content, Readability):
        raise NotReplaced(f"the file before: {content.reason}")
    if id_ != shown.before_id:
        raise NotReplaced("the file before changed since it was shown")
    return content
