"""The marks of what the checks find, the same on every screen."""

from __future__ import annotations

ERROR, WARNING = "◆", "◇"
"""The marks of what the checks find an error in, and of what they find a warning in."""

MARKS = {"error": (ERROR, "error"), "warning": (WARNING, "warning"), "info": ("·", "dim")}
"""By severity the mark and its style."""
