"""All files and the tree over them, and how re-read files change both.

A tree shares what did not change: merging a few files into a hundred thousand copies only the branches above them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from recview.library.indexed_file import IndexedFile
from recview.library.tree import GONE, WRITING, Branch, Key, Node, Tally, added_up, child_index
from recview.library.tree_keys import branch_order, leaf, leaf_label, spelled, tree_key
from recview.model import Entry, Source, Verdict
from recview.value import Value


class RowVerdict(NamedTuple):
    """What a row says of what became of its file."""

    verdict: Verdict
    flags: tuple[str, ...] = ()
    token_change: str = ""
    each: tuple[RowVerdict, ...] = ()

    def on(self, entry: Entry) -> Entry:
        """A row with what became of its file, or where that is known of its exchange."""
        row = self.each[entry.source.number] if entry.source.number < len(self.each) else self
        return entry._replace(verdict=row.verdict, flags=row.flags, token_change=row.token_change)


NO_ROOT = Branch("")


class Library(Value):
    """All files by path, and the tree over them.

    Attributes:
        departed: The rows of files that were gone and are not in the list any more: they may be gone again.
    """

    files: Mapping[str, tuple[Entry, ...]] = {}
    root: Branch = NO_ROOT
    departed: Mapping[str, tuple[Entry, ...]] = {}

    def merged(self, indexed: Iterable[IndexedFile], *, keep_gone: bool = False) -> Library:
        """A library with the files that were (re-)read; what was good stays, as stale, while a file is broken.

        Args:
            indexed: What was read.
            keep_gone: What is gone stays in the list, marked so, until `apply_verdicts` says otherwise.
        """
        return self._with((file.path, partial(_kept, file=file, keep_gone=keep_gone)) for file in indexed)

    def apply_verdicts(self, verdicts: Mapping[str, RowVerdict | None]) -> Library:
        """A library whose files carry other verdicts and flags; with None a file is not in the list any more.

        A verdict of `gone` brings the rows of such a file back.
        """
        leaving = {path: rows for path, marks in verdicts.items() if marks is None and (rows := self._gone_rows(path))}
        departed = {**self.departed, **leaving} if leaving else self.departed
        changes = (
            (path, partial(_marked, marks=marks, departed=departed.get(path, ()))) for path, marks in verdicts.items()
        )
        return self._with(changes)._replace(departed=departed)

    def _gone_rows(self, path: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.files.get(path, ()) if entry.verdict == "gone")

    def _with(self, changed: Iterable[tuple[str, Callable[[tuple[Entry, ...]], tuple[Entry, ...]]]]) -> Library:
        """A library in which files have other entries, made from those they had; none remove the file."""
        files = dict(self.files)
        changes: list[_Change] = []
        for path, change in changed:
            before = files.get(path, ())
            after = change(before)
            if after:
                files[path] = after
            else:
                files.pop(path, None)
            if before != after:
                changes.extend(_Change(tree_key(entry), entry, False) for entry in before)
                changes.extend(_Change(tree_key(entry), entry, True) for entry in after)
        return self._replace(files=files, root=_grown(self.root, changes, 0) if changes else self.root)

    def key(self, source: Source) -> Key:
        """Where a recording stands in the tree; empty if it is not there."""
        entry = self.entry(source)
        return (*tree_key(entry), leaf_label(source)) if entry else ()

    def entry(self, source: Source) -> Entry | None:
        """The entry of a source, or None."""
        return next((entry for entry in self.files.get(source.path, ()) if entry.source == source), None)


def _kept(before: tuple[Entry, ...], file: IndexedFile, keep_gone: bool) -> tuple[Entry, ...]:
    if not file.entries and keep_gone and not file.hidden:
        return tuple(entry._replace(stale=GONE, verdict="gone", flags=(), token_change="") for entry in before)
    broken = next((entry.problem for entry in file.entries if entry.problem), "")
    if broken and before and not any(entry.problem for entry in before):
        return tuple(entry._replace(stale=WRITING if file.readability.is_half_written else broken) for entry in before)
    verdict = before[0].verdict if before else ""
    if verdict and verdict not in ("gone", "broken"):
        # Until it is compared again.
        each = tuple(RowVerdict(entry.verdict or verdict, entry.flags, entry.token_change) for entry in before)
        return tuple(map(RowVerdict(verdict, each=each).on, file.entries))
    return file.entries


def _marked(before: tuple[Entry, ...], marks: RowVerdict | None, departed: tuple[Entry, ...]) -> tuple[Entry, ...]:
    if marks is None:
        return tuple(entry for entry in before if entry.verdict != "gone")
    return tuple(map(marks.on, before or (departed if marks.verdict == "gone" else ())))


class _Change(NamedTuple):
    key: Key
    entry: Entry
    added: bool


_ORDER = attrgetter("order")


def _grown(branch: Branch, changes: list[_Change], depth: int) -> Branch:
    """The branch after changes, each applied in its order; branches left empty disappear."""
    growth = _Growth(branch)
    below: dict[str, list[_Change]] = {}
    for change in changes:
        if len(change.key) > depth:
            below.setdefault(change.key[depth], []).append(change)
        else:
            growth.change_leaf(change)
    for label, inner in below.items():
        growth.change_branch(label, inner, depth)
    return growth.branch(depth)


class _Growth:
    """A branch while its children change."""

    def __init__(self, branch: Branch) -> None:
        self._before = branch
        self._children = list(branch.children)
        self._rows = branch.rows
        self._added: list[Tally] = [branch.tally]
        self._removed: list[Tally] = []

    def change_leaf(self, change: _Change) -> None:
        """Add, replace or remove a recording."""
        changed = leaf(change.entry)
        index, is_child = self._find(changed.order)
        if is_child:
            self._removed.append(self._children.pop(index).tally)
            self._rows -= 1
        if change.added:
            self._children.insert(index, changed)
            self._added.append(changed.tally)
            self._rows += 1

    def change_branch(self, label: str, changes: list[_Change], depth: int) -> None:
        """Change what is in the branch of a label, which is made if there is none."""
        order = branch_order(label)
        index, is_child = self._find(order)
        if is_child:
            old = self._children.pop(index)
        else:
            old = Branch(label, order, search=spelled(self._before.search, label, depth, changes[0].entry))
        assert isinstance(old, Branch)
        new = _grown(old, changes, depth + 1)
        self._removed.append(old.tally)
        self._added.append(new.tally)
        self._rows += new.rows - old.rows - is_child
        if new.children:
            self._children.insert(index, new)
            self._rows += 1

    def branch(self, depth: int) -> Branch:
        """The branch as it is now."""
        total = added_up(self._added)
        return self._before._replace(
            children=tuple(self._children),
            tally=total.minus(added_up(self._removed)) if self._removed else total,
            rows=self._rows,
            names=_names(self._children) if depth > 1 else "",
        )

    def _find(self, order: tuple[object, ...]) -> tuple[int, bool]:
        """The index of the child of an order, or where it would be; and whether it is there."""
        index = bisect_left(self._children, order, key=_ORDER)
        return index, index < len(self._children) and self._children[index].order == order


def _names(children: list[Node]) -> str:
    return "\n".join([f"{child.search}\n{child.names}" for child in children if isinstance(child, Branch)])


def number_of(library: Library, source: Source) -> tuple[int, int]:
    """Which of how many a recording is in its branch of the list; (0, 0) if it is not there."""
    entry = library.entry(source)
    if entry is None:
        return 0, 0
    branch = library.root
    for label in tree_key(entry):
        index = child_index(branch, label)
        if index is None:
            return 0, 0
        branch = branch.children[index]
    index = child_index(branch, leaf_label(source))
    return (0, 0) if index is None else (index + 1, len(branch.children))
