"""Whether the model that answered is another one."""

from __future__ import annotations

from recview.coerce import as_list
from recview.model import Json
from recview.review.model_names import is_same
from recview.verdicts.comparison import Missing


def model_kind(old: Json | Missing, new: Json | Missing) -> str:
    """The kind of a difference between the models that two answers name.

    Returns:
        `model` if another one answered, `metadata` if it is the same under another name, or one side names none.
    """
    names = _names(old), _names(new)
    if not all(names):
        return "metadata"
    is_known = all(any(is_same(name, other) for other in names[1]) for name in names[0])
    is_all = all(any(is_same(name, other) for other in names[0]) for name in names[1])
    return "metadata" if is_known and is_all else "model"


def _names(value: Json | Missing) -> list[str]:
    """The names of a model that an answer gives: nearly always one."""
    return [name for name in (as_list(value) or [value]) if isinstance(name, str)]
