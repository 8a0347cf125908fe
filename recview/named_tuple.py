"""Named tuples that cost little to define: `typing.NamedTuple` in all that recview uses of it.

That one compiles every annotation and a constructor for each class, at every start, for a hundred classes. Here the
constructor is compiled with the first tuple of a class, which most starts never make.
"""

from __future__ import annotations

from collections import _tuplegetter  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple as NamedTuple


class _NamedTuples(type):
    """Makes a subclass of `tuple` of annotated fields."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Any:
        if not bases:
            return super().__new__(cls, name, bases, namespace)
        fields = tuple(namespace.get("__annotations__", ()))
        defaults = {field: namespace[field] for field in fields if field in namespace}
        if tuple(defaults) != fields[len(fields) - len(defaults) :]:
            raise TypeError(f"in {name}, a field without a default follows one that has one")
        getters = {field: _tuplegetter(index, "") for index, field in enumerate(fields)}
        named = {"_fields": fields, "_field_defaults": defaults, "__match_args__": fields, "__slots__": ()}
        others = (base for base in bases if base is not _Marker)
        return type(name, (tuple, *others), {**_SHARED, **namespace, **getters, **named})


def _first(cls: Any, *args: Any, **kwargs: Any) -> Any:
    """The first tuple of a class: from then on the class has a constructor of its own."""
    owner = next(owner for owner in cls.__mro__ if "_field_defaults" in owner.__dict__)
    owner.__new__ = staticmethod(_constructor(owner._fields, tuple(owner._field_defaults.values())))
    return owner.__new__(cls, *args, **kwargs)


def _constructor(fields: tuple[str, ...], defaults: tuple[Any, ...]) -> Any:
    """A `__new__` with a parameter for each field; the last ones have the defaults."""
    names = ", ".join(fields)
    new = eval(f"lambda _cls, {names}: _new(_cls, ({names}{',' if fields else ''}))", {"_new": tuple.__new__})
    new.__name__, new.__defaults__ = "__new__", defaults
    return new


def _make(cls: Any, values: Iterable[Any]) -> Any:
    """A tuple of values in the order of the fields."""
    made = tuple.__new__(cls, values)
    if len(made) != len(cls._fields):
        raise TypeError(f"expected {len(cls._fields)} values, got {len(made)}")
    return made


def _replace(self: Any, /, **changes: Any) -> Any:
    """The same tuple with some fields changed."""
    made = tuple.__new__(self.__class__, map(changes.pop, self._fields, self))
    if changes:
        raise ValueError(f"there are no fields {list(changes)}")
    return made


def _asdict(self: Any) -> dict[str, Any]:
    """The fields by their names."""
    return dict(zip(self._fields, self, strict=True))


def _repr(self: Any) -> str:
    fields = ", ".join([f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True)])
    return f"{self.__class__.__name__}({fields})"


_SHARED: dict[str, Any] = {
    "__new__": _first,
    "_make": classmethod(_make),
    "_replace": _replace,
    "_asdict": _asdict,
    "__repr__": _repr,
    "__getnewargs__": lambda self: tuple(self),
}


class _Marker(metaclass=_NamedTuples):
    """The base of a class for as long as it is being made."""


class _NamedTuple:
    """What a class names as its base."""

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        return (_Marker,)


if not TYPE_CHECKING:
    NamedTuple = _NamedTuple()
