"""What a test waits for, in words: a wait that is given up says so in the first line of its message."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any

LIMIT_S = 60.0
"""Seconds after which a condition is not waited for any more: far beyond what a busy machine takes."""


def source_of(condition: Callable[..., Any]) -> str:
    """The source of a condition in one line, as it stands in the test that waits for it."""
    if isinstance(condition, partial):
        arguments = ", ".join(map(repr, condition.args[1:]))
        return f"{source_of(condition.func)} with {arguments}" if arguments else source_of(condition.func)
    if not inspect.isfunction(condition) or condition.__name__ != "<lambda>":
        return getattr(condition, "__qualname__", repr(condition))
    try:
        lines = inspect.getsource(condition)
    except (OSError, TypeError):
        return repr(condition)
    return " ".join(lines.split())
