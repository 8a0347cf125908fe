"""Two recordings of one call as two pages of as many sections, which stand side by side, what differs marked in each.

A section without a counterpart has an empty one beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recview.display.section import Change, DiffSpan, Page, Section
from recview.pages.section_pairs import Pair, answer_pairs, count_alike, sent_pairs
from recview.review.word_diff import Piece, word_diff

_EMPTY = Section("note", "", "", joined=True)
_NO_PAGE = Page((), 0)


def side_pages(before: Page | None, after: Page | None) -> tuple[Page, Page]:
    """The pages of both sides.

    Args:
        before: The page of the earlier recording; None if there is none.
        after: The page of the later one.
    """
    if before is None or after is None:
        # Nothing differs from nothing.
        page = before or after or _NO_PAGE
        empty = page._replace(sections=(_EMPTY,) * len(page.sections))
        return (before or empty), (after or empty)
    sent, answer = list(_level(sent_pairs(before, after))), list(_level(answer_pairs(before, after)))
    sections = [_marked(old, new) for old, new in (*sent, *answer)]
    alike = range(count_alike(sent))
    old_page, new_page = (
        page._replace(
            sections=tuple(pair[side] for pair in sections), sent=len(sent), messages=(0,), last_answer=0, alike=alike
        )
        for side, page in enumerate((before, after))
    )
    return old_page, new_page


def _level(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs, where a section that went stands beside the one that came in its place."""
    left: Section | None = None
    for old, new in pairs:
        if left is not None:
            yield left, new if old is None else None
            left = None
            if old is None:
                continue
        if new is None:
            left = old
        else:
            yield old, new
    if left is not None:
        yield left, None


def _marked(old: Section | None, new: Section | None) -> tuple[Section, Section]:
    if old is None or new is None:
        return (
            old._replace(change="removed") if old else _EMPTY,
            new._replace(change="added") if new else _EMPTY,
        )
    if old.kind != new.kind:
        return old._replace(change="removed"), new._replace(change="added")
    if old.title != new.title:
        old, new = old._replace(change="removed"), new._replace(change="added")
    old, new = _with_spans(old, new, "text")
    return _with_spans(old, new, "final") if old.final and new.final else (old, new)


def _with_spans(old: Section, new: Section, name: str) -> tuple[Section, Section]:
    """Both sections with the words marked that only one of their texts has; of a text that is another, all of it.

    Args:
        old: The section before.
        new: The section after.
        name: Which text: `text` or `final`.
    """
    texts = getattr(old, name), getattr(new, name)
    if texts[0] == texts[1]:
        return old, new
    pieces = word_diff(*texts)
    if all(piece.change != "same" for piece in pieces):
        return old._replace(change="removed"), new._replace(change="added")
    field = "diff_spans" if name == "text" else "final_diff_spans"
    return (
        old._replace(**{field: _spans(pieces, "removed")}),
        new._replace(**{field: _spans(pieces, "added")}),
    )


def _spans(pieces: Iterable[Piece], change: Change) -> tuple[DiffSpan, ...]:
    """The words that only one text has, where they are in it."""
    spans: list[DiffSpan] = []
    end = 0
    for piece in pieces:
        if piece.change in ("same", change):
            start, end = end, end + len(piece.text)
            if piece.change == change:
                spans.append((start, end, change))
    return tuple(spans)
