"""All checks. To add one: its file, and its line here.

The order is that in which a file is looked at; findings are shown by rule and path.
"""

from __future__ import annotations

from itertools import chain

from recview.checks.duplicates import equal_requests, order_alone, shared_tool_calls
from recview.checks.files import answer_not_read, unreadable
from recview.checks.names import check as names
from recview.checks.orphans import check as orphans
from recview.checks.rule import FileCheck, RecordingCheck, Rule, TreeCheck
from recview.checks.secrets import check as secrets
from recview.checks.streams import check as streams

RECORDING_CHECKS: tuple[RecordingCheck, ...] = (
    # F: whether a file can be read.
    unreadable.CHECK,
    answer_not_read.CHECK,
    # S: secrets and personal data.
    secrets.RECORDING_CHECK,
    # T and U: whether an answer is whole, and its tokens are counted and add up.
    streams.CHECK,
)

FILE_CHECKS: tuple[FileCheck, ...] = (secrets.FILE_CHECK, order_alone.CHECK)

TREE_CHECKS: tuple[TreeCheck, ...] = (
    # N: whether a replay finds a recording by its name.
    names.CHECK,
    # D: whether a recording is there twice, or may overwrite another.
    equal_requests.CHECK,
    shared_tool_calls.CHECK,
    # O: whether recordings and tests belong together.
    orphans.CHECK,
)


def _rules() -> dict[str, Rule]:
    rules = chain.from_iterable(
        (
            *(check.rules for check in RECORDING_CHECKS),
            *(check.rules for check in FILE_CHECKS),
            *(check.rules for check in TREE_CHECKS),
        )
    )
    return {rule.id: rule for rule in sorted(rules)}


RULES = _rules()
"""All rules by their ids, in order."""
