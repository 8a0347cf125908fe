"""From a comparison to what a row, a title and the summary say of it."""

from __future__ import annotations

from collections.abc import Iterator

from recview.review.parsed import Digest, Parsed
from recview.verdicts.comparison import Comparison
from recview.verdicts.flags import BROKEN, USAGE_MOVED
from recview.verdicts.kinds import NOTEWORTHY
from recview.verdicts.review import Review


def review_file(before: Parsed | Digest | None, after: Parsed | None, unkept: str = "") -> Review | None:
    """What became of a file, or None if it was not there before and is not now.

    Args:
        before: Its content when the baseline was taken, or what was kept of it; None if there was no file.
        after: Its content now; None if there is no file.
        unkept: Why only a digest was kept.
    """
    if before is None and after is None:
        return None
    # On use: the first scan compares nothing, and this needs every protocol's noise.
    from recview.review.comparing import compare

    comparison = compare(before, after, unkept=unkept)
    return review_of(comparison, after)._replace(each=tuple(_each(comparison, after)) if after else ())


def _each(comparison: Comparison, after: Parsed) -> Iterator[Review]:
    """The review of each exchange of a file that has several."""
    count = len(after.meanings)
    parts = comparison.each or (comparison._replace(differences=(), noise=()),) * count
    for number, part in enumerate(parts if count > 1 else ()):
        yield review_of(part, after, number)


def review_of(comparison: Comparison, after: Parsed | None, number: int | None = None) -> Review:
    """The words for a comparison.

    Args:
        comparison: What is different.
        after: The content now; None if there is none.
        number: The exchange that was compared; None for the file as a whole.
    """
    from recview.review.brief import brief, token_change

    verdict = comparison.verdict
    flags = list(after.flags(number)) if after and verdict != "gone" else []
    usage = [difference for difference in comparison.noise if difference.kind == "usage"]
    if usage:
        flags.append(USAGE_MOVED)
    if verdict == "broken":
        flags.append(BROKEN)
    words = brief(comparison.differences) or brief(usage) or _noteworthy(comparison)
    tokens = token_change(usage)
    reasons = brief(comparison.differences, lengths=True) + ((f"tokens {tokens}",) if tokens else ())
    if verdict == "broken" and after:
        words = reasons = (after.problem or comparison.unseen,)
    return Review(
        verdict,
        tuple(flags),
        words,
        after.error if after else "",
        comparison.unseen,
        tokens if verdict == "noise" else "",
        reasons=reasons,
        class_=comparison.class_,
        kinds=comparison.kinds,
    )


def _noteworthy(comparison: Comparison) -> tuple[str, ...]:
    """The kinds of noise that are worth a word, such as `sdk`."""
    return tuple(kind for kind in comparison.kinds if kind in NOTEWORTHY)


def as_moved(review: Review, path: str) -> Review:
    """The review of a new file whose bytes were at another path, which is gone."""
    words = (f"moved from {path}",)
    each = tuple(part._replace(verdict="same", brief=words, class_="identical") for part in review.each)
    return review._replace(verdict="same", brief=words, each=each, moved_from=path, class_="identical")
