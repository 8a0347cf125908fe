"""The events of a stream that a recorder keeps apart."""

from __future__ import annotations

import json

import pytest

from recview.framing import Framing
from recview.model import Json


@pytest.mark.parametrize(
    ("kept", "kind", "data"),
    [
        ({"event": "ping", "data": {"a": 1}}, "ping", {"a": 1}),
        ({"event": "ping", "data": '{"a": 1}'}, "ping", {"a": 1}),
        ({"event": "message", "data": {"a": 1}}, "", {"a": 1}),
        ({"event": None, "data": {"type": "t"}}, "t", {"type": "t"}),
        ({"data": {"type": "t"}, "timestamp": 5}, "t", {"type": "t"}),
        ({"type": "t", "data": {"a": 1}}, "t", {"type": "t", "data": {"a": 1}}),
        ({"type": 5}, "", {"type": 5}),
        ('{"type": "t"}', "t", {"type": "t"}),
        ('{"type": "t"', "", '{"type": "t"'),
        ("words", "", "words"),
        (None, "", None),
    ],
    ids=lambda value: json.dumps(value),
)
def test_an_event(kept: Json, kind: str, data: Json) -> None:
    framed = Framing().events([kept])
    assert [(chunk.kind, chunk.data, chunk.raw) for chunk in framed.chunks] == [(kind, data, kept)]
    assert (framed.streaming, framed.problem) == (True, "")
