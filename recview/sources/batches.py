"""Files in batches, so that the screen can show them as they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from recview.indexed_file import IndexedFile

BATCH_FILES = 1_500
"""Files in one batch: as columns, taking them in costs the screen half a frame."""

FIRST_BATCH_S, MAX_BATCH_S = 0.02, 0.32
"""Seconds of reading after which the first batch ends, and any later one at the latest."""


def in_batches(
    files: Iterable[list[IndexedFile]], *, seconds: float, clock: Callable[[], float]
) -> Iterator[list[IndexedFile]]:
    """Files in batches; a batch is empty if its time ended before a file was read.

    Each batch takes twice as long as the one before: the first rows come at once, and painting them again and again
    costs little of the whole.

    Args:
        files: The files in the order of reading, a few at a time.
        seconds: How long the first batch may take.
        clock: Returns the time in seconds.
    """
    batch: list[IndexedFile] = []
    until = clock() + seconds
    for few in files:
        batch += few
        if clock() > until or len(batch) >= BATCH_FILES:
            yield batch
            batch = []
            seconds = min(seconds * 2, MAX_BATCH_S)
            until = clock() + seconds
    if batch:
        yield batch
