"""The lines of a view, as values that `recview.tui.line_view` draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from recview.named_tuple import NamedTuple

Span: TypeAlias = tuple[int, int, str]
"""(start, end, style): characters of a line and the name of their style."""


class Line(NamedTuple):
    """One line of a view.

    Attributes:
        text: As recorded; the view neutralises what it draws of it.
        style: The name of the line's style.
        spans: The stretches that have another style, later ones over earlier ones.
    """

    text: str
    style: str = "text"
    spans: Sequence[Span] = ()
