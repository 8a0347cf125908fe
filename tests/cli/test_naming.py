"""What a name means, given what exists."""

from __future__ import annotations

import pytest

from recview.cli.naming import (
    Candidate,
    Decision,
    Lookup,
    NameKind,
    candidates,
    decide,
)
from recview.cli.naming import test_rank as rank_of

PATH = Candidate(NameKind.PATH, "beef", ("beef",), "path")
REVISION = Candidate(NameKind.REVISION, "beef (a commit)", (), "revision")
TEST = Candidate(NameKind.TEST, "tests/a.py::beef", ("r/1.json",), "test")
OTHER_TEST = Candidate(NameKind.TEST, "tests/b.py::beef", ("r/2.json",), "other test")
FILE = Candidate(NameKind.FILE, "r/beef1.json", ("r/beef1.json",), "file")
OTHER_FILE = Candidate(NameKind.FILE, "r/beef2.json", ("r/beef2.json",), "other file")


@pytest.mark.parametrize(
    ("existing", "taken", "notice"),
    [
        ([], None, ""),
        ([PATH], "path", ""),
        ([FILE, PATH], "path", "beef is taken as a path; a recording's file is called so, too: r/beef1.json"),
        ([FILE, TEST, REVISION, PATH], "path", "beef is taken as a path; a revision is called so, too"),
        ([FILE, TEST, REVISION], "revision", "beef is taken as a revision; a test is called so, too"),
        ([TEST, FILE], "test", "beef is taken as a test; a recording's file is called so, too: r/beef1.json"),
        ([TEST, FILE, OTHER_FILE], "test", "called so, too: r/beef1.json and 1 more"),
        # Several of a later kind hide nothing.
        ([PATH, TEST, OTHER_TEST], "path", "a test is called so, too: tests/a.py::beef and 1 more"),
    ],
)
def test_the_first_kind_that_exists_wins(existing: list[Candidate[str]], taken: str | None, notice: str) -> None:
    decision = decide("beef", existing)
    assert (decision.taken and decision.taken.value) == taken
    assert notice in decision.notice
    assert bool(notice) == bool(decision.notice)
    assert decision.problem == ""


@pytest.mark.parametrize(
    ("existing", "problem"),
    [
        ([FILE, OTHER_FILE], "2 files begin with beef:\n  r/beef1.json\n  r/beef2.json"),
        ([FILE, OTHER_TEST, TEST], "2 tests are called beef:\n  tests/b.py::beef\n  tests/a.py::beef"),
        (
            [FILE._replace(label=f"{number}") for number in range(1_025)],
            "1,025 files begin with beef:\n" + "".join(f"  {number}\n" for number in range(20)) + "  and 1,005 more",
        ),
    ],
)
def test_several_of_the_first_kind_are_named_and_none_is_taken(existing: list[Candidate[str]], problem: str) -> None:
    assert decide("beef", existing) == Decision(None, problem, "")


def test_the_same_files_by_another_name_are_no_news() -> None:
    same = FILE._replace(files=TEST.files)
    assert decide("beef", [TEST, same]).notice == ""


@pytest.mark.parametrize(
    ("path", "tests", "files", "asked"),
    [
        # What reads files is asked only where nothing is decided, or the name looks like one of its kind.
        ([PATH], [], [], ["path", "files"]),
        ([], [TEST], [], ["path", "tests", "files"]),
        ([], [], [FILE], ["path", "tests", "files"]),
        ([], [], [], ["path", "tests", "files"]),
    ],
)
def test_later_kinds_are_asked_by_the_looks_of_the_name(
    path: list[Candidate[str]], tests: list[Candidate[str]], files: list[Candidate[str]], asked: list[str]
) -> None:
    log: list[str] = []

    def lookup(word: str, result: list[Candidate[str]], *, may_be: bool) -> Lookup[str]:
        return Lookup(lambda name: [*result, *(log.append(word) or ())], lambda name: may_be)  # type: ignore[func-returns-value]

    lookups = (
        lookup("path", path, may_be=True),
        lookup("tests", tests, may_be=False),
        lookup("files", files, may_be=True),
    )
    assert list(candidates("beef", lookups)) == [*path, *tests, *files]
    assert log == asked


@pytest.mark.parametrize(
    ("name", "rank"),
    [
        ("tests/a.py::T::test_1[x-y/z]", 2),
        ("test_1[x-y/z]", 1),
        ("T::test_1[x-y/z]", 1),
        ("test_1", 1),
        ("a.py::T::test_1", 1),
        ("tests/a.py::T::test_1", 1),
        ("est_1", 0),
        ("test_", 0),
        ("z]", 0),
        ("tests/a.py", 0),
        ("", 0),
    ],
)
def test_how_well_a_name_names_a_test(name: str, rank: int) -> None:
    assert rank_of("tests/a.py::T::test_1[x-y/z]", name) == rank
