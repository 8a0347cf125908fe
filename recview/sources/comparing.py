"""What became of a file, looked up on the disk."""

from __future__ import annotations

from typing import NamedTuple

from recview.model import Readability, ReadState, Verdict
from recview.reading.listing import too_large
from recview.review.comparing import Comparison, Understood, content_digest, understood
from recview.review.file_review import Review
from recview.review.judging import review_of
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.files import UNSEEN, NotRead, Stamp, is_out_of_reach, read_listed, stamp_on_disk


class ComparedFile(NamedTuple):
    """A review, and what the file looked like then; no review if the file was not there at the start and is not now.

    Attributes:
        digest: A digest of what the file holds, or if it is gone held at the start; empty if it could not be read.
    """

    review: Review | None
    stamp: Stamp
    digest: bytes = b""

    @property
    def verdict(self) -> Verdict | None:
        """The verdict of the review, if there is one."""
        return self.review.verdict if self.review else None


def compare_with_baseline(place: Root, path: str, baseline: Baseline, *, is_final: bool) -> ComparedFile | None:
    """What became of a file since the start. Never raises.

    None if that is not known now: it is being written, or its folder cannot be looked into.

    Args:
        place: Where to look.
        path: The file's path below it.
        baseline: What was there at the start.
        is_final: Whether a file that looks half-written is broken, not just being written.
    """
    stamp = UNSEEN
    try:
        if is_out_of_reach(place.path(path)):
            return None
        stamp, after = _content(place, path)
        if after is not None and after.readability.is_half_written and not is_final:
            return None
        content = after.content if after is not None else baseline.digest(path)
        return ComparedFile(baseline.review(path, after), stamp, content)
    except Exception as error:
        # A mistake of recview's own must be seen, and must not end the thread that asks.
        return ComparedFile(review_of(Comparison("changed", unseen=f"recview failed on it: {error!r}"), None), stamp)


def _content(place: Root, path: str) -> tuple[Stamp, Understood | None]:
    full = place.path(path)
    try:
        content = read_listed(place, path)
    except FileNotFoundError:
        return stamp_on_disk(full), None
    except NotRead as problem:
        return stamp_on_disk(full), Understood(b"", (), Readability(ReadState.BROKEN, str(problem)))
    if not content.whole:
        readability = Readability(ReadState.FOREIGN, too_large(content.size))
        return content.stamp, Understood(content_digest(content.data), (), readability)
    return content.stamp, understood(content.data, path)
