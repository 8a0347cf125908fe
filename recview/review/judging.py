"""From a comparison to what a row, a title and the summary say of it."""

from __future__ import annotations

from collections.abc import Iterator

from recview.review.brief import brief, token_change
from recview.review.comparing import Comparison, Digest, Understood, by_digest, compare
from recview.review.file_review import Review
from recview.review.flags import BROKEN, USAGE_MOVED


def review_file(before: Understood | Digest | None, after: Understood | None, unkept: str = "") -> Review | None:
    """What became of a file, or None if it was not there before and is not now.

    Args:
        before: Its content when the measure was taken, or what was kept of it; None if there was no file.
        after: Its content now; None if there is no file.
        unkept: Why only a digest was kept.
    """
    if before is None and after is None:
        return None
    if isinstance(before, Digest):
        found = by_digest(before, after, unkept) if after else Comparison("gone")
    else:
        found = compare(before, after)
    return review_of(found, after)._replace(each=tuple(_each(found, after)) if after else ())


def _each(found: Comparison, after: Understood) -> Iterator[Review]:
    count = len(after.meanings)
    parts = found.each or (Comparison(found.verdict),) * count
    for number, part in enumerate(parts if count > 1 else ()):
        yield review_of(part, after.only(number))


def review_of(found: Comparison, after: Understood | None) -> Review:
    """The words for a comparison."""
    flags = list(after.flags) if after and found.verdict != "gone" else []
    usage = [one for one in found.noise if one.path.removeprefix("#").lstrip("0123456789 ").startswith("usage")]
    if usage:
        flags.append(USAGE_MOVED)
    if found.verdict == "broken":
        flags.append(BROKEN)
    told = brief(found.differences) or brief(usage)
    tokens = token_change(usage)
    figures = tokens if found.verdict == "noise" else ""
    error = after.error if after else ""
    reasons = brief(found.differences, lengths=True) + ((f"tokens {tokens}",) if tokens else ())
    if found.verdict == "broken" and after:
        told = reasons = (after.problem or found.unseen,)
    return Review(found.verdict, tuple(flags), told, error, found.unseen, figures, reasons=reasons)


def as_moved(review: Review, path: str) -> Review:
    """The review of a new file whose bytes were at another path, which is gone."""
    brief = (f"moved from {path}",)
    each = tuple(part._replace(verdict="same", brief=brief) for part in review.each)
    return review._replace(verdict="same", brief=brief, each=each, moved_from=path)
