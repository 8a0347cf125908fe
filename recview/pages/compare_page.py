"""Two recordings of one call as one page: what both have is there once, other words are marked, one of them replays.

Sections of the two pages that correspond become one.
"""

from __future__ import annotations

from collections.abc import Iterator

from recview.display.section import Change, Page, Section
from recview.humanize import plural
from recview.pages.merged_text import by_key, grown, merged
from recview.pages.section_pairs import answer_pairs, count_alike, sent_pairs
from recview.review.brief import brief, noise_words
from recview.verdicts.comparison import Comparison

_HEAD_DIFFERENCES = 12
"""Differences that the head of the page names."""


def compare_page(before: Page, after: Page, comparison: Comparison, last: int, *, swapped: bool) -> Page:
    """The page of both recordings.

    Args:
        before: The page of the earlier recording.
        after: The page of the later one.
        comparison: What is different.
        last: The last step of the one that replays; -1 if there is none.
        swapped: Whether that is the earlier one.
    """
    head = _head(comparison, swapped=swapped)
    pairs = list(sent_pairs(before, after))
    sent = [section for pair in pairs for section in _one(*pair, -1, swapped=swapped)]
    answer = [section for pair in answer_pairs(before, after) for section in _one(*pair, last, swapped=swapped)]
    replaying = before if swapped else after
    return Page(
        (head, *sent, *answer),
        1 + len(sent),
        is_card=replaying.is_card,
        is_streamed=replaying.is_streamed,
        alike=range(1, 1 + count_alike(pairs)),
    )


def _head(comparison: Comparison, *, swapped: bool) -> Section:
    lines = list(brief(comparison.differences, _HEAD_DIFFERENCES))
    besides = ", ".join(noise_words(comparison.noise, _HEAD_DIFFERENCES))
    if besides:
        lines.append(f"{'besides' if lines else 'only noise'}: {besides}")
    lines = lines or ["nothing is different"]
    return Section("note", "before | after", "\n".join(lines), f"{'before' if swapped else 'after'} replays")


def _one(before: Section | None, after: Section | None, last: int, *, swapped: bool) -> Iterator[Section]:
    """The section of both, or what only one of them has."""
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
        yield from _both(before, after, swapped=swapped)


def _alone(section: Section, last: int, *, removed: bool, replaying: bool) -> Section:
    """A section that only one recording has; if that one does not replay, the section comes with the last step."""
    change: Change = "removed" if removed else "added"
    aside = f"{section.aside} · {change}" if section.aside else change
    section = section._replace(aside=aside, change=change)
    return section if replaying else _still(section, last)


def _still(section: Section, since: int) -> Section:
    """A section that is there as a whole from a step on."""
    return section._replace(block=None, since=since, text=section.final or section.text)


def _rewritten(before: Section, after: Section, *, swapped: bool) -> Iterator[Section]:
    """Two texts that share next to nothing, one below the other; the one that does not replay is there at once."""
    replaying = before if swapped else after
    since = replaying.block.born if replaying.block else replaying.since
    sides: tuple[tuple[Section, str, Change], ...] = ((before, "− before", "removed"), (after, "+ after", "added"))
    for section, name, change in sides:
        title = f"{name} · {section.title}" if section.title else name
        yield Section("note", title, "", plural(len(section.text), "character"), since=since, joined=True)
        section = section._replace(title="", aside="", change=change)
        yield section if section.block is replaying.block else _still(section, since)


def _ending(before: Section, after: Section, *, swapped: bool) -> Section:
    texts = merged(before.title.removeprefix("■ "), after.title.removeprefix("■ "))
    since = (before if swapped else after).since
    return Section("note", "■ finish_reason", texts.text, since=since, diff_spans=texts.diff_spans)


def _both(before: Section, after: Section, *, swapped: bool) -> Iterator[Section]:
    replaying = before if swapped else after
    title = after.title if before.title == after.title else f"{before.title} → {after.title.removeprefix('▲ ')}"
    is_call = replaying.kind == "tool_call"
    keyed = by_key(before.text, after.text) if is_call else None
    whole = merged(before.text, after.text)
    if not is_call and whole.is_seam:
        yield from _rewritten(before, after, swapped=swapped)
        return
    if replaying.block is None:
        shown = keyed or whole
        yield replaying._replace(title=title, text=shown.text, diff_spans=shown.diff_spans)
        return
    block = grown(replaying.block, whole, later=not swapped)
    final = keyed or (merged(before.final, after.final) if is_call else None)
    yield replaying._replace(
        title=title,
        text=whole.text,
        diff_spans=whole.diff_spans,
        block=block,
        final=final.text if final else "",
        final_diff_spans=final.diff_spans if final else (),
    )
