"""Why no replay finds a recording by its name: one small file a reason, and the order in which they are tried."""

from __future__ import annotations

from recview.checks.names.case import Case
from recview.checks.names.reasons import (
    draft_recorder,
    edited,
    legacy_name,
    model_list_rule,
    newer_recorder,
    no_reader,
    no_test_id,
    older_normalization,
    renamed_file,
    renamed_test,
    shadowed,
    unexplained,
    wrong_folder,
)
from recview.checks.rule import Rule

_RIGHT_NAMES = (no_reader, wrong_folder, shadowed)
"""What may be wrong where the name is right."""

# A proof comes before what is only likely. A list of models whose project was renamed is told from other edits, as
# renaming it back would not help.
_WRONG_NAMES = (
    no_reader,
    legacy_name,
    model_list_rule,
    renamed_test,
    edited,
    draft_recorder,
    older_normalization,
    newer_recorder,
    renamed_file,
    no_test_id,
    unexplained,
)

RULES: tuple[Rule, ...] = tuple(sorted({module.RULE for module in (*_RIGHT_NAMES, *_WRONG_NAMES)}))

UNPROVEN = frozenset(module.RULE.name for module in (renamed_file, no_test_id, unexplained))
"""Reasons that say only what is likely, or nothing: an earlier content of the file may prove another one."""


def reason_of(case: Case) -> tuple[Rule, str] | None:
    """Why no replay finds a recording, and that in words; None if it is found."""
    for module in _RIGHT_NAMES if case.is_right else _WRONG_NAMES:
        if words := module.message(case):
            return module.RULE, words
    return None
