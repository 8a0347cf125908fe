"""Rows that are counted, not listed: always those that listing them one by one would give."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.display.tree_rows import Row, TreeRows, crowded_branches
from recview.library import Branch, IndexedFile, Key, Library
from recview.model import Entry, Outline, Source
from tests.examples import examples

# Labels are few, so that trees are deep, and one branch often has both branches and recordings.
test_ids = st.none() | st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "x/", "y/", "x/y/"]),
    st.sampled_from(["a.py::", "b.py::", ""]),
    st.sampled_from(["t", "u", "t[1]", "t[2]", "t[10]"]),
)
paths = st.builds("{}{}.json".format, st.sampled_from(["", "x/", "x/y/"]), st.integers(0, 30))
contents = st.dictionaries(paths, test_ids, max_size=24)
moves = st.lists(
    st.tuples(st.sampled_from(["toggle", "open", "fold", "reveal", "all", "none", "tree"]), st.integers(0, 40)),
    max_size=12,
)


def library(content: dict[str, str | None], base: Library | None = None) -> Library:
    found = [
        IndexedFile(path, (Entry(Source(path), test_id=test, outline=Outline("chat")),))
        for path, test in content.items()
    ]
    before = base or Library()
    return before.merged([IndexedFile(path, ()) for path in before.files if path not in content]).merged(found)


def listed(tree: TreeRows) -> list[Row]:
    return list(_listed(tree, tree.root, (), 0))


def _listed(tree: TreeRows, branch: Branch, above: Key, depth: int) -> Iterator[Row]:
    for number, child in enumerate(branch.children, 1):
        key = (*above, child.label)
        yield Row(key, child, depth, number)
        if isinstance(child, Branch) and tree.is_open(key):
            yield from _listed(tree, child, key, depth + 1)


def keys(branch: Branch, above: Key = ()) -> Iterator[Key]:
    for child in branch.children:
        key = (*above, child.label)
        yield key
        if isinstance(child, Branch):
            yield from keys(child, key)


def check(tree: TreeRows) -> None:
    expected = listed(tree)
    assert len(tree) == len(expected)
    assert [tree.at(row) for row in range(len(expected))] == expected
    assert tree.at(len(expected)) is None
    assert tree.at(-1) is None
    rows = {row.key: place for place, row in enumerate(expected)}
    for key in keys(tree.root):
        seen = next(key[:depth] for depth in range(len(key), 0, -1) if key[:depth] in rows)
        hidden = [key[:depth] for depth in range(1, len(key)) if not tree.is_open(key[:depth])]
        assert seen == (hidden[0] if hidden else key)
        assert tree.row_of(key) == rows[seen]
        node = tree.node(key)
        assert node is not None
        assert node.label == key[-1]


@given(contents, contents, st.booleans(), moves)
@examples(150)
def test_rows_are_those_of_a_listing(
    content: dict[str, str | None], other: dict[str, str | None], unfolded: bool, steps: list[tuple[str, int]]
) -> None:
    first = library(content)
    roots = [first.root, library(other, first).root]
    tree = TreeRows(first.root, unfolded=unfolded)
    check(tree)
    for step, number in steps:
        known = [key for key in keys(tree.root) if isinstance(tree.node(key), Branch)] or [()]
        key = known[number % len(known)]
        match step:
            case "toggle" | "open" | "fold" if key:
                wanted = {"open": True, "fold": False}.get(step, not tree.is_open(key))
                tree.toggle(key, None if step == "toggle" else wanted)
                assert tree.is_open(key) == wanted
            case "reveal":
                target = ([*keys(tree.root)] or [()])[number % max(1, len([*keys(tree.root)]))]
                tree.reveal(target)
                assert all(tree.is_open(target[:depth]) for depth in range(1, len(target)))
            case "all" | "none":
                tree.set_all(step == "all")
                assert all(tree.is_open(key) == (step == "all") for key in known if key)
            case "tree":
                roots.reverse()
                tree.moved_to(roots[0])
            case _:
                pass
        check(tree)


SMALL = {
    "1.json": "x/a.py::t[1]",
    "2.json": "x/a.py::t[1]",
    "3.json": "x/a.py::t[2]",
    "4.json": "y/b.py::u",
    "5.json": None,
}


def spelled(tree: TreeRows) -> list[str]:
    return ["  " * row.depth + row.key[-1] for row in listed(tree)]


def test_small_tree() -> None:
    tree = TreeRows(library(SMALL).root)
    assert spelled(tree) == ["x", "y", "(this folder)"]
    tree.toggle(("y",))
    # The test file is the folder's only child and opens with it; the one recording of its test does not.
    assert spelled(tree) == ["x", "y", "  b.py", "    u", "(this folder)"]
    tree.toggle(("x",), True)
    assert spelled(tree)[:5] == ["x", "  a.py", "    t", "      1", "      2"]
    tree.toggle(("x",))
    assert not tree.is_open(("x",))
    assert tree.is_open(("x", "a.py"))
    check(tree)


def test_set_open_and_all() -> None:
    tree = TreeRows(library(SMALL).root, unfolded=True)
    assert len(tree) == 15
    tree.set_open([("x",), ("y", "b.py")], False)
    assert spelled(tree) == ["x", "y", "  b.py", "(this folder)", "  (no test id)", "    5.json#0"]
    tree.set_all(False)
    assert len(tree) == 3
    tree.set_all(True)
    assert len(tree) == 15


@pytest.mark.parametrize("unfolded", [False, True], ids=["folded", "unfolded"])
def test_reveal_shows_the_node_and_leaves_it_folded_or_not(unfolded: bool) -> None:
    tree = TreeRows(library(SMALL).root, unfolded=unfolded)
    key = ("x", "a.py", "t", "1")
    tree.reveal(key)
    assert tree.row_of(key) == 3
    assert tree.is_open(key) == unfolded
    check(tree)


@pytest.mark.parametrize(
    "key",
    [("z",), ("x", "z"), ("y", "b.py", "u", "nope"), ("y", "b.py", "u", "4.json#0", "below a recording")],
    ids=["folder", "file", "recording", "below a recording"],
)
def test_unknown_keys(key: Key) -> None:
    tree = TreeRows(library(SMALL).root, unfolded=True)
    assert tree.node(key) is None
    assert tree.row_of(key) in (None, tree.row_of(key[:-1]))


def test_a_changed_tree_keeps_what_is_open() -> None:
    before = library(SMALL)
    tree = TreeRows(before.root)
    tree.toggle(("x",))
    after = library({**SMALL, "6.json": "a/a.py::t", "7.json": "x/a.py::t[1]"}, before)
    tree.moved_to(after.root)
    assert spelled(tree)[:3] == ["a", "x", "  a.py"]
    check(tree)


def test_empty_tree() -> None:
    tree = TreeRows(Branch(""))
    assert len(tree) == 0
    assert tree.at(0) is None
    assert tree.row_of(("x",)) is None
    assert tree.node(()) == Branch("")


@given(contents)
@examples(50)
def test_crowded_branches(content: dict[str, str | None]) -> None:
    tree = TreeRows(library(content).root)
    expected = {
        key
        for key in keys(tree.root)
        if isinstance(b := tree.node(key), Branch) and (b.tally.recordings > 1 or len(key) <= 2)
    }
    assert set(crowded_branches(tree.root)) == expected
