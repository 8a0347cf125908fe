"""Named tuples that are cheap to define: they are in all that a program sees as those of `typing`."""

from __future__ import annotations

import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest

from recview.model import Entry
from recview.named_tuple import NamedTuple


class Point(NamedTuple):
    """Two fields, one with a default."""

    x: int
    y: int = 5

    def sum(self) -> int:
        """Of both."""
        return self.x + self.y


class Size(NamedTuple):
    """The same fields."""

    x: int
    y: int = 5


class TypingPoint(typing.NamedTuple):
    """The standard library's."""

    x: int
    y: int = 5


def outcome(of: Callable[[], Any]) -> Any:
    try:
        return of()
    except (TypeError, ValueError, AttributeError, IndexError) as error:
        return type(error), str(error).replace("TypingPoint", "Point")


USES: list[Callable[[Any], Any]] = [
    lambda point: point(1),
    lambda point: point(y=2, x=1),
    lambda point: point(),
    lambda point: point(1, 2, 3),
    lambda point: point(1, z=2),
    lambda point: repr(point(1)).replace("TypingPoint", "Point"),
    lambda point: point(1)._replace(y=3),
    lambda point: point(1)._replace(z=3),
    lambda point: point(1)._asdict(),
    lambda point: point._make([1, 2]),
    lambda point: point._make([1]),
    lambda point: (point._fields, point.__match_args__, point._field_defaults),
    lambda point: point(1)[1],
    lambda point: [*point(1)],
    lambda point: point(1).z,
    lambda point: setattr(point(1), "x", 2),
    lambda point: hash(point(1)) == hash((1, 5)),
    lambda point: point(1) == (1, 5),
    lambda point: point(1) < point(2),
    lambda point: pickle.loads(pickle.dumps(point(1))),
    lambda point: type(point),
]


@pytest.mark.parametrize("use", USES, ids=range(len(USES)))
def test_used_as_that_of_the_standard_library(use: Callable[[Any], Any]) -> None:
    assert outcome(lambda: use(Point)) == outcome(lambda: use(TypingPoint))


class Counts(NamedTuple):
    """Fields whose names might mean something to what makes the values."""

    new: int
    cls: int
    self: int


def test_any_name_can_be_a_field() -> None:
    assert [*Counts(new=1, cls=2, self=3)] == [1, 2, 3]


def test_methods_and_matching() -> None:
    point = pickle.loads(pickle.dumps(Point(1)))
    assert (point.sum(), type(point)) == (6, Point)
    match point:
        case Point(x, y):
            assert (x, y) == (1, 5)


def test_pickled_before_its_class_made_any() -> None:
    assert pickle.loads(pickle.dumps(Size._make([1, 2]))) == (1, 2)


def test_as_many_fields_as_the_largest_row_are_read() -> None:
    entry = Entry._make(range(len(Entry._fields)))
    assert [getattr(entry, field) for field in Entry._fields] == [*range(len(Entry._fields))]


def test_more_fields_than_can_be_read_are_refused() -> None:
    fields = {f"field_{index}": "int" for index in range(40)}
    with pytest.raises(ValueError, match="shorter"):
        exec("class Large(base): __annotations__ = fields", {"base": NamedTuple, "fields": fields})
