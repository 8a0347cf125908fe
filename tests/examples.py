"""How many examples a property is tried with: most of them in CI, a fifth of them in a run that somebody waits for.

RECVIEW_ALL_EXAMPLES tries all: CI has eight minutes for everything, and other examples are drawn in each run.
"""

from __future__ import annotations

import os

from hypothesis import settings

_FIFTHS = 5 if os.environ.get("RECVIEW_ALL_EXAMPLES") else 3 if os.environ.get("CI") else 1


def examples(count: int) -> settings:
    """The settings of a property that is worth so many examples; a decorator."""
    return settings(max_examples=max(10, count * _FIFTHS // 5))
