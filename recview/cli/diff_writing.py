"""What `recview diff` writes, in each of its forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from recview.cli.output import Out
from recview.display.mask import covered
from recview.pages.diff_lines import Detail, diff_lines, kept_back, stat_lines
from recview.pages.difference_lines import ADDED_WORDS, REMOVED_WORDS, Line
from recview.pages.finding_lines import finding_lines
from recview.verdicts.changes import Change, Changes, verdict_words

_BRACKETS = {REMOVED_WORDS: ("[-", "-]"), ADDED_WORDS: ("{+", "+}")}
"""Around words that only one text has, as git writes them where there are no colours."""


def write_text(out: Out, changes: Changes, chosen: Sequence[Change], detail: Detail, compared: str) -> None:
    """Write the differences for people.

    Args:
        out: Where to write.
        changes: All changes, which the verdict counts.
        chosen: Those that are shown.
        detail: How much of them.
        compared: The names of the two sides.
    """
    for line in _text_lines(changes, chosen, detail, compared):
        write_line(out, line)


def write_stat(out: Out, changes: Changes, chosen: Sequence[Change]) -> None:
    """Write a line for each test."""
    findings = finding_lines(chosen, _cover(out), whole=False)
    for line in ([(verdict_words(changes), "bold")], *stat_lines(chosen), *findings):
        write_line(out, line)


def _text_lines(changes: Changes, chosen: Sequence[Change], detail: Detail, compared: str) -> Iterator[Line]:
    yield [(verdict_words(changes), "bold")]
    yield [(compared, "dim")]
    yield from diff_lines(chosen, detail)
    if len(chosen) < len(changes.each):
        yield []
        yield [(kept_back(len(changes.each) - len(chosen)), "dim")]
    yield from finding_lines(chosen, detail.cover, whole=detail.whole)


def write_line(out: Out, line: Line) -> None:
    """Write one line; without colours the words that only one text has are in brackets."""
    if not out.is_coloured:
        line = [(_bracketed(text, style), style) for text, style in line]
    out.write_styled(line)


def _bracketed(text: str, style: str) -> str:
    opening, closing = _BRACKETS.get(style, ("", ""))
    return f"{opening}{text}{closing}" if text and opening else text


def detail_of(out: Out, only: frozenset[str], *, whole: bool) -> Detail:
    """How much is shown: credentials are covered before texts are cut and compared by words."""
    return Detail(_cover(out), whole, only)


def _cover(out: Out) -> Callable[[str], str]:
    return str if out.secrets else covered
