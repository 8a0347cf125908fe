"""The page of a file that could not be opened."""

from __future__ import annotations

from recview.display.section import Page, Section


def unopened_page(problem: str, path: str, size: str) -> Page:
    """The page of a file that could not be opened; without a size there are no bytes to show."""
    text = f"{problem}\n\n{path}" + (f"\n{size}\n\nv shows its raw bytes." if size else "")
    return Page((Section("error", "✗ not opened", text),), 1)
