"""What `recview check` found, for people: how many of each rule first, then where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len as cells

from recview.checks.rule import Rule
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

_NARROWEST_MESSAGE = 30
"""Cells that a message needs to stand beside what it is about."""

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
    for rule, findings in checked.groups:
        yield []
        yield from _of_rule(rule, findings, most, width)


def verdict(checked: CheckedTree) -> str:
    """`3 errors, 1 note in 1,649 recordings`; `1,649 recordings, nothing to report`."""
    recordings = plural(checked.recordings, "recording")
    counts = [plural(count, _NOUNS[each]) for each in SEVERITIES if (count := checked.count(each))]
    left_out = f"; {plural(checked.left_out, 'finding')} of the baseline left out" if checked.left_out else ""
    return (f"{', '.join(counts)} in {recordings}" if counts else f"{recordings}, nothing to report") + left_out


def names_words(checked: CheckedTree) -> str:
    """How many recordings a replay finds by their names; empty if there is no name to judge."""
    if not checked.names:
        return ""
    recordings = plural(len(checked.names), "OGX recording")
    return f"by its name a replay finds {checked.reachable:,} of {recordings} (recorder of {checked.generation})"


def _counts(checked: CheckedTree, width: int | None) -> Iterator[Line]:
    """A line for each rule: how many, and what it is."""
    groups = checked.groups
    counts = max(len(f"{len(findings):,}") for _, findings in groups)
    names = max(len(rule.name) for rule, _ in groups)
    for rule, findings in groups:
        room = None if width is None else width - counts - names - 19
        yield [
            (f"{len(findings):>{counts},}  ", "bold"),
            (f"{rule.severity:<7}  ", INKS[rule.severity]),
            (f"{rule.id}  {rule.name:<{names}}  ", "text"),
            (_cut(rule.summary.removesuffix("."), room), "dim"),
        ]


def _of_rule(rule: Rule, findings: Sequence[Finding], most: int | None, width: int | None) -> Iterator[Line]:
    """The findings of a rule. On a terminal the heading says what all have in common, and each says the rest."""
    shown = findings if most is None else findings[:most]
    heading: Line = [(rule.id, INKS[rule.severity]), (f" {rule.name}", "bold"), (f"  {len(findings):,}", "dim")]
    if width is None:
        yield heading
        yield from _piped(shown)
    else:
        common, rest = _parted(findings)
        heading.append(("  " if common else "", "text"))
        yield from _with_message(heading, _shown(common), sum(len(text) for text, _ in heading), width)
        yield from _in_folders(rest[: len(shown)], width)
    if len(shown) < len(findings):
        yield [(f"  {len(findings) - len(shown):,} more: --select {rule.id} --all", "dim")]


def _parted(findings: Sequence[Finding]) -> tuple[str, Sequence[Finding]]:
    """What all findings of a rule have in common, and the findings without it."""
    first, *others = findings
    if any(each.at != first.at for each in others):
        return "", findings
    if any(each.message != first.message for each in others):
        return first.at, [each._replace(at="") for each in findings]
    return _words(first), [each._replace(at="", message="") for each in findings]


def _words(finding: Finding) -> str:
    """What a finding says besides its file."""
    return ": ".join(filter(None, (finding.at, finding.message)))


def _piped(findings: Sequence[Finding]) -> Iterator[Line]:
    for finding in findings:
        where = ": ".join(filter(None, (f"{finding.path}{_number(finding)}", _words(finding))))
        yield [(f"  {sanitize(one_line(where))}", "text")]


def _in_folders(findings: Sequence[Finding], width: int) -> Iterator[Line]:
    """Findings under the folders of their files: the names, the places and the messages in a column each."""
    names = [_shown_name(finding) for finding in findings]
    places = [_shown(finding.at) for finding in findings]
    name_cells = max(map(cells, names))
    at_cells = min(max(map(cells, places)), _WIDEST_AT)
    indent = 4 + name_cells + 2 + (at_cells + 2 if at_cells else 0)
    folder = None
    for finding, name, at in zip(findings, names, places, strict=True):
        if folder != (folder := finding.path.rpartition("/")[0]):
            yield [(f"  {_shown(folder)}/" if folder else "  ./", "dim")]
        head: Line = [(f"    {_padded(name, name_cells)}  ", "text")]
        if at_cells:
            head.append((f"{_padded(at, at_cells)}  ", "dim"))
        yield from _with_message(head, _shown(finding.message), indent, width)


def _with_message(head: Line, message: str, indent: int, width: int) -> Iterator[Line]:
    """A line that ends with a message, which goes on below itself; in a narrow terminal it begins there."""
    if not message:
        yield head
        return
    if width - indent < _NARROWEST_MESSAGE:
        yield head
        head, indent = [(" " * 6, "text")], 6
    wrapped = rows(message, max(width - indent, 12))
    for number, (start, end) in enumerate(zip(wrapped.starts, wrapped.ends, strict=True)):
        yield [*(head if number == 0 else [(" " * indent, "text")]), (message[start:end], "text")]


def _shown_name(finding: Finding) -> str:
    """The name of a file, and which of its exchanges it is."""
    return _shown(finding.path.rpartition("/")[2]) + _number(finding)


def _shown(text: str) -> str:
    """A text for one line of a terminal: each hash is cut to the digits that tell it from others."""
    return _HASH.sub(lambda match: f"{match[0][:_SHOWN_DIGITS]}…", sanitize(one_line(text)))


def _number(finding: Finding) -> str:
    return f" #{finding.index + 1}" if finding.index > 0 else ""


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def _cut(text: str, room: int | None) -> str:
    return text if room is None or len(text) <= room else f"{text[: max(room - 1, 0)]}…"
