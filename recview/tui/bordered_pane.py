"""A pane with a border around other widgets: the rows between its upper and its lower border are alike."""

from __future__ import annotations

from textual.containers import Vertical
from textual.geometry import Region
from textual.strip import Strip


class BorderedPane(Vertical):
    """Widgets below each other in a border; the toolkit would work out each row of it, here one does for all."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region of the pane, to be painted."""
        top, bottom = self.gutter.top, self.outer_size.height - self.gutter.bottom
        inside: list[Strip] = []
        painted: list[Strip] = []
        for y in crop.line_range:
            if not top <= y < bottom:
                painted += super().render_lines(Region(crop.x, y, crop.width, 1))
                continue
            inside = inside or super().render_lines(Region(crop.x, y, crop.width, 1))
            painted += inside
        return painted
