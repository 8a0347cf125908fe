"""Where the cache is: what the user names, else what the platform's rules say."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from recview.cache.settings import default_folder


@pytest.mark.parametrize(
    "variables",
    [
        {"HOME": "/home/u"},
        {"HOME": "/home/u", "XDG_CACHE_HOME": "/data/caches"},
        {"HOME": "/home/u", "XDG_CACHE_HOME": ""},
        {"HOME": "/home/u", "XDG_CACHE_HOME": "  "},
        {"HOME": "/home/u", "XDG_CACHE_HOME": "relative"},
    ],
    ids=lambda variables: variables.get("XDG_CACHE_HOME", "none"),
)
def test_it_is_where_platformdirs_says(variables: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("RECVIEW_CACHE_DIR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert default_folder("linux") == Unix("recview").user_cache_dir
    assert default_folder("darwin") == MacOS("recview").user_cache_dir


@pytest.mark.parametrize(
    ("named", "expected"),
    [("/mine/", "/mine"), ("~/mine", "/home/u/mine"), ("mine", "/work/mine"), (" ", "/c/recview")],
)
def test_the_user_may_name_it(named: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getcwd", lambda: "/work")
    for name, value in {"HOME": "/home/u", "XDG_CACHE_HOME": "/c", "RECVIEW_CACHE_DIR": named}.items():
        monkeypatch.setenv(name, value)
    assert default_folder() == expected


def test_without_a_home_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("RECVIEW_CACHE_DIR", raising=False)
    monkeypatch.setenv("HOME", "nowhere")
    assert default_folder("linux") == ""
