"""What a row, a title and the summary say of a file that was compared."""

from __future__ import annotations

from recview.model import Verdict
from recview.named_tuple import NamedTuple
from recview.verdicts.kinds import Class


class Review(NamedTuple):
    """What became of one file.

    Attributes:
        flags: What a reader should look at, in words; see `recview.verdicts.flags`.
        brief: What is different, each in a few words: `text`, `finish_reason stop → length`.
        error: The error that was recorded, if one was.
        each: Of a file with several exchanges, the same of each of them, by its number.
        token_change: How the count of tokens changed, as `17→21`; empty if it did not.
        unseen: Why the differences are not known, where just the verdict is.
        reasons: What is different with its figures: lengths of texts, counts of tokens, why a file is broken.
        class_: How grave the difference is; None where just the verdict is known.
        kinds: The kinds of all differences, those that count first; see `recview.verdicts.kinds`.
        moved_from: The path that the file had at the start, if it has the same bytes and that path is gone.
    """

    verdict: Verdict
    flags: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()
    error: str = ""
    unseen: str = ""
    token_change: str = ""
    each: tuple[Review, ...] = ()
    reasons: tuple[str, ...] = ()
    moved_from: str = ""
    class_: Class | None = None
    kinds: tuple[str, ...] = ()
