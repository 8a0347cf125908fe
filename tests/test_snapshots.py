"""The README's scenes, pixel for pixel: a change of the screen is seen before it lands.

Snapshots hold the colours of the exact toolkit of the dev extra; `pytest --snapshot-update` writes them anew.
"""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from screenshots.scenes import SCENES, Scene, app_of, play


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_scene_looks_as_it_did(scene: Scene, snap_compare: Any) -> None:
    async def prepare(pilot: Pilot[None]) -> None:
        await play(scene, pilot)

    assert snap_compare(app_of(scene), terminal_size=scene.size, run_before=prepare)
