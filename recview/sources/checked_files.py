"""Checks the files of a root one after the other; those that an earlier run checked are not read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from recview.checks.runner import FileResult, check_file, unread_file
from recview.model import Readability, ReadState
from recview.reading.recording import Recording
from recview.root import Root
from recview.sources.beside import FilesBeside
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
        for path, stamp in self.stamps.items():
            earlier = kept.get(path)
            if earlier is not None and earlier.stamp == stamp != UNSEEN:
                yield earlier
            else:
                yield self._result(path, stamp, wanted)

    def _result(self, path: str, stamp: Stamp, wanted: Wanted | None) -> StampedResult:
        is_asked_for = path in self._listing.tops and not self.root.is_list
        refused = self._listing.refused.get(path, "")
        content = Content(path, problem=refused) if refused else content_of(self.root, path, asked_for=is_asked_for)
        if content is None:
            return StampedResult(FileResult(path, 0, (), {}), stamp, is_foreign=True)
        if content.problem:
            result = unread_file(path, Readability(ReadState.BROKEN, content.problem))
            return StampedResult(result, stamp, is_lasting=False)
        beside = FilesBeside(self.root)
        size = len(content.data)
        result = check_file(path, content.data, beside, wanted and (lambda recording: wanted(recording, size)))
        foreign = bool(result.readability.reason) and is_foreign(result.readability, content)
        if foreign:
            result = result._replace(findings=())
        # What is said of a file that names others, holds as long as those stay as they are.
        return StampedResult(result, stamp, foreign, is_lasting=not beside.stamps)
