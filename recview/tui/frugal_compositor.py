"""Painting only what changed: the toolkit draws every widget in the box around all changes, and drops most of it."""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class FrugalCompositor(Compositor):
    """The toolkit's compositor, which asks widgets for no other rows than those that are painted."""

    _painted: tuple[Region, ...] | None = None

    def render_partial_update(self) -> ChopsUpdate | None:
        """What is written to the terminal where a part of the screen changed; None if nothing did."""
        self._painted = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._painted = None

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """(region, visible part, its lines) of each widget that is painted, from front to back."""
        if self._painted is None:
            yield from super()._get_renders(crop)
            return
        in_front: list[Region] = []
        for widget, (region, clip) in self.visible_widgets.items():
            visible = region.intersection(clip)
            seen = [
                part
                for change in self._painted
                if (part := visible.intersection(change)) and not any(front.contains_region(part) for front in in_front)
            ]
            if seen:
                top, bottom = min(part.y for part in seen), max(part.bottom for part in seen)
                rows = Region(visible.x, top, visible.width, bottom - top)
                yield region, rows, widget.render_lines(rows.translate(-region.offset))
            in_front.append(visible)
