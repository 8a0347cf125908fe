"""`recview review` without a screen: its changes listed, one of them shown, some accepted or skipped."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from recview.cli.diff_writing import detail_of, write_line
from recview.cli.output import Out, run_writing, warn
from recview.cli.review_screen import KeptDecisions
from recview.humanize import one_line, plural
from recview.pages.diff_lines import FOLDED, diff_lines
from recview.pages.difference_lines import Line
from recview.pages.finding_lines import finding_lines
from recview.reading.listed_changes import listed_change
from recview.sources.tree_changes import tree_changes
from recview.sources.trees import tree_of
from recview.verdicts.changes import Change, Changes, verdict_words
from recview.verdicts.decisions import Decisions, Word, progress
from recview.verdicts.listed_changes import ListedChange, findings_words, pairs_with_key, short_keys

if TYPE_CHECKING:
    from recview.sources.git.bases import Sides

_MOST_NAMED = 10
"""Keys that are named where one could mean several."""


class _Review:
    """The changes, and what was decided about them.

    Attributes:
        every: All changes, the gravest first.
        changes: Those that `--only` names, as a list shows them, beside their values.
        keys: The key of each pair of contents.
        code: The exit code of what is wrong already.
    """

    def __init__(self, sides: Sides, options: argparse.Namespace) -> None:
        """Compare both sides, and read what was decided."""
        self.code = 0
        self._kept = KeptDecisions(sides)
        if self._kept.problem:
            warn(self._kept.problem)
        self.every = self._compared(sides, options)
        self.listed = [listed_change(change) for change in self.every.each]
        self.keys: Mapping[str, str] = short_keys(change.pair for change in self.listed)
        self.changes = [
            (change, row)
            for change, row in zip(self.every.each, self.listed, strict=True)
            if not options.only or change.has(options.only)
        ]
        if self.every.each and not self.changes:
            self._fail(f"nothing that changed is {', '.join(sorted(options.only))}: {verdict_words(self.every)}")

    def _compared(self, sides: Sides, options: argparse.Namespace) -> Changes:
        before, after = map(tree_of, sides)
        for tree in (before, after):
            if tree.problem:
                warn(f"{tree.root.label}: {tree.problem}")
                self.code = 2
        if not options.where:
            return tree_changes(before, after)
        from recview.cli.diff_where import DiffWhere

        where = DiffWhere(options.where)
        changes = tree_changes(before, after, keeps=where.keeps)
        if where.problem:
            self._fail(where.problem)
        return changes

    def _fail(self, problem: str) -> None:
        warn(problem)
        self.code = max(self.code, 1)

    def with_key(self, key: str) -> list[tuple[Change, ListedChange]]:
        """The changes with a key; none if there are none or several, which is said then."""
        pairs = pairs_with_key(key, (row.pair for _, row in self.changes))
        if len(pairs) == 1:
            return [(change, row) for change, row in self.changes if row.pair == pairs[0]]
        if pairs:
            keys = [self.keys[pair] for pair in pairs[:_MOST_NAMED]]
            more = ", …" if len(pairs) > _MOST_NAMED else ""
            self._fail(f"{key} stands for several changes: {', '.join(keys)}{more}")
        else:
            self._fail(f"no change has the key {one_line(key)[:80]}; --list prints them")
        return []

    def save(self, decisions: Decisions) -> bool:
        """Keep decisions; whether they are kept."""
        problem = self._kept.save(decisions)
        if problem:
            self._fail(f"not kept: {problem}")
        return not problem

    @property
    def decisions(self) -> Decisions:
        """What was decided so far."""
        return self._kept.decisions

    @property
    def progress_words(self) -> str:
        """How far the review has come, and all that changed."""
        return f"{progress(self.listed, self.decisions).words} ({verdict_words(self.every)})"


def run_twin(sides: Sides, options: argparse.Namespace) -> int:
    """Do what the options ask; returns the exit code."""
    codes: list[int] = []

    def work(out: Out) -> int:
        review = _Review(sides, options)
        if options.list:
            _list(out, review, options)
        elif options.show is not None:
            _show(out, review, options.show)
        elif keys := options.accept or options.skip:
            _decide(out, review, keys, "accepted" if options.accept else "skipped", options.note)
        codes.append(review.code)
        return review.code

    code = run_writing(work, secrets=options.secrets)
    # That it could not be written is nothing about a KEY.
    return 2 if code == 1 and not codes else code


def _list(out: Out, review: _Review, options: argparse.Namespace) -> None:
    rows = [row for _, row in review.changes]
    if options.json:
        from recview.reading.review_records import review_record

        identical = review.every.identical
        out.write_json(review_record(review.listed, rows, review.decisions, review.keys, identical))
        return
    is_whole = options.all or options.only
    folded = [row for row in rows if row.class_ in FOLDED and not (is_whole or row.findings.total)]
    for row in rows:
        if is_whole or row.class_ not in FOLDED or row.findings.total:
            write_line(out, _row(row, review))
    out.flush()
    if not review.code:
        warn(review.progress_words)
    if folded:
        warn(f"{plural(len(folded), 'change')} of noise or counts of tokens not listed; --all lists them")


def _row(row: ListedChange, review: _Review) -> Line:
    """`3f2a9c1d  behaviour  accepted  finish_reason stop → length  tests/a.py::test_a  recordings/a.json  “why”`."""
    decision = review.decisions.of(row)
    style = "error" if row.class_ in ("unreadable", "behaviour") else "text"
    line: Line = [
        (f"{review.keys[row.pair]}  ", "accent"),
        (f"{row.class_:<10}  ", style),
        (f"{decision.word or '-':<8}", "dim"),
    ]
    pieces = ((", ".join(row.words), "tool"), (row.test_id, "text"), (row.path, "dim"))
    line += ((f"  {one_line(text)}", style) for text, style in pieces if text)
    if words := findings_words(row.findings):
        line.append((f"  {one_line(words)}", "error" if row.findings.severity == "error" else "warning"))
    if decision.note:
        line.append((f"  “{one_line(decision.note)}”", "text"))
    return line


def _show(out: Out, review: _Review, key: str) -> None:
    with_key = review.with_key(key)
    for change, row in with_key:
        for line in _shown(change, row, review, out):
            write_line(out, line)


def _shown(change: Change, row: ListedChange, review: _Review, out: Out) -> Iterator[Line]:
    decision = review.decisions.of(row)
    yield [(review.keys[row.pair], "accent"), (f"  {decision.word or 'not seen'}", "bold")]
    yield from ([(f"note: {one_line(text)}", "text")] for text in decision.note.splitlines())
    detail = detail_of(out, frozenset(), whole=True)
    yield from diff_lines([change], detail)
    yield from finding_lines([change], detail.cover, whole=True)


def _decide(out: Out, review: _Review, keys: Sequence[str], word: Word, note: str | None) -> None:
    """Decide about all keys or, if one of them is no change's, about none."""
    chosen = [review.with_key(key) for key in keys]
    if not all(chosen):
        return
    rows = list(dict.fromkeys(row for with_key in chosen for _, row in with_key))
    decisions = review.decisions.with_word(rows, word)
    if note is not None:
        decisions = decisions.with_note(rows, note.strip())
    if not review.save(decisions):
        return
    for row in rows:
        write_line(out, _row(row, review))
    out.flush()
    warn(review.progress_words)
