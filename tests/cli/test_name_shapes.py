"""What names look like."""

from __future__ import annotations

import pytest

from recview.cli.name_shapes import looks_like_hash, looks_like_test


@pytest.mark.parametrize(
    ("name", "is_test", "is_hash"),
    [
        ("tests/a.py::test_1", True, False),
        ("test_1[openai/gpt-4o]", True, False),
        ("beef", False, True),
        ("5D00fd96", False, True),
        ("bee", False, False),
        ("beefs", False, False),
        ("recordings", False, False),
        ("[a", False, False),
        ("", False, False),
    ],
)
def test_looks(name: str, is_test: bool, is_hash: bool) -> None:
    assert (looks_like_test(name), looks_like_hash(name)) == (is_test, is_hash)
