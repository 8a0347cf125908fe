"""What the arguments ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recview.cli.main import run


def test_missing_path_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["no\x1b[31mwhere"]) == 2
    error = capsys.readouterr().err
    assert "no such file or folder: no␛[31mwhere" in error


def test_nothing_found_names_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([]) == 1
    assert "recview --demo" in capsys.readouterr().err


@pytest.mark.parametrize("speed", ["0", "65", "fast", "nan", "-1"])
def test_speed_has_bounds(speed: str) -> None:
    with pytest.raises(SystemExit) as end:
        run(["--demo", f"--speed={speed}"])
    assert end.value.code == 2


def test_found_recordings_need_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "deep" / "er" / "recordings"
    folder.mkdir(parents=True)
    (folder / "a.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "isatty", lambda handle: False)
    assert run([]) == 2
    assert "needs a terminal" in capsys.readouterr().err


def test_unknown_theme_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(os, "isatty", lambda handle: True)
    assert run(["--demo", "--theme=nowhere"]) == 2
    assert "recview-light" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-V"], "recview 0"),
        (["--version"], "recview 0"),
        (["help"], "usage: recview [-h]"),
        (["help", "ls"], "usage: recview ls"),
        (["help", "show"], "usage: recview show"),
        (["help", "cache"], "usage: recview cache"),
    ],
)
def test_what_recview_is_and_how_it_is_used(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        run(arguments)
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith(said)


@pytest.mark.parametrize("arguments", [["--help"], ["ls", "--help"], ["show", "--help"], ["cache", "--help"]])
def test_help_fits_into_80_columns(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        run(arguments)
    assert [line for line in capsys.readouterr().out.splitlines() if len(line) > 80] == []
