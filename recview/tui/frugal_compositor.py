"""Painting only what changed: the toolkit draws every widget in the box around all changes, and drops most of it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class FrugalCompositor(Compositor):
    """The toolkit's compositor, which asks widgets for no other rows than those that are seen and painted."""

    _changes: tuple[Region, ...] | None = None

    def render_partial_update(self) -> ChopsUpdate | None:
        """What is written to the terminal where a part of the screen changed; None if nothing did."""
        self._changes = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changes = None

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """(region, visible part, its lines) of each widget that is painted, from front to back."""
        changes = self._changes or (crop or self.size.region,)
        in_front = Front()
        for widget, (region, clip) in self.visible_widgets.items():
            visible = region.intersection(clip)
            seen = [part for change in changes if (part := visible.intersection(change)) and not in_front.hides(part)]
            if seen and not in_front.fills(widget, visible):
                top, bottom = min(part.y for part in seen), max(part.bottom for part in seen)
                rows = Region(visible.x, top, visible.width, bottom - top)
                yield region, rows, widget.render_lines(rows.translate(-region.offset))
            in_front.add(widget, visible)


class Front:
    """The regions of the widgets that were painted so far: what is painted later is behind them."""

    def __init__(self) -> None:
        self._regions: list[Region] = []
        self._children: dict[object, list[Region]] = {}

    def add(self, widget: Widget, visible: Region) -> None:
        """Take the next widget, of which a region is visible."""
        self._regions.append(visible)
        self._children.setdefault(widget.parent, []).append(visible)

    def hides(self, part: Region) -> bool:
        """Whether a widget is in front of all of a region."""
        return any(region.contains_region(part) for region in self._regions)

    def fills(self, widget: Widget, visible: Region) -> bool:
        """Whether the widgets inside a widget, side by side, take all that is visible of it."""
        children = self._children.get(widget, ())
        if sum(region.area for region in children) != visible.area:
            return False
        return not any(region.overlaps(other) for region, other in combinations(children, 2))
