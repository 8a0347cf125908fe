"""Work that takes a while, in the top line: what it is, a bar, and how much of it is done."""

from __future__ import annotations

from recview.display.parts import Part

_BAR_CELLS = ((160, 24), (120, 16), (92, 10), (0, 8))
"""(columns of the screen from which on, cells of the bar)."""

WORDS_COLUMNS = 92
"""Columns from which there is room for the name of the work and its counts; below, a percentage stands for both."""


def progress_parts(work: str, done: int, total: int, width: int) -> list[Part]:
    """The parts of the top line that say how far some work is: `indexing ━━━━╸·····    812 of 3,162`.

    Args:
        work: What is done, as in `indexing`.
        done: How much of it is.
        total: How much there is to do; 0 if that is not known, then there is no bar.
        width: Columns of the screen.
    """
    if total <= 0:
        return [Part(f"{work} {done:,} …  " if done > 0 else f"{work} …  ", "dim")]
    done = min(max(done, 0), total)
    cells = next(cells for columns, cells in _BAR_CELLS if width >= columns)
    whole, half = divmod(done * cells * 2 // total, 2)
    parts = [Part("━" * whole + "╸" * half, "accent"), Part("·" * (cells - whole - half), "faint")]
    if width < WORDS_COLUMNS:
        words = [Part(f" {done * 100 // total:>3} %  ", "dim")]
    else:
        # As wide from the beginning as at the end, so that nothing moves.
        words = [Part(f" {done:>{len(f'{total:,}')},} of {total:,}  ", "dim")]
        parts.insert(0, Part(f"{work} ", "dim"))
    return [part for part in (*parts, *words) if part.text]
