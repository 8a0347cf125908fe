"""Paths below a base, as text: `folder/file.json`, the base itself being empty."""

from __future__ import annotations

from collections.abc import Iterator


def is_within(path: str, folder: str) -> bool:
    """Whether a path is a folder, or below it."""
    return not folder or path == folder or path.startswith(f"{folder}/")


def folders_above(path: str) -> Iterator[str]:
    """The path itself, the folder that holds it, and so on up to the base."""
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield ""
