"""Where a copy goes: to the terminal, to tmux, or to a file; and what the user is told."""

from __future__ import annotations

import os
import tempfile
from errno import ENOENT
from pathlib import Path

import pytest

from recview.tui import clipboard
from recview.tui.app import RecviewApp
from recview.tui.clipboard import MOST_BYTES, osc52
from recview.tui.commands.copying import copy_text
from tests.tui.screens import opened, until


def tell(app: RecviewApp) -> str:
    return " | ".join(notification.message for notification in app._notifications)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sequences that are sent to the terminal, with no tmux around."""
    monkeypatch.delenv("TMUX", raising=False)
    written: list[str] = []
    monkeypatch.setattr(RecviewApp, "_send_osc52", lambda app, text: written.append(osc52(text)))
    return written


def fake_tmux(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    program = folder / "tmux"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    return folder / "taken"


async def test_outside_of_tmux_it_is_osc_52(sent: list[str]) -> None:
    async with opened(play=False) as (app, pilot):
        copy_text(app.main, "größe", "the answer")
        await pilot.pause()
        assert sent == [osc52("größe")]
        assert "7 bytes sent to the terminal: the answer" in tell(app)


async def test_inside_of_tmux_it_is_its_buffer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: list[str]
) -> None:
    taken = fake_tmux(tmp_path, monkeypatch, f'echo "$@" > {tmp_path}/arguments; cat > {tmp_path}/taken')
    text = "a 'quoted' $(thing); größe \udc80\n"
    async with opened(play=False) as (app, pilot):
        copy_text(app.main, text, "the answer")
        await until(pilot, lambda: taken.exists() and not app.workers._workers)
        assert taken.read_bytes() == text.encode("utf-8", "surrogatepass")
        assert (tmp_path / "arguments").read_text() == "load-buffer -w -\n"
        assert sent == []


@pytest.mark.parametrize(
    "script", ["exit 1", "exec sleep 60", "exec 0<&-; sleep 0.1; exit 2"], ids=["fails", "hangs", "reads nothing"]
)
async def test_where_tmux_fails_it_is_osc_52(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: list[str]
) -> None:
    fake_tmux(tmp_path, monkeypatch, script)
    monkeypatch.setattr(clipboard, "TMUX_SECONDS", 0.3)
    async with opened(play=False) as (app, pilot):
        copy_text(app.main, "text " * 100_000, "the answer")
        assert sent == [], "it does not wait for the program"
        await until(pilot, lambda: bool(sent))


async def test_without_the_program_it_is_osc_52(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: list[str]
) -> None:
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    monkeypatch.setenv("PATH", str(tmp_path))
    async with opened(play=False) as (app, pilot):
        copy_text(app.main, "text", "the answer")
        await until(pilot, lambda: bool(sent))


async def test_what_is_too_large_for_terminals_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: list[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    async with opened(play=False) as (app, pilot):
        copy_text(app.main, "ö" * (MOST_BYTES // 2), "the answer")
        assert len(sent) == 1
        copy_text(app.main, "ö" * (MOST_BYTES // 2 + 1), "the answer")
        assert len(sent) == 1
        await pilot.pause()
        (path,) = tmp_path.glob("recview-*.txt")
        assert f"Written to {path}: the answer is too large for a terminal's clipboard (700.0 KB)" in tell(app)
        assert path.read_text() == "ö" * (MOST_BYTES // 2 + 1)


async def test_what_cannot_be_written_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, sent: list[str]) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise FileNotFoundError(ENOENT, "No such file or directory")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    async with opened(play=False) as (app, pilot):
        copy_text(app.main, "text", "the answer")
        await pilot.press("Y")
        await pilot.pause()
        assert "Cannot write a file: no such file or directory" in tell(app)
        assert "Errno" not in tell(app)
