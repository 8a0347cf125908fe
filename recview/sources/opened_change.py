"""The two files of a change, read again and opened: what each holds, and how the shown exchange of them differs."""

from __future__ import annotations

from itertools import zip_longest
from typing import TypeAlias

from recview.current_file import reading
from recview.model import Readability, Source
from recview.named_tuple import NamedTuple
from recview.reading.held_recording import HeldRecording
from recview.reading.listed_changes import MOST_WORDS, difference_words
from recview.reading.listing import own_mistake
from recview.reading.opening import open_parsed
from recview.reading.recording_view import Unopened
from recview.review.comparing import compare
from recview.review.exchange_pairs import pair_exchanges
from recview.review.parsed import Parsed
from recview.sources.compared_tree import parsed_content, read_content, shared_algorithm, unread_id
from recview.sources.git.objects import content_id
from recview.sources.trees import Tree
from recview.verdicts.changes import Change
from recview.verdicts.comparison import Comparison
from recview.verdicts.kinds import CLASSES
from recview.verdicts.listed_changes import PairedExchange

Opened: TypeAlias = HeldRecording | Unopened | None
"""A recording, why there is none, or None where there is no file."""


class OpenedChange(NamedTuple):
    """A change with what both of its files hold now.

    Attributes:
        change: The change, compared again if a file holds something else than when it was compared.
        before: The shown exchange of the file before.
        after: That of the file after. If both are recordings, the one before is its `earlier`.
        comparison: How the two differ.
        exchanges: All exchanges of both files as pairs, in the order of the file after.
        exchange: The index of the pair that is shown; -1 if there is none.
        stale: Which file holds something else than when it was compared, as a clause; empty if none does.
    """

    change: Change
    before: Opened
    after: Opened
    comparison: Comparison
    exchanges: tuple[PairedExchange, ...]
    exchange: int
    stale: str


class _Side(NamedTuple):
    parsed: Parsed | None
    id: str


def open_change(before: Tree, after: Tree, change: Change, exchange: int = -1) -> OpenedChange:
    """Read both files and open one exchange of them. Never raises for what is in them.

    Args:
        before: The first tree.
        after: The second tree.
        change: The change, as it was compared.
        exchange: The index of the pair of exchanges that is wanted; -1 for the first of the gravest.
    """
    algorithm = shared_algorithm(before, after)
    old, new = _side(before, change.before, algorithm), _side(after, change.after, algorithm)
    stale = _stale_words(change, old, new)
    if (change.before_id, change.after_id) != (old.id, new.id):
        change = change._replace(before_id=old.id, after_id=new.id, comparison=_compared(old.parsed, new.parsed))
    exchanges = _exchanges(change.comparison, old.parsed, new.parsed)
    if not 0 <= exchange < len(exchanges):
        exchange = _gravest(exchanges)
    pair = exchanges[exchange] if exchange >= 0 else PairedExchange(0, 0, change.class_)
    was, now = _opened(old.parsed, pair.before), _opened(new.parsed, pair.after)
    comparison = _of_exchange(change.comparison, pair)
    if isinstance(was, HeldRecording) and isinstance(now, HeldRecording):
        now.earlier, now.comparison = was, comparison
    return OpenedChange(change, was, now, comparison, exchanges, exchange, stale)


def content_now(tree: Tree, path: str, algorithm: str) -> tuple[bytes | Readability, str]:
    """What a file holds now, or why that cannot be read; and its id.

    Args:
        tree: Where it is.
        path: Its path there.
        algorithm: What ids are made with; see `shared_algorithm`.
    """
    content = read_content(tree, path)
    if isinstance(content, Readability):
        file = tree.files.get(path)
        # What git calls a file that cannot be read, such as a submodule, stays its id.
        return content, unread_id(path, content.reason) if file is None or not file.id else file.id
    return content, content_id(content, algorithm)


def _side(tree: Tree, path: str | None, algorithm: str) -> _Side:
    if path is None:
        return _Side(None, "")
    with reading(path):
        content, id_ = content_now(tree, path, algorithm)
        return _Side(parsed_content(tree, path, content, id_.encode(errors="surrogateescape")), id_)


def _stale_words(change: Change, old: _Side, new: _Side) -> str:
    paths = [
        path
        for path, listed_id, side in ((change.before, change.before_id, old), (change.after, change.after_id, new))
        if path is not None and listed_id not in ("", side.id)
    ]
    return f"{' and '.join(dict.fromkeys(paths))} changed since it was compared" if paths else ""


def _compared(old: Parsed | None, new: Parsed | None) -> Comparison:
    try:
        return compare(old, new)
    except Exception as error:
        return Comparison("broken", "unreadable", unseen=own_mistake(error).reason)


def _exchanges(comparison: Comparison, old: Parsed | None, new: Parsed | None) -> tuple[PairedExchange, ...]:
    """The exchanges of both files as pairs; where they cannot be compared, in their order."""
    pairs: list[tuple[int | None, int | None]]
    if old and new and old.meanings and new.meanings:
        pairs = pair_exchanges(old.meanings, new.meanings)
    else:
        before, after = (range(len(parsed.exchanges)) if parsed else range(0) for parsed in (old, new))
        pairs = [*zip_longest(before, after)]
    return tuple(_paired(comparison, before, after, alone=len(pairs) == 1) for before, after in pairs)


def _paired(comparison: Comparison, before: int | None, after: int | None, *, alone: bool) -> PairedExchange:
    if comparison.class_ != "unreadable" and (before is None or after is None):
        return PairedExchange(before, after, "new" if before is None else "gone")
    each = comparison if alone or after is None or after >= len(comparison.each) else comparison.each[after]
    return PairedExchange(before, after, each.class_ or "unreadable", difference_words(each, MOST_WORDS))


def _gravest(exchanges: tuple[PairedExchange, ...]) -> int:
    """The index of the first of the gravest pairs; a call that came or went is behaviour. -1 if there is none."""
    ranks = {name: rank for rank, name in enumerate(CLASSES)} | dict.fromkeys(("new", "gone"), 1)
    return min(range(len(exchanges)), key=lambda index: ranks[exchanges[index].class_], default=-1)


def _opened(parsed: Parsed | None, number: int | None) -> Opened:
    """An exchange of a file, or why it has none; None if there is no file, or no counterpart in it."""
    if parsed is None or (number is None and parsed.exchanges):
        return None
    return open_parsed(Source(parsed.path, number or 0), parsed)


def _of_exchange(comparison: Comparison, pair: PairedExchange) -> Comparison:
    if pair.after is not None and pair.after < len(comparison.each):
        return comparison.each[pair.after]
    return comparison
