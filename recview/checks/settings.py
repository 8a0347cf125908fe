"""What the user decided about checks that look at a whole tree."""

from __future__ import annotations

from collections.abc import Mapping

from recview.named_tuple import NamedTuple

AUTO = "auto"

GENERATIONS = (AUTO, "2025-10", "2026-01", "2026-03", "2026-04", "2026-06", "2026-09")
"""OGX's recorders, by the month from which on each named files in its way; `auto` is the one that explains the most."""


class EarlierName(NamedTuple):
    """A content that a file had before and that its name is the hash of, from the history of its path.

    Attributes:
        test_id: The test in that content; empty if there was none.
        revision: What that content is called in the history: the start of an object's id.
    """

    test_id: str
    revision: str


class CheckSettings(NamedTuple):
    """What the user decided.

    Attributes:
        generation: The recorder's generation by which names are judged; `auto` is the newest that explains the most.
        tests: What `pytest --collect-only -q` printed; None if it was not given.
        is_whole_tree: Whether folders were named, and not files one by one.
        earlier: By path, what a history proves of names that nothing else explains.
    """

    generation: str = AUTO
    tests: str | None = None
    is_whole_tree: bool = True
    earlier: Mapping[str, EarlierName] = {}
