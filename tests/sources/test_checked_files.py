"""Checking the files of a root."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.root import Root
from recview.sources import checked_files
from recview.sources.checked_files import FilesToCheck
from tests.cli.piped import fill


def test_what_is_no_recording_has_no_findings(tmp_path: Path) -> None:
    fill(tmp_path, {"recordings/package.json": '{"name": "a"}', "recordings/cut.json": "{"})
    results = list(FilesToCheck(Root(tmp_path)).results({}))
    assert [(each.result.path, each.is_foreign, len(each.result.findings)) for each in results] == [
        ("recordings/cut.json", False, 1),
        ("recordings/package.json", True, 0),
    ]


def test_only_what_changed_is_checked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, {"recordings/a.json": "{", "recordings/b.json": "{"})
    kept = {each.result.path: each for each in FilesToCheck(Root(tmp_path)).results({})}
    (tmp_path / "recordings" / "b.json").write_text("[[")
    read: list[str] = []
    monkeypatch.setattr(checked_files, "content_of", lambda root, path, **_: read.append(path))
    first, _ = FilesToCheck(Root(tmp_path)).results(kept)
    assert first is kept["recordings/a.json"]
    assert read == ["recordings/b.json"]
