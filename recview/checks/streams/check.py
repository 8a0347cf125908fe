"""The check of answers: the rules of families T and U, asked one after the other of what was found out once."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.checked_file import CheckedRecording
from recview.checks.rule import Check, Fault
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
from recview.checks.streams.answers import Answer
from recview.checks.usage import missing_usage, unexplained_total

_MODULES = (
    no_finish_reason,
    cut_by_length,
    empty_answer,
    arguments_not_json,
    call_without_id,
    chunk_after_end,
    truncated_stream,
    not_as_asked,
    recorded_error,
    endpoint_contradicted,
    unknown_layout,
    missing_usage,
    unexplained_total,
)


def _faults(checked: CheckedRecording) -> Iterator[Fault]:
    answer = Answer(checked)
    for module in _MODULES:
        yield from module.faults(answer)


CHECK = Check(tuple(module.RULE for module in _MODULES), _faults)
