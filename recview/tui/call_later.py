"""Doing something a little later, once: the toolkit's one-shot timers can miss their only tick.

A timer of Textual 8.2 that is held up between two of its lines for longer than its delay (by another thread, or a
machine that stands still) skips the tick that it was made for. The event loop's own timers are late, never lost.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable


def call_later(seconds: float, callback: Callable[[], object]) -> asyncio.TimerHandle:
    """Call back once, in the event loop; `cancel` the result to call it off."""
    return asyncio.get_running_loop().call_later(seconds, callback)
