"""The effect of keys on every row of a list, and the recordings that lie next to each other."""

from __future__ import annotations

import pytest

from recview.display.tree_rows import TreeRows
from recview.display.tree_steps import (
    Move,
    Open,
    Step,
    Toggle,
    enter_step,
    enter_word,
    fold_step,
    leaf_of,
    next_key,
    reveal,
    unfold_step,
)
from recview.library import Library
from recview.model import Entry, Failure, Outline, Source
from tests.display.test_tree_rows import library, listed

TESTS: dict[str, str | None] = {"1.json": "t.py::a", "2.json": "t.py::b", "3.json": "t.py::b"}
TEST_FILE = library(TESTS).root.children[0]
FOLDER = (TEST_FILE.label,)


def rows(*, unfolded: bool = True) -> TreeRows:
    return TreeRows(library(TESTS).root, unfolded=unfolded)


def labels(tree: TreeRows) -> list[str]:
    return [row.node.label for row in listed(tree)]


def test_the_rows_that_the_cases_are_about() -> None:
    assert [label.rpartition("/")[2] for label in labels(rows())][-5:] == ["a", "1.json#0", "b", "2.json#0", "3.json#0"]


def named(tree: TreeRows, label: str) -> int:
    return labels(tree).index(label)


@pytest.mark.parametrize(
    ("label", "folded", "unfolded", "entered", "word"),
    [
        ("a", Toggle, Move, Toggle, "fold"),
        ("1.json#0", Move, Open, Open, "open"),
        ("b", Toggle, Move, Toggle, "fold"),
        ("2.json#0", Move, Open, Open, "open"),
    ],
)
def test_steps_in_an_unfolded_list(
    label: str, folded: type[Step], unfolded: type[Step], entered: type[Step], word: str
) -> None:
    tree = rows()
    index = named(tree, label)
    steps = fold_step(tree, index), unfold_step(tree, index), enter_step(tree, index)
    assert tuple(map(type, steps)) == (folded, unfolded, entered)
    assert enter_word(tree, tree.at(index)) == word


def test_a_folded_test_of_one_recording_is_that_recording() -> None:
    tree = rows()
    one, two = (next(row.key for row in listed(tree) if row.node.label == name) for name in "ab")
    tree.set_open([one, two], False)
    at_one, at_two = named(tree, "a"), named(tree, "b")
    assert enter_step(tree, at_one) == Open()
    assert unfold_step(tree, at_one) == Toggle(one, True)
    assert (leaf := leaf_of(tree, tree.at(at_one))) is not None
    assert leaf.entry.source == Source("1.json")
    assert enter_step(tree, at_two) == Toggle(two)
    assert leaf_of(tree, tree.at(at_two)) is None
    assert (enter_word(tree, tree.at(at_one)), enter_word(tree, tree.at(at_two))) == ("open", "unfold")
    assert fold_step(tree, at_one) == Move(at_one - 1)


def test_beyond_the_last_row_keys_do_nothing() -> None:
    tree = rows()
    for step in (fold_step, unfold_step, enter_step):
        assert step(tree, len(tree)) is None
    assert enter_word(tree, None) == "open"


def test_going_on_visits_every_recording_in_order() -> None:
    for unfolded in (True, False):
        tree = rows(unfolded=unfolded)
        for by, names in ((1, ["1.json#0", "2.json#0", "3.json#0"]), (-1, ["3.json#0", "2.json#0", "1.json#0"])):
            key = next_key(tree, (), None, by, flagged=False, around=True)
            visited = []
            while key is not None:
                visited.append(key[-1])
                key = next_key(tree, key, None, by, flagged=False, around=False)
            assert visited == names


def test_where_the_recording_is_gone_its_row_is_the_next_one() -> None:
    tree = rows()
    index = named(tree, "2.json#0")
    row = tree.at(index)
    gone = ("elsewhere", "x", "y")
    assert row is not None
    assert next_key(tree, gone, row, 1, flagged=False, around=False) == row.key
    before = next_key(tree, gone, row, -1, flagged=False, around=False)
    assert before is not None
    assert before[-1] == "1.json#0"


def test_flags_are_gone_to() -> None:
    failed = Entry(Source("4.json"), test_id="t.py::b", outline=Outline("chat", failure=Failure("exception", "no")))
    tree = TreeRows(_with(library(TESTS), failed).root, unfolded=True)
    key = next_key(tree, (), None, 1, flagged=True, around=False)
    assert key is not None
    assert key[-1] == "4.json#0"
    assert next_key(tree, key, None, 1, flagged=True, around=False) is None


def _with(before: Library, entry: Entry) -> Library:
    from recview.library import IndexedFile

    return before.merged([IndexedFile(entry.source.path, (entry,))])


def test_revealing_leaves_a_test_of_one_recording_folded() -> None:
    tree = rows(unfolded=False)
    key = next_key(tree, (), None, 1, flagged=False, around=True)
    assert key is not None
    reveal(tree, key)
    row = tree.at(tree.row_of(key) or 0)
    assert leaf_of(tree, row) is not None
    assert not tree.is_open(key[:-1])
