"""Values of JSON text that anyone may have written, each checked to be of the type that its field has."""

from __future__ import annotations

from typing import Any

from recview.library.row_shape import Shape
from recview.model import Failure, ReadState


def require(condition: object) -> None:
    """Do nothing if a condition holds.

    Raises:
        ValueError: If it does not.
    """
    if not condition:
        raise ValueError("no columns of this version")


def as_text(value: Any) -> str:
    """A text; ValueError for all else, as from each of these functions."""
    require(isinstance(value, str))
    return str(value)


def as_integer(value: Any) -> int:
    """An integer; a boolean is none."""
    require(type(value) is int)
    return int(value)


def as_problem(value: Any) -> tuple[str, str] | None:
    """How far a file could be read, and why no further; None of one that was read."""
    if value is None:
        return None
    state, reason = value
    require(as_text(state) in ReadState.__members__)
    return state, as_text(reason)


def _failure(value: Any) -> Failure | None:
    if value is None:
        return None
    source, *texts, status, _ = value
    require(source in ("exception", "response", "stream"))
    message, kind, code = map(as_text, texts)
    return Failure(source, message, kind, code, None if status is None else as_integer(status))


_BOOLEANS = ("streaming", "has_usage", "calls", "ordered")
_OTHERS = {"failure": _failure, "problem": as_problem, "flags": lambda value: tuple(as_text(flag) for flag in value)}


def as_shape(value: Any) -> Shape:
    """A shape of JSON values, each of the type that its field has."""
    fields: dict[str, Any] = {}
    for name, field in zip(Shape._fields, value, strict=True):
        if name in _BOOLEANS:
            require(type(field) is bool)
        fields[name] = field if name in _BOOLEANS else _OTHERS.get(name, as_text)(field)
    return Shape(**fields)
