"""The path and size of the value on each line of a document."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from recview.display.json_lines import json_lines
from recview.display.json_path import JsonPaths
from tests.json_values import json_values

REQUEST = {
    "model": "m",
    "messages": [{"role": "user", "content": 'Hi\n"you"'}, {"role": "x", "content": [1, 2.5, None]}],
    "n b": {"a.b": True},
    "empty": [],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", "all of it   4 keys"),
        ('  "model": "m",', "model   1 character"),
        ('  "messages": [', "messages   2 items"),
        ('      "role": "user",', "messages[0].role   4 characters"),
        ('      "content": "Hi\\n\\"you\\""', "messages[0].content   8 characters"),
        ('      "content": [', "messages[1].content   3 items"),
        ("        2.5,", "messages[1].content[1]"),
        ("        null", "messages[1].content[2]"),
        ("      ]", "messages[1].content   3 items"),
        ('    "a.b": true', '["n b"]["a.b"]'),
        ("}", "all of it   4 keys"),
    ],
)
def test_status_of_a_line(text: str, expected: str) -> None:
    document = json_lines(REQUEST, ("POST /v1/chat", ""))
    line = document.lines.index(text)
    assert JsonPaths(document).status(line) == expected


def test_words_have_no_path() -> None:
    assert JsonPaths(json_lines(REQUEST, ("POST /v1/chat", ""))).status(0) == ""


@given(json_values())
def test_every_line_has_a_path(value: Any) -> None:
    document = json_lines(value)
    paths = JsonPaths(document)
    for line in range(len(document.lines)):
        assert paths.status(line)
