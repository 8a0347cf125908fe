"""What exists of a name below some targets: see `recview.cli.naming`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from recview.cli.name_shapes import MIN_START, looks_like_hash, looks_like_recording, looks_like_test
from recview.cli.naming import Candidate, Lookup, NameKind, test_rank
from recview.cli.targets import Target, exists, path_target
from recview.model import Source
from recview.sources.named_recordings import called_files, recordings_of_tests

if TYPE_CHECKING:
    from recview.cli.revisions import Revisions

Opened = list[tuple[Target, list[Source]]]
"""What is opened: recordings of each target; none of them for all that are in it."""


def lookups(
    places: Callable[[], Sequence[Target]], revisions: Revisions, *, just_paths: bool = False
) -> tuple[Lookup[Opened], ...]:
    """What looks for each kind of thing that a name can mean, in the order in which they win.

    A name that looks like a test or a file is looked for as a revision only if nothing else is called so: git is not
    started for it.

    Args:
        places: Where tests and files are looked for, asked for once a name may be one.
        revisions: Looks for revisions.
        just_paths: Whether the name cannot be that of a test or a file.
    """
    others = (
        Lookup(lambda name: _tests(name, places()), looks_like_test),
        Lookup(lambda name: _files(name, places()), looks_like_hash),
    )
    return (
        Lookup(_paths, lambda name: True),
        Lookup(lambda name: _revisions(name, revisions, is_last=False), lambda name: False),
        *(() if just_paths else others),
        Lookup(lambda name: _revisions(name, revisions, is_last=True), lambda name: False),
    )


def _revisions(name: str, revisions: Revisions, *, is_last: bool) -> Iterable[Candidate[Opened]]:
    return revisions.candidates(name) if looks_like_recording(name) == is_last and "::" not in name else ()


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
