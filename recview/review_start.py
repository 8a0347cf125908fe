"""What the screen of a review begins with, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Callable

from recview.root import Root
from recview.value import Value
from recview.verdicts.decisions import Decisions
from recview.verdicts.listed_changes import ListedChange


class ReviewStart(Value):
    """What a review is about.

    Attributes:
        before: The first tree.
        after: The second one.
        save: Keeps decisions in the state folder; returns why it could not, as a clause, or nothing.
        decisions: What was decided in earlier reviews.
        query: Chooses recordings; empty for all.
        only: The kinds and classes that are wanted; empty for all.
        unrestorable: Why no content before can be put back, as a clause; empty if it can be.
        notices: What is to be told first, as sentences.
    """

    before: Root
    after: Root
    save: Callable[[Decisions], str]
    decisions: Decisions = Decisions()
    query: str = ""
    only: frozenset[str] = frozenset()
    unrestorable: str = ""
    notices: tuple[str, ...] = ()


class ReviewEnd(Value):
    """What a review came to.

    Attributes:
        changes: All changes that were listed.
        decisions: What is decided.
        restored: The changes of which the content before was put back.
        identical: How many files have the same bytes on both sides.
    """

    changes: tuple[ListedChange, ...]
    decisions: Decisions
    restored: tuple[ListedChange, ...] = ()
    identical: int = 0
