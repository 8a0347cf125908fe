"""A folder beside its first contents, looked at until it is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.live import review_watching
from recview.live.review_comparing import ReviewComparing
from recview.live.review_events import ChangesFound
from recview.live.review_requests import CompareTrees
from recview.root import Root
from tests.sources.test_first_contents import recorded


def test_what_changes_is_told_in_the_place_of_what_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is written between two looks, as a recorder does."""
    (tmp_path / "a.json").write_text(recorded("a"))
    (tmp_path / "b.json").write_text(recorded("b"))
    writes = [("a.json", "another"), ("b.json", "other"), ("a.json", "a"), ("b.json", "b")]
    told: list[ChangesFound] = []

    def look(seconds: float) -> None:
        """Write what is next, each time that the last was told; then end."""
        if len([event for event in told if event.is_final]) == 5 - len(writes) and writes:
            name, text = writes.pop(0)
            (tmp_path / name).write_text(recorded(text))
        elif not writes and len(told) > 5:
            comparing.stop()

    monkeypatch.setattr("recview.live.review_watching.sleep", look)
    request = CompareTrees(Root(tmp_path), Root(tmp_path), watching=True)
    comparing = ReviewComparing(request, told.append, lambda: None, lambda: False)
    comparing.run()
    first, *runs = told
    assert (first.begins, first.is_final) == (True, False)
    assert all(event.begins and event.is_final for event in runs)
    assert [sorted(change.after or "" for change in event.changes) for event in runs] == [
        [],
        ["a.json"],
        ["a.json", "b.json"],
        ["b.json"],
        [],
    ]


def test_what_is_being_written_is_waited_for_but_not_for_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").write_text(recorded("a"))
    looks = 0

    def look(seconds: float) -> None:
        nonlocal looks
        looks += 1
        (tmp_path / "a.json").write_text(recorded("a" * (looks + 1)))

    monkeypatch.setattr("recview.live.review_watching.sleep", look)
    trees = review_watching.watched_trees(Root(tmp_path), lambda: False)
    next(trees)
    next(trees)
    assert looks == review_watching.MOST_LOOKS
