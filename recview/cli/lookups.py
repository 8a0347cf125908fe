"""What exists of a name below some targets: see `recview.cli.naming`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

from recview.cli.name_shapes import MIN_START, looks_like_hash, looks_like_test
from recview.cli.naming import Candidate, Lookup, NameKind, test_rank
from recview.cli.targets import Target, exists, path_target
from recview.model import Source
from recview.sources.named_recordings import called_files, recordings_of_tests

Opened = list[tuple[Target, list[Source]]]
"""What is opened: recordings of each target; none of them for all that are in it."""


def lookups(places: Callable[[], Sequence[Target]]) -> tuple[Lookup[Opened], ...]:
    """One lookup for each kind of thing that a name can mean, in the order in which they win.

    Revisions (`REF:path`, `REF`) come second, once there are any.

    Args:
        places: Where tests and files are looked for, asked for once a name may be one.
    """
    return (
        Lookup(_paths, lambda name: True),
        Lookup(lambda name: _tests(name, places()), looks_like_test),
        Lookup(lambda name: _files(name, places()), looks_like_hash),
    )


def _paths(name: str) -> Iterator[Candidate[Opened]]:
    if exists(name):
        yield Candidate(NameKind.PATH, name, (os.path.normpath(name),), [(path_target(name), [])])


def _tests(name: str, places: Sequence[Target]) -> Iterator[Candidate[Opened]]:
    """The tests that are called so; if some are so in full, no others."""
    tests: dict[str, Opened] = {}
    for target in places:
        for test_id, sources in recordings_of_tests(target.root, name, lambda test_id: test_rank(test_id, name) > 0):
            tests.setdefault(test_id, []).append((target, sources))
    best = max((test_rank(test_id, name) for test_id in tests), default=0)
    for test_id, recordings in tests.items():
        if test_rank(test_id, name) == best:
            files = [os.path.normpath(target.path(source.path)) for target, sources in recordings for source in sources]
            yield Candidate(NameKind.TEST, test_id, tuple(files), recordings)


def _files(name: str, places: Sequence[Target]) -> Iterator[Candidate[Opened]]:
    """The files that are called so, else those whose name begins so."""
    for target in places:
        for path in called_files(target.root, name, min_start=MIN_START) if name else ():
            label = target.path(path)
            yield Candidate(NameKind.FILE, label, (os.path.normpath(label),), [(target, [Source(path)])])
