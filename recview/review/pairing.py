"""Which file of one side is which of the other: by path, by name, by test and nearest request, by the same request.

A changed request changes a recording's name, so that one call is a file that is gone and a new one. Files are asked
for by their paths; of those with equal digests nothing else is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, TypeAlias

from recview.named_tuple import NamedTuple
from recview.review.asked_facts import AskedFacts
from recview.review.nearest import nearest

Way: TypeAlias = Literal["path", "name", "content", "test", "request", "alone"]
"""By what two files were paired; `alone` is new or gone."""


class Pair(NamedTuple):
    """Two files that are recordings of one call, or one that is new or gone.

    Attributes:
        before: The path on the first side; None for a new file.
        after: The path on the second side; None for one that is gone.
        way: By what they were paired.
        ambiguity: Why another pair would do as well; empty if none would.
    """

    before: str | None
    after: str | None
    way: Way
    ambiguity: str = ""


class Side(NamedTuple):
    """One of the two trees.

    Attributes:
        digests: By path, what is equal for equal contents.
        read: Returns the facts of a file, given its path; None where it cannot be read.
    """

    digests: Mapping[str, bytes]
    read: Callable[[str], AskedFacts | None]


def pair_files(before: Side, after: Side) -> list[Pair]:
    """The pairs of two trees, sorted by path; each file is in one of them."""
    pairing = _Pairing(before, after)
    pairing.by_key("path", lambda side, path: path)
    pairing.by_key("name", lambda side, path: path.rpartition("/")[2])
    pairing.by_key("content", lambda side, path: side.digests[path])
    pairing.by_test()
    pairing.by_request()
    return pairing.all_pairs()


class _Pairing:
    """The files that are still without a partner, and the pairs so far."""

    def __init__(self, before: Side, after: Side) -> None:
        self._sides = before, after
        self._left = set(before.digests), set(after.digests)
        self._facts: list[dict[str, AskedFacts]] = [{}, {}]
        self._ambiguities: dict[tuple[int, str], str] = {}
        self._pairs: list[Pair] = []

    def all_pairs(self) -> list[Pair]:
        """All pairs, with what is left alone."""
        olds = [Pair(path, None, "alone", self._ambiguities.get((0, path), "")) for path in self._left[0]]
        news = [Pair(None, path, "alone", self._ambiguities.get((1, path), "")) for path in self._left[1]]
        return sorted(
            [*self._pairs, *olds, *news], key=lambda pair: (pair.after or pair.before or "", pair.before or "")
        )

    def _pair(self, old: str, new: str, way: Way, ambiguity: str = "") -> None:
        self._left[0].discard(old)
        self._left[1].discard(new)
        self._pairs.append(Pair(old, new, way, ambiguity))

    def by_key(self, way: Way, key: Callable[[Side, str], object]) -> None:
        """Pair the files whose key stands once on each side."""
        olds, news = (
            _once((key(side, path), path) for path in left) for side, left in zip(self._sides, self._left, strict=True)
        )
        for shared in olds.keys() & news.keys():
            self._pair(olds[shared], news[shared], way)

    def by_test(self) -> None:
        """Pair the files of one test, the most alike first, and of those as alike the ones at the same place."""
        if not all(self._left):
            return
        self._read()
        tests = [_by_test(facts, left) for facts, left in zip(self._facts, self._left, strict=True)]
        for test in sorted(tests[0].keys() & tests[1].keys()):
            self._pair_nearest(tests[0][test], tests[1][test], "test")

    def by_request(self) -> None:
        """Pair files with the very same request; of a test that was renamed, all by the test that others had."""
        for _ in range(2):
            if not all(self._left):
                return
            by_request = [self._by_request(index) for index in (0, 1)]
            renamed: dict[str, Counter[str]] = defaultdict(Counter)
            for request in sorted(by_request[0].keys() & by_request[1].keys()):
                olds, news = by_request[0][request], by_request[1][request]
                if len(olds) == len(news) == 1:
                    self._pair(olds[0], news[0], "request")
                    renamed[self._facts[0][olds[0]].test_id][self._facts[1][news[0]].test_id] += 1
                else:
                    self._tell_apart(olds, news)
            if not self._pair_renamed(renamed):
                return

    def _pair_renamed(self, renamed: Mapping[str, Counter[str]]) -> bool:
        """Pair what is left of tests that all of their paired calls left for one other test."""
        tests = [_by_test(facts, left) for facts, left in zip(self._facts, self._left, strict=True)]
        count = len(self._pairs)
        for test, names in renamed.items():
            if test and len(names) == 1:
                self._pair_nearest(tests[0].get(test, []), tests[1].get(next(iter(names)), []), "test")
        return len(self._pairs) > count

    def _tell_apart(self, olds: list[str], news: list[str]) -> None:
        words = f"the same request is {len(olds)} times before and {len(news)} times after"
        for side, paths in enumerate((olds, news)):
            self._ambiguities.update(((side, path), words) for path in paths)

    def _by_request(self, index: int) -> dict[bytes, list[str]]:
        paths: dict[bytes, list[str]] = defaultdict(list)
        for path in sorted(self._left[index]):
            if facts := self._facts[index].get(path):
                paths[facts.request].append(path)
        return paths

    def _read(self) -> None:
        """Ask for the facts of what is left."""
        for side, left, facts in zip(self._sides, self._left, self._facts, strict=True):
            facts.update((path, read) for path in sorted(left) if (read := side.read(path)) is not None)

    def _pair_nearest(self, olds: list[str], news: list[str], way: Way) -> None:
        before, after = self._facts
        olds, news = _in_order(olds, before), _in_order(news, after)
        for match in nearest([before[path] for path in olds], [after[path] for path in news]):
            words = f"{match.rivals + 1} calls of the test are as near" if match.rivals else ""
            self._pair(olds[match.before], news[match.after], way, words)


def _once(keyed: Iterable[tuple[object, str]]) -> dict[object, str]:
    """The paths by the keys that one file alone has."""
    paths: dict[object, list[str]] = defaultdict(list)
    for key, path in keyed:
        paths[key].append(path)
    return {key: group[0] for key, group in paths.items() if len(group) == 1}


def _by_test(facts: Mapping[str, AskedFacts], left: Iterable[str]) -> dict[str, list[str]]:
    """The files that are left by their test; those without a test are left out."""
    paths: dict[str, list[str]] = defaultdict(list)
    for path in sorted(left):
        if path in facts and facts[path].test_id:
            paths[facts[path].test_id].append(path)
    return paths


def _in_order(paths: Iterable[str], facts: Mapping[str, AskedFacts]) -> list[str]:
    """Calls of one test in the order of their chain, as far as is known: a later one sends more."""
    return sorted(paths, key=lambda path: (facts[path].paths, facts[path].turns, path))
