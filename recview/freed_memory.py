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


def give_back_freed_memory() -> None:
    """Give back to the system what is freed in the midst of the heap, as malloc_trim(3) does: 20 ms for 200 MB.

    Where the C library has no such function, nothing is done.
    """
    # On use: just a reader that has worked for seconds needs them.
    import ctypes
    from contextlib import suppress

    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
