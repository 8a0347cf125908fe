"""Memory that is freed, kept for what is read next: giving it back to the system and asking again costs a tenth."""

from __future__ import annotations

_BYTES = 4_000_000
"""More than what most recordings take once they are parsed; twice as much is kept at most."""


def keep_freed_memory() -> None:
    """Have what is freed at the end of the heap kept, up to twice `_BYTES`; for the rest of the process.

    The C library of Linux begins with 128 KB, and goes by the largest block of its own pages that was ever freed (see
    M_MMAP_THRESHOLD in mallopt(3)): so one is made and freed, without a byte of it being touched. Other systems decide
    by themselves.
    """
    bytes(_BYTES)
