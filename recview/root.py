"""Where to look for recordings: a base folder and what below it holds them."""

from __future__ import annotations

import os.path
from contextlib import suppress
from pathlib import Path

from recview.destination import is_below
from recview.git_source import GitSource
from recview.value import Value

SKIPPED = frozenset(
    {
        ".git",
        ".hg",
        ".svn",
        ".jj",
        ".venv",
        "venv",
        "node_modules",
        "__pycache__",
        ".tox",
        ".nox",
        ".mypy_cache",
        ".pytest_cache",
        ".ruff_cache",
    }
)
"""Folders that never hold recordings and may be huge."""

ENVIRONMENT_MARKS = frozenset({"pyvenv.cfg", "conda-meta"})
"""What a Python or conda environment has at its top, whatever its folder is called."""


class Root(Value):
    """A base folder, and below it the folders and files that hold recordings.

    Attributes:
        base: The folder; an archive, if that is all there is.
        tops: Paths below it of what holds recordings.
        name: How the root is called, if not by its path.
        archives: Those of the tops that are archives, which are read as if they were folders.
        is_list: Whether the tops are a list that a program made: a file in it that is no recording is left out.
        held: What the only top holds, if it came on standard input and is no file.
        git: What of git is read in the place of the base, which is no folder of the disk then; None if nothing is.
    """

    base: Path
    tops: tuple[str, ...] = ("",)
    name: str = ""
    archives: tuple[str, ...] = ()
    is_list: bool = False
    held: bytes | None = None
    git: GitSource | None = None

    @property
    def is_on_disk(self) -> bool:
        """Whether all of it is folders and files of the disk."""
        return not (self.archives or self.git) and self.held is None

    @property
    def is_watched(self) -> bool:
        """Whether it may change while it is open."""
        return self.held is None and self.git is None

    @property
    def label(self) -> str:
        """How the root is called on the screen."""
        if self.name:
            return self.name
        return str(self.base / self.tops[0]) if len(self.tops) == 1 else str(self.base)

    @property
    def roots(self) -> tuple[str, ...]:
        """The paths on disk of the folders (or the one file) that hold recordings."""
        return tuple(map(self.path, self.tops))

    def size_of_sole_file(self) -> int:
        """The size in bytes of the file that is all of the root; 0 if there are folders, and if it cannot be read."""
        if not self.is_on_disk:
            return len(self.held or b"")
        path = self.path(self.tops[0])
        with suppress(OSError):
            return os.path.getsize(path) if len(self.tops) == 1 and os.path.isfile(path) else 0
        return 0

    def real_roots(self) -> tuple[str, ...]:
        """The same without links: what the user opened may be a link itself."""
        return tuple(map(os.path.realpath, self.roots))

    def path(self, relative: str) -> str:
        """The path on disk of a path below the base."""
        base = str(self.base)
        if not relative and (self.archives or self.git):
            # Of a file there is no path that ends in a slash.
            return base
        if not relative or relative[0] == "/" or base[-1] == "/":
            return os.path.join(base, relative)
        # Asked for every file of a tree: a fifth of what joining costs.
        return f"{base}/{relative}"

    def shown_path(self, relative: str) -> str:
        """What the user would call a path below the base: `HEAD~1:tests/a.json` of what is in git."""
        if self.git is None:
            return self.path(relative)
        return f"{self.git.prefix}{relative}" if relative else self.label

    def leads_out(self, relative: str, real_roots: tuple[str, ...] = ()) -> bool:
        """Whether a path below the base is, by a link, outside of every root: it is not read then.

        Args:
            relative: The path.
            real_roots: What `real_roots` returns, where many paths are asked about.
        """
        path = os.path.realpath(self.path(relative))
        if real_roots:
            return not any(is_below(path, root) for root in real_roots)
        # The top that holds the path first: a list may have thousands.
        tops = sorted(self.tops, key=lambda top: not _is_within(relative, top))
        return not any(is_below(path, os.path.realpath(self.path(top))) for top in tops)

    def is_skipped(self, relative: str) -> bool:
        """Whether a path below the base has a folder of tools above it, inside of what the user opened."""
        holders = [top for top in self.tops if _is_within(relative, top)]
        parts = relative[max(map(len, holders), default=0) :].split("/")
        return not SKIPPED.isdisjoint(parts)

    def is_left_out(self, relative: str, real_roots: tuple[str, ...] = ()) -> bool:
        """Whether a folder below the base is not looked into."""
        return self.is_skipped(relative) or self.leads_out(relative, real_roots)


def _is_within(path: str, top: str) -> bool:
    return not top or path == top or path.startswith(f"{top}/")
