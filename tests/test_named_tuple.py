"""recview's named tuples are what `typing.NamedTuple` would have made of the same class."""

from __future__ import annotations

import pickle
import typing
from typing import Any, Generic, TypeVar

import pytest

from recview.named_tuple import NamedTuple

T = TypeVar("T")


class Ours(NamedTuple):
    """Two fields."""

    x: int
    y: tuple[int, ...] = ()

    @property
    def twice(self) -> int:
        """Of x."""
        return self.x * 2


class Theirs(typing.NamedTuple):
    """Two fields."""

    x: int
    y: tuple[int, ...] = ()

    @property
    def twice(self) -> int:
        """Of x."""
        return self.x * 2


class Held(NamedTuple, Generic[T]):
    """Of any type."""

    value: T


class Nothing(NamedTuple):
    """Without a field."""


BOTH: list[Any] = [Ours, Theirs]

DEEDS: dict[str, Any] = {
    "by position": lambda cls: cls(1, (2,)),
    "by name": lambda cls: cls(y=(3,), x=1),
    "defaults": lambda cls: cls(1),
    "a field too few": lambda cls: cls(),
    "a field too many": lambda cls: cls(1, (), 3),
    "an unknown name": lambda cls: cls(1, z=2),
    "changed": lambda cls: cls(1)._replace(y=(4,)),
    "changed where nothing is": lambda cls: cls(1)._replace(z=4),
    "made of values": lambda cls: cls._make([1, ()]),
    "made of too few values": lambda cls: cls._make([1]),
    "as a dictionary": lambda cls: cls(1)._asdict(),
    "a property": lambda cls: cls(2).twice,
    "its fields": lambda cls: (cls._fields, cls._field_defaults, cls.__match_args__, cls(7).x, cls(7)[1]),
    "assigned": lambda cls: setattr(cls(1), "x", 2),
    "something new": lambda cls: setattr(cls(1), "z", 2),
    "hashed": lambda cls: hash(cls(1)),
    "written": lambda cls: repr(cls(1)).removeprefix(cls.__name__),
    "unpacked": lambda cls: [*cls(1)],
}


def outcome(deed: Any, cls: Any) -> Any:
    """What comes of it, or the class of the exception."""
    try:
        result = deed(cls)
    except Exception as error:
        return type(error)
    return tuple(result) if isinstance(result, cls) else result


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
def test_does_what_the_standard_one_does(deed: Any) -> None:
    ours, theirs = (outcome(deed, cls) for cls in BOTH)
    assert ours == theirs


def test_pickled_as_its_class() -> None:
    class_after = type(pickle.loads(pickle.dumps(Ours(1, (2,)))))
    assert class_after is Ours
    assert pickle.loads(pickle.dumps([Held("a"), Nothing()])) == [Held("a"), Nothing()]
    assert pickle.loads(pickle.dumps(Ours(1, (2,)))) == Ours(1, (2,))


def test_matched_by_its_fields() -> None:
    match Ours(1, (2,)):
        case Ours(x, y=(first,)):
            assert (x, first) == (1, 2)
        case _:
            pytest.fail("it does not match")


def test_the_first_of_a_class_may_be_one_of_a_subclass() -> None:
    class Base(NamedTuple):
        x: int = 3

    class Below(Base):
        __slots__ = ()

    assert (Below().x, Base(4).x, type(Below()), type(Base())) == (3, 4, Below, Base)


def test_a_field_without_a_default_follows_none_with_one() -> None:
    with pytest.raises(TypeError):

        class Wrong(NamedTuple):
            x: int = 1
            y: int  # type: ignore[misc]
