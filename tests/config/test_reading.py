"""Which value holds, and how what is wrong is named."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.config.reading import read_settings, with_known_names
from recview.config.settings import SETTINGS
from recview.config.sources import Settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a folder of recordings, and beside it the user's config."""
    monkeypatch.setenv("RECVIEW_CONFIG_DIR", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    (tmp_path / "project" / "tests" / "recordings").mkdir(parents=True)
    return tmp_path


def read(
    folder: Path,
    *,
    user: str = "",
    project: str = "",
    options: Mapping[str, object] = {},
    environment: Mapping[str, str] = {},
    remembered: Mapping[str, object] = {},
) -> Settings:
    if user:
        (folder / "config" / "config.toml").write_text(user)
    if project:
        (folder / "project" / "pyproject.toml").write_text(project)
    return read_settings(str(folder / "project" / "tests" / "recordings"), options, environment, remembered)


def problems(settings: Settings) -> list[str]:
    return [f"{os.path.basename(problem.origin.where)}: {problem.words}" for problem in settings.problems]


def test_the_strongest_holds(folder: Path) -> None:
    layers: list[tuple[str, dict[str, object]]] = [
        ("default", {}),
        ("remembered", {"remembered": {"speed": 2.0}}),
        ("user", {"user": "speed = 4"}),
        ("project", {"project": "[tool.recview]\nspeed = 8"}),
        ("environment", {"environment": {"RECVIEW_SPEED": "16"}}),
        ("option", {"options": {"speed": 32.0}}),
    ]
    given: dict[str, object] = {}
    for exponent, (kind, layer) in enumerate(layers):
        given |= layer
        settings = read(folder, **given)  # type: ignore[arg-type]
        assert (settings["speed"], settings.effective("speed").origin.kind) == (2.0**exponent, kind)
        assert settings.problems == ()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"user": "speeed = 3"}, "config.toml:1: no setting is called speeed (is it speed?); it is ignored"),
        ({"user": "zzz = 3"}, "config.toml:1: no setting is called zzz; it is ignored"),
        ({"user": "# speed\n\nspeed = '3'"}, "config.toml:3: speed must be a number; it is ignored"),
        ({"user": "a = '''\nspeed = 1\n'''\nspeed=70"}, "config.toml:4: speed goes from 0.25 to 64; it is ignored"),
        ({"user": "speed = "}, "config.toml:1: is no TOML: Invalid value; it is ignored"),
        ({"user": "x = 1\nx = 2"}, "config.toml:2: is no TOML: Cannot overwrite a value; it is ignored"),
        ({"user": "[keys]\n\napp.quit = 3"}, "config.toml:3: app.quit must be a key, or a list of keys; it is ignored"),
        ({"user": "[keys.app]\nquit = []"}, "config.toml:2: app.quit must be a key, or a list of keys; it is ignored"),
        ({"user": "a." * 60 + "b = 1"}, "config.toml:1: has a key of too many parts; it is ignored"),
        ({"user": "a = " + "[" * 50_000}, "config.toml: cannot be parsed; it is ignored"),
        (
            {"project": "[tool.recview.keys]\napp.quit = 'x'"},
            "pyproject.toml:1: a project cannot set keys; it is ignored",
        ),
        ({"project": "[tool.recview]\nkeep = 1"}, "pyproject.toml:2: a project cannot set keep; it is ignored"),
        ({"project": "[tool.recview]\ncheck = 3"}, "pyproject.toml:2: check must be a table"),
        ({"project": "[tool]\nrecview = 3"}, "pyproject.toml:2: tool.recview must be a table"),
        ({"project": "tool.recview.ghost = 1"}, "pyproject.toml:1: ghost must be true or false; it is ignored"),
        ({"environment": {"RECVIEW_SPEED": "fast"}}, "RECVIEW_SPEED: must be a number; it is ignored"),
    ],
)
def test_what_is_wrong_is_named_and_ignored(folder: Path, given: dict[str, str], expected: str) -> None:
    settings = read(folder, **given)  # type: ignore[arg-type]
    assert expected in problems(settings)
    for setting in SETTINGS:
        assert settings[setting.name] == setting.default


def test_a_name_that_there_is_not_gives_way_to_the_next(folder: Path) -> None:
    settings = read(folder, user="theme = 'nort'", remembered={"theme": "dracula"})
    assert settings["theme"] == "nort"
    settings = with_known_names(settings, "theme", ["nord", "dracula"])
    assert settings["theme"] == "dracula"
    assert problems(settings) == ["config.toml:1: no theme is called nort (is it nord?); it is ignored"]


def test_the_nearest_project_counts(folder: Path) -> None:
    (folder / "project" / "tests" / "pyproject.toml").write_text("[tool.recview]\nghost = true")
    settings = read(folder, project="[tool.recview]\nghost = false\nspeed = 2")
    assert (settings["ghost"], settings["speed"]) == (True, 1.0)


def test_what_waits_for_a_writer_is_no_config(folder: Path) -> None:
    os.mkfifo(folder / "config" / "config.toml")
    assert problems(read(folder)) == ["config.toml: cannot be read: it is no file; it is ignored"]


def test_too_large_or_no_text(folder: Path) -> None:
    path = folder / "config" / "config.toml"
    path.write_bytes(b"#" * 256_001)
    assert problems(read(folder)) == ["config.toml: cannot be read: it is larger than 256 kb; it is ignored"]
    path.write_bytes(b"speed = 2\ntheme = '\xff'")
    assert problems(read(folder)) == ["config.toml:2: is no UTF-8; it is ignored"]


NAMES = st.sampled_from([setting.name for setting in SETTINGS] + ["tool", "recview", "a.b", "'", '"', "é"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(NAMES, VALUES))
def test_nothing_remembered_raises(remembered: dict[str, object]) -> None:
    settings = read_settings("/", {}, {}, remembered)
    for setting in SETTINGS:
        assert isinstance(settings[setting.name], type(setting.default))


LINES = st.lists(
    st.sampled_from(
        [
            *(f"{setting.name} = " for setting in SETTINGS),
            "[keys]",
            "[tool.recview]",
            "app.quit = ",
            "'''",
            '"""',
            "#",
            "]",
        ]
    )
    | st.sampled_from(["true", "3", "-1", "'nord'", "[1,", "{a=1}", "{", "1979-05-27", "nan", "\\", "\x00"])
    | st.text(max_size=6),
    max_size=12,
)


@given(lines=LINES, joint=st.sampled_from(["\n", "", " ", "\r\n"]))
def test_no_file_raises(lines: list[str], joint: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("RECVIEW_CONFIG_DIR", str(folder))
        for name in ("config.toml", "pyproject.toml"):
            (folder / name).write_bytes(joint.join(lines).encode(errors="surrogatepass"))
        settings = read_settings(str(folder), {}, {}, {})
        assert all(str(problem) for problem in settings.problems)
        for setting in SETTINGS:
            assert isinstance(settings[setting.name], type(setting.default))
