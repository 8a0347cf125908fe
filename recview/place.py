"""Where to look for recordings, as a value: a base folder and what below it holds them."""

from __future__ import annotations

import os.path
from dataclasses import dataclass
from pathlib import Path

SKIPPED = frozenset(
    {
        ".git",
        ".hg",
        ".svn",
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


@dataclass(frozen=True, slots=True)
class Place:
    """A base folder, and below it the folders (or the one file) that hold recordings."""

    base: Path
    tops: tuple[str, ...] = ("",)
    name: str = ""

    @property
    def label(self) -> str:
        """How the place is called on the screen."""
        if self.name:
            return self.name
        return str(self.base / self.tops[0]) if len(self.tops) == 1 else str(self.base)

    @property
    def roots(self) -> tuple[str, ...]:
        """The paths on disk of the folders (or the one file) that hold recordings."""
        return tuple(map(self.path, self.tops))

    def path(self, relative: str) -> str:
        """The path on disk of a path below the base."""
        return os.path.join(self.base, relative)
