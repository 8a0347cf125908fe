"""What a place without recordings holds instead."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recview.root import Root
from recview.sources import kinds
from recview.sources.kinds import count_kinds, ending


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.py", ".py"),
        ("x.y/a.tar.md", ".md"),
        ("a.yaml.gz", ".yaml.gz"),
        ("a.gz", ".gz"),
        ("x.y/Makefile", "without an ending"),
        (".gitignore", "without an ending"),
        (".config.json", ".json"),
        ("a.", "without an ending"),
    ],
)
def test_ending(path: str, expected: str) -> None:
    assert ending(path) == expected


def test_files_are_counted_by_ending_and_what_is_known_of_them(tmp_path: Path) -> None:
    for path in ("a.py", "x/b.py", "x/c.json", "x/y/d.json", "node_modules/e.py", "x/.venv/f.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    os.symlink(tmp_path, tmp_path / "x" / "loop")
    known = {"x/c.json": "calls recorded by nock", "x/gone.json": "anything"}
    expected = {".py": 2, ".json": 1, ".json (calls recorded by nock)": 1}
    assert count_kinds(Root(tmp_path), known) == expected
    assert count_kinds(Root(tmp_path, ("x/y", "a.py"))) == {".json": 1, ".py": 1}


def test_counting_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(9):
        (tmp_path / f"{number}.py").touch()
    monkeypatch.setattr(kinds, "MOST", 4)
    assert count_kinds(Root(tmp_path)) == {".py": 4}
