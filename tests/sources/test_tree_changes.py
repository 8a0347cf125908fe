"""Two trees compared: what is read, what is paired, what echoes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from recview.review.comparing import compare
from recview.root import Root
from recview.sources.discovery import root_of
from recview.sources.files import Bytes
from recview.sources.tree_changes import tree_changes
from recview.sources.trees import Tree, tree_of
from recview.verdicts.changes import Changes
from tests.archives.made import written, zipped
from tests.cli.piped import Files, fill, recording
from tests.ogx import chat, dumped, message, stream
from tests.sources.git.made import Repository, needs_git


def trees(tmp_path: Path, before: Files, after: Files) -> tuple[Tree, Tree]:
    return tree_of(Root(fill(tmp_path / "a", before))), tree_of(Root(fill(tmp_path / "b", after)))


def changes(tmp_path: Path, before: Files, after: Files) -> Changes:
    for side in ("a", "b"):
        (tmp_path / side).mkdir()
    return tree_changes(*trees(tmp_path, before, after))


def shown(found: Changes) -> list[tuple[str | None, str | None, str]]:
    return [(change.before, change.after, change.class_) for change in found.each]


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that are read from now on."""
    read: list[str] = []
    original = Tree.read

    def reading(tree: Tree, path: str) -> Bytes:
        read.append(path)
        return original(tree, path)

    monkeypatch.setattr(Tree, "read", reading)
    return read


def test_each_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both: Files = {"same.json": recording("t::a"), "other.json": recording("t::b", "one")}
    sides = trees(tmp_path, both, {**both, "other.json": recording("t::b", "two"), "new.json": recording("t::c")})
    read = reads(monkeypatch)
    found = tree_changes(*sides)
    assert (found.identical, len(found.each)) == (1, 2)
    assert sorted(read) == ["new.json", "other.json", "other.json", "same.json", "same.json"]


@needs_git
def test_equal_files_of_git_are_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from recview.sources.git.revisions import root_of_revision

    repository = Repository(tmp_path / "work")
    repository.commit({"same.json": dumped(recording("t::a")).encode(), "b.json": dumped(recording("t::b")).encode()})
    repository.commit({"b.json": dumped(recording("t::b", "else")).encode()})
    roots = [root_of_revision(name, str(repository.path)) for name in ("HEAD~1", "HEAD")]
    assert roots[0]
    assert roots[1]
    sides = tree_of(roots[0]), tree_of(roots[1])
    read = reads(monkeypatch)
    assert shown(tree_changes(*sides)) == [("b.json", "b.json", "reworded")]
    assert read == ["b.json", "b.json"]


BROKEN = '{"request": {"body": 1}, "respon'
PAIRS: list[tuple[str, Files, Files, list[tuple[str | None, str | None, str]]]] = [
    ("nothing", {}, {}, []),
    ("new", {}, {"a.json": recording("t::a")}, [(None, "a.json", "new")]),
    ("gone", {"a.json": recording("t::a")}, {}, [("a.json", None, "gone")]),
    ("foreign", {"a.json": '{"a": 1}', "c.json": "{}"}, {"a.json": '{"a": 2}', "d.json": "[]"}, []),
    (
        "broken now",
        {"a.json": recording("t::a"), "b.json": "{}"},
        {"a.json": BROKEN, "b.json": "{}"},
        [("a.json", "a.json", "unreadable")],
    ),
    (
        "moved",
        {"x/a.json": recording("t::a"), "x/b.json": recording("t::b", "one")},
        {"y/a.json": recording("t::a"), "y/b.json": recording("t::b", "two")},
        [("x/b.json", "y/b.json", "reworded")],
    ),
    (
        "renamed with its request",
        {"1.json": chat("t::a", [message("user", "One")], stream("A")), "k.json": "{}"},
        {"2.json": chat("t::a", [message("user", "Two")], stream("A"))},
        [("1.json", "2.json", "request")],
    ),
    (
        "two files are a pair whatever they are called",
        {"1.json": recording("t::a", "One")},
        {"2.json": recording("t::b", "Two")},
        [("1.json", "2.json", "reworded")],
    ),
]


@pytest.mark.parametrize(("before", "after", "expected"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_pairs(tmp_path: Path, before: Files, after: Files, expected: list[tuple[str | None, str | None, str]]) -> None:
    assert shown(changes(tmp_path, before, after)) == expected


def test_a_folder_and_an_archive_of_it(tmp_path: Path) -> None:
    files = {"t/a.json": dumped(recording("t::a")), "t/b.json": dumped(recording("t::b", "one"))}
    archive = written(tmp_path, "a.zip", zipped({name: text.encode() for name, text in files.items()}))
    folder = fill(tmp_path / "b", {**files, "t/b.json": recording("t::b", "two")})
    found = tree_changes(tree_of(root_of(archive)), tree_of(Root(folder)))
    assert (shown(found), found.identical) == ([("t/b.json", "t/b.json", "reworded")], 1)


def chain(city: str) -> Files:
    """A test of two calls, the second of which sends what the first answered."""
    first = chat("t::a", [message("user", "Where?")], stream(city))
    asked = [message("user", "Where?"), message("assistant", city), message("user", "Sure?")]
    return {"1.json": first, "2.json": chat("t::a", asked, stream("Yes"))}


def test_what_echoes_an_earlier_answer_of_its_test_is_no_request_change(tmp_path: Path) -> None:
    found = changes(tmp_path, chain("In the town of Tokyo"), chain("In the town of Kyoto"))
    assert [(change.path, change.class_) for change in found.each] == [("1.json", "reworded"), ("2.json", "noise")]
    assert found.each[1].comparison.kinds == ("messages_echo",)


def test_a_mistake_of_its_own_costs_one_recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    def failing(old: object, new: object, **more: object) -> object:
        if getattr(old, "path", "") == "a.json":
            raise ValueError("oh")
        return compare(old, new, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("recview.sources.tree_changes.compare", failing)
    found = changes(
        tmp_path,
        {name: recording(f"t::{name}", "one") for name in ("a.json", "b.json")},
        {name: recording(f"t::{name}", "two") for name in ("a.json", "b.json")},
    )
    assert shown(found) == [("a.json", "a.json", "unreadable"), ("b.json", "b.json", "reworded")]
    assert "recview failed on it" in json.dumps(found.each[0].comparison.differences)


def test_unreadable_files_are_no_pair_of_equals(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    files: Files = {"a.json": recording("t::a"), "b.json": recording("t::b")}
    sides = trees(tmp_path, files, files)
    (tmp_path / "b" / "a.json").chmod(0)
    assert shown(tree_changes(*sides)) == [("a.json", "a.json", "unreadable")]
