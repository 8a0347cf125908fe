"""Going through the files of a place and reading each to its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recview.cli.places import Asked, Outcome
from recview.formats import Unread
from recview.reading.answers import Answer, answers
from recview.sources.contents import contents


def visited(one: Asked, outcome: Outcome, *, exact: bool = False) -> Iterator[tuple[str, Sequence[Answer] | Unread]]:
    """Every file that is no foreign one by its path, and what its exchanges came to, or why it cannot be read."""
    for content in contents(one.place):
        path = content.path
        if content.is_folder:
            outcome.wrong(f"{one.path(path)}: {content.problem}")
            continue
        found = Unread(content.problem) if content.problem else answers(path, content.data, exact=exact)
        if not isinstance(found, Unread):
            for answer in found:
                if answer.problem:
                    outcome.is_left_out(one, path, answer.problem, foreign=False)
        elif outcome.is_left_out(one, path, found.problem, foreign=found.foreign or found.unlisted):
            continue
        if found:
            outcome.met()
        yield path, found
