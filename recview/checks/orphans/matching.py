"""Files of recorded tests and files of collected ones found equal, whatever folder each is named from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

Parts: TypeAlias = tuple[str, ...]


class SameFiles:
    """Which collected file is which recorded one.

    Paths in recordings are relative to where pytest ran when they were made, those of a collection to where it ran
    now: one of them may have more folders in front.

    Attributes:
        files: By recorded file, the collected ones that it may be: none, one, or several that are equally like it.
    """

    def __init__(self, recorded: Iterable[str], collected: Iterable[str]) -> None:
        """Compare them once.

        Args:
            recorded: Files of tests, as recordings have them.
            collected: Files of tests, as pytest printed them.
        """
        self._by_name: dict[str, list[Parts]] = {}
        for path in sorted(set(collected)):
            parts = tuple(path.split("/"))
            self._by_name.setdefault(parts[-1], []).append(parts)
        matches = {path: self._matches(tuple(path.split("/"))) for path in sorted(set(recorded))}
        self._root = _root(matches)
        self.files: Mapping[str, Sequence[str]] = {
            path: ["/".join(other) for other in others]
            for path, others in matches.items()
            if others and not self.is_outside(path)
        }

    def is_outside(self, recorded: str) -> bool:
        """Whether a recorded file is outside of the folder that the collection is of."""
        return tuple(recorded.split("/"))[: len(self._root)] != self._root

    def _matches(self, parts: Parts) -> Sequence[Parts]:
        """The collected files that may be a recorded one; of several those with the most folders alike."""
        same = [other for other in self._by_name.get(parts[-1], ()) if _is_end(parts, other) or _is_end(other, parts)]
        length = max((min(len(other), len(parts)) for other in same), default=0)
        return [other for other in same if min(len(other), len(parts)) == length]


def _is_end(end: Parts, path: Parts) -> bool:
    return len(end) <= len(path) and path[len(path) - len(end) :] == end


def _root(matches: Mapping[str, Sequence[Parts]]) -> Parts:
    """The folder, in recorded paths, that the collection is relative to.

    If two recorded files could be one collected file, it is the folder that most files agree on; else what their
    folders have in common.
    """
    claims: Counter[Parts] = Counter()
    roots: Counter[Parts] = Counter()
    for path, others in matches.items():
        parts = tuple(path.split("/"))
        claims.update(others)
        roots.update({parts[: max(len(parts) - len(other), 0)] for other in others})
    if not roots:
        return ()
    if max(claims.values()) > 1:
        return min(roots, key=lambda root: (-roots[root], len(root), root))
    shortest, longest = min(roots), max(roots)
    same = 0
    while same < min(len(shortest), len(longest)) and shortest[same] == longest[same]:
        same += 1
    return shortest[:same]
