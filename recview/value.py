"""The base of frozen values that are no tuples.

A frozen dataclass costs ten times as much to define, which every start of the program would pay for each of them. A
named tuple equals any other tuple with the same fields, and is a sequence: where neither bites, it will do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class _ValueType(type):
    """Makes a class of its annotations: a slot for each, in their order."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> _ValueType:
        fields = tuple(namespace.get("__annotations__", ()))
        namespace["_defaults"] = tuple(namespace.pop(field) for field in fields if field in namespace)
        namespace["__slots__"] = namespace["__match_args__"] = fields
        return super().__new__(cls, name, bases, namespace)


def _initializer(fields: tuple[str, ...], defaults: tuple[Any, ...]) -> Any:
    """An `__init__` with a parameter for each field; the last ones have the defaults."""
    lines = (f"self.{field} = {field}" for field in fields)
    functions: dict[str, Any] = {}
    exec(f"def __init__(self, {', '.join(fields)}):\n  " + "\n  ".join((*lines, "pass")), functions)
    initializer = functions["__init__"]
    initializer.__defaults__ = defaults
    return initializer


class Value(metaclass=_ValueType):
    """A value with named fields, which are never assigned again: equal to one of the same class with equal fields.

    A subclass lists its fields as a dataclass does, those with defaults last; a default is shared by all values.
    """

    if TYPE_CHECKING:
        __match_args__: ClassVar[tuple[str, ...]]
        _defaults: ClassVar[tuple[Any, ...]]
    else:

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            """Of the first value of a class: from then on the class has an `__init__` of its own."""
            cls = self.__class__
            cls.__init__ = _initializer(cls.__match_args__, cls._defaults)
            self.__init__(*args, **kwargs)

    def _fields(self) -> tuple[Any, ...]:
        return tuple([getattr(self, field) for field in self.__match_args__])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, self.__class__):
            return NotImplemented
        return other is self or self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash(self._fields())

    def __repr__(self) -> str:
        fields = (f"{field}={getattr(self, field)!r}" for field in self.__match_args__)
        return f"{self.__class__.__qualname__}({', '.join(fields)})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as its class and its fields in their order."""
        return self.__class__, self._fields()

    def _replace(self, **changes: Any) -> Self:
        """The same value with some fields changed."""
        fields = dict(zip(self.__match_args__, self._fields(), strict=True))
        return self.__class__(**(fields | changes))
