"""Headers in the shapes in which recorders keep them."""

from __future__ import annotations

import pytest

from recview.formats.headers import first_value, headers_by_name
from recview.model import Json


@pytest.mark.parametrize(
    "kept",
    [
        {"Content-Type": "Text/Plain", "x": ["1", "2"]},
        [{"name": "Content-Type", "value": "Text/Plain"}, {"name": "x", "value": "1"}, {"name": "x", "value": "2"}],
        [["Content-Type", "Text/Plain"], ["x", "1"], ["x", "2"]],
        ["Content-Type", "Text/Plain", "x", "1", "x", "2"],
        {"Content-Type": b"Text/Plain", "x": [b"1", "2"]},
    ],
    ids=["by name", "objects", "pairs", "one after the other", "bytes"],
)
def test_headers(kept: Json) -> None:
    headers = headers_by_name(kept, holds_bytes=True)
    assert first_value(headers, "content-type") == "text/plain"
    assert (headers["x"], first_value(headers, "x"), first_value(headers, "y")) == (["1", "2"], "1", "")


@pytest.mark.parametrize("kept", [None, 5, "a: b", [], {}, [5], [[]], ["odd"], [None, {}]], ids=str)
def test_odd_headers(kept: Json) -> None:
    assert first_value(headers_by_name(kept), "content-type") == ""
