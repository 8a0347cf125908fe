"""What is known by name and not read yet has a row that says what it is."""

from __future__ import annotations

import pytest

from recview.formats import Unread, read
from tests.formats.fixtures import fixture

XAI = b"version: 1\ninteractions:\n- request_sample: {model: a}\n  response_sample: {}\n"


@pytest.mark.parametrize(
    ("data", "path", "word"),
    [
        (fixture("recognised"), "a.yaml", "websocket"),
        (XAI, "a.xai.yaml", "xAI"),
        (b'{"type": "user", "sessionId": "s"}\n{"type": "assistant", "sessionId": "s"}\n', "a.jsonl", "agent"),
    ],
    ids=["websocket", "xAI", "agent"],
)
def test_recognised(data: bytes, path: str, word: str) -> None:
    found = read(data, path)
    assert isinstance(found, Unread)
    assert word in found.problem
    assert (found.foreign, found.unlisted, found.partial) == (True, False, False)
