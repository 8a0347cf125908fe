"""How many rows of the list have each value of a field: beside the list, and behind what is typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from heapq import nlargest

from recview.library.content_table import ContentFactsTable
from recview.library.query_columns import query_columns
from recview.library.row_facts import with_content, with_findings
from recview.library.tree import Branch
from recview.query.facets import Facet as Facet
from recview.query.facets import facet

OF_LIST = ("finish", "model", "protocol", "tool", "error", "verdict", "rule")
"""The fields whose values are counted beside the list."""

NUMBERED = ("tokens", "size", "chunks")
"""The fields of which the largest numbers are offered."""

OF_TYPING = (
    "finish",
    "model",
    "protocol",
    "tool",
    "error",
    "verdict",
    "is",
    "has",
    "provider",
    "format",
    "status",
    "rule",
    "severity",
)
"""The fields whose values are offered to complete what is typed."""


def facets(root: Branch, contents: ContentFactsTable, fields: Iterable[str] = OF_LIST) -> list[Facet]:
    """The values of some fields among the rows of a tree.

    Args:
        root: The tree.
        contents: What decoding told of its recordings.
        fields: The names of the fields.
    """
    store, members = root.store, root.members
    shapes, facts = store.rows.shapes.codes, query_columns(store).shapes(store).facts
    codes, values, findings = contents.codes(store), contents.values, contents.findings
    # Many rows have the same: they are counted before anything is asked of them.
    columns = (shapes, codes, findings.codes(store))
    alike = Counter(zip(*(map(column.__getitem__, members) for column in columns), strict=True))
    recordings = []
    for (shape, code, checked), count in alike.items():
        row = with_findings(facts[shape], findings.values[checked], is_checked=findings.is_complete)
        content = values[code]
        recordings.append((row if content is None else with_content(row, content), count))
    return [facet(field, recordings) for field in fields]


LARGEST = 10
"""Recordings that are asked for where the largest of a list are wanted."""


def from_which_number(root: Branch, field: str) -> int | None:
    """From which number on the recordings of a tree are its largest: that of the tenth of them; None if none has one.

    Args:
        root: The tree.
        field: `tokens`, `size` or `chunks`.
    """
    numbers = query_columns(root.store).numbers(root.store, field)
    largest = nlargest(LARGEST, filter(_is_some, map(numbers.__getitem__, root.members)))
    return largest[-1] if largest else None


def _is_some(number: int) -> bool:
    return number > 0
