"""Two recordings of one call as one page: what both have once, what differs marked by words, and one of them replays.

It is made of the two pages: sections that stand for each other become one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from recview.display.merged_text import by_key, grown, merged
from recview.display.sections import Change, DiffSpan, Page, Section
from recview.review.brief import brief
from recview.review.comparison import Comparison
from recview.review.word_diff import aligned

_TOLD = 12
"""Differences that the head of the page names."""


def compare_page(before: Page, after: Page, comparison: Comparison, last: int, *, swapped: bool) -> Page:
    """Lay out both.

    Args:
        before: The page of the earlier recording.
        after: The page of the later one.
        comparison: What is different.
        last: The last step of the one that replays; -1 if there is none.
        swapped: Whether that is the earlier one.
    """
    head = _head(comparison, swapped=swapped)
    sent = [
        section
        for pair in _pairs(before.sections[: before.sent], after.sections[: after.sent], _sent_key)
        for section in _one(*pair, -1, swapped=swapped)
    ]
    answer = [
        section
        for pair in _pairs(before.sections[before.sent :], after.sections[after.sent :], _answer_key)
        for section in _one(*pair, last, swapped=swapped)
    ]
    replaying = before if swapped else after
    return Page((head, *sent, *answer), 1 + len(sent), is_card=replaying.is_card)


def _head(comparison: Comparison, *, swapped: bool) -> Section:
    told = list(brief(comparison.differences, _TOLD))
    besides = ", ".join(brief(comparison.noise, _TOLD))
    if besides:
        told.append(f"{'besides' if told else 'only noise'}: {besides}")
    return Section("note", "before | after", "\n".join(told), f"{'before' if swapped else 'after'} replays")


Pair = tuple[Section | None, Section | None]


def _pairs(before: Sequence[Section], after: Sequence[Section], key: Callable[[Section], str]) -> Iterator[Pair]:
    """Sections that stand for each other; those of different kinds do not."""
    for one, other in aligned([key(section) for section in before], [key(section) for section in after]):
        old = before[one] if one is not None else None
        new = after[other] if other is not None else None
        if old and new and _kind(old) != _kind(new):
            yield old, None
            yield None, new
        else:
            yield old, new


def _sent_key(section: Section) -> str:
    return f"{section.tone}|{section.title}|{section.text}"


def _answer_key(section: Section) -> str:
    """A block by what it is, not by what it says; an ending as such."""
    block = section.block
    if block is None:
        return "ending" if section.since >= 0 else f"{section.tone}|{section.title}"
    return f"{block.kind}|{block.choice}|{block.name if block.kind == 'note' else ''}"


def _kind(section: Section) -> tuple[str, bool, bool]:
    return section.tone, section.block is None, section.since >= 0


def _one(before: Section | None, after: Section | None, last: int, *, swapped: bool) -> Iterator[Section]:
    """The section or sections that a pair makes."""
    replaying = before if swapped else after
    if before is None or after is None:
        alone = before or after
        assert alone is not None
        yield _alone(alone, last, removed=after is None, replaying=replaying is not None)
    elif before.since >= 0 and before.title != after.title:
        yield _ending(before, after, swapped=swapped)
    elif before.text == after.text and before.title == after.title:
        yield before if swapped else after
    else:
        yield _both(before, after, swapped=swapped)


def _alone(section: Section, last: int, *, removed: bool, replaying: bool) -> Section:
    """What only one of them has; of the one that does not replay it comes with the last step."""
    change: Change = "removed" if removed else "added"
    text, final = section.text, section.final
    said = f"{section.aside} · {change}" if section.aside else change
    marks: tuple[DiffSpan, ...] = ((0, len(text), change),) if text else ()
    finals: tuple[DiffSpan, ...] = ((0, len(final), change),) if final else ()
    section = replace(section, aside=said, marks=marks, final_marks=finals)
    if replaying:
        return section
    return replace(section, block=None, since=last, text=final or text, marks=finals or marks)


def _ending(before: Section, after: Section, *, swapped: bool) -> Section:
    found = merged(before.title.removeprefix("■ "), after.title.removeprefix("■ "))
    since = (before if swapped else after).since
    return Section("note", "■ finish_reason", found.text, since=since, marks=found.marks)


def _both(before: Section, after: Section, *, swapped: bool) -> Section:
    replaying = before if swapped else after
    title = after.title if before.title == after.title else f"{before.title} → {after.title.removeprefix('▲ ')}"
    is_call = replaying.tone == "tool_call"
    keyed = by_key(before.text, after.text) if is_call else None
    whole = merged(before.text, after.text)
    if replaying.block is None:
        shown = keyed or whole
        return replace(replaying, title=title, text=shown.text, marks=shown.marks)
    block = grown(replaying.block, whole, later=not swapped)
    final = keyed or (merged(before.final, after.final) if is_call else None)
    return replace(
        replaying,
        title=title,
        text=whole.text,
        marks=whole.marks,
        block=block,
        final=final.text if final else "",
        final_marks=final.marks if final else (),
    )
