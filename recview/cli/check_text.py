"""What `recview check` found, for people: how many of each rule first, then where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len as cells

from recview.checks.registry import RULES
from recview.cli.checked_tree import CheckedTree
from recview.display.sanitize import sanitize
from recview.display.wrap import rows
from recview.findings import SEVERITIES, Finding
from recview.humanize import one_line, plural

Line = list[tuple[str, str]]
"""Pieces of a line, each with its ink."""

INKS = {"error": "error", "warning": "warning", "info": "accent"}

_NOUNS = {"error": "error", "warning": "warning", "info": "note"}

_HASH = re.compile(r"[0-9a-f]{64}")
_SHOWN_DIGITS = 16
"""Digits of a hash that are shown of it, and by which `recview show` finds the file."""

_WIDEST_AT = 44
"""Cells of the column that says where in a recording something is."""


def text_lines(checked: CheckedTree, most: int | None, width: int | None) -> Iterator[Line]:
    """The lines.

    Args:
        checked: What was found.
        most: How many findings of a rule are listed; None for all.
        width: Cells of the terminal; None for a pipe, where each finding is one line with its whole path.
    """
    yield [(verdict(checked), "bold")]
    if names := names_words(checked):
        yield [(names, "dim")]
    if not checked.findings:
        return
    yield []
    yield from _counts(checked, width)
    if most == 0:
        return
    for id_, group in groupby(checked.findings, key=lambda finding: finding.rule):
        findings = list(group)
        yield []
        yield from _of_rule(id_, findings, most, width)


def verdict(checked: CheckedTree) -> str:
    """`3 errors, 1 note in 1,649 recordings`; `1,649 recordings, nothing to report`."""
    recordings = plural(checked.recordings, "recording")
    counts = [plural(count, _NOUNS[each]) for each in SEVERITIES if (count := checked.count(each))]
    left_out = f"; {plural(checked.left_out, 'finding')} of the baseline left out" if checked.left_out else ""
    return (f"{', '.join(counts)} in {recordings}" if counts else f"{recordings}, nothing to report") + left_out


def names_words(checked: CheckedTree) -> str:
    """How many names a replay can find, and why not the others; empty if there is no name to judge."""
    if not checked.names:
        return ""
    reasons = ", ".join(f"{count:,} {reason}" for reason, count in checked.reasons.items())
    count = f"{checked.reachable:,} of {plural(len(checked.names), 'OGX recording')}"
    words = f"a replay by the recorder of {checked.generation} finds {count}"
    return f"{words}; not {reasons}" if reasons else words


def _counts(checked: CheckedTree, width: int | None) -> Iterator[Line]:
    """A line for each rule: how many, what it is, the gravest first."""
    groups = {id_: list(group) for id_, group in groupby(checked.findings, key=lambda finding: finding.rule)}
    wide = max(len(f"{len(group):,}") for group in groups.values())
    names = max(len(RULES[id_].name) for id_ in groups)
    for severity in SEVERITIES:
        for id_, group in sorted(groups.items(), key=lambda item: -len(item[1])):
            rule = RULES[id_]
            if rule.severity == severity:
                head = f"{len(group):>{wide},}  {severity:<7}  "
                room = None if width is None else width - len(head) - len(id_) - names - 4
                summary = rule.summary if room is None else _cut(rule.summary, room)
                yield [
                    (f"{len(group):>{wide},}  ", "bold"),
                    (f"{severity:<7}  ", INKS[severity]),
                    (f"{id_}  {rule.name:<{names}}  ", "text"),
                    (summary, "dim"),
                ]


def _of_rule(id_: str, findings: Sequence[Finding], most: int | None, width: int | None) -> Iterator[Line]:
    """The findings of a rule, each with its place."""
    rule = RULES[id_]
    yield [(id_, f"{INKS[rule.severity]}"), (f" {rule.name}", "bold"), (f"  {len(findings):,}", "dim")]
    shown = findings if most is None else findings[:most]
    yield from _piped(shown) if width is None else _in_folders(shown, width)
    if len(shown) < len(findings):
        yield [(f"  {len(findings) - len(shown):,} more: --select {id_} --all", "dim")]


def _piped(findings: Sequence[Finding]) -> Iterator[Line]:
    for finding in findings:
        where = ": ".join(filter(None, (f"{finding.path}{_number(finding)}", finding.at, finding.message)))
        yield [(f"  {one_line(where)}", "text")]


def _in_folders(findings: Sequence[Finding], width: int) -> Iterator[Line]:
    """Findings under the folders of their files: the names, the places and the messages in a column each."""
    names = [_shown_name(finding) for finding in findings]
    places = [sanitize(one_line(finding.at)) for finding in findings]
    name_cells = max(map(cells, names))
    at_cells = min(max(map(cells, places)), _WIDEST_AT)
    indent = 4 + name_cells + 2 + (at_cells + 2 if at_cells else 0)
    folder = None
    for finding, name, at in zip(findings, names, places, strict=True):
        if folder != (folder := finding.path.rpartition("/")[0]):
            yield [(f"  {sanitize(one_line(folder))}/" if folder else "  ./", "dim")]
        head: Line = [(f"    {_padded(name, name_cells)}  ", "text")]
        if at_cells:
            head.append((f"{_padded(at, at_cells)}  ", "dim"))
        yield from _with_message(head, sanitize(one_line(finding.message)), indent, width)


def _with_message(head: Line, message: str, indent: int, width: int) -> Iterator[Line]:
    """A line that ends with a message, which goes on below itself; in a narrow terminal it begins there."""
    if width - indent < 24:
        yield head
        head, indent = [(" " * 6, "text")], 6
    wrapped = rows(message, max(width - indent, 12))
    for number, (start, end) in enumerate(zip(wrapped.starts, wrapped.ends, strict=True)):
        yield [*(head if number == 0 else [(" " * indent, "text")]), (message[start:end], "text")]


def _shown_name(finding: Finding) -> str:
    """The name of a file, a hash cut to the digits that tell it from others."""
    name = sanitize(one_line(finding.path.rpartition("/")[2]))
    return _HASH.sub(lambda match: f"{match[0][:_SHOWN_DIGITS]}…", name) + _number(finding)


def _number(finding: Finding) -> str:
    return f" #{finding.index + 1}" if finding.index > 0 else ""


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: max(room - 1, 0)]}…"
