"""Named tuples that cost a tenth to define: the standard library's compiles every annotation and an initializer.

Every start of the program would pay for that, once for each of some hundred classes.
"""

from __future__ import annotations

from collections import namedtuple
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, NamedTuple, Self

    __all__ = ["NamedTuple"]
else:
    _FIELDS = tuple(f"field_{index}" for index in range(32))
    # What reads a field is the same in all named tuples: the standard library's reads by index, in C.
    _READERS = itemgetter(*_FIELDS)(vars(namedtuple("_AnyFields", _FIELDS)))

    class _Fields(tuple):
        """What all named tuples do, as those of `typing` do it."""

        __slots__ = ()
        _fields = ()
        _field_defaults = {}

        def __new__(cls, /, *args: Any, **kwargs: Any) -> Self:
            """Make the first value of a class: from then on the class has a `__new__` of its own."""
            cls.__new__ = _constructor(cls)
            return cls.__new__(cls, *args, **kwargs)

        @classmethod
        def _make(cls, iterable: Iterable[Any]) -> Self:
            result = tuple.__new__(cls, iterable)
            if len(result) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(result)}")
            return result

        def _replace(self, /, **changes: Any) -> Self:
            result = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"Got unexpected field names: {list(changes)!r}")
            return result

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            fields = (f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
            return f"{self.__class__.__name__}({', '.join(fields)})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

    class _NamedTupleType(type):
        """Makes a class of its annotations: a field for each, in their order."""

        def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
            fields = tuple(namespace.get("__annotations__", ()))
            namespace["_field_defaults"] = {field: namespace[field] for field in fields if field in namespace}
            namespace["_fields"] = namespace["__match_args__"] = fields
            namespace["__slots__"] = ()
            namespace.update(zip(fields, _READERS[: len(fields)], strict=True))
            # The class is a plain one, so that its values are made without a detour.
            return type.__new__(type, name, (_Fields, *bases[1:]), namespace)

    NamedTuple = type.__new__(_NamedTupleType, "NamedTuple", (), {})
    """The base of named tuples, to be used as `typing.NamedTuple`, which type checkers take it for."""

    def _constructor(cls: type) -> Any:
        parameters = "".join(f", {field}" for field in cls._fields)
        values = "".join(f"{field}, " for field in cls._fields)
        constructor = eval(f"lambda _cls{parameters}: _new(_cls, ({values}))", {"_new": tuple.__new__})
        constructor.__defaults__ = tuple(cls._field_defaults.values())
        constructor.__qualname__ = f"{cls.__qualname__}.__new__"
        return constructor
