"""Where the user's files are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from recview.config.files import config_folder, project_file, state_file, state_folder, user_file

VARIABLES = ("RECVIEW_CONFIG_DIR", "RECVIEW_STATE_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME")


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_they_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert config_folder("linux") == Unix("recview").user_config_dir
    assert state_folder("linux") == Unix("recview").user_state_dir
    assert config_folder("darwin") == MacOS("recview").user_config_dir
    assert state_folder("darwin") == MacOS("recview").user_state_dir
    monkeypatch.setenv("XDG_CONFIG_HOME", "/a")
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert config_folder("linux") == "/a/recview"
    assert state_folder("linux") == Unix("recview").user_state_dir


def test_variables_name_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECVIEW_CONFIG_DIR", "/c")
    monkeypatch.setenv("RECVIEW_STATE_DIR", " s ")
    assert user_file() == "/c/config.toml"
    assert state_file() == os.path.abspath("s/state.txt")


def test_without_a_home_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "")
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    assert (user_file(), state_file()) == ("", "")


def test_the_project_of_a_file_is_above_it(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "x.json").touch()
    (tmp_path / "a" / "b" / "pyproject.toml").mkdir()
    (tmp_path / "a" / "pyproject.toml").touch()
    assert project_file(str(tmp_path / "a" / "b" / "x.json")) == str(tmp_path / "a" / "pyproject.toml")
    assert project_file("\0") == ""
