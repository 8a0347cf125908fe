"""What is asked for of a list of chunks, and when."""

from __future__ import annotations

import pytest

from recview.tui.chunk_pages import ChunkPages


class Asked:
    """Pages of ten over a list, and what they asked for."""

    def __init__(self, count: int) -> None:
        self.ranges: list[tuple[int, int]] = []
        self.pages: ChunkPages[str] = ChunkPages(10, lambda start, stop: self.ranges.append((start, stop)))
        self.pages.begin(count, keep=False)

    def answer(self, most: int = 10) -> None:
        """Answer the last request, with so many at most."""
        start, stop = self.ranges[-1]
        self.pages.take(start, [f"item {index}" for index in range(start, min(stop, start + most))])

    def answer_all(self) -> list[tuple[int, int]]:
        answered = 0
        while answered < len(self.ranges):
            answered = len(self.ranges)
            self.answer()
        return self.ranges


@pytest.mark.parametrize(
    ("count", "start", "stop", "expected"),
    [
        (0, 0, 5, []),
        (7, 0, 5, [(0, 7)]),
        (25, 0, 5, [(0, 10), (10, 20)]),
        (100, 42, 48, [(40, 50), (50, 60), (30, 40)]),
        (100, 38, 42, [(30, 40), (40, 50), (50, 60), (20, 30)]),
        (100, 95, 200, [(90, 100), (80, 90)]),
        (100, -5, 3, [(0, 10), (10, 20)]),
    ],
)
def test_what_is_wanted_comes_first_then_a_page_ahead_and_behind(
    count: int, start: int, stop: int, expected: list[tuple[int, int]]
) -> None:
    asked = Asked(count)
    asked.pages.want(start, stop)
    assert asked.answer_all() == expected
    assert asked.pages.holds(start, stop)
    asked.pages.want(start, stop)
    assert asked.ranges == expected


def test_one_request_is_under_way_and_the_latest_wish_is_next() -> None:
    asked = Asked(1_000)
    for start in (0, 300, 600):
        asked.pages.want(start, start + 5)
    assert asked.ranges == [(0, 10)]
    asked.answer()
    assert asked.ranges == [(0, 10), (600, 610)]
    assert [asked.pages.get(index) for index in (3, 10)] == ["item 3", None]


def test_of_long_ones_those_that_came_are_not_asked_for_again() -> None:
    asked = Asked(100)
    asked.pages.want(2, 3)
    asked.answer(1)
    assert asked.ranges == [(0, 10), (2, 12)]
    asked.answer(1)
    # Only the next one and the one before, no whole page ahead.
    assert asked.ranges[2:] == [(3, 13)]
    asked.answer(1)
    assert asked.ranges[3:] == [(1, 2)]


def test_nothing_is_asked_for_again_where_nothing_came() -> None:
    asked = Asked(100)
    asked.pages.want(0, 1)
    asked.pages.take(0, [])
    assert asked.ranges == [(0, 10)]


@pytest.mark.parametrize("keep", [True, False])
def test_what_was_read_before_stands_for_a_chunk_that_is_read_again(keep: bool) -> None:
    asked = Asked(20)
    asked.pages.want(0, 1)
    asked.answer()
    asked.pages.begin(20, keep=keep)
    assert asked.pages.get(0) == ("item 0" if keep else None)
    assert not asked.pages.holds(0, 1)
    asked.pages.want(0, 1)
    asked.pages.take(0, ["new"])
    assert asked.pages.get(0) == "new"
