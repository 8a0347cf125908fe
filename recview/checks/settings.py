"""What the user decided about checks that look at a whole tree."""

from __future__ import annotations

from typing import NamedTuple

AUTO = "auto"


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
