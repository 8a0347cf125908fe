"""A tree that stays as it was, whatever is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.root import Root
from recview.sources import first_contents as module
from recview.sources.files import NotRead
from recview.sources.first_contents import first_contents, stamps_of, with_known_ids
from recview.sources.tree_changes import tree_changes
from recview.sources.trees import tree_of
from tests.ogx import chat, dumped, message, stream


def recorded(said: str) -> str:
    return dumped(chat("t.py::test_a", [message("user", "Hi")], stream(said)))


def test_it_is_compared_with_what_was_written_since(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.json").write_text(recorded(name))
    before = first_contents(tree_of(Root(tmp_path)))
    assert tree_changes(before, tree_of(Root(tmp_path))).identical == 3
    (tmp_path / "a.json").write_text(recorded("another"))
    (tmp_path / "b.json").unlink()
    (tmp_path / "d.json").write_text(dumped(chat("t.py::test_d", [message("user", "Ho")], stream("new"))))
    changes = tree_changes(before, tree_of(Root(tmp_path)))
    assert {change.path: change.class_ for change in changes.each} == {
        "a.json": "reworded",
        "b.json": "gone",
        "d.json": "new",
    }
    assert before.read("b.json").data == recorded("b").encode()
    with pytest.raises(FileNotFoundError):
        before.read("d.json")


def test_what_there_is_no_room_for_is_named_and_known_by_its_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    (tmp_path / "a.json").write_text(recorded("a"))
    before = first_contents(tree_of(Root(tmp_path)))
    with pytest.raises(NotRead, match="not kept"):
        before.read("a.json")
    assert tree_changes(before, tree_of(Root(tmp_path))).identical == 1


def test_what_was_not_written_is_not_read_again(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.json").write_text(recorded(name))
    tree = tree_of(Root(tmp_path))
    stamps = stamps_of(tree)
    before = first_contents(tree)
    (tmp_path / "a.json").write_text(recorded("another"))
    now = tree_of(Root(tmp_path))
    with_known_ids(now, stamps_of(now), before, stamps)
    assert now.files["a.json"].id == ""
    assert now.files["b.json"].id == before.files["b.json"].id
