"""Two trees → what changed between them: paired, compared, each file read once and equal ones never."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from recview.protocols.providers import provider
from recview.reading.listing import own_mistake, unread_file
from recview.review.comparing import compare
from recview.review.echoes import NO_ECHOES, Echoes, echoes_of
from recview.review.exchange_pairs import pair_exchanges
from recview.review.pairing import Pair, Side, pair_files
from recview.review.parsed import Parsed
from recview.sources.compared_tree import ComparedTree
from recview.sources.git.objects import algorithm_of
from recview.sources.trees import Tree
from recview.verdicts.changes import Change, Changes, in_order
from recview.verdicts.comparison import WHOLE_FILE, Comparison, Difference

Keeps = Callable[[Parsed], bool]
"""Whether a file is one of those that are asked for."""


class _Pending(NamedTuple):
    """A change whose messages may echo what an earlier call of its test answered: compared again at the end."""

    change: Change
    old: Parsed
    new: Parsed


def tree_changes(before: Tree, after: Tree, keeps: Keeps | None = None) -> Changes:
    """What changed between two trees. Never raises for what is in them.

    Args:
        before: The first tree.
        after: The second tree; if both are one file each, these are compared whatever they are called.
        keeps: Chooses recordings, by either side; what has the same bytes is not read for it, and not counted then.
    """
    return _Comparing(before, after, keeps).changes()


class _Comparing:
    """One comparison while it runs."""

    def __init__(self, before: Tree, after: Tree, keeps: Keeps | None) -> None:
        ids = (file.id for tree in (after, before) for file in tree.files.values() if file.id)
        algorithm = algorithm_of(next(ids, ""))
        self._sides = ComparedTree(before, algorithm), ComparedTree(after, algorithm)
        self._keeps = keeps
        self._echoes: dict[str, list[Echoes]] = defaultdict(list)

    def changes(self) -> Changes:
        """All changes."""
        changes: list[Change] = []
        pending: list[_Pending] = []
        identical = 0
        for pair in self._pairs():
            if self._is_equal(pair):
                identical += self._keeps is None
                continue
            old, new = self._taken(pair)
            if (change := self._change(pair, old, new)) is None:
                continue
            self._note_echoes(change, old, new)
            if old and new and change.test_id and "messages" in change.comparison.kinds:
                pending.append(_Pending(change, old, new))
            else:
                changes.append(change)
        changes += map(self._final, pending)
        return Changes(in_order(changes), identical)

    def _pairs(self) -> Iterator[Pair]:
        old, new = self._sides
        if len(old.digests) == len(new.digests) == 1:
            yield Pair(next(iter(old.digests)), next(iter(new.digests)), "path")
            return
        yield from pair_files(Side(old.digests, old.facts), Side(new.digests, new.facts))

    def _is_equal(self, pair: Pair) -> bool:
        """Whether both files of a pair have the same bytes; they are let go then."""
        old, new = self._sides
        if pair.before is None or pair.after is None or old.digests[pair.before] != new.digests[pair.after]:
            return False
        old.forget(pair.before)
        new.forget(pair.after)
        return True

    def _taken(self, pair: Pair) -> tuple[Parsed | None, Parsed | None]:
        old, new = self._sides
        return (
            None if pair.before is None else old.take(pair.before),
            None if pair.after is None else new.take(pair.after),
        )

    def _change(self, pair: Pair, old: Parsed | None, new: Parsed | None) -> Change | None:
        """The change of a pair; None if it is no recording, or not asked for."""
        sides = [(side, parsed) for side, parsed in zip(self._sides, (old, new), strict=True) if parsed]
        if all(side.is_foreign(parsed) for side, parsed in sides):
            return None
        if self._keeps is not None and not any(self._keeps(parsed) for _, parsed in sides):
            return None
        newest = new or old
        assert newest
        test_id, served_by = _facts(newest)
        if old and not test_id:
            test_id = _facts(old)[0]
        return Change(pair.before, pair.after, _compared(old, new), test_id, served_by, pair.ambiguity)

    def _note_echoes(self, change: Change, old: Parsed | None, new: Parsed | None) -> None:
        """Keep what the answers of a call of a test were and are: later calls may send them again."""
        if not (old and new and change.test_id and change.comparison.differences):
            return
        if change.class_ == "unreadable":
            return
        pairs = [(a, b) for a, b in pair_exchanges(old.meanings, new.meanings) if a is not None and b is not None]
        echoes = echoes_of((old.meanings[a], new.meanings[b]) for a, b in pairs)
        if echoes.moved:
            self._echoes[change.test_id].append(echoes)

    def _final(self, pending: _Pending) -> Change:
        change, old, new = pending
        every = self._echoes.get(change.test_id)
        if not every:
            return change
        joined = NO_ECHOES
        for echoes in every:
            joined = joined.joined(echoes)
        self._echoes[change.test_id] = [joined]
        return change._replace(comparison=_compared(old, new, joined))


def _compared(old: Parsed | None, new: Parsed | None, echoes: Echoes = NO_ECHOES) -> Comparison:
    try:
        return compare(old, new, echoes=echoes)
    except Exception as error:
        # A mistake of recview's own must be seen, and must not cost the user the other recordings.
        problem = own_mistake(error).reason
        return Comparison("broken", "unreadable", (Difference("unreadable", WHOLE_FILE, "readable", problem),))


def _facts(parsed: Parsed) -> tuple[str, str]:
    """The test that a file was recorded for, and who served it; either is empty if it is not known."""
    try:
        exchanges = parsed.exchanges
        if not exchanges:
            entry = unread_file(parsed.path, parsed.readability).entries[0]
            return entry.test_id or "", ""
        test_id = next((exchange.test_id for exchange in exchanges if exchange.test_id), "")
        return test_id, next(filter(None, map(provider, exchanges)), "")
    except Exception:
        return "", ""
