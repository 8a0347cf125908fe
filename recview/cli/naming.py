"""What a name on the command line means: one order for every place that takes one.

An existing path, then a revision, then a test, then how a recording's file is called: the first kind that exists wins.
Pure: what exists comes in as candidates, and what is taken comes out, with the words that say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Generic, TypeVar

from recview.named_tuple import NamedTuple

Value = TypeVar("Value")

MAX_NAMED = 20
"""Candidates that are named where a name could mean several."""


class NameKind(IntEnum):
    """The kinds of things that a name can mean, the first that wins first."""

    PATH = 0
    REVISION = 1
    TEST = 2
    FILE = 3


_NOUNS = {
    NameKind.PATH: ("a path", "paths"),
    NameKind.REVISION: ("a revision", "revisions"),
    NameKind.TEST: ("a test", "tests"),
    NameKind.FILE: ("a recording's file", "files"),
}


class Candidate(NamedTuple, Generic[Value]):
    """Something that a name can mean.

    Attributes:
        kind: What it is.
        label: What it is called in full.
        files: The paths of the files that it stands for, as far as they are known.
        value: What is opened if it is taken.
    """

    kind: NameKind
    label: str
    files: tuple[str, ...]
    value: Value


class Lookup(NamedTuple, Generic[Value]):
    """How one kind of thing is looked for.

    Attributes:
        find: The candidates of a name.
        may_be: Whether a name looks like one of the kind: if an earlier kind exists, only such a name is looked for,
            as that reads files and the user only hears of it.
    """

    find: Callable[[str], Iterable[Candidate[Value]]]
    may_be: Callable[[str], bool]


class Decision(NamedTuple, Generic[Value]):
    """What a name means.

    Attributes:
        taken: The candidate that is meant; None if there is none, or several of the first kind that exists.
        problem: What is wrong if there are several; empty otherwise.
        notice: That something of a later kind exists, too; empty if nothing does.
    """

    taken: Candidate[Value] | None = None
    problem: str = ""
    notice: str = ""


def candidates(name: str, lookups: Iterable[Lookup[Value]]) -> Iterator[Candidate[Value]]:
    """What exists of a name, in the order of the kinds.

    Args:
        name: The name.
        lookups: One for each kind, in their order.
    """
    is_decided = False
    for lookup in lookups:
        if not is_decided or lookup.may_be(name):
            for candidate in lookup.find(name):
                is_decided = True
                yield candidate


def decide(name: str, existing: Iterable[Candidate[Value]]) -> Decision[Value]:
    """What a name means, given all that exists of it."""
    ordered = sorted(existing, key=lambda candidate: candidate.kind)
    if not ordered:
        return Decision()
    first = [candidate for candidate in ordered if candidate.kind == ordered[0].kind]
    if len(first) > 1:
        return Decision(problem=_ambiguous(name, first))
    taken = first[0]
    files = set(taken.files)
    later = [candidate for candidate in ordered[1:] if not (candidate.files and files.issuperset(candidate.files))]
    return Decision(taken, notice=_notice(name, taken, later) if later else "")


def _ambiguous(name: str, several: Sequence[Candidate[Value]]) -> str:
    kind = several[0].kind
    verb = "begin with" if kind is NameKind.FILE else "are called"
    labels = [candidate.label for candidate in several]
    more = [f"and {len(labels) - MAX_NAMED:,} more"] if len(labels) > MAX_NAMED else []
    lines = "".join(f"\n  {line}" for line in (*labels[:MAX_NAMED], *more))
    return f"{len(labels):,} {_NOUNS[kind][1]} {verb} {name}:{lines}"


def _notice(name: str, taken: Candidate[Value], later: Sequence[Candidate[Value]]) -> str:
    others = f" and {len(later) - 1:,} more" if len(later) > 1 else ""
    nouns = _NOUNS[taken.kind][0], _NOUNS[later[0].kind][0]
    return f"{name} is taken as {nouns[0]}; {nouns[1]} is called so, too: {later[0].label}{others}"


def test_rank(test_id: str, name: str) -> int:
    """How well a name names a test: 2 in full, 1 by its last part with or without its parameters, 0 not at all."""
    if test_id == name:
        return 2
    plain, bracket, parameters = test_id.partition("[")
    wanted = name.removesuffix(f"{bracket}{parameters}")
    return int(wanted != "" and (plain == wanted or plain.endswith((f"::{wanted}", f"/{wanted}"))))
