"""Takes the pictures of the README: `python -m screenshots.take [NAME …]` drives the real app and writes SVG files."""

from __future__ import annotations

import asyncio
import html
import re
import sys
from pathlib import Path

from rich.cells import cell_len

from screenshots.film import Picture, film
from screenshots.scenes import SCENES, Scene, app_of, play
from screenshots.story import STORY, shots

FOLDER = Path(__file__).parent
_REMOTE_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_TEXT = re.compile(r'<text [^>]*?textLength="([\d.]+)"[^>]*>([^<]*)</text>')


async def moving_picture() -> str:
    """The story as one SVG that moves, with the reader's own fonts."""
    pictures = [Picture(_ready(svg), seconds) async for svg, seconds in shots()]
    return film(pictures)


async def picture(scene: Scene) -> str:
    """The scene as SVG, with the reader's own fonts."""
    app = app_of(scene)
    async with app.run_test(size=scene.size) as pilot:
        await play(scene, pilot)
        return _ready(app.export_screenshot(title="recview"))


def _ready(svg: str) -> str:
    """An exported screen with the reader's own fonts, wide characters as wide as they are."""
    return _TEXT.sub(_stretched, _REMOTE_FONT.sub("", svg)).replace("⏸", "⏸\ufe0e")  # as text, no emoji


def _stretched(found: re.Match[str]) -> str:
    """A text element with the length of its cells: the export counts a wide character as one."""
    text = html.unescape(found[2])
    length = float(found[1]) * cell_len(text) / max(1, len(text))
    return found[0].replace(f'textLength="{found[1]}"', f'textLength="{length:g}"', 1)


def main(names: list[str]) -> None:
    """Take all pictures, or those that are named."""
    for scene in (STORY, *SCENES):
        if not names or scene.name in names:
            path = FOLDER / f"{scene.name}.svg"
            path.write_text(asyncio.run(moving_picture() if scene is STORY else picture(scene)))
            print(path.relative_to(FOLDER.parent))


if __name__ == "__main__":
    main(sys.argv[1:])
