"""Values that no recording has."""

from __future__ import annotations

import pytest

from recview.query.parsing import parse
from recview.query.syntax import QueryProblem
from recview.query.unknown_values import unknown_values

VALUES = {"finish": ["stop", "end_turn"], "model": ["gpt-4o", "llama3"], "tool": []}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("finish:stop", []),
        ("finish:length", []),
        ("finish:lenght", ["no finish is lenght: perhaps finish:length"]),
        ("-finish:end_trun OR a", ["no finish is end_trun: perhaps finish:end_turn"]),
        ("model:gpt", []),
        ("model:=gpt", ["no model is gpt: perhaps model:gpt-4o"]),
        ("model:lamma3,claude", ["no model is lamma3: perhaps model:llama3", "no model is claude"]),
        ("tool:x", ["no tool is x"]),
        ("path:x chunks:>2 model:/x/ x", []),
    ],
)
def test_a_value_that_no_recording_has_is_named(text: str, expected: list[str]) -> None:
    query = parse(text)
    assert not isinstance(query, QueryProblem)
    assert unknown_values(query, VALUES) == expected
