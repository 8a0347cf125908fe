"""A file on the disk compared with its baseline."""

from __future__ import annotations

import os

from recview.model import Readability, ReadState, Verdict
from recview.named_tuple import NamedTuple
from recview.reading.listing import too_large
from recview.review.judging import review_of
from recview.review.parsed import Parsed
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.files import UNSEEN, Bytes, NotRead, Stamp, is_out_of_reach, stamp_on_disk
from recview.sources.parsed_files import ParsedFiles
from recview.verdicts.comparison import Comparison
from recview.verdicts.review import Review


class ComparedFile(NamedTuple):
    """The result of a comparison.

    Attributes:
        review: What became of the file; None if it was not there at the start and is not now.
        stamp: The file's stamp when it was compared.
        digest: That of the file's bytes, or if it is gone of its first ones; empty if it could not be read.
    """

    review: Review | None
    stamp: Stamp
    digest: bytes = b""

    @property
    def verdict(self) -> Verdict | None:
        """The verdict of the review, if there is one."""
        return self.review.verdict if self.review else None


def compare_with_baseline(
    root: Root, path: str, baseline: Baseline, files: ParsedFiles | None = None, *, is_final: bool
) -> ComparedFile | None:
    """What became of a file since the start. Never raises.

    None if that is not known now: it is being written, or its folder cannot be looked into.

    Args:
        root: Where to look.
        path: The file's path below it.
        baseline: What was there at the start.
        files: Holds what was parsed before.
        is_final: Whether a file that looks half-written is broken, not just being written.
    """
    stamp = UNSEEN
    try:
        full = root.path(path)
        if is_out_of_reach(full):
            return None
        # Before the content: if that changes meanwhile, it is compared once more.
        stamp = stamp_on_disk(full)
        # What is in an archive, or in git, has no path on the disk.
        is_deleted = root.is_on_disk and stamp == UNSEEN and not os.path.lexists(full)
        after = None if is_deleted else _content(files or ParsedFiles(root), path)
        if after is not None and after.is_half_written and not is_final:
            return None
        digest = after.digest if after is not None else baseline.digest(path)
        return ComparedFile(baseline.review(path, after), stamp, digest)
    except Exception as error:
        # A mistake of recview's own must be seen, and must not end the thread that asks.
        return ComparedFile(review_of(Comparison("changed", unseen=f"recview failed on it: {error!r}"), None), stamp)


def _content(files: ParsedFiles, path: str) -> Parsed | None:
    """The file's content now, also one that cannot be parsed; None if there is no file."""
    try:
        content = files.read(path)
    except FileNotFoundError:
        return None
    except NotRead as problem:
        return Parsed(path, b"", Readability(ReadState.BROKEN, str(problem)), digest=b"")
    if isinstance(content, Bytes):
        return Parsed(path, content.data, Readability(ReadState.FOREIGN, too_large(content.size)))
    return content
