"""What the system tells of changes in folders, in batches: watchfiles' own loop, which looks less often while idle.

Source: watchfiles' `RustNotify`, which its `watch` is made of; that takes one time between two looks for all its life.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from threading import Event
from typing import TypeAlias

FileEvents: TypeAlias = set[tuple[int, str]]
"""Numbers of watchfiles (1 added, 2 modified, 3 deleted), each with a path."""

QUIET_MS, IDLE_QUIET_MS = 15, 25
"""Milliseconds of quiet that end a batch, and between two looks: half of them cost twice as much."""

MAX_BATCH_MS = 60
"""Milliseconds after which a batch ends, quiet or not."""

TICK_MS, IDLE_TICK_MS = 250, 500
"""Milliseconds after which an empty batch comes."""

POLL_MS = 300
"""Milliseconds between two looks at all files where the system has no events, which watchfiles does then by itself."""

IDLE_AFTER_S, UNCHANGED_IDLE_AFTER_S = 10.0, 3.0
"""Seconds without a change after which it is idle, and the same where nothing changed yet: the next change is seen ten
milliseconds later, or twenty."""


def file_events(
    folders: Sequence[str], stop: Event, *, is_recursive: bool, is_lenient: bool
) -> Generator[FileEvents, None, None]:
    """Batches of what changes from now on, until `stop` is set; an empty one where nothing did for a while.

    Args:
        folders: What to watch.
        stop: Ends it.
        is_recursive: Whether to watch all that is below them, too.
        is_lenient: Whether to pass over folders that cannot be watched.

    Raises:
        OSError: If a folder cannot be watched.
        RuntimeError: If watchfiles fails otherwise.
    """
    from watchfiles._rust_notify import RustNotify

    with RustNotify(list(folders), False, False, POLL_MS, is_recursive, is_lenient) as notify:
        changed_at, idle_after_s = time.monotonic(), UNCHANGED_IDLE_AFTER_S
        while True:
            is_idle = time.monotonic() - changed_at > idle_after_s
            quiet, tick = (IDLE_QUIET_MS, IDLE_TICK_MS) if is_idle else (QUIET_MS, TICK_MS)
            events = notify.watch(MAX_BATCH_MS, quiet, tick, stop)
            if events == "timeout":
                yield set()
            elif isinstance(events, str):
                return
            else:
                changed_at, idle_after_s = time.monotonic(), IDLE_AFTER_S
                yield events
