"""The scenes that the README shows and that the snapshot tests hold: keys pressed in the real app, time handed in."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from textual.pilot import Pilot

import recview
from recview.reading.listing import index_file as listed
from recview.root import Root
from recview.sources.comparing import compare_with_baseline
from recview.tui.app import RecviewApp

LIMIT_S = 60.0
"""Seconds after which an app is not waited for any more: far beyond what a busy machine takes."""

DEMO = Path(recview.__file__).parent / "demo" / "recordings"


@dataclass(frozen=True)
class Scene:
    """One picture.

    Attributes:
        filter: The words that single the recording out.
        keys: What is pressed once it is open.
        seconds: How long it plays before the picture is taken.
        rewritten: What a re-record makes of the samples: (what stands in the files, what it becomes).
        is_decoded: Whether every recording is decoded first, as a search in texts and the facets need.
    """

    name: str
    filter: str = ""
    keys: tuple[str, ...] = ()
    seconds: float = 60.0
    size: tuple[int, int] = (120, 36)
    theme: str = "recview-dark"
    rewritten: tuple[tuple[str, str], ...] = ()
    is_decoded: bool = False


RERECORD = (
    ('" answer"', '" reply"'),
    ('" branches"', '" folders"'),
    ('"completion_tokens": 37', '"completion_tokens": 41'),
    ("fp_demo", "fp_next"),
)

SCENES = (
    Scene("replay", seconds=0.6),
    Scene("tool-call", "parallel", ("c",), seconds=0.3),
    Scene("reasoning", "bat_and", ("u",), seconds=1.5),
    Scene("chunks", "confidence", ("s", "p")),
    Scene("error", "rate_limit"),
    Scene("small", "scripts", ("enter",), size=(80, 24)),
    Scene("light", "weather", ("n",), size=(160, 40), theme="recview-light"),
    Scene("help", keys=("question_mark",)),
    Scene("raw", "running", ("v",)),
    Scene("embeddings", "embeddings"),
    Scene("before-after", keys=("right_square_bracket",), rewritten=RERECORD),
    Scene("calls", "conversation", ("J",)),
    Scene("find", keys=("slash", *"text:test"), size=(140, 36), is_decoded=True),
    Scene("suggestion", keys=("slash", *"tool_calls"), size=(80, 24)),
    Scene("facets", keys=("F",), is_decoded=True),
)


def app_of(scene: Scene) -> RecviewApp:
    """The app over the sample recordings, without a clock."""
    folder = Path(tempfile.mkdtemp()) if scene.rewritten else DEMO
    app = RecviewApp(Root(folder, name="sample recordings"), theme=scene.theme, ticking=False, watching=False)
    if scene.rewritten:
        shutil.copytree(DEMO, folder, dirs_exist_ok=True)
        weakref.finalize(app, shutil.rmtree, folder, ignore_errors=True)
    return app


async def play(scene: Scene, pilot: Pilot[None]) -> None:
    """Bring the app to where the picture is taken."""
    app = pilot.app
    assert isinstance(app, RecviewApp)
    await loaded(pilot)
    app.main.search_box.cursor_blink = False
    # What is found comes when nothing else is to be done: a picture has all of it, of the files as they were.
    contents = app.main.test_tree.filtering.query.contents
    await _until(pilot, lambda: contents.is_complete and contents.findings.is_complete)
    if scene.rewritten:
        await _rewrite(scene, pilot)
    if scene.filter:
        await pilot.press("slash", *scene.filter, "enter")
        await loaded(pilot)
        await pilot.press("escape")
        await loaded(pilot)
    await pilot.press(*scene.keys)
    await _until(pilot, lambda: app.main.texts.is_final and _has_all_hits(app))
    await loaded(pilot)
    app.main.clock.advance(scene.seconds)
    app.clear_notifications()
    await pilot.pause()
    await pilot.pause()


async def _rewrite(scene: Scene, pilot: Pilot[None]) -> None:
    """What the watch would tell, without a watch and its clock."""
    app = pilot.app
    assert isinstance(app, RecviewApp)
    await _until(pilot, lambda: app.session.baseline_ready)
    found, reviews = [], {}
    for path in sorted(app.main.root.base.glob("*.json")):
        text = path.read_text(encoding="utf-8")
        for before, after in scene.rewritten:
            text = text.replace(before, after)
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8")
            found.append(listed(path.name, path.read_bytes())._replace(written=1))
            judged = compare_with_baseline(
                app.main.root, path.name, app.main.live.reader.service.threads.baseline, is_final=True
            )
            reviews[path.name] = judged.review if judged else None
    app.main.become(app.session.with_files(found).with_reviews(reviews))


async def loaded(pilot: Pilot[None]) -> None:
    """Wait until what the cursor rests on is on the screen."""
    app = pilot.app
    assert isinstance(app, RecviewApp)
    for _ in range(4):
        # What the cursor rests on may still be on its way to the app.
        await _until(pilot, lambda: not app.session.indexing and app.session.is_loaded)


async def _until(pilot: Pilot[None], is_met: Callable[[], bool]) -> None:
    """Wait until a condition is met, and all that waits to be shown is shown."""
    give_up_at = monotonic() + LIMIT_S
    await pilot.pause()
    while not is_met():
        if monotonic() > give_up_at:
            raise TimeoutError(f"the app of a picture is not ready after {LIMIT_S:g} s")
        await pilot.pause(0.01)
    await pilot.pause()


def _has_all_hits(app: RecviewApp) -> bool:
    """Whether every row on the screen that has a text of the query shows where: rows ask for it as they are drawn."""
    filtering = app.main.test_tree.filtering
    query, store = filtering.query, filtering.root.store
    answers = [answer.rows(query.contents, store) for answer in query.texts.values()]
    return all(answer.hits.keys() >= query._asked & answer.rows for answer in answers)
