"""One HTTP call a JSON file."""

from __future__ import annotations

import json

from tests.formats.fixtures import exchanges, fixture, of


def test_the_fixture() -> None:
    (found,) = of("http-json")
    assert found.request.model == "tiny-6"
    assert found.request.body == {"messages": [{"role": "user", "content": "Hi"}]}
    # The header says gzip, the body is not.
    assert found.response.chunks[0].data["choices"][0]["message"]["content"] == "Hello"


def test_a_list_of_calls() -> None:
    call = json.loads(fixture("http-json"))
    found = exchanges(json.dumps([call, call]).encode(), "a.json")
    assert [one.source.number for one in found] == [0, 1]
