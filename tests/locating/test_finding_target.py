"""Where in a file a finding is, told from its words."""

from __future__ import annotations

import pytest

from recview.findings import Finding
from recview.locating.finding_target import named_line, target_of
from recview.locating.target import Target


def finding(at: str, message: str = "it is wrong") -> Finding:
    return Finding("T101", "error", "a.json", 0, at, message)


@pytest.mark.parametrize(
    ("at", "target"),
    [
        ("", Target("exchange")),
        ("name", Target("exchange")),
        ("test_id", Target("exchange")),
        ("answer", Target("response")),
        ("usage", Target("response")),
        ("choice 1, answer", Target("response")),
        ("answer, chunk 9", Target("chunk", 8)),
        ("answer, chunks 41–44", Target("chunk", 40)),
        ("reasoning, chunk 1 → answer, chunk 2", Target("chunk", 0)),
        ("choice 2, arguments of look, chunk 7", Target("chunk", 6)),
        ("response chunk 3, data.choices[0].delta.content", Target("chunk", 2)),
        ("answer, chunk 0", Target("chunk", 0)),
        ("request", Target("request")),
        ("request.url", Target("request", keys=("url",))),
        ("request.headers.authorization", Target("request", keys=("headers", "authorization"))),
        ("request.messages[2].content", Target("request", keys=("messages", 2, "content"))),
        ("request.messages[2], text", Target("request", keys=("messages", 2))),
        ("request.chunk 3.of", Target("request", keys=("chunk 3", "of"))),
        ("response.headers.set-cookie", Target("response", keys=("headers", "set-cookie"))),
        ("response.choices[0].message", Target("response", keys=("body", "choices", 0, "message"))),
        (f"answer, chunk {10**20}", Target("response")),
        ("answer, chunk ٣", Target("chunk", 2)),
    ],
)
def test_the_words_tell_what_to_look_for(at: str, target: Target) -> None:
    assert target_of(finding(at)) == target


@pytest.mark.parametrize(
    ("at", "message", "line"),
    [
        ("line 1,204 of the file", "a key", 1204),
        ("line 7 of the file", "a key", 7),
        ("", "the JSON ends early at line 12, column 2", 12),
        ("", "it has no line", 0),
        ("answer", "it says: line 5", 0),
        ("the file's name", "line 5", 0),
    ],
)
def test_a_finding_may_name_its_line(at: str, message: str, line: int) -> None:
    assert named_line(finding(at, message)) == line
