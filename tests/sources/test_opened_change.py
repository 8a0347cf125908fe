"""The two files of a change as they are opened: which exchange, and what if a file is another one meanwhile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recview.reading.held_recording import HeldRecording
from recview.reading.recording_view import Unopened
from recview.root import Root
from recview.sources.git.revisions import root_of_revision
from recview.sources.opened_change import OpenedChange, open_change
from recview.sources.tree_changes import tree_changes
from recview.sources.trees import Tree, tree_of
from recview.verdicts.changes import Change
from recview.verdicts.comparison import Comparison
from tests.cli.piped import Files, fill, recording
from tests.ogx import chat, message, stream
from tests.sources.git.made import Repository, needs_git

BROKEN = '{"request": {"body": 1}, "respon'


def interaction(ask: str, answer: str) -> dict[str, Any]:
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": ask}]}
    message = {"role": "assistant", "content": answer}
    reply = {"object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
    return {
        "request": {
            "method": "POST",
            "uri": "https://api.openai.com/v1/chat/completions",
            "body": json.dumps(body),
            "headers": {"Content-Type": ["application/json"]},
        },
        "response": {
            "status": {"code": 200, "message": "OK"},
            "headers": {"Content-Type": ["application/json"]},
            "body": {"string": json.dumps(reply)},
        },
    }


def cassette(*pairs: tuple[str, str]) -> str:
    return json.dumps({"version": 1, "interactions": [interaction(*pair) for pair in pairs]})


def trees(tmp_path: Path, before: Files, after: Files) -> tuple[Tree, Tree]:
    for side in ("a", "b"):
        (tmp_path / side).mkdir()
    return tree_of(Root(fill(tmp_path / "a", before))), tree_of(Root(fill(tmp_path / "b", after)))


def opened(sides: tuple[Tree, Tree], exchange: int = -1) -> OpenedChange:
    """The only change, opened."""
    (change,) = tree_changes(*sides).each
    return open_change(*sides, change, exchange)


def texts(side: object) -> list[str]:
    assert isinstance(side, HeldRecording)
    return [section.text for section in side.page.sections]


def test_both_sides_are_recordings_and_know_how_they_differ(tmp_path: Path) -> None:
    sides = trees(tmp_path, {"a.json": recording("t::a", "One")}, {"a.json": recording("t::a", "Two")})
    change = opened(sides)
    assert "One" in texts(change.before)
    assert "Two" in texts(change.after)
    assert isinstance(change.after, HeldRecording)
    assert change.after.earlier is change.before
    assert [difference.kind for difference in change.comparison.differences] == ["text"]
    assert (change.exchange, change.stale) == (0, "")
    assert [(pair.before, pair.after, pair.class_) for pair in change.exchanges] == [(0, 0, "reworded")]


@pytest.mark.parametrize(
    ("before", "after", "kinds", "class_"),
    [
        ({}, {"a.json": recording("t::a")}, (type(None), HeldRecording), "new"),
        ({"a.json": recording("t::a")}, {}, (HeldRecording, type(None)), "gone"),
        ({"a.json": recording("t::a")}, {"a.json": BROKEN}, (HeldRecording, Unopened), "unreadable"),
        ({"a.json": BROKEN}, {"a.json": recording("t::a")}, (Unopened, HeldRecording), "new"),
        ({"a.json": BROKEN}, {"a.json": BROKEN + "s"}, (Unopened, Unopened), "unreadable"),
    ],
)
def test_what_one_side_lacks(
    tmp_path: Path, before: Files, after: Files, kinds: tuple[type, type], class_: str
) -> None:
    change = opened(trees(tmp_path, {**before, "k.json": "{}"}, {**after, "k.json": "{}"}))
    assert (type(change.before), type(change.after)) == kinds
    assert change.change.class_ == class_
    assert not change.stale


def test_of_a_cassette_the_gravest_exchange_is_shown_and_any_other_on_request(tmp_path: Path) -> None:
    before = cassette(("One?", "1"), ("Two?", "two"), ("Gone?", "yes"))
    after = cassette(("One?", "1"), ("Two?", "deux"), ("New?", "yes"), ("More?", "yes"))
    sides = trees(tmp_path, {"c.json": before}, {"c.json": after})
    change = opened(sides)
    pairs = {(pair.before, pair.after): pair.class_ for pair in change.exchanges}
    assert pairs[0, 0] == "identical"
    assert pairs[1, 1] == "reworded"
    shown = change.exchanges[change.exchange]
    assert shown.class_ not in ("identical", "reworded")
    index = next(index for index, pair in enumerate(change.exchanges) if (pair.before, pair.after) == (1, 1))
    other = opened(sides, index)
    assert ("two" in texts(other.before), "deux" in texts(other.after)) == (True, True)
    assert [difference.kind for difference in other.comparison.differences] == ["text"]
    assert other.change == change.change


def test_of_a_cassette_that_only_grew_the_new_exchange_is_shown(tmp_path: Path) -> None:
    before, after = cassette(("One?", "1")), cassette(("One?", "1"), ("New?", "yes"))
    change = opened(trees(tmp_path, {"c.json": before}, {"c.json": after}))
    assert change.exchanges[change.exchange][:3] == (None, 1, "new")
    assert change.before is None
    assert "yes" in texts(change.after)


@needs_git
def test_what_git_knows_and_cannot_be_read_is_the_same_when_it_is_opened(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work")
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 12345\n"
    repository.commit({"a.json": pointer % (b"1" * 64)})
    repository.commit({"a.json": pointer % (b"2" * 64)})
    roots = [root_of_revision(name, str(repository.path)) for name in ("HEAD~1", "HEAD")]
    change = opened((tree_of(roots[0]), tree_of(roots[1])))  # type: ignore[arg-type]
    assert (change.stale, change.change.class_) == ("", "unreadable")
    assert change.change.before_id != change.change.after_id
    assert isinstance(change.after, Unopened)


def test_the_number_of_no_exchange_is_that_of_the_gravest(tmp_path: Path) -> None:
    sides = trees(tmp_path, {"a.json": recording("t::a", "One")}, {"a.json": recording("t::a", "Two")})
    assert opened(sides, 7).exchange == 0


def test_a_file_that_changed_since_is_compared_again(tmp_path: Path) -> None:
    sides = trees(tmp_path, {"a.json": recording("t::a", "One")}, {"a.json": recording("t::a", "Two")})
    (change,) = tree_changes(*sides).each
    fill(tmp_path / "b", {"a.json": chat("t::a", [message("user", "Hi")], stream("Two", finish="length"))})
    again = open_change(*sides, change)
    assert again.stale == "a.json changed since it was compared"
    assert (change.class_, again.change.class_) == ("reworded", "behaviour")
    assert again.change.after_id != change.after_id
    assert again.change.before_id == change.before_id
    assert not open_change(*sides, again.change).stale


def test_a_file_that_is_gone_since_says_so(tmp_path: Path) -> None:
    sides = trees(tmp_path, {"a.json": recording("t::a", "One")}, {"a.json": recording("t::a", "Two")})
    (change,) = tree_changes(*sides).each
    (tmp_path / "b/a.json").unlink()
    again = open_change(*sides, change)
    assert again.stale == "a.json changed since it was compared"
    assert isinstance(again.after, Unopened)
    assert "it is gone" in again.after.problem


def test_a_change_that_was_not_compared_yet_is_compared(tmp_path: Path) -> None:
    sides = trees(tmp_path, {"a.json": recording("t::a", "One")}, {"a.json": recording("t::a", "Two")})
    change = open_change(*sides, Change("a.json", "a.json", Comparison("gone", "gone")))
    assert (change.change.class_, change.stale) == ("reworded", "")
