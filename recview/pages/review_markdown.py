"""What a review came to as Markdown: how much was seen, every decision with its note, what is left, git's commands.

Recorded text stands in code, as in `recview.pages.markdown`, so that nothing in it is read as markup.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby

from recview.humanize import plural, shorten
from recview.named_tuple import NamedTuple
from recview.pages.markdown import code, fenced
from recview.verdicts.changes import verdict_words_of
from recview.verdicts.decisions import UNDECIDED, Decisions, progress
from recview.verdicts.kinds import Class
from recview.verdicts.listed_changes import ListedChange, findings_words, listed_in_order, short_keys

_MOST = 60_000
"""Characters of the document, as of `diff --markdown`; the commands of git come besides."""

_NAMED: frozenset[Class] = frozenset({"unreadable", "behaviour"})
"""The classes of which changes are named that were not seen."""

_MOST_UNSEEN = 20
"""Changes of a class that are named and were not seen."""

_LONGEST = 300
"""Characters of a path or a test that are shown."""


class Reviewed(NamedTuple):
    """A review at its end.

    Attributes:
        changes: All changes.
        decisions: What was decided.
        compared: The names of the two sides.
        restored: The paths before and after of the changes of which the content before was put back.
        identical: How many files have the same bytes on both sides.
        commands: The commands of git that take back what is in `to_take_back`; none where git cannot.
    """

    changes: Sequence[ListedChange]
    decisions: Decisions
    compared: tuple[str, str]
    restored: Collection[tuple[str | None, str | None]] = ()
    identical: int = 0
    commands: Sequence[str] = ()


def review_markdown(review: Reviewed, cover: Callable[[str], str]) -> str:
    """The document.

    Args:
        review: What is summed up.
        cover: Covers the credentials of a text.
    """
    changes = listed_in_order(review.changes)
    names = " → ".join(code(shorten(cover(name), _LONGEST)) for name in review.compared)
    document = [
        f"**{progress(changes, review.decisions).words}**\n\n{names}: {verdict_words_of(changes, review.identical)}\n",
        _findings(changes, cover),
    ]
    room = _MOST - sum(map(len, document))
    left_out = 0
    for piece in _pieces(changes, review, cover):
        if left_out or len(piece) > room:
            left_out += 1
            continue
        document.append(piece)
        room -= len(piece)
    if left_out:
        document.append(f"\n**Left out to stay below {_MOST:,} characters: {plural(left_out, 'more line')}.**\n")
    if review.commands:
        document.append(f"\nTo take back what was skipped:\n\n{fenced(chr(10).join(review.commands), 'sh')}")
    return "".join(document)


def _findings(changes: Sequence[ListedChange], cover: Callable[[str], str]) -> str:
    """The findings that are new, of some changes each the gravest; empty if there is none."""
    marked = [change for change in changes if change.findings.total]
    if not marked:
        return ""
    lines = [
        f"- {code(shorten(cover(change.path), _LONGEST))} {code(cover(findings_words(change.findings)))}\n"
        for change in marked[:_MOST_UNSEEN]
    ]
    if len(marked) > _MOST_UNSEEN:
        lines.append(f"- {len(marked) - _MOST_UNSEEN:,} more files\n")
    count = sum(change.findings.total for change in marked)
    return f"\n**{plural(count, 'new finding')}**\n\n{''.join(lines)}"


def _pieces(changes: Sequence[ListedChange], review: Reviewed, cover: Callable[[str], str]) -> Iterator[str]:
    """Each class with how many were seen; of those that nothing was decided about, the gravest by name."""
    keys = short_keys(change.pair for change in changes)
    for class_, group in groupby(changes, key=lambda change: change.class_):
        of_class = list(group)
        states = Counter(_state(change, review) for change in of_class)
        yield f"\n### {class_}: {', '.join(f'{count:,} {state}' for state, count in states.most_common())}\n\n"
        unseen = 0
        for change in of_class:
            is_unseen = review.decisions.of(change) == UNDECIDED and not _is_restored(change, review)
            unseen += is_unseen
            if not is_unseen or (class_ in _NAMED and unseen <= _MOST_UNSEEN):
                yield _change(change, keys[change.pair], review, cover)
        if class_ in _NAMED and unseen > _MOST_UNSEEN:
            yield f"- [ ] {unseen - _MOST_UNSEEN:,} more, not seen\n"


def _is_restored(change: ListedChange, review: Reviewed) -> bool:
    return (change.before, change.after) in review.restored


def _state(change: ListedChange, review: Reviewed) -> str:
    return "restored" if _is_restored(change, review) else review.decisions.of(change).word or "not seen"


def _change(change: ListedChange, key: str, review: Reviewed, cover: Callable[[str], str]) -> str:
    """A change as an item of a list of tasks, done if it was accepted or put back; its note below it."""
    decision = review.decisions.of(change)
    state = _state(change, review)
    is_done = state in ("accepted", "restored")
    parts = [code(key), state, code(shorten(cover(change.path), _LONGEST))]
    if change.test_id:
        parts.append(code(shorten(cover(change.test_id), _LONGEST)))
    words = [code(cover(each)) for each in change.words]
    line = f"- [{'x' if is_done else ' '}] {' · '.join(parts)}{': ' if words else ''}{', '.join(words)}\n"
    note = "".join(f"  > {code(text)}\n" for text in cover(decision.note).splitlines() if text.strip())
    return line + note


def to_take_back(
    changes: Sequence[ListedChange], decisions: Decisions, restored: Collection[tuple[str | None, str | None]]
) -> list[ListedChange]:
    """The changes that were skipped, but for those of which the content before was put back."""
    return [
        change
        for change in changes
        if decisions.of(change).word == "skipped" and (change.before, change.after) not in restored
    ]
