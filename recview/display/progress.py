"""The progress of long work as the top line shows it: what is done, a bar, and counts."""

from __future__ import annotations

from recview.display.parts import Part

_BAR_CELLS = ((160, 24), (120, 16), (92, 10), (0, 8))
"""(columns of the screen from which on, cells of the bar)."""

COUNTS_COLUMNS = 92
"""Columns from which all words and the counts fit; a narrower screen shows a word and a percentage."""


def progress_parts(work: str, done: int, total: int, width: int, note: str = "") -> list[Part]:
    """The parts of the top line that say how far some work is: `indexing ━━━━╸·····    812 of 3,162`.

    Args:
        work: What is done, as in `indexing`.
        done: How much of it is.
        total: How much there is to do; 0 if that is not known, then there is no bar.
        width: Columns of the screen.
        note: What follows the counts where there is room for them, as in ` MB · esc cancels`.
    """
    if total <= 0:
        return [Part(f"{work} {done:,} …  " if done > 0 else f"{work} …  ", "dim")]
    done = min(max(done, 0), total)
    cells = next(cells for columns, cells in _BAR_CELLS if width >= columns)
    whole, half = divmod(done * cells * 2 // total, 2)
    bar = [Part("━" * whole + "╸" * half, "accent"), Part("·" * (cells - whole - half), "faint")]
    if width < COUNTS_COLUMNS:
        work, words = work.partition(" ")[0], f" {done * 100 // total:>3} %  "
    else:
        # As wide from the beginning as at the end, so that nothing moves.
        words = f" {done:>{len(f'{total:,}')},} of {total:,}{note}  "
    return [part for part in (Part(f"{work} ", "dim"), *bar, Part(words, "dim")) if part.text]
