"""Requests and responses in two lists side by side."""

from __future__ import annotations

from recview.formats import read
from recview.model import Readability
from tests.formats.fixtures import exchanges, fixture, of


def test_the_fixture() -> None:
    (found,) = of("vcrpy-lists")
    assert found.request.model == "us.maker.tiny-7"
    assert found.request.body == {"messages": [{"role": "user", "content": [{"text": "Hi"}]}]}
    assert found.response.chunks[0].data["stopReason"] == "end_turn"


def test_fewer_responses_than_requests() -> None:
    data = fixture("vcrpy-lists").replace(b"responses:\n", b"- method: GET\nresponses:\n")
    found = read(data, "a.yaml.gz")
    assert isinstance(found, Readability)
    assert found.is_half_written


def test_a_request_that_is_none_costs_itself() -> None:
    data = fixture("vcrpy-lists").replace(b"requests:\n", b"requests:\n- null\n")
    data = data.replace(b"responses:\n", b"responses:\n- null\n").rstrip(b"\n")
    first, second = exchanges(data, "a.yaml")
    assert (first.request.url, second.request.model) == ("", "us.maker.tiny-7")
