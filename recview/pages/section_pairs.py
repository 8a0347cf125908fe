"""Which section of one page corresponds to which of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from recview.display.section import Page, Section
from recview.review.word_diff import aligned

Pair: TypeAlias = tuple[Section | None, Section | None]
"""A section of the page before and the one of the page after that corresponds to it; None for no counterpart."""


def sent_pairs(before: Page, after: Page) -> Iterator[Pair]:
    """The sections of the requests."""
    return _pairs(before.sections[: before.sent], after.sections[: after.sent], _sent_key)


def answer_pairs(before: Page, after: Page) -> Iterator[Pair]:
    """The sections of the answers."""
    return _pairs(before.sections[before.sent :], after.sections[after.sent :], _answer_key)


def count_alike(pairs: Sequence[Pair]) -> int:
    """How many sections of the request are the same on both sides, from the first on, but for what was asked last."""
    return next((index for index, (old, new) in enumerate(pairs) if old != new), max(0, len(pairs) - 1))


def _pairs(before: Sequence[Section], after: Sequence[Section], key: Callable[[Section], str]) -> Iterator[Pair]:
    """Sections that correspond; one of another kind, or without a counterpart, is paired with None."""
    for index_before, index_after in aligned([key(section) for section in before], [key(section) for section in after]):
        old = before[index_before] if index_before is not None else None
        new = after[index_after] if index_after is not None else None
        if old and new and _kind(old) != _kind(new):
            yield old, None
            yield None, new
        else:
            yield old, new


def _sent_key(section: Section) -> str:
    return f"{section.kind}|{section.title}|{section.text}"


def _answer_key(section: Section) -> str:
    """What makes sections of an answer correspond: the kind of a block, not its text; endings correspond as such."""
    block = section.block
    if block is None:
        return "ending" if section.since >= 0 else f"{section.kind}|{section.title}"
    return f"{block.kind}|{block.choice}|{block.name if block.kind == 'note' else ''}"


def _kind(section: Section) -> tuple[str, bool, bool]:
    return section.kind, section.block is None, section.since >= 0
