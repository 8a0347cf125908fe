"""All checks. To add one: its file, and its line here.

The order is that in which a file is looked at; findings are shown by rule and path.
"""

from __future__ import annotations

from itertools import chain

from recview.checks.files import unreadable
from recview.checks.rule import FileCheck, RecordingCheck, Rule, TreeCheck
from recview.checks.secrets import check as secrets
from recview.checks.streams import no_finish_reason

RECORDING_CHECKS: tuple[RecordingCheck, ...] = (
    unreadable.CHECK,
    # S: secrets and personal data.
    secrets.RECORDING_CHECK,
    # T: whether an answer is whole.
    no_finish_reason.CHECK,
)

FILE_CHECKS: tuple[FileCheck, ...] = (secrets.FILE_CHECK,)

TREE_CHECKS: tuple[TreeCheck, ...] = ()


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
