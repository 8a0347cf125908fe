"""Going through the files of a place and reading each to its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from recview.cli.places import Asked, Outcome
from recview.formats import HEAD, is_listed
from recview.model import Readability, ReadState
from recview.reading.recording import Recording
from recview.reading.recordings import read_recordings
from recview.sources.beside import FilesBeside
from recview.sources.contents import Content, contents


class Visit(NamedTuple):
    """One file: what its exchanges came to, each read when it is come to; or why it cannot be read.

    Attributes:
        exchanges: How many it holds.
        problem: Why it has none.
    """

    path: str
    exchanges: int = 0
    answers: Iterable[Recording] = ()
    problem: str = ""


def visited(one: Asked, outcome: Outcome, *, exact: bool = False) -> Iterator[Visit]:
    """Every file that is no foreign one."""
    for content in contents(one.place):
        path = content.path
        if content.is_folder:
            outcome.wrong(f"{one.path(path)}: {content.problem}")
            continue
        beside = FilesBeside(one.place)
        found = (
            Readability(ReadState.BROKEN, content.problem)
            if content.problem
            else read_recordings(path, content.data, beside, exact=exact)
        )
        if isinstance(found, Readability):
            if not outcome.is_left_out(one, path, found.reason, foreign=is_foreign(found, content)):
                outcome.met()
                yield Visit(path, problem=found.reason)
        elif len(found):
            outcome.met()
            yield Visit(path, len(found), _complained_of(found, one, path, outcome))


def is_foreign(readability: Readability, content: Content) -> bool:
    """Whether a file is sound and no recording, or nothing in it or in its name speaks for one."""
    if content.problem:
        return False
    return readability.is_sound or not is_listed(readability, content.data[:HEAD], content.path)


def _complained_of(found: Iterable[Recording], one: Asked, path: str, outcome: Outcome) -> Iterator[Recording]:
    """The same answers; after the last of them, what could not be read is said."""
    problems: dict[str, list[int]] = {}
    for answer in found:
        if answer.problem:
            problems.setdefault(answer.problem, []).append(answer.exchange.source.number)
        yield answer
    outcome.partly_read(one, path, problems)
