"""A file or folder that is moved while recview watches is told as moved, not as gone and new."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from recview.cli.summing_up import summary_json
from tests.cli.piped import fill, recording
from tests.formats.fixtures import fixture
from tests.tui.screens import opened, screen_text, until

NAMES = ("x/a.json", "x/b.json", "x/deep/c.json", "x/deep/d.json", "e.json", "f.json")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    fill(tmp_path / "root", {name: recording(f"t/a.py::{name}", f"words of {name}") for name in NAMES})
    (tmp_path / "root/x/g.yaml").write_bytes(fixture("vcrpy"))
    return tmp_path / "root"


def rename(before: str, after: str) -> Callable[[Path], None]:
    def happen(root: Path) -> None:
        (root / after).parent.mkdir(parents=True, exist_ok=True)
        (root / before).rename(root / after)

    return happen


def copy(root: Path) -> None:
    shutil.copy(root / "e.json", root / "h.json")


def copy_twice_and_delete(root: Path) -> None:
    copy(root)
    rename("e.json", "x/i.json")(root)


def move_and_write(root: Path) -> None:
    rename("e.json", "h.json")(root)
    fill(root, {"h.json": recording("t/a.py::e.json", "other words")})


@pytest.mark.parametrize(
    ("happen", "origins", "counts"),
    [
        (rename("e.json", "h.json"), {"h.json": "e.json"}, {"same": 1}),
        (rename("x/a.json", "y/a.json"), {"y/a.json": "x/a.json"}, {"same": 1}),
        (
            rename("x", "y"),
            {
                "y/a.json": "x/a.json",
                "y/b.json": "x/b.json",
                "y/deep/c.json": "x/deep/c.json",
                "y/deep/d.json": "x/deep/d.json",
                "y/g.yaml": "x/g.yaml",
            },
            {"same": 5},
        ),
        (rename("x/g.yaml", "g.yaml"), {"g.yaml": "x/g.yaml"}, {"same": 1}),
        (copy, {}, {"new": 1}),
        (copy_twice_and_delete, {"h.json": "e.json"}, {"new": 1, "same": 1}),
        (move_and_write, {}, {"new": 1, "gone": 1}),
        (rename("x/a.json", "../a.json"), {}, {"gone": 1}),
    ],
    ids=["renamed", "other folder", "folder", "cassette", "copied", "copied and moved", "moved and written", "out"],
)
@pytest.mark.parametrize("at_the_end", [False, True])
async def test_what_was_moved(
    root: Path, happen: Callable[[Path], None], origins: dict[str, str], counts: dict[str, int], at_the_end: bool
) -> None:
    async with opened(root, watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready)
        if not at_the_end:
            happen(root)
            await until(pilot, lambda: {word: n for word, n in app.session.journal.counts().items() if n} == counts)
            rows = [entries[0].verdict for entries in app.session.library.files.values()]
            assert {verdict: rows.count(verdict) for verdict in set(rows) - {""}} == counts
            assert all(f" {verdict}" in screen_text(app).splitlines()[0] for verdict in counts)
    if at_the_end:
        happen(root)
    summary = json.loads(summary_json(app.final_session()))
    assert {verdict: count for verdict, count in summary["counts"].items() if count} == counts
    moved = {each["path"]: each["moved_from"] for each in summary["recordings"] if "moved_from" in each}
    assert moved == origins


async def test_a_move_that_is_none_after_all(root: Path) -> None:
    """What was moved is written anew, and what left its path is gone again; then all is as it was."""
    async with opened(root, watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready)
        text = (root / "e.json").read_text()
        rename("e.json", "h.json")(root)
        await until(pilot, lambda: "e.json" not in app.session.library.files)
        assert app.session.library.files["h.json"][0].verdict == "same"
        fill(root, {"h.json": recording("t/a.py::e.json", "other words")})
        await until(pilot, lambda: app.session.library.files["h.json"][0].verdict == "new")
        await until(pilot, lambda: "e.json" in app.session.library.files)
        assert app.session.library.files["e.json"][0].verdict == "gone"
        assert "gone" in app.session.library.files["e.json"][0].stale
        (root / "h.json").unlink()
        (root / "e.json").write_text(text)
        await until(pilot, lambda: app.session.journal.counts()["same"] == 1)
        assert "h.json" not in app.session.library.files


async def test_every_call_of_a_moved_cassette_is_the_same(root: Path) -> None:
    async with opened(root, watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready)
        rename("x/g.yaml", "g.yaml")(root)
        await until(pilot, lambda: "g.yaml" in app.session.journal.touched)
        await until(pilot, lambda: app.session.journal.counts()["same"] == 1)
        assert {entry.verdict for entry in app.session.library.files["g.yaml"]} == {"same"}


async def test_the_open_recording_goes_along_and_says_where_it_was(root: Path) -> None:
    async with opened(root, watching=True, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready)
        assert app.session.shown is not None
        path = app.session.shown.path
        rename(path, f"moved/{path}")(root)
        await until(pilot, lambda: f"moved from {path}" in screen_text(app))
