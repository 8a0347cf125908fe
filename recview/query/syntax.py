"""A query as values.

In the form that parsing makes: no And is a part of an And, no Or of an Or, and no Not of a Not; an And has no part or
at least two, an Or at least two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from recview.value import Value

Operator: TypeAlias = Literal["=", ">", ">=", "<", "<="]


class Word(Value):
    """A text to find: a bare word or a "phrase"."""

    text: str


class Pattern(Value):
    """A regular expression to find; `text` is what stands between the slashes."""

    text: str


class Whole(Value):
    """A text that the whole value must be: the `=gpt-4o` of `model:=gpt-4o`."""

    text: str


class Comparison(Value):
    """A bound of a number: the `>=10` of `chunks:>=10`."""

    operator: Operator
    number: int


class Range(Value):
    """The bounds of a number, both included; None is no bound."""

    low: int | None
    high: int | None


Condition: TypeAlias = Word | Pattern | Whole | Comparison | Range


class Field(Value):
    """A field of which any value must meet any of some conditions: `finish:stop,length`.

    Attributes:
        name: A key of `recview.query.fields.FIELDS`.
        conditions: One or more.
    """

    name: str
    conditions: tuple[Condition, ...]


class Not(Value):
    """What its part does not match."""

    part: Query


class And(Value):
    """What all parts match; without parts, everything."""

    parts: tuple[Query, ...] = ()


class Or(Value):
    """What any part matches."""

    parts: tuple[Query, ...]


Leaf: TypeAlias = Word | Pattern | Field
Query: TypeAlias = Leaf | Not | And | Or

EVERYTHING = And()


LONGEST = 60
"""Characters of a text that what is wrong with it repeats."""


def repeated(text: str) -> str:
    """A text as what is wrong with it repeats it: its beginning, if it is long."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


class QueryProblem(Value):
    """What is wrong with a query.

    Attributes:
        start: The index of the first character that is wrong.
        end: The index behind the last.
        message: What is wrong, a clause.
        hint: What to write instead; may be empty.
    """

    start: int
    end: int
    message: str
    hint: str = ""

    @property
    def words(self) -> str:
        """What is wrong and what to write instead, as one line."""
        return f"{self.message}: {self.hint}" if self.hint else self.message


def joined(kind: type[And] | type[Or], parts: list[Query]) -> Query:
    """Parts under an And or an Or; one part is itself, and parts of the same kind are taken apart."""
    flat: list[Query] = []
    for part in parts:
        if isinstance(part, kind):
            flat += part.parts
        else:
            flat.append(part)
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def negated(query: Query) -> Query:
    """What a query does not match."""
    return query.part if isinstance(query, Not) else Not(query)


def leaves(query: Query) -> Iterator[Leaf]:
    """The words, patterns and fields of a query, as they stand in it."""
    if isinstance(query, Not):
        yield from leaves(query.part)
    elif isinstance(query, And | Or):
        for part in query.parts:
            yield from leaves(part)
    else:
        yield query
