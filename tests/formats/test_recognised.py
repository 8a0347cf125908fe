"""What is known by name and not read yet has a row that says what it is."""

from __future__ import annotations

import pytest

from recview.formats import is_listed, read
from recview.model import Readability
from tests.formats.fixtures import fixture

XAI = b"version: 1\ninteractions:\n- request_sample: {model: a}\n  response_sample: {}\n"


@pytest.mark.parametrize(
    ("data", "path", "word"),
    [
        (fixture("recognised"), "a.yaml", "websocket"),
        (XAI, "a.xai.yaml", "xAI"),
    ],
    ids=["websocket", "xAI"],
)
def test_recognised(data: bytes, path: str, word: str) -> None:
    found = read(data, path)
    assert isinstance(found, Readability)
    assert word in found.reason
    assert (found.is_sound, is_listed(found, data, path), found.is_half_written) == (True, True, False)
