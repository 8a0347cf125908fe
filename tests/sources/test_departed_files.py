"""Of deleted files the stamps are remembered, of so many."""

from __future__ import annotations

import time

import pytest

from recview.sources import departed_files
from recview.sources.departed_files import DepartedFiles

OLD = (1, 2, 3, 4)


def test_a_stamp_is_taken_once_and_only_as_it_was() -> None:
    files = DepartedFiles()
    files.put("a", OLD)
    files.put("b", OLD)
    assert "a" in files
    assert files.take("a", OLD)
    assert not files.take("a", OLD)
    assert not files.take("b", (1, 2, 3, 5))
    assert not files.take("b", OLD)


@pytest.mark.parametrize("index", [0, 1])
def test_what_was_written_just_now_is_not_remembered(index: int) -> None:
    files = DepartedFiles()
    files.put("a", OLD)
    stamp = [1, 2, 3, 4]
    stamp[index] = time.time_ns()
    files.put("a", (stamp[0], stamp[1], stamp[2], stamp[3]))
    assert "a" not in files


def test_those_deleted_first_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(departed_files, "MOST", 2)
    files = DepartedFiles()
    for path in ("a", "b", "a", "c"):
        files.put(path, OLD)
    assert [path in files for path in "abc"] == [True, False, True]
