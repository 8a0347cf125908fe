"""What `recview check` found as Markdown, for the summary of a CI step.

Recorded text stands in code, so that nothing in it is read as markup.
"""

from __future__ import annotations

from collections.abc import Iterator

from recview.cli.check_text import names_words, verdict
from recview.cli.checked_tree import CheckedTree
from recview.display.mask import covered
from recview.display.sanitize import sanitize
from recview.findings import Finding
from recview.humanize import one_line
from recview.pages.markdown import code

MOST = 60_000
"""Characters of the document: a comment on a code host may have 65,536."""


def check_markdown(checked: CheckedTree, most: int | None) -> str:
    """The document.

    Args:
        checked: What was found.
        most: How many findings of a rule are listed; None for all that there is room for.
    """
    document = "".join(f"{line}\n" for line in _head(checked))
    left_out = 0
    for rule, group in checked.groups if most != 0 else ():
        heading = f"\n### {rule.id} {rule.name}\n\n"
        shown = 0
        for finding in group[:most]:
            line = f"{heading}{_line(finding)}\n"
            if len(document) + len(line) > MOST:
                break
            document += line
            heading = ""
            shown += 1
        left_out += len(group) - shown
    if left_out:
        document += f"\n{left_out:,} more: `recview check --all` lists them.\n"
    return document.rstrip("\n")


def _head(checked: CheckedTree) -> Iterator[str]:
    yield f"**{verdict(checked)}**"
    if names := names_words(checked):
        yield f"\n{names}"
    if checked.findings:
        yield "\n| findings | severity | rule | what it is |\n|---:|---|---|---|"
    for rule, group in checked.groups:
        yield f"| {len(group):,} | {rule.severity} | {rule.id} {rule.name} | {rule.summary} |"


def _line(finding: Finding) -> str:
    number = f" #{finding.index + 1}" if finding.index > 0 else ""
    at = f" {code(_shown(finding.at))}" if finding.at else ""
    return f"- {code(_shown(finding.path))}{number}{at} {code(_shown(finding.message))}"


def _shown(text: str) -> str:
    return covered(sanitize(one_line(text)))
