"""Values: made, compared, changed and pickled by their fields, and equal to nothing of another class."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from recview import events as ev
from recview.value import Value


class Point(Value):
    """Two fields, one with a default."""

    x: int
    y: int = 5

    def sum(self) -> int:
        """Of both."""
        return self.x + self.y


class Size(Value):
    """The same fields."""

    x: int
    y: int = 5


@pytest.mark.parametrize("value", [Point(1), Point(1, 5), Point(x=1), Point(y=5, x=1)])
def test_made_by_position_or_name(value: Point) -> None:
    assert (value.x, value.y, value.sum(), repr(value)) == (1, 5, 6, "Point(x=1, y=5)")
    assert value == Point(1)
    assert hash(value) == hash(Point(1))


@pytest.mark.parametrize("other", [Point(2), Point(1, 6), Size(1), (1, 5), None])
def test_equal_only_to_the_same_fields_of_the_same_class(other: object) -> None:
    assert Point(1) != other


def test_a_piece_of_text_is_not_a_piece_of_reasoning() -> None:
    assert ev.ReasoningDelta(0, 0, "x") != ev.RefusalDelta(0, 0, "x") != ev.TextDelta(0, 0, "x")


def test_two_notes_that_differ_in_whether_they_are_parts_are_equal() -> None:
    note = ev.Noted(0, 0, "audio", "4 KB")
    assert (note, hash(note)) == (note._replace(is_part=True), hash(note._replace(is_part=True)))
    assert note != note._replace(text="5 KB")
    assert note != ev.Finished(0, 0, "audio")


def test_changed_fields_make_another_value() -> None:
    point = Point(1)
    assert (point._replace(y=2), point) == (Point(1, 2), Point(1, 5))


@pytest.mark.parametrize(
    ("positional", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"z": 3}), ((1,), {"x": 1})], ids=str
)
def test_other_fields_are_refused(positional: tuple[int, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        Point(*positional, **named)
    with pytest.raises(AttributeError):
        Point(1).z = 3  # type: ignore[attr-defined]


def test_no_sequence() -> None:
    with pytest.raises(TypeError):
        iter(Point(1))  # type: ignore[call-overload]


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickled(protocol: int) -> None:
    point = Point(1, 7)
    assert pickle.loads(pickle.dumps(point, protocol)) == point


def test_matched_by_position() -> None:
    match Point(3, 4):
        case Point(3, y):
            assert y == 4
        case _:
            pytest.fail("no match")
