"""The findings that are new between two trees as text: how many, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from recview.findings import NewFinding
from recview.humanize import one_line, plural
from recview.pages.difference_lines import Line
from recview.pages.markdown import code
from recview.verdicts.changes import Change, gone_findings, new_findings

MOST_SHOWN = 10
"""Findings that are named, unless all are asked for."""

STYLES = {"error": "error", "warning": "warning", "info": "text"}


def finding_words(new: NewFinding) -> str:
    """`S101 provider-key: answer, chunks 41–44: an API key: sk-p… (51 characters)`: a finding without its path."""
    finding = new.finding
    return ": ".join(filter(None, (f"{finding.rule} {new.rule_name}", finding.at, finding.message)))


def finding_lines(changes: Sequence[Change], cover: Callable[[str], str], *, whole: bool) -> Iterator[Line]:
    """The lines behind the differences; none if no finding is new or gone.

    Args:
        changes: Those whose findings are meant.
        cover: Covers the credentials of a text.
        whole: Whether all findings are named.
    """
    new = new_findings(changes)
    if not (count := _counted(new, gone_findings(changes))):
        return
    yield []
    yield [(count, "bold")]
    shown = new if whole else new[:MOST_SHOWN]
    for each in shown:
        rule, _, rest = finding_words(each).partition(": ")
        text = f" in {_file(each)}{': ' if rest else ''}{rest}"
        yield [(f"  {rule}", STYLES[each.finding.severity]), (one_line(cover(text)), "text")]
    if len(shown) < len(new):
        yield [(f"  {len(new) - len(shown):,} more (--all names them)", "dim")]


def finding_markdown(changes: Sequence[Change], cover: Callable[[str], str]) -> str:
    """The same as Markdown; empty if no finding is new or gone."""
    new = new_findings(changes)
    if not (count := _counted(new, gone_findings(changes))):
        return ""
    lines = [f"- {code(cover(_file(each)))} {code(cover(finding_words(each)))}\n" for each in new[:MOST_SHOWN]]
    if len(new) > MOST_SHOWN:
        lines.append(f"- {len(new) - MOST_SHOWN:,} more\n")
    return f"\n\n### {count}\n\n{''.join(lines)}"


def _counted(new: Sequence[NewFinding], gone: int) -> str:
    """`2 new findings, 1 gone`; empty if there is none."""
    if not new:
        return f"{plural(gone, 'finding')} gone" if gone else ""
    return f"{plural(len(new), 'new finding')}{f', {gone:,} gone' if gone else ''}"


def _file(new: NewFinding) -> str:
    """The file and, of several exchanges in it, which."""
    index = new.finding.index
    return f"{new.finding.path} #{index + 1}" if index > 0 else new.finding.path
