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
from recview.checks.streams import (
    arguments_not_json,
    call_without_id,
    chunk_after_end,
    cut_by_length,
    empty_answer,
    endpoint_contradicted,
    no_finish_reason,
    not_as_asked,
    recorded_error,
    truncated_stream,
    unknown_layout,
)
from recview.checks.usage import missing_usage, unexplained_total

RECORDING_CHECKS: tuple[RecordingCheck, ...] = (
    # F: whether a file can be read.
    unreadable.CHECK,
    answer_not_read.CHECK,
    # S: secrets and personal data.
    secrets.RECORDING_CHECK,
    # T: whether an answer is whole.
    no_finish_reason.CHECK,
    cut_by_length.CHECK,
    empty_answer.CHECK,
    arguments_not_json.CHECK,
    call_without_id.CHECK,
    chunk_after_end.CHECK,
    truncated_stream.CHECK,
    not_as_asked.CHECK,
    recorded_error.CHECK,
    endpoint_contradicted.CHECK,
    unknown_layout.CHECK,
    # U: whether tokens were counted, and add up.
    missing_usage.CHECK,
    unexplained_total.CHECK,
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
