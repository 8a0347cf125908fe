"""The table of rules, as Markdown."""

from __future__ import annotations

from recview.checks.registry import RULES
from recview.checks.rule import Rule


def rules_table() -> str:
    """A Markdown table with a row for each rule."""
    return "\n".join(["| rule | severity | what it finds |", "|---|---|---|", *map(_row, RULES.values())])


def _row(rule: Rule) -> str:
    return f"| {rule.id} `{rule.name}` | {rule.severity} | {rule.summary} |"


def with_rules_table(text: str) -> str:
    """A README with its table of rules made anew, between its two marks; as it is if it has no marks."""
    before, begin, rest = text.partition("<!-- rules:")
    if not begin:
        return text
    mark, arrow, rest = rest.partition("-->\n")
    _, end, after = rest.partition("<!-- /rules -->")
    return f"{before}{begin}{mark}{arrow}\n{rules_table()}\n\n{end}{after}"
