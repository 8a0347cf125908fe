"""The README's scenes, pixel for pixel: a change of the screen is seen before it lands.

Snapshots hold the colours of the exact toolkit of the dev extra; `pytest --snapshot-update` writes them anew.
"""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from screenshots.review_scenes import REVIEW_SCENES, ReviewScene, play_review, review_app_of
from screenshots.scenes import SCENES, Scene, app_of, play


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_scene_looks_as_it_did(scene: Scene, snap_compare: Any) -> None:
    async def prepare(pilot: Pilot[None]) -> None:
        await play(scene, pilot)

    assert snap_compare(app_of(scene), terminal_size=scene.size, run_before=prepare)


@pytest.mark.parametrize("scene", REVIEW_SCENES, ids=lambda scene: scene.name)
def test_review_looks_as_it_did(scene: ReviewScene, snap_compare: Any) -> None:
    async def prepare(pilot: Pilot[None]) -> None:
        await play_review(scene, pilot)

    assert snap_compare(review_app_of(scene), terminal_size=scene.size, run_before=prepare)
