"""Takes the pictures of the README: `python -m screenshots.take [NAME …]` drives the real app and writes SVG files."""

from __future__ import annotations

import asyncio
import html
import re
import sys
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from rich.cells import cell_len

from screenshots.film import Picture, film
from screenshots.printed import checked
from screenshots.review_scenes import REVIEW_SCENES, ReviewScene, play_review, review_app_of
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


async def review_picture(scene: ReviewScene) -> str:
    """The scene of a review as SVG."""
    app = review_app_of(scene)
    async with app.run_test(size=scene.size) as pilot:
        await play_review(scene, pilot)
        return _ready(app.export_screenshot(title="recview review"))


async def printed_picture() -> str:
    """What `recview check` prints, as SVG."""
    return _ready(checked())


def _ready(svg: str) -> str:
    """An exported screen with the reader's own fonts, wide characters as wide as they are."""
    return _TEXT.sub(_stretched, _REMOTE_FONT.sub("", svg)).replace("⏸", "⏸\ufe0e")  # as text, no emoji


def _stretched(found: re.Match[str]) -> str:
    """A text element with the length of its cells: the export counts a wide character as one."""
    text = html.unescape(found[2])
    length = float(found[1]) * cell_len(text) / max(1, len(text))
    return found[0].replace(f'textLength="{found[1]}"', f'textLength="{length:g}"', 1)


PICTURES: Mapping[str, Callable[[], Coroutine[Any, Any, str]]] = {
    STORY.name: moving_picture,
    **{scene.name: partial(picture, scene) for scene in SCENES},
    **{scene.name: partial(review_picture, scene) for scene in REVIEW_SCENES},
    "check": printed_picture,
}


def main(names: list[str]) -> None:
    """Take all pictures, or those that are named."""
    for name, take in PICTURES.items():
        if not names or name in names:
            path = FOLDER / f"{name}.svg"
            path.write_text(asyncio.run(take()))
            print(path.relative_to(FOLDER.parent))


if __name__ == "__main__":
    main(sys.argv[1:])
