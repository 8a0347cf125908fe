"""What `recview check` found as GitHub's annotations: a workflow command for each finding.

Source: GitHub's documentation, "Workflow commands for GitHub Actions", and `actions/toolkit`'s command.ts, by which
`%`, carriage returns and line feeds are escaped, in properties also `:` and `,`.
"""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.registry import RULES
from recview.cli.checked_tree import CheckedTree
from recview.display.sanitize import sanitize
from recview.findings import Finding

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def annotation_lines(checked: CheckedTree) -> Iterator[str]:
    """A line for each finding."""
    return map(_annotation, checked.findings, checked.lines)


def _annotation(finding: Finding, line: int) -> str:
    title = _property(f"{finding.rule} {RULES[finding.rule].name}")
    message = ": ".join(filter(None, (_exchange(finding), finding.at, finding.message)))
    place = f"file={_property(finding.path)}" + (f",line={line}" if line else "")
    return f"::{_COMMANDS[finding.severity]} {place},title={title}::{_data(_visible(message))}"


def _exchange(finding: Finding) -> str:
    return f"#{finding.index + 1}" if finding.index > 0 else ""


def _visible(text: str) -> str:
    """A message whose control characters do nothing to the log's reader; a file's name stays what it is."""
    return "\n".join(map(sanitize, text.split("\n")))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
