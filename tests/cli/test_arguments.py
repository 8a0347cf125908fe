"""The help of a command is as wide as the terminal, and no argument is obeyed by it."""

from __future__ import annotations

import shutil

import pytest

from recview.cli.arguments import _columns


@pytest.mark.parametrize("columns", ["", "0", "-3", "57", "wide", "1_0"])
def test_as_wide_as_the_standard_library_says(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert _columns() == shutil.get_terminal_size().columns
