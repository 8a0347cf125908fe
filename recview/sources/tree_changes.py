"""Two trees → what changed between them: paired, compared, each file read once and equal ones never."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from recview.current_file import reading
from recview.named_tuple import NamedTuple
from recview.protocols.providers import provider
from recview.reading.listing import own_mistake, unread_file
from recview.review.comparing import compare
from recview.review.echoes import NO_ECHOES, Echoes, echoes_of
from recview.review.exchange_pairs import pair_exchanges
from recview.review.pairing import Pair, Side, pair_files
from recview.review.parsed import Parsed
from recview.sources.compared_tree import ComparedTree, shared_algorithm
from recview.sources.trees import Tree
from recview.verdicts.changes import Change, Changes, in_order
from recview.verdicts.comparison import WHOLE_FILE, Comparison, Difference

if TYPE_CHECKING:
    from recview.checks.pair_findings import PairFindings

Keeps = Callable[[Parsed], bool]
"""Whether a file is one of those that are asked for."""


class _Pending(NamedTuple):
    """A change whose messages may echo what an earlier call of its test answered: compared again at the end."""

    pair: Pair
    change: Change
    old: Parsed
    new: Parsed


class Compared(NamedTuple):
    """What the comparison of one pair came to.

    Attributes:
        change: The change; None if the pair is the same, no recording, or not asked for.
        done: How many pairs were compared so far.
        total: Of how many.
        identical: How many files have the same bytes on both sides, so far.
    """

    change: Change | None
    done: int
    total: int
    identical: int


def tree_changes(before: Tree, after: Tree, keeps: Keeps | None = None) -> Changes:
    """What changed between two trees. Never raises for what is in them.

    Args:
        before: The first tree.
        after: The second tree; if both are one file each, these are compared whatever they are called.
        keeps: Chooses recordings, by either side; what has the same bytes is not read for it, and not counted then.
    """
    changes: list[Change] = []
    identical = 0
    for compared in each_compared(before, after, keeps):
        identical = compared.identical
        changes += () if compared.change is None else (compared.change,)
    return Changes(in_order(changes), identical)


def each_compared(before: Tree, after: Tree, keeps: Keeps | None = None) -> Iterator[Compared]:
    """The same, pair by pair as each is compared; what may echo another call of its test comes last.

    Args:
        before: The first tree.
        after: The second tree.
        keeps: Chooses recordings.
    """
    return _Comparing(before, after, keeps).each()


class _Comparing:
    """One comparison while it runs."""

    def __init__(self, before: Tree, after: Tree, keeps: Keeps | None) -> None:
        algorithm = shared_algorithm(before, after)
        self._sides = ComparedTree(before, algorithm), ComparedTree(after, algorithm)
        self._keeps = keeps
        self._echoes: dict[str, list[Echoes]] = defaultdict(list)
        self._pending: list[_Pending] = []

    def each(self) -> Iterator[Compared]:
        """What each pair comes to."""
        pairs = list(self._pairs())
        identical = done = 0
        for pair in pairs:
            is_equal = self._is_equal(pair)
            identical += is_equal and self._keeps is None
            with reading(pair.after or pair.before or ""):
                change = None if is_equal else self._first_change(pair)
            if not self._is_pending(pair):
                done += 1
                yield Compared(change, done, len(pairs), identical)
        for pending in self._pending:
            done += 1
            yield Compared(self._final(pending), done, len(pairs), identical)

    def _is_pending(self, pair: Pair) -> bool:
        """Whether the change of a pair, the latest that was compared, comes at the end."""
        return bool(self._pending) and self._pending[-1].pair == pair

    def _first_change(self, pair: Pair) -> Change | None:
        """The change of a pair, if it is not to be compared again."""
        old, new = self._taken(pair)
        change = self._change(pair, old, new)
        if change is None:
            return None
        self._note_echoes(change, old, new)
        if old and new and change.test_id and "messages" in change.comparison.kinds:
            self._pending.append(_Pending(pair, change, old, new))
            return None
        return change

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
        before_id, after_id = (
            "" if path is None else side.content_id(path)
            for side, path in zip(self._sides, (pair.before, pair.after), strict=True)
        )
        comparison = _compared(old, new)
        findings = _findings(old, new, is_noise=comparison.class_ == "noise")
        return Change(
            pair.before, pair.after, comparison, test_id, served_by, pair.ambiguity, before_id, after_id, *findings
        )

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
        _, change, old, new = pending
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


def _findings(old: Parsed | None, new: Parsed | None, *, is_noise: bool) -> PairFindings:
    from recview.checks.pair_findings import pair_findings  # on use: where nothing changed no rule is asked

    return pair_findings(old, new, is_noise=is_noise)


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
