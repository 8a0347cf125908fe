"""All files and the tree over them, and how re-read files change both.

A tree shares what did not change: merging a few files into a hundred thousand copies only the branches above them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import NamedTuple

from recview.library.placing import branch_order, leaf, leaf_label, place
from recview.library.tree import Branch, Key, Node, Tally, added_up, place_of
from recview.model import Entry, Source


class Found(NamedTuple):
    """What was read of one file.

    Attributes:
        entries: Its exchanges, or one entry with a problem; none if the file is gone.
        partial: True while the file looks half-written.
    """

    path: str
    entries: tuple[Entry, ...]
    partial: bool = False


NO_ROOT = Branch("")


@dataclass(frozen=True)
class Library:
    """All files by path, and the tree over them."""

    files: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    root: Branch = NO_ROOT

    def merged(self, found: Iterable[Found]) -> Library:
        """A library with the files that were (re-)read; what was good stays, as stale, while a file is broken."""
        files = dict(self.files)
        changes: list[_Change] = []
        for file in found:
            before = files.get(file.path, ())
            after = _kept(before, file)
            if after:
                files[file.path] = after
            else:
                files.pop(file.path, None)
            if before != after:
                changes.extend(_Change(place(entry), entry, False) for entry in before)
                changes.extend(_Change(place(entry), entry, True) for entry in after)
        return Library(files, _grown(self.root, changes, 0)) if changes else replace(self, files=files)

    def key(self, source: Source) -> Key:
        """Where a recording stands in the tree; empty if it is not there."""
        entry = self.entry(source)
        return (*place(entry), leaf_label(source)) if entry else ()

    def entry(self, source: Source) -> Entry | None:
        """The entry of a source, or None."""
        return next((entry for entry in self.files.get(source.path, ()) if entry.source == source), None)


def _kept(before: tuple[Entry, ...], file: Found) -> tuple[Entry, ...]:
    broken = next((entry.problem for entry in file.entries if entry.problem), "")
    if not broken or not before or any(entry.problem for entry in before):
        return file.entries
    return tuple(entry._replace(stale="being written" if file.partial else broken) for entry in before)


class _Change(NamedTuple):
    place: Key
    entry: Entry
    added: bool


_ORDER = attrgetter("order")


def _grown(branch: Branch, changes: list[_Change], depth: int) -> Branch:
    """The branch after changes, each applied in its order; branches left empty disappear."""
    children = list(branch.children)
    rows = branch.rows
    came: list[Tally] = [branch.tally]
    went: list[Tally] = []
    below: dict[str, list[_Change]] = {}
    for change in changes:
        if len(change.place) > depth:
            below.setdefault(change.place[depth], []).append(change)
            continue
        changed = leaf(change.entry)
        at = bisect_left(children, changed.order, key=_ORDER)
        there = at < len(children) and children[at].order == changed.order
        if there:
            went.append(children.pop(at).tally)
            rows -= 1
        if change.added:
            children.insert(at, changed)
            came.append(changed.tally)
            rows += 1
    for label, inner in below.items():
        order = branch_order(label)
        at = bisect_left(children, order, key=_ORDER)
        there = at < len(children) and children[at].order == order
        old = children.pop(at) if there else Branch(label, order, search=_search(branch, label, depth))
        assert isinstance(old, Branch)
        new = _grown(old, inner, depth + 1)
        went.append(old.tally)
        came.append(new.tally)
        rows += new.rows - old.rows - there
        if new.children:
            children.insert(at, new)
            rows += 1
    total = added_up(came)
    return branch._replace(
        children=tuple(children),
        tally=total.minus(added_up(went)) if went else total,
        rows=rows,
        names=_names(children) if depth > 1 else "",
    )


def _names(children: list[Node]) -> str:
    return "\n".join([f"{child.search}\n{child.names}" for child in children if isinstance(child, Branch)])


def _search(branch: Branch, label: str, depth: int) -> str:
    joint = ("", "/", "::", "[")[min(depth, 3)]
    return f"{branch.search}{joint}{label.lower()}"


def number_of(library: Library, source: Source) -> tuple[int, int]:
    """Which of how many a recording is in its branch of the list; (0, 0) if it is not there."""
    entry = library.entry(source)
    if entry is None:
        return 0, 0
    branch = library.root
    for label in place(entry):
        at = place_of(branch, label)
        if at is None:
            return 0, 0
        branch = branch.children[at]
    at = place_of(branch, leaf_label(source))
    return (0, 0) if at is None else (at + 1, len(branch.children))
