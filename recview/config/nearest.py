"""The name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, names: Iterable[str]) -> str:
    """The nearest of some names, as " (is it speed?)"; empty if none is near."""
    from difflib import get_close_matches  # on use: for what is wrong only

    matches = get_close_matches(name[:100], list(names), n=1)
    return f" (is it {matches[0]}?)" if matches else ""
