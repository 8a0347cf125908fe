"""What the user decided about checks that look at a whole tree."""

from __future__ import annotations

from typing import NamedTuple

AUTO = "auto"

GENERATIONS = (AUTO, "2025-10", "2026-01", "2026-03", "2026-04", "2026-06", "2026-09")
"""OGX's recorders, by the month from which on each named files in its way; `auto` is the one that explains the most."""


class CheckSettings(NamedTuple):
    """What the user decided.

    Attributes:
        generation: The recorder's generation by which names are judged; `auto` is the newest that explains the most.
        tests: What `pytest --collect-only -q` printed; None if it was not given.
        is_whole_tree: Whether folders were named, and not files one by one.
    """

    generation: str = AUTO
    tests: str | None = None
    is_whole_tree: bool = True
