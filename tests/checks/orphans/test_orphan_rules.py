"""Family O: recordings whose test is gone, tests without a recording, and collections that are refused."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from recview.checks.orphans.check import refusal
from recview.checks.orphans.matching import SameFiles
from recview.checks.orphans.recorded_tests import RecordedTest, cassette_name, recorded_test
from recview.checks.runner import FileResult, check_file, check_tree
from recview.checks.settings import CheckSettings
from recview.json_text import strict
from tests import ogx
from tests.checks.duplicates.test_duplicate_rules import FIRST, cassette
from tests.checks.orphans import printed

A, B, C = "tests/test_a.py::test_a[x/y]", "tests/test_a.py::test_b", "tests/sub/test_c.py::TestC::test_c"


def recorded(*tests: str) -> list[FileResult]:
    """A tree of OGX recordings, one a test."""
    contents = [strict(ogx.chat(test, [ogx.message("user", "Hi")], ogx.stream("Hello"))).encode() for test in tests]
    return [check_file(f"recordings/{index}.json", content) for index, content in enumerate(contents)]


def orphans(tree: Iterable[FileResult], *lines: str) -> list[tuple[str, str, str]]:
    """(rule, path, message) of what is found in a tree if pytest printed these lines."""
    found = check_tree(tree, CheckSettings(tests="\n".join(lines))).findings
    return [
        (line.rule, line.path, line.message if line.at == "test_id" else f"{line.at}: {line.message}")
        for line in found
        if line.rule.startswith("O")
    ]


def refused(tree: Iterable[FileResult], *lines: str) -> str:
    return refusal("\n".join(lines), {result.path: result.facts["tests"] for result in tree if "tests" in result.facts})


def test_a_tree_of_which_all_is_collected_is_sound() -> None:
    assert orphans(recorded(A, B, C), A, B, C) == []
    found = check_tree(recorded(A), CheckSettings()).findings
    assert not any(line.rule.startswith("O") for line in found)


def test_a_test_that_is_gone() -> None:
    assert orphans(recorded(A, B, C), A, C) == [("O101", "recordings/1.json", f"{B} does not exist")]


def test_a_file_that_is_gone() -> None:
    assert orphans(recorded(A, B, C), A, B) == [
        ("O101", "recordings/2.json", f"{C} does not exist: its file has no tests")
    ]


def test_parameters_that_are_gone() -> None:
    assert orphans(recorded(A), "tests/test_a.py::test_a[z]")[0] == (
        "O102",
        "recordings/0.json",
        f"{A} is collected with other parameters only",
    )


def test_a_test_without_a_recording() -> None:
    collected = [A, B, "tests/test_a.py::test_a[z]", "tests/unit/test_u.py::test_u"]
    assert orphans(recorded(A), *collected) == [
        ("O103", "tests/test_a.py", "test_a[z]: it has no recording; other parameters of it have one"),
        ("O103", "tests/test_a.py", "test_b: it has no recording"),
    ]


def test_of_a_test_that_may_have_been_left_out_nothing_is_claimed() -> None:
    assert orphans(recorded(A, B), A, "", "1/2 tests collected (1 deselected) in 0.1s") == [
        ("O104", "recordings/1.json", f"{B} is not among the selected tests")
    ]


def test_of_a_file_whose_tests_are_counted_only_its_existence_is_known() -> None:
    assert orphans(recorded(A, C), "tests/test_a.py: 3") == [
        ("O101", "recordings/1.json", f"{C} does not exist: its file has no tests")
    ]


@pytest.mark.parametrize("before", ["", "repo/", "../x/"])
def test_more_folders_in_front_of_a_collection(before: str) -> None:
    assert orphans(recorded(A, B, C), *(f"{before}{test}" for test in (A, C))) == [
        ("O101", "recordings/1.json", f"{B} does not exist")
    ]


def test_fewer_folders_in_front_of_a_collection() -> None:
    assert orphans(recorded(A, B, C), "test_a.py::test_a[x/y]", "sub/test_c.py::TestC::test_c") == [
        ("O101", "recordings/1.json", f"{B} does not exist")
    ]


def test_what_is_outside_of_the_folder_that_was_collected_is_not_judged() -> None:
    tree = recorded("tests/a/test_x.py::t", "tests/a/test_y.py::t", "tests/b/test_x.py::u")
    assert orphans(tree, "test_x.py::t", "test_y.py::t") == []


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["tests/unit/test_u.py::test_u"], "it shares no test file with this tree: "),
        ([printed.BROKEN], "pytest met 1 error"),
        ([printed.NONE], "it holds no tests"),
        ([A], ""),
    ],
)
def test_a_collection_that_says_nothing_of_the_tree(lines: list[str], reason: str) -> None:
    tree = recorded(A, B)
    assert refused(tree, *lines).startswith(reason)
    assert bool(refused(tree, *lines)) is bool(reason)
    assert bool(orphans(tree, *lines)) is not bool(reason)


def test_a_tree_that_names_no_tests() -> None:
    assert refused([check_file("cassettes/anthropic.yaml", cassette(FIRST))], A) == (
        "no recording here names the test that it belongs to"
    )


CASSETTES = (
    "tests/cassettes/test_a/test_a[x-y].yaml",
    "tests/cassettes/test_a/test_gone.yaml",
    "tests/cassettes/test_a/TestC.test_c.yaml",
    "tests/cassettes/test_loose.yaml",
    "tests/cassettes/test_a/helper.yaml",
)


def test_cassettes_are_named_after_their_tests() -> None:
    tree = [check_file(path, cassette(FIRST)) for path in CASSETTES]
    collected = [A, B, "tests/test_a.py::TestC::test_c", "tests/test_z.py::test_loose"]
    assert orphans(tree, *collected) == [
        ("O101", CASSETTES[1], "tests/test_a.py::test_gone does not exist"),
        ("O103", "tests/test_a.py", "test_b: it has no recording"),
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("t/cassettes/test_a/test_b.yaml", RecordedTest("t/test_a.py", "test_b", True)),
        ("cassettes/sub/test_a/T.test_b[x].yaml.gz", RecordedTest("sub/test_a.py", "T.test_b[x]", True)),
        ("t/cassettes/test_b.yaml", RecordedTest("t", "test_b", True, False)),
        ("t/cassettes/openai/chat.yaml", None),
        ("t/test_b.yaml", None),
    ],
)
def test_the_test_of_a_cassette(path: str, expected: RecordedTest | None) -> None:
    assert recorded_test(path, "") == expected


def test_a_test_id_of_another_framework_is_none_of_pytests() -> None:
    assert recorded_test("a.json", "agents::TestChat/openai") is None


def test_a_name_that_is_too_long_for_the_disk_is_compared_by_its_beginning() -> None:
    cut = RecordedTest("t.py", "test_long[aaaa..." + "0" * 32, True)
    assert cut.is_same("test_long[aaaabbbb]")
    assert not cut.is_same("test_long[aab]")


def test_signs_that_no_file_name_may_have() -> None:
    assert cassette_name("TestC::test_a[a/b:c?]") == "TestC.test_a[a-b-c-]"


def test_of_equal_names_the_one_with_the_most_folders_alike_counts() -> None:
    same = SameFiles(["tests/a/test_x.py"], ["tests/a/test_x.py", "test_x.py", "tests/b/test_x.py"])
    assert same.files == {"tests/a/test_x.py": ["tests/a/test_x.py"]}
