"""`Y` writes what was copied to a file, which never stands in what is open."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.ogx import chat, dumped, message, stream
from tests.tui.screens import opened, until


@pytest.mark.parametrize("inside", [False, True])
async def test_the_copy_lands_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: bool) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "a.json").write_text(dumped(chat("t.py::t", [message("user", "Hi")], stream("Hello"))))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(root if inside else tmp_path / "temporary"))
    async with opened(root, play=False) as (app, pilot):
        await pilot.press("y", "a", "Y")
        await until(pilot, lambda: any("Written to" in toast.message for toast in app._notifications))
        written = Path([toast.message for toast in app._notifications][-1].removeprefix("Written to "))
    assert written.read_text() == "Hello"
    written.unlink()
    assert (written.parent == tmp_path / "temporary") is not inside
    assert [path.name for path in root.iterdir()] == ["a.json"]


async def test_without_any_folder_outside_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(dumped(chat("t.py::t", [message("user", "Hi")], stream("Hello"))))
    async with opened(tmp_path, play=False) as (app, pilot):
        app.main.root = type(app.main.root)(app.main.root.base, ("a.json", "/"))
        await pilot.press("y", "a", "Y")
        await until(pilot, lambda: any("Cannot write a file" in toast.message for toast in app._notifications))
