"""`recview config`, as a program of its own."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from recview.cli.config import MOST_PROBLEMS
from recview.cli.main import run
from tests.terminal import RECVIEW, Terminal


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RECVIEW_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("RECVIEW_STATE_DIR", str(tmp_path / "state"))
    (tmp_path / "config").mkdir()
    (tmp_path / "project").mkdir()
    return tmp_path


def config(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RECVIEW, "config", *arguments, str(folder / "project")],
        capture_output=True,
        text=True,
        env={**os.environ, **variables},
        check=False,
    )


def test_it_names_values_and_where_they_come_from(folder: Path) -> None:
    (folder / "config" / "config.toml").write_text(
        'theme = "nord"\n\n[keys]\napp.quit = "ctrl+q"\napp.help = "wrong"\n'
    )
    (folder / "project" / "pyproject.toml").write_text("[tool.recview]\nspeed = 2\nspeeed = 3\n")
    result = config(folder, RECVIEW_GHOST="yes")
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    user, project = str(folder / "config" / "config.toml"), str(folder / "project" / "pyproject.toml")
    assert ["theme", '"nord"', "user", user, "1"] in rows
    assert ["speed", "2", "project", project, "2"] in rows
    assert ["ghost", "true", "environment", "RECVIEW_GHOST", ""] in rows
    assert ["autoplay", "true", "default", "", ""] in rows
    assert ["keys.app.quit", '"ctrl+q"', "user", user, "4"] in rows
    assert not [row for row in rows if row[0] == "keys.app.help"]
    assert result.stderr.splitlines() == [
        f"recview: {project}:3: no setting is called speeed (is it speed?); it is ignored",
        f"recview: {user}:5: app.help: no key is called wrong; it is ignored",
    ]
    assert result.returncode == 1


def test_json(folder: Path) -> None:
    result = json.loads(config(folder, "--json").stdout)
    assert [(file["source"], file["exists"]) for file in result["files"]] == [
        ("project", False),
        ("user", False),
        ("remembered", False),
    ]
    assert {"name": "speed", "value": 1.0, "source": "default", "from": None, "line": None} in result["settings"]
    assert result["problems"] == []


def test_a_table_on_a_terminal(folder: Path) -> None:
    with Terminal([*RECVIEW, "config", str(folder / "project")], size=(400, 36)) as terminal:
        assert terminal.wait() == 0
        lines = terminal.screen().splitlines()
        assert any(line.startswith("user") and "config.toml  (not there)" in line for line in lines)
        assert any(line.split()[:3] == ["speed", "1", "default"] for line in lines)


def test_not_every_problem_of_a_hostile_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "config" / "config.toml").write_text("\n".join(f"a{number} = 1" for number in range(900)))
    assert run(["config"]) == 1
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == MOST_PROBLEMS + 1
    assert errors[-1] == f"recview: and {900 - MOST_PROBLEMS} more"


def test_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "/no/such/folder"]) == 2
    assert run(["config", "\0"]) == 2
    assert "no such file or folder: /no/such/folder" in capsys.readouterr().err


def test_the_app_begins_with_what_is_set_and_remembers_what_is_chosen(folder: Path) -> None:
    (folder / "config" / "config.toml").write_text('speed = 4\n[keys]\napp.quit = "ctrl+q"\n')
    for shown in ("4×", "4×"):
        with Terminal([*RECVIEW, "--demo", "--no-play"]) as terminal:
            terminal.until(lambda screen, shown=shown: shown in screen and "^q quit" in screen)  # type: ignore[misc]
            terminal.send("q>\x1b[1;5C")
            terminal.until(lambda screen: "8×" in screen)
            terminal.send("\x11")
            assert terminal.wait() == 0
    assert (folder / "state" / "state.txt").read_text() == "speed 8.0\ntree_width 45\n"
