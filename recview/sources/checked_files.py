"""Checks the files of a root one after the other; those that an earlier run checked are not read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from recview.checks.runner import FileResult, check_file, unread_file
from recview.model import Readability, ReadState
from recview.named_tuple import NamedTuple
from recview.reading.recording import Recording
from recview.root import Root
from recview.sources.beside import FilesBeside
from recview.sources.checking_processes import in_processes
from recview.sources.contents import Content, content_of, is_foreign
from recview.sources.files import UNSEEN, Stamp
from recview.sources.tree_listing import TreeListing

Wanted: TypeAlias = Callable[[Recording, int], bool]
"""Whether a recording is wanted, given the size of its file in bytes."""


class StampedResult(NamedTuple):
    """What the checks say of a file, and what the file was known by then.

    Attributes:
        result: What they say. Of a file that is sound and no recording nothing but, as its readability, what it is.
        stamp: What tells that the file changed.
        is_foreign: Whether the file is sound and no recording.
        is_lasting: Whether the result holds as long as the stamp does.
    """

    result: FileResult
    stamp: Stamp
    is_foreign: bool = False
    is_lasting: bool = True


class FilesToCheck:
    """The files of a root, each checked when it is come to.

    Attributes:
        root: Where they are.
        stamps: What each is known by; those of a folder are together, in the order of their names.
    """

    def __init__(self, root: Root) -> None:
        """List them.

        Args:
            root: Where to look.
        """
        self.root = root
        self._listing = TreeListing(root)
        self.stamps: Mapping[str, Stamp] = {path: stamp for top in root.tops for path, stamp in self._listing.walk(top)}

    def results(self, kept: Mapping[str, StampedResult], wanted: Wanted | None = None) -> Iterator[StampedResult]:
        """What the checks say of each file, one after the other. Never raises.

        Args:
            kept: What an earlier run said, by path: it holds for files that have the same stamp.
            wanted: Which recordings are wanted; all are if it is None.
        """
        fresh = {path for path, stamp in self.stamps.items() if not _holds(kept.get(path), stamp)}
        checked = self._checked([path for path in self.stamps if path in fresh], wanted)
        for path in self.stamps:
            yield next(checked) if path in fresh else kept[path]

    def _checked(self, paths: Sequence[str], wanted: Wanted | None) -> Iterator[StampedResult]:
        tasks = [self._task(path) for path in paths]
        if wanted is None and self.root.is_on_disk:
            yield from in_processes(_result, tasks)
        else:
            yield from (_result(task, wanted) for task in tasks)

    def _task(self, path: str) -> _Task:
        is_asked_for = path in self._listing.tops and not self.root.is_list
        return _Task(self.root, path, self.stamps[path], self._listing.refused.get(path, ""), is_asked_for)


class _Task(NamedTuple):
    """A file to check.

    Attributes:
        refused: Why it cannot be looked at; empty if it can be.
        is_asked_for: Whether the user named it.
    """

    root: Root
    path: str
    stamp: Stamp
    refused: str
    is_asked_for: bool


def _holds(earlier: StampedResult | None, stamp: Stamp) -> bool:
    """Whether what was said of a file earlier is still true of it."""
    return earlier is not None and earlier.stamp == stamp != UNSEEN


def _result(task: _Task, wanted: Wanted | None = None) -> StampedResult:
    root, path, stamp, refused, is_asked_for = task
    content = Content(path, problem=refused) if refused else content_of(root, path, asked_for=is_asked_for)
    if content is None:
        return StampedResult(FileResult(path, 0, (), {}), stamp, is_foreign=True)
    if content.problem:
        result = unread_file(path, Readability(ReadState.BROKEN, content.problem))
        return StampedResult(result, stamp, is_lasting=False)
    beside = FilesBeside(root)
    size = len(content.data)
    result = check_file(path, content.data, beside, wanted and (lambda recording: wanted(recording, size)))
    foreign = bool(result.readability.reason) and is_foreign(result.readability, content)
    if foreign:
        result = result._replace(findings=())
    # What is said of a file that names others, holds as long as those stay as they are.
    return StampedResult(result, stamp, foreign, is_lasting=not beside.stamps)
