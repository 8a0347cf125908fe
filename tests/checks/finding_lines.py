"""What the checks find in a recording written by hand."""

from __future__ import annotations

from typing import Any, NamedTuple

from recview.checks.runner import check_file
from recview.json_text import strict


class Line(NamedTuple):
    """A finding at a glance."""

    rule: str
    at: str
    message: str


def findings(content: bytes | dict[str, Any], path: str = "recordings/a.json", family: str = "") -> list[Line]:
    """The findings in a file.

    Args:
        content: Its bytes, or what they hold as JSON.
        path: Where it is.
        family: What the ids of the rules begin with; all if it is empty.
    """
    data = content if isinstance(content, bytes) else strict(content).encode()
    result = check_file(path, data)
    return [
        Line(finding.rule, finding.at, finding.message)
        for finding in result.findings
        if finding.rule.startswith(family)
    ]
