"""N104: a list of models, named by another rule than that of the recorder."""

from __future__ import annotations

from recview.checks.names.case import Case
from recview.checks.names.recorded_name import recorded_name
from recview.checks.rule import Rule

RULE = Rule(
    id="N104",
    name="model-list-rule",
    severity="error",
    summary="A list of models, named by another rule than that of the recorder.",
    why="Whether a list of models is hashed with its test, with null or without that key has changed twice.",
    remedy="Rename the file to the expected name (`recview check --fix-plan`), or record its test again.",
)


def message(case: Case) -> str:
    """Why no replay finds the recording; empty if that is not why."""
    way = case.fact.way
    if way is None or way.is_first:
        return ""
    name, expected = recorded_name(case.path.rpartition("/")[2]), recorded_name(case.expected_name)
    key = "null" if way.key == "kept" and case.fact.test_id is None else way.key
    today = case.fact.key(case.generation.name)
    if key == today and (name.digest is None) == (expected.digest is None):
        return ""
    renamed = "; the project's name was replaced, too" if way.replaced else ""
    return f"a list of models, hashed {_WORDS[key]}, where the recorder hashes it {_WORDS[today]}{renamed}"


_WORDS = {"kept": "with its test", "null": "with null for its test", "absent": "without the key of a test"}
