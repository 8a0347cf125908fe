"""Where the place of a finding is on the screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.display.finding_target import FindingTarget, finding_target
from recview.display.json_lines import json_lines
from recview.display.json_path import line_of
from tests.examples import examples


@pytest.mark.parametrize(
    ("at", "target"),
    [
        ("answer, chunks 41–44", FindingTarget("chat", 44)),
        ("choice 1, arguments of x, chunk 1,041", FindingTarget("chat", 1_041)),
        ("reasoning", FindingTarget("chat")),
        ("usage", FindingTarget("chat")),
        ("response chunk 3, data.x", FindingTarget("chunk", 3)),
        ("request.messages[2].content", FindingTarget("request", path="messages[2].content")),
        ("request.messages[0], parts 1 and 2", FindingTarget("request", path="messages[0]")),
        ("request", FindingTarget("request")),
        ("response.headers.set-cookie", FindingTarget("response", path="headers.set-cookie")),
        ("name", FindingTarget("raw")),
        ("line 4 of the file", FindingTarget("raw")),
        ("", FindingTarget("raw")),
    ],
)
def test_places(at: str, target: FindingTarget) -> None:
    assert finding_target(at) == target


@given(st.text(max_size=30) | st.from_regex(r"answer, chunks? [0-9,]{1,40}", fullmatch=True))
@examples(60)
def test_any_words_lead_somewhere(at: str) -> None:
    assert finding_target(at).view in ("chat", "request", "response", "chunk", "raw")


DOCUMENT = json_lines({"model": "m", "messages": [{"content": "a"}, {"content": "b"}], "a key": {"x": 1}})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("messages[1].content", '"content": "b"'),
        ("messages[1].content.more", '"content": "b"'),
        ("messages[1].gone", "{"),
        ("messages", '"messages": ['),
        ("a key.x", '"x": 1'),
        ("model", '"model": "m"'),
    ],
)
def test_the_line_of_a_path(path: str, text: str) -> None:
    line = line_of(DOCUMENT, path)
    assert line is not None
    assert DOCUMENT.lines[line].strip().rstrip(",") == text


@pytest.mark.parametrize("path", ["mod", "nothing[1]", "[0]"])
def test_a_path_that_is_not_there_has_no_line(path: str) -> None:
    assert line_of(DOCUMENT, path) is None
