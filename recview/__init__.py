"""recview: a terminal inspector for recorded LLM calls.

For programs: `recview.read(path)` gives the recordings of a file, `recview.rows(tree)` a dict for each of a tree.
"""

from __future__ import annotations

# As `typing` has it, whose import would cost more than all else here.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from recview.api import Recording, read, rows

__version__ = "0.1.0"

__all__ = ["Recording", "__version__", "read", "rows"]


def __getattr__(name: str) -> object:
    """The door is imported once it is used: importing the package costs nothing."""
    if name in ("Recording", "read", "rows"):
        from recview import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
