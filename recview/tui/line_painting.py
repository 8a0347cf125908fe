"""The visible part of a line as the toolkit's segments, each in one style."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from recview.display.clusters import recounted_bounds, whole_clusters

Layer = tuple[int, int, Style]
"""(start, end, style): characters of a line and the style to lay over theirs."""


def segments(text: str, base: Style, layers: Iterable[Layer]) -> list[Segment]:
    """A text in segments, later layers over earlier ones, none of them beginning or ending inside a cluster.

    A cluster whose cells are not the sum of its characters' is a segment of its own: the toolkit finds the character
    under the mouse by adding those up from the beginning of a segment.
    """
    length = len(text)
    inside = []
    for start, end, style in layers:
        start, end = whole_clusters(text, max(0, start), min(length, end))
        if start < end:
            inside.append((start, end, style))
    cuts = {0, length, *(at for start, end, _ in inside for at in (start, end))}
    cuts.update(at for bounds in recounted_bounds(text) for at in bounds)
    pieces = []
    for start, end in pairwise(sorted(cuts)):
        style = base
        for first, last, over in inside:
            if first <= start and end <= last:
                style += over
        pieces.append(Segment(text[start:end], style))
    return pieces
