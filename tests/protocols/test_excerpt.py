"""Where a long text beside an answer is cut."""

from __future__ import annotations

import pytest

from recview.protocols.shared.excerpt import excerpt


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("a" * 400, "a" * 400), ("a" * 401, "a" * 400 + "…")],
    ids=["empty", "just fits", "too long"],
)
def test_excerpt(text: str, expected: str) -> None:
    assert excerpt(text) == expected
