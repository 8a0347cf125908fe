"""Where recordings lie: in the folder of their test, or in the one that is looked through for every test."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from recview.named_tuple import NamedTuple

_RECORDINGS = "recordings"
_SHARED = "common"
"""How OGX calls the folder that is looked through for every test."""


class _Root(NamedTuple):
    """Where the root of a tree lies beside the folder that its tests are named from.

    Attributes:
        above: Folders of the tree that hold that folder.
        skipped: How many folders of a test's name the root lies within.
    """

    above: tuple[str, ...]
    skipped: int


class Places:
    """The folders of a tree, by what lies in them.

    Attributes:
        paths: All files, below the root.
    """

    def __init__(self, tests: Mapping[str, str]) -> None:
        """Look at a tree.

        Args:
            tests: By path the test of each recording that belongs to one test; empty for others.
        """
        self.paths = frozenset(tests)
        self._roots: set[_Root] = set()
        owners: dict[str, bool] = defaultdict(bool)
        shared: set[str] = set()
        for path, test in tests.items():
            folder = folder_of(path)
            is_own = bool(test) and _is_own(folder, test)
            owners[folder] |= is_own
            if not test or _parts(folder)[-1:] == [_SHARED]:
                shared.add(folder)
            if is_own:
                self._roots.add(_root(folder, test))
        self._own = frozenset(folder for folder, is_own in owners.items() if is_own)
        self._bases = owners.keys() - self._own
        self._shared = frozenset(shared)

    def is_fitting(self, folder: str, test: str) -> bool:
        """Whether a test looks into a folder: its own, or one that may be the folder for every test.

        That may be any where no recording lies in the folder of its test. But one with nothing else than recordings of
        single tests, beside tests or below none, is a folder that files were moved to, if the folder of this test has
        recordings.
        """
        if not self.paths or _is_own(folder, test):
            return True
        if folder not in self._bases:
            return False
        own = self.folder_of_test(test)
        is_above = _parts_of_test(test)[: len(_parts(folder))] == _parts(folder)
        return own not in self._own or folder in self._shared or is_above

    def folder_of_test(self, test: str) -> str:
        """The folder below the root that a test looks into first; empty if that is not certain."""
        if len(self._roots) != 1:
            return ""
        above, skipped = next(iter(self._roots))
        return "/".join((*above, *_parts_of_test(test)[skipped:], _RECORDINGS))

    def own_copy(self, path: str, test: str) -> str:
        """The file of the same name in the folder of its test, which is found first; empty if there is none."""
        folder, _, name = path.rpartition("/")
        if _is_own(folder, test):
            return ""
        own = self.folder_of_test(test)
        return f"{own}/{name}" if own and f"{own}/{name}" in self.paths else ""


def folder_of(path: str) -> str:
    """The folder of a path, without an ending slash; empty for a file at the root."""
    return path.rpartition("/")[0]


def _parts_of_test(test: str) -> list[str]:
    """The folders of a test's file: `tests/integration/agents/test_a.py::test_b` → tests, integration, agents."""
    return [part for part in test.partition("::")[0].split("/")[:-1] if part]


def _parts(folder: str) -> list[str]:
    """The folders that hold a folder of recordings."""
    parts = folder.split("/") if folder else []
    return parts[:-1] if parts and parts[-1] == _RECORDINGS else parts


def _is_own(folder: str, test: str) -> bool:
    """Whether a folder is the one beside the test, as far as the two paths go, from wherever they begin."""
    parts, wanted = _parts(folder), _parts_of_test(test)
    count = min(len(parts), len(wanted))
    return count == 0 or parts[-count:] == wanted[-count:]


def _root(folder: str, test: str) -> _Root:
    parts = _parts(folder)
    lead = len(parts) - len(_parts_of_test(test))
    return _Root(tuple(parts[: max(lead, 0)]), max(-lead, 0))
