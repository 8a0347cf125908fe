"""Each kind of difference, by pairs that are of it, and by near misses that are of another."""

from __future__ import annotations

from typing import Any

import pytest

from recview.review.comparing import compare
from recview.review.parsed import parse_file
from recview.verdicts.comparison import Comparison
from recview.verdicts.kinds import CLASS_OF, CLASSES, KINDS, gravest
from tests.ogx import Value, dumped
from tests.review.answers_by_hand import said
from tests.review.graver_pairs import GRAVER
from tests.review.lesser_pairs import LESSER

TABLE = [*GRAVER, *LESSER]


def compared(before: Value, after: Value) -> Comparison:
    return compare(*(parse_file(dumped(side).encode(), "a.json") for side in (before, after)))


@pytest.mark.parametrize(("before", "after", "kinds"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_kinds(before: Value, after: Value, kinds: set[str]) -> None:
    comparison = compared(before, after)
    noise = set(KINDS["noise"])
    listed = set(comparison.kinds)
    if gravest(CLASS_OF[kind] for kind in kinds) == "noise":
        # Another text is cut otherwise, too.
        assert listed - {"chunks", "container"} == kinds - {"chunks", "container"}
    else:
        assert listed - noise == kinds - noise
    assert kinds <= listed
    assert comparison.class_ == gravest(CLASS_OF[kind] for kind in kinds)
    assert all(difference.at for difference in (*comparison.differences, *comparison.noise))


def test_what_was_asked_and_what_was_done_are_both_listed() -> None:
    comparison = compared(said(), said(finish="length", temperature=1))
    assert (comparison.class_, comparison.kinds[:2]) == ("behaviour", ("parameters", "finish_reason"))


# Exchanges that come or go, and echoes, need several calls: see test_comparing.py and test_echoes.py.
ELSEWHERE = {"unreadable", "calls_added", "calls_removed", "messages_echo", "container", "signatures"}


def test_each_kind_has_a_row_and_one_class() -> None:
    shown = {kind for row in TABLE for kind in row[3]}
    assert shown | ELSEWHERE == set(CLASS_OF)
    assert sum(map(len, KINDS.values())) == len(CLASS_OF)
    assert set(KINDS) | {"identical", "new", "gone"} == set(CLASSES)


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        ([], "identical"),
        (["noise", "usage"], "usage"),
        (["request", "reworded"], "request"),
        (["behaviour", "unreadable", "noise"], "unreadable"),
    ],
)
def test_the_gravest(classes: list[Any], expected: str) -> None:
    assert gravest(classes) == expected
