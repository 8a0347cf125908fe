"""Files that were moved: a path that is gone, and a new one with the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recview.model import Verdict


class Moves:
    """Which new files are files that are gone elsewhere. What is told of each path may come in any order."""

    def __init__(self) -> None:
        self._contents: dict[str, tuple[Verdict, bytes]] = {}
        self._groups: dict[bytes, dict[Verdict, set[str]]] = {}
        self._origins: dict[bytes, Mapping[str, str]] = {}

    def note(self, path: str, verdict: Verdict | None, content: bytes) -> set[str]:
        """Take in what became of a path, and return it with all paths that are part of another move than before.

        Args:
            path: A file.
            verdict: What became of it; None if it was not there at the start and is not now.
            content: A digest of the bytes that it holds, or if it is gone held at the start; empty if not known.
        """
        affected = {path}
        earlier = self._contents.pop(path, None)
        if earlier:
            self._groups[earlier[1]][earlier[0]].discard(path)
        if verdict in ("gone", "new") and content:
            self._contents[path] = verdict, content
            self._groups.setdefault(content, {"gone": set(), "new": set()})[verdict].add(path)
        for digest in {earlier[1] if earlier else content, content} & self._groups.keys():
            before = self._origins.get(digest, {})
            self._origins[digest] = after = paired(**self._groups[digest])
            affected.update(*(pair for pair in before.items() ^ after.items()))
        return affected

    def origin(self, path: str) -> str:
        """The path that a new file had at the start; empty if it was not moved."""
        earlier = self._contents.get(path)
        return self._origins.get(earlier[1], {}).get(path, "") if earlier else ""

    def has_left(self, path: str) -> bool:
        """Whether a path that is gone is that of a file that was moved."""
        earlier = self._contents.get(path)
        return earlier is not None and earlier[0] == "gone" and path in self._origins.get(earlier[1], {}).values()


def paired(gone: Iterable[str], new: Iterable[str]) -> Mapping[str, str]:
    """For new paths of one content the path each had before: one with the same file name if there is one.

    Args:
        gone: The paths of the same content that are not there any more.
        new: The new ones; if they are more than those, the last by name were not moved.
    """
    left = sorted(gone)
    if not left:
        return {}
    origins: dict[str, str] = {}
    by_name: dict[str, list[str]] = {}
    for path in reversed(left):
        by_name.setdefault(_name(path), []).append(path)
    others = []
    for path in sorted(new):
        if same := by_name.get(_name(path)):
            origins[path] = same.pop()
        else:
            others.append(path)
    taken = set(origins.values())
    return origins | dict(zip(others, (path for path in left if path not in taken), strict=False))


def _name(path: str) -> str:
    return path.rpartition("/")[2]
