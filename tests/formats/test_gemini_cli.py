"""Answers that Gemini CLI recorded: a call a line."""

from __future__ import annotations

from recview.formats import read
from recview.model import Readability
from recview.protocols.choosing import protocol_of
from tests.formats.fixtures import exchanges, fixture, of


def test_the_fixture() -> None:
    counted, streamed = of("gemini-cli")
    assert (counted.request.endpoint, counted.response.streaming) == ("countTokens", False)
    assert (streamed.request.model, streamed.response.streaming, len(streamed.response.chunks)) == ("tiny-14", True, 2)
    assert [protocol_of(one).name for one in (counted, streamed)] == ["card", "gemini.generate_content"]
    assert (streamed.test_id, streamed.ordered) == ("gemini-cli", True)


def test_odd_lines() -> None:
    data = fixture("gemini-cli")
    assert len(exchanges(data + b"\n5\n", "a.responses")) == 3
    broken = read(data.replace(b"\n", b"}\n", 1), "a.responses")
    assert isinstance(broken, Readability)
    assert (broken.is_half_written, broken.is_sound) == (False, False)
