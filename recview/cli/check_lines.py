"""The line of its file on which each finding is, for code hosts that show it there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.findings import WHOLE_FILE, Finding
from recview.locating.finding_target import named_line, target_of
from recview.locating.locating import lines_of
from recview.root import Root
from recview.sources.beside import FilesBeside
from recview.sources.contents import content_of

MOST = 500
"""Findings that are looked for in their files, at about a millisecond each; code hosts show fewer."""


def finding_lines(findings: Sequence[Finding], files: Mapping[str, tuple[Root, str]]) -> list[int]:
    """The line of each finding, counted from 1: where it is, or what holds it begins; 0 where that is not known.

    Args:
        findings: The findings.
        files: By the path of each, the root that the file is in and its path below that.
    """
    lines = [named_line(finding) or int(finding.index == WHOLE_FILE) for finding in findings]
    inside: dict[str, list[int]] = {}
    for position in [position for position, line in enumerate(lines) if not line][:MOST]:
        inside.setdefault(findings[position].path, []).append(position)
    for path, positions in inside.items():
        # A finding of a test that no file is of has no line.
        if path in files:
            located = _lines_in_file(*files[path], [findings[position] for position in positions])
            for position, line in zip(positions, located, strict=True):
                lines[position] = line
    return lines


def _lines_in_file(root: Root, path: str, findings: Sequence[Finding]) -> list[int]:
    content = content_of(root, path, asked_for=True)
    if content is None or content.problem:
        return [0] * len(findings)
    targets = [(finding.index, target_of(finding)) for finding in findings]
    return [line.number for line in lines_of(content.data, path, targets, FilesBeside(root))]
