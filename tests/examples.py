"""How many examples a property is tried with: all of them in CI, a fifth of them in a run that somebody waits for."""

from __future__ import annotations

import os

from hypothesis import settings

IN_FULL = bool(os.environ.get("CI"))


def examples(count: int) -> settings:
    """The settings of a property that CI tries with so many examples; a decorator."""
    return settings(max_examples=count if IN_FULL else max(10, count // 5))
