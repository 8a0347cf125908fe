"""Reading what pytest printed when it collected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.checks.orphans.collection import Collection, Refused, read_collection
from tests.checks.orphans import printed
from tests.examples import examples


def collected(text: str) -> dict[str, set[str]]:
    collection = read_collection(text)
    assert isinstance(collection, Collection)
    return {file: set(tests) for file, tests in collection.tests.items()}


@pytest.mark.parametrize("text", [printed.QUIET, printed.WARNED, printed.COLOURED, printed.OLDER_TREE])
def test_every_form_names_the_same_tests(text: str) -> None:
    assert collected(text) == printed.COLLECTED


def test_a_tree_begins_with_the_folder_that_pytest_ran_in() -> None:
    assert collected(printed.TREE) == {f"proj/{file}": tests for file, tests in printed.COLLECTED.items()}


def test_of_counts_only_files_are_known() -> None:
    assert collected(printed.COUNTED) == {file: set() for file in printed.COLLECTED}


def test_tests_that_were_left_out_are_counted() -> None:
    collection = read_collection(printed.DESELECTED)
    assert collection == Collection({"tests/test_a.py": frozenset({"TestChat::test_x"})}, 4)
    tree = read_collection(printed.TREE.replace("5 items", "8 items / 3 deselected / 5 selected"))
    assert isinstance(tree, Collection)
    assert tree.deselected == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (printed.BROKEN, "pytest met 1 error while it collected: mend that first"),
        (printed.BROKEN_TREE, "pytest met 2 errors while it collected: mend that first"),
        (printed.BROKEN_COUNTS, "pytest met 1 error while it collected: mend that first"),
        (printed.NO_FILE, "pytest failed while it collected: mend that first"),
        ("INTERNALERROR> Traceback\n" + printed.QUIET, "pytest failed while it collected: mend that first"),
        (printed.ALL_DESELECTED, "all of its 8 tests were deselected"),
        (printed.NONE, "it holds no tests: it is to be what `pytest --collect-only -q` prints"),
        ("", "it holds no tests: it is to be what `pytest --collect-only -q` prints"),
    ],
)
def test_what_says_nothing_about_tests_is_refused(text: str, reason: str) -> None:
    assert read_collection(text) == Refused(reason)


def test_a_parameter_may_speak_of_errors() -> None:
    assert collected("tests/a.py::test_b[1 error]\ntests/a.py::test_b[ERROR: x]\n") == {
        "tests/a.py": {"test_b[1 error]", "test_b[ERROR: x]"}
    }


@examples(40)
@given(st.text() | st.lists(st.sampled_from([*printed.TREE.splitlines(), "\x1b[", "a::b", "<A b>"])).map("\n".join))
def test_nothing_that_is_piped_in_raises(text: str) -> None:
    assert isinstance(read_collection(text), Collection | Refused)
