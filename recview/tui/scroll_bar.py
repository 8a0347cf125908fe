"""A view's scrollbar as strips, one for each row; the toolkit lays it out as a text whenever it moves."""

from __future__ import annotations

from typing import cast

from rich.segment import Segment
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip


class VerticalBar(ScrollBar):
    """The toolkit's scrollbar, painted without laying it out as a text."""

    _bar: tuple[object, list[Strip]] = (None, [])

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region of the bar, to be painted."""
        bar = cast(ScrollBarRender, self.render())
        width, height = self.size
        look = width, height, bar.virtual_size, bar.window_size, bar.position, bar.style, self.visual_style
        if self._bar[0] != look:
            self._bar = look, self._strips(bar)
        strips = self._bar[1][crop.y : crop.bottom]
        return strips if crop.width == width else [strip.crop(crop.x, crop.right) for strip in strips]

    def _strips(self, bar: ScrollBarRender) -> list[Strip]:
        width, height = self.size
        base, colors = self.visual_style.rich_style, self.app.console.get_style(bar.style)
        assert colors.color is not None
        assert colors.bgcolor is not None
        segments = ScrollBarRender.render_bar(
            size=height,
            virtual_size=bar.virtual_size,
            window_size=bar.window_size,
            position=bar.position,
            thickness=width,
            back_color=colors.bgcolor,
            bar_color=colors.color,
        ).segments
        made: dict[int, Strip] = {}
        for segment in segments:
            if id(segment) not in made:
                style = base + segment.style if segment.style else base
                strip = Strip([Segment(segment.text, style)], width)
                for line_filter in self.get_line_filters():
                    strip = strip.apply_filter(line_filter, self.background_colors[1])
                made[id(segment)] = strip
        return [made[id(segment)] for segment in segments]
