"""The path and size of the value on each line of a document."""

from __future__ import annotations

import json
import shutil
import subprocess
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


@pytest.mark.parametrize(
    ("text", "path", "jq_path", "keys"),
    [
        ("{", "", ".", ()),
        ("}", "", ".", ()),
        ('      "role": "user",', "messages[0].role", ".messages[0].role", ("messages", 0, "role")),
        ("      ]", "messages[1].content", ".messages[1].content", ("messages", 1, "content")),
        ('    "a.b": true', '["n b"]["a.b"]', '.["n b"]["a.b"]', ("n b", "a.b")),
    ],
)
def test_paths_to_copy(text: str, path: str, jq_path: str, keys: tuple[str | int, ...]) -> None:
    document = json_lines(REQUEST, ("POST /v1/chat", ""))
    line, paths = document.lines.index(text), JsonPaths(document)
    assert (paths.path(line), paths.jq_path(line), paths.keys(line)) == (path, jq_path, keys)


ODD = {"größe": 1, "and": 2, "9": 3, 'a"b\\(1)': 4, "": [5, {"x-y": 6}], "\n\x1b": 7, "_a1": 8, "$(x)'": 9}


def test_what_older_jq_takes_for_its_own_is_quoted() -> None:
    assert JsonPaths(json_lines({"and": {"andy": 1}})).jq_path(2) == '.["and"].andy'


@pytest.mark.skipif(not shutil.which("jq"), reason="needs jq")
@pytest.mark.parametrize("value", [ODD, [[ODD]]])
def test_jq_finds_what_the_path_names(value: Any) -> None:
    document = json_lines(value)
    paths = JsonPaths(document)
    for line in range(len(document.lines)):
        done = subprocess.run(["jq", paths.jq_path(line)], input=json.dumps(value).encode(), capture_output=True)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == json.loads(document.value(line))
        inner = value
        for key in paths.keys(line):
            inner = inner[key]
        assert inner == json.loads(document.value(line))


def test_words_have_no_path() -> None:
    assert JsonPaths(json_lines(REQUEST, ("POST /v1/chat", ""))).status(0) == ""


@given(json_values())
def test_every_line_has_a_path(value: Any) -> None:
    document = json_lines(value)
    paths = JsonPaths(document)
    for line in range(len(document.lines)):
        assert paths.status(line)
