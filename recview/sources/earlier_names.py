"""What git's history proves of names: an earlier content of the same path whose hash its name is."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping

from recview.checks.names.fact import way_of_content
from recview.checks.names.reasons import UNPROVEN
from recview.checks.settings import EarlierName
from recview.findings import NameVerdict
from recview.sources.git.blobs import Blobs
from recview.sources.git.commands import Git, GitProblem
from recview.sources.git.history import earlier_objects
from recview.sources.git.repository import repository_of
from recview.wire import parse

_MOST_BYTES = 8_000_000
"""Larger contents are not looked at."""

_MOST_CONTENTS = 30
"""How many contents of one path are looked at, from the newest on."""


def earlier_names(names: Iterable[NameVerdict], disk_paths: Mapping[str, str]) -> Mapping[str, EarlierName]:
    """By path, an earlier content that a file's name is the hash of; nothing for files that are in no history.

    Args:
        names: What was said of names without their history: those that nothing explains are looked up.
        disk_paths: By path of each file where it is on the disk, or would be if git had it checked out.
    """
    unproven = {name.path: disk_paths[name.path] for name in names if name.reason in UNPROVEN}
    proven: dict[str, EarlierName] = {}
    for git, paths in _by_repository(unproven).items():
        try:
            objects = earlier_objects(git, paths.keys())
        except GitProblem:
            # A repository that cannot be asked proves nothing.
            continue
        blobs = Blobs(git)
        for inner, ids in objects.items():
            if earlier := _proof(blobs, inner, ids):
                proven[paths[inner]] = earlier
        blobs.close()
    return proven


def _by_repository(disk_paths: Mapping[str, str]) -> Mapping[Git, dict[str, str]]:
    """By repository, the paths of files from its top → the names that they were given with."""
    repositories: dict[str, Git | None] = {}
    inside: dict[Git, dict[str, str]] = defaultdict(dict)
    for path, disk_path in disk_paths.items():
        folder = os.path.dirname(disk_path)
        if folder not in repositories:
            try:
                repositories[folder] = repository_of(folder)
            except GitProblem:
                repositories[folder] = None
        if git := repositories[folder]:
            real = os.path.join(os.path.realpath(folder), os.path.basename(disk_path))
            inside[git][os.path.relpath(real, git.top).replace(os.sep, "/")] = path
    return inside


def _proof(blobs: Blobs, path: str, ids: Iterable[str]) -> EarlierName | None:
    """The newest content that the name of a path is the hash of."""
    for id_ in list(ids)[:_MOST_CONTENTS]:
        try:
            data, size = blobs.read(id_, 0, _MOST_BYTES, _MOST_BYTES, _MOST_BYTES)
        except GitProblem:
            # Missing in a shallow or partial clone.
            continue
        if len(data) < size:
            continue
        way, test_id = way_of_content(path, parse(data, exact=True))
        if way is not None:
            return EarlierName(test_id if isinstance(test_id, str) else "", id_[:12])
    return None
